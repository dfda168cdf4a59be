"""A family arrives from a file: all of it, or nothing with the place and the reason."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from kinmap.access.models import Organisation, TrailEntry, User
from kinmap.access.trail import Verb
from kinmap.casework.exchange import Refused, import_family, schema_text
from kinmap.casework.models import Allocation, TimelineEvent
from kinmap.casework.tests.family_file import AT, as_file, family_file, ident, row
from kinmap.families.models import Family, NameKey, Person
from tests import making

pytestmark = pytest.mark.django_db
#: Rooms upstairs, asked for by name: what they put on the shelf comes with every file.
Entry, Judgment = apps.get_model("mapping", "Entry"), apps.get_model("mapping", "Judgment")
PlanVersion = apps.get_model("planning", "PlanVersion")


@pytest.fixture
def colin():
    return making.user("Colin Prentice", role=making.TEAM_MANAGER)


@pytest.fixture
def hannah():
    made = making.user("Hannah Osei")
    made.email = "hannah.osei@northmoor.example"
    made.save()
    return made


def everything() -> dict[str, int]:
    """How many rows each table has, history included."""
    return {
        model._meta.db_table: model._default_manager.count() for model in apps.get_models(include_auto_created=True)
    }


def place(data, path):
    """Where a path such as ``mapping.entries.0`` leads in the data, and its last step."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        data = data[step]
    return data, last


NOT_A_DAY = "This is not a day such as 2026-06-18, from 1900 to 2100."
NOBODY = "00000000-0000-7000-8000-000000000000"
FAR_OFF = "2099-01-01"
GONE = object()

#: What is changed, to what; and the place and the reason with which the file must be refused.
REFUSALS = [
    ("kinmap", "person", "$", "This is not a family from Kinmap"),
    ("version", 2, "$.version", "This version of the format is not known here"),
    ("version", True, "$.version", "This version of the format is not known here"),
    ("families", GONE, "$.families", "This is missing."),
    ("extra", {}, "$.extra", "“extra” is not known here."),
    ("families.family.ref", "NM 0417/../x", "$.families.family.ref", "This must be: capital letters"),
    ("families.family.ref", "NM-0417\n", "$.families.family.ref", "This must be: capital letters"),
    ("families.people.0.first_name", GONE, "$.families.people[0].first_name", "This is missing."),
    ("families.people.0.first_name", "  ", "$.families.people[0].first_name", "This must say something."),
    ("families.people.0.first_name", 7, "$.families.people[0].first_name", "This must be text."),
    ("families.people.0.first_name", "x" * 101, "$.families.people[0].first_name", "longer than 100"),
    ("families.people.0.colour", "red", "$.families.people[0].colour", "“colour” is not known here."),
    ("families.people.0.gender", "girl", "$.families.people[0].gender", "This must be one of: “female”"),
    ("families.people.0.born", "9 March 2012", "$.families.people[0].born", NOT_A_DAY),
    ("families.people.0.born", "2012-02-30", "$.families.people[0].born", NOT_A_DAY),
    ("families.people.0.born", "1899-12-31", "$.families.people[0].born", NOT_A_DAY),
    ("families.people.0.born", FAR_OFF, "$.families.people[0].born", "This day is still to come."),
    ("families.people.0.died", "2001-01-01", "$.families.people[0].died", "This is before the day of birth."),
    ("families.people.0.due", "2027-01-01", "$.families.people[0].due", "Only a child who is not born yet"),
    ("families.people.0.id", "7", "$.families.people[0].id", "This is not an id"),
    ("families.people.0.id", ident("mia"), "$.families.people[1].id", "The same id stands at $.families.people[0]."),
    ("families.people.0.number", "NM10023", "$.families.people[1].number", "This is in use already"),
    ("families.people.0.organisation", {"name": "X"}, "$.families.people[0].organisation.kind", "This is missing."),
    ("families.people.0.note", "bell\x07", "$.families.people[0].note", "a character that cannot be seen (U+0007)"),
    ("families.people.0.note", "turn\u202ened", "$.families.people[0].note", "(U+202E)"),
    ("families.people.0.note", "half \ud83d", "$.families.people[0].note", "(U+D83D)"),
    ("families.people.0.recorded_at", "2026-06-18T10:42:00", "$.families.people[0].recorded_at", "with its offset"),
    ("families.people.0.recorded_at", FAR_OFF + "T10:00:00Z", "$.families.people[0].recorded_at", "is still to come."),
    ("families.people.0.recorded_by", {"name": ""}, "$.families.people[0].recorded_by.name", "must say something"),
    ("families.members.2.children.0", ident("mo"), "$.families.members[2].children[0]", "not among the children"),
    ("families.members.0.person", NOBODY, "$.families.members[0].person", "No person in this file has this id."),
    ("families.members.2.person", ident("mo"), "$.families.members[4]", "one place in a family"),
    ("families.relationships.0.other", ident("dee"), "$.families.relationships[0]", "a circle of parents"),
    ("families.relationships.2.other", ident("mo"), "$.families.relationships[2]", "a circle of parents"),
    ("families.residences.0.ended", "2017-01-01", "$.families.residences[0]", "residence ends after it starts"),
    ("families.households.0.address", NOBODY, "$.families.households[0].address", "No address in this file"),
    ("casework.involvements.0.child", ident("dee"), "$.casework.involvements[0].child", "not among the children"),
    ("casework.involvements.0.started", GONE, "$.casework.involvements[0].started", "This is missing."),
    ("casework.involvements.0.ended", "2026-01-01", "$.casework.involvements[0]", "stage ends after it starts"),
    ("casework.allocations.0.team.organisation", "Elsewhere", "$.casework.allocations[0].team.organisation",
     "No organisation of this name is here."),
    ("mapping.entries.0.children", [], "$.mapping.entries[0].children", "This list must not be empty."),
    ("mapping.entries.0.children", [ident("mia")] * 2, "$.mapping.entries[0].children", "twice in this list"),
    ("mapping.entries.0.children.0", ident("shane"), "$.mapping.entries[0].children[0]", "not among the children"),
    ("mapping.entries.0.children.0", NOBODY, "$.mapping.entries[0].children[0]", "No person in this file"),
    ("mapping.entries.0.hidden_from", [NOBODY], "$.mapping.entries[0].hidden_from[0]", "No person in this file"),
    ("mapping.entries.0.hidden_from", [ident("h1")], "$.mapping.entries[0].hidden_from[0]", "$.families.households[0]"),
    ("mapping.entries.0.sharing", "everybody", "$.mapping.entries[0].sharing", "This must be one of: “family_all”"),
    ("mapping.entries.0.parts", {"mood": "low"}, "$.mapping.entries[0].parts.mood", "is not known here"),
    ("mapping.entries.0.answers", ident("sg1"), "$.mapping.entries[0].answers", "answers no other entry"),
    ("mapping.entries.1.answers", ident("h3"), "$.mapping.entries[1].answers", "the category “danger_statement”"),
    ("mapping.entries.3.answers", ident("ds1"), "$.mapping.entries[3].answers", "the category “goal”"),
    ("mapping.entries.3.due", "2026-13-01", "$.mapping.entries[3].due", NOT_A_DAY),
    ("mapping.links.0", row("l1", one=ident("ds1"), two=ident("ds1")), "$.mapping.links[0]", "two different entries"),
    ("mapping.scales.0.statement", GONE, "$.mapping.scales[0].statement", "names its statement"),
    ("mapping.rounds.0.scales", [ident("ds1")], "$.mapping.rounds[0].scales[0]", "No scale in this file has this id."),
    ("mapping.rounds.0.held_on", GONE, "$.mapping.rounds[0].held_on", "This is missing."),
    ("mapping.judgments.0.value", 10.5, "$.mapping.judgments[0].value", "This must be at most 10."),
    ("mapping.judgments.0.value", 3.2, "$.mapping.judgments[0].value", "a multiple of 0.5"),
    ("mapping.judgments.0.value", "4", "$.mapping.judgments[0].value", "This must be a number or null."),
    ("mapping.judgments.0.person", ident("mo"), "$.mapping.judgments[1]", "one number each in a round"),
    ("planning.plans.0.expires", GONE, "$.planning.plans[0].expires", "An interim plan needs the day"),
    ("planning.plans.0.expires", "2026-06-01", "$.planning.plans[0]", "plan expires after it starts"),
    ("planning.rules.0.answers", ident("mia"), "$.planning.rules[0].answers", "not of a entry"),
    ("planning.versions.0.number", 0, "$.planning.versions[0].number", "This must be at least 1."),
]  # fmt: skip


@pytest.mark.parametrize(("where", "what", "path", "reason"), REFUSALS)
def test_a_file_that_does_not_fit_is_refused_with_its_place_and_changes_nothing(colin, where, what, path, reason):
    data = family_file()
    inside, last = place(data, where)
    if what is GONE:
        del inside[last]
    else:
        inside[last] = what
    before = everything()
    with pytest.raises(Refused) as refused:
        import_family(as_file(data), by=colin)
    assert refused.value.path == path
    assert reason in refused.value.reason
    assert everything() == before


BROKEN = [
    (b"", "line 1, column 1", "This is not JSON"),
    (b'{"kinmap": "family",\n "version": }', "line 2, column 13", "This is not JSON"),
    (b'{"kinmap": "family",\n "x": "\xff"}', "line 2, column 8", "The file is not written in UTF-8."),
    (b'{"kinmap": NaN}', "$", "A number in this file cannot be read."),
    (b"[" * 100_000, "$", "The file is nested too deeply."),
    (b"[]", "$", "This is not a family from Kinmap"),
    (b'{"a": {"b": 1, "b": 2}}', "$.a", "“b” stands twice in the same place."),
    (b'{"kinmap": "family", "\\u0007": 1}', "$", "A name here holds a character that cannot be seen."),
]


@pytest.mark.parametrize(("given", "path", "reason"), BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_line_and_column(colin, given, path, reason):
    with pytest.raises(Refused) as refused:
        import_family(BytesIO(given), by=colin)
    assert refused.value.path == path
    assert reason in refused.value.reason


def test_a_file_too_large_is_refused(colin, monkeypatch):
    monkeypatch.setattr("kinmap.casework.exchange.opening.MOST_BYTES", 1_000_000)
    with pytest.raises(Refused, match="larger than 1 MB"):
        import_family(BytesIO(b" " * 1_000_001), by=colin)


def test_an_id_that_is_here_already_is_refused(colin):
    import_family(as_file(family_file()), by=colin)
    again = family_file()
    before = everything()
    with pytest.raises(Refused) as refused:
        import_family(as_file(again), by=colin)
    assert refused.value.path == "$.families.family.id"
    assert refused.value.reason == "This family is here already, under the reference NM-0417. Nothing was changed."
    assert everything() == before


def test_a_reference_that_another_family_has_is_refused(colin):
    Family(ref="NM-0417", name="Another family").keep(by=None)
    before = everything()
    with pytest.raises(Refused) as refused:
        import_family(as_file(family_file()), by=colin)
    assert refused.value.path == "$.families.family.ref"
    assert everything() == before


def second_family(**changed):
    """Another family with Mia in it, as a half-sibling is in two."""
    mia = next(person for person in family_file()["families"]["people"] if person["first_name"] == "Mia")
    return {
        "kinmap": "family",
        "version": 1,
        "families": {
            "family": row("family 2", ref="NM-0500", name="Pike family"),
            "people": [mia | changed],
            "members": [row("m-mia-2", person=ident("mia"), role="child")],
        },
    }


def test_somebody_who_is_here_already_must_be_the_same(colin):
    import_family(as_file(family_file()), by=colin)
    import_family(as_file(second_family()), by=colin)
    assert Person.objects.get(pk=ident("mia")).memberships.count() == 2
    assert Person.objects.get(pk=ident("mia")).version == 1


def test_somebody_who_is_here_already_and_differs_is_refused(colin):
    import_family(as_file(family_file()), by=colin)
    before = everything()
    with pytest.raises(Refused) as refused:
        import_family(as_file(second_family(last_name="Pike", phone="01632 960001")), by=colin)
    assert refused.value.path == "$.families.people[0]"
    assert refused.value.reason == "This person is here already and is not the same. Different: last_name, phone."
    assert everything() == before


def test_what_differs_is_told_only_to_somebody_who_may_read_that_person(colin, hannah):
    import_family(as_file(family_file()), by=colin)
    with pytest.raises(Refused) as refused:
        import_family(as_file(second_family(phone="01632 960001")), by=making.user(role=making.TEAM_MANAGER))
    assert refused.value.reason == "This person is here already and is not the same."


def test_names_never_match_people(colin):
    making.person("Mia", "Larkin", born=date(2018, 5, 3))
    import_family(as_file(family_file()), by=colin)
    assert Person.objects.filter(first_name="Mia", last_name="Larkin").count() == 2


def test_every_version_has_the_day_and_the_author_of_the_file(colin, hannah):
    data = family_file()
    data["mapping"]["entries"][1]["recorded_by"] = {"name": "Emmanuel Adu", "account": "nobody@elsewhere.example"}
    import_family(as_file(data), by=colin)
    written = Entry.objects.get(pk=ident("ds1"))
    assert written.recorded_at == datetime.fromisoformat(AT)
    assert written.recorded_by == hannah
    version = written.history.get()
    assert version.history_date == datetime.fromisoformat(AT)
    assert version.history_user == hannah
    unknown = Entry.objects.get(pk=ident("es1"))
    assert unknown.recorded_by is None
    assert unknown.recorded_by_name == "Emmanuel Adu"
    assert not User.objects.filter(name="Emmanuel Adu").exists()


def test_the_map_can_be_seen_as_it_stood_before_and_after_the_day_of_writing(colin):
    import_family(as_file(family_file()), by=colin)
    day = datetime.fromisoformat(AT)
    assert not Entry.history.as_of(day - timedelta(minutes=1)).filter(pk=ident("ds1")).exists()
    assert Entry.history.as_of(day + timedelta(minutes=1)).filter(pk=ident("ds1")).exists()


def test_numbers_keep_their_halves_and_silence_stays_silence(colin):
    import_family(as_file(family_file()), by=colin)
    assert [Judgment.objects.get(pk=ident(name)).halves for name in ("j1", "j2", "j3")] == [8, 7, None]


def test_a_plan_version_keeps_its_moment(colin):
    import_family(as_file(family_file()), by=colin)
    assert PlanVersion.objects.get().fixed_at == datetime.fromisoformat(AT)


def test_the_story_is_what_the_file_tells_and_nothing_is_invented(colin):
    import_family(as_file(family_file()), by=colin)
    assert [event.text for event in TimelineEvent.objects.all()] == ["Police protection."]


def test_the_trail_says_who_took_in_what(colin):
    family = import_family(as_file(family_file()), by=colin)
    entry = TrailEntry.objects.get(verb=Verb.IMPORT)
    assert (entry.user_id, entry.chain, entry.subject_id) == (colin.pk, family.pk.hex, "NM-0417")
    assert "people 6" in entry.reason
    assert "entries 6" in entry.reason
    assert "Larkin" not in entry.reason


def test_people_who_were_brought_can_be_found_by_name(colin):
    import_family(as_file(family_file()), by=colin)
    assert NameKey.objects.filter(person=ident("mo")).exists()


def test_a_worker_with_an_account_here_may_open_the_family(colin, hannah):
    import_family(as_file(family_file()), by=colin)
    assert Person.objects.get(pk=ident("hannah")).account == hannah
    assert set(Allocation.objects.values_list("worker", flat=True)) == {Person.objects.get(account=hannah).pk}


def test_a_family_that_nobody_here_could_open_is_allocated_to_whoever_brought_it(colin):
    family = import_family(as_file(family_file()), by=colin)
    mine = Allocation.objects.filter(worker__account=colin)
    assert {allocation.child_id for allocation in mine} == {child.pk for child in family.children_on()}
    assert TrailEntry.objects.filter(verb=Verb.ALLOCATE, user_id=colin.pk).count() == 2


def test_an_account_with_a_person_record_of_its_own_is_not_given_a_second_one(colin, hannah):
    own = Person.of(hannah)
    with pytest.raises(Refused) as refused:
        import_family(as_file(family_file()), by=colin)
    assert refused.value.path == "$.families.people[5].account"
    assert str(own.pk) in refused.value.reason


def test_an_organisation_of_another_kind_is_refused(colin):
    Organisation.objects.filter(name="Northmoor Council").update(kind="health")
    with pytest.raises(Refused) as refused:
        import_family(as_file(family_file()), by=colin)
    assert refused.value.path == "$.families.people[5].organisation.kind"


def test_whoever_may_not_import_is_refused_before_the_file_is_opened():
    partner = making.user(role=making.PARTNER, organisation=making.school())
    with pytest.raises(PermissionDenied):
        import_family(BytesIO(b"not even JSON"), by=partner)


def test_a_file_needs_no_more_than_a_family_with_a_child(colin):
    family = import_family(as_file(second_family()), by=colin)
    assert [child.first_name for child in family.children_on()] == ["Mia"]


#: Places where any words are welcome.
FREE = {"families.people.0.first_name", "families.people.0.note", "families.people.0.number"}


def test_no_reason_quotes_what_somebody_wrote(colin):
    secret = "she told nobody else"
    for where in dict.fromkeys(where for where, *_ in REFUSALS if where not in FREE):
        data = family_file()
        inside, last = place(data, where)
        inside[last] = secret
        with pytest.raises(Refused) as refused:
            import_family(as_file(data), by=colin)
        assert secret not in str(refused.value), where


def test_the_schema_is_published_as_it_is(settings):
    published = settings.ROOT / "docs" / "exchange-schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(), (
        "docs/exchange-schema.json is stale: write it anew with “.venv/bin/python build_tools/schema.py”."
    )
