"""Two records of one person: choice by field, what comes along, what is refused, and old links."""

from typing import Any

import pytest
from django.apps import apps

from kinmap.casework.joining.pointers import pointers
from kinmap.casework.models import Involvement, Join
from kinmap.families.models import Family, FamilyMember, ParentalResponsibility, Person, Relationship
from kinmap.families.names import folded
from kinmap.kit.identity import new_id
from tests import making
from tests.secrecy.joining_worlds import nouns

from .test_joining_pages import Council, signed_in

Entry: Any = apps.get_model("mapping", "Entry")  # a room upstairs
Plan: Any = apps.get_model("planning", "Plan")  # a room upstairs

pytestmark = pytest.mark.django_db
TODAY = making.timezone.localdate()


def second_dee(council: Council, **facts: Any) -> Person:
    """Dee, written down a second time in the same family."""
    found = making.person("Deanne", "Larkin", **facts)
    council.one.family.welcome(found, role=FamilyMember.Role.PARENT, by=council.boss, describes="mum")
    return found


def test_the_page_is_found_from_the_persons_own_and_offers_likely_records_first() -> None:
    council = Council()
    other = making.person("Dee", "Larkin")
    council.two.family.welcome(other, role=FamilyMember.Role.PARENT, by=council.boss)
    own = council.client.get(f"/families/{council.one.ref}/people/{council.one['Dee'].pk}/").content.decode()
    where = f"/families/{council.one.ref}/people/{council.one['Dee'].pk}/same/"
    assert where in own
    page = council.client.get(where)
    assert [pk for pk, _ in page.context["candidates"].found][:1] == [other.pk]
    assert council.two_page(council.one["Dee"], other) in page.content.decode()
    assert where not in signed_in(council.hannah).get(f"/families/{council.one.ref}/people/").content.decode()


def test_each_fact_comes_from_the_side_that_was_chosen_and_other_names_are_kept_and_found() -> None:
    council = Council()
    dee = council.one["Dee"].describe(by=council.boss, phone="0161 1", languages="English", note="Early bird.")
    other = second_dee(council, phone="0161 2", languages="Polish", note="Sings.", number="N-77")
    done = council.join_people(dee, other, fact_phone="right", fact_languages="left", fact_note="both")
    assert done.status_code == 303
    dee.refresh_from_db()
    assert (dee.phone, dee.languages, dee.note) == ("0161 2", "English", "Early bird.\n\nSings.")
    assert (dee.name, dee.number) == ("Dee Larkin", "N-77")
    assert "Deanne Larkin" in dee.other_names
    assert folded(dee.other_names)[:1] == ["deanne"]
    assert "Dee Larkin" in council.client.get("/search/", {"q": "Deanne Larkin"}).content.decode()


def test_everything_said_of_either_is_said_of_the_one_that_stands() -> None:
    council = Council()
    dee, kayla = council.one["Dee"], council.one["Kayla"]
    other = second_dee(council)
    entry = council.one.map.add_entry(category="strength", text="Words.", children=[kayla], by=council.boss,
                                      said_by=other, named={other.pk}, hidden_from={other.pk})  # fmt: skip
    ParentalResponsibility.hold(person=other, child=kayla, basis="mother", by=council.boss)
    council.join_people(dee, other)
    entry.refresh_from_db()
    assert (entry.said_by_id, entry.named, entry.hidden_from) == (dee.pk, {dee.pk}, {dee.pk})
    assert ParentalResponsibility.objects.get(child=kayla).person_id == dee.pk
    old = Entry.history.filter(id=entry.pk).order_by("history_date", "history_id").first()
    assert old.said_by_id == other.pk  # the version says what was said then


def test_no_row_of_any_noun_points_at_the_record_that_was_joined_away_but_those_that_stayed_behind() -> None:
    council = Council()
    dee, kayla = council.one["Dee"], council.one["Kayla"]
    other = second_dee(council)
    council.one.map.add_entry(category="strength", text="A.", children=[kayla], by=council.boss, owner=other)
    Relationship.say(person=other, kind="parent", other=kayla, by=council.boss)
    council.join_people(dee, other)
    stayed = {pk for _, pk, _ in Join.objects.get().apart} | {str(other.pk)}
    pointing = [
        f"{model._meta.label}.{one.name}"
        for model in nouns() for row in model._default_manager.all() for one in row._meta.concrete_fields
        if str(row.pk) not in stayed and other.pk.hex in str(one.value_from_object(row)).replace("-", "")
    ]  # fmt: skip
    assert pointing == []


def test_every_kind_of_pointing_is_known_so_that_a_noun_added_later_joins_by_itself() -> None:
    known = {(one.model, one.name) for one in pointers()}
    missing = []
    for model in nouns():
        for one in model._meta.concrete_fields:
            points = getattr(one, "related_model", None) in (Person, Family) or one.description == "a set of people"
            if points and (model, one.name) not in known:
                missing.append(f"{model._meta.label}.{one.name}")
    assert missing == []
    assert len(known) > 80


def test_the_same_relationship_said_twice_stands_once_and_different_words_are_both_kept() -> None:
    council = Council()
    dee, kayla, mia = council.one["Dee"], council.one["Kayla"], council.one["Mia"]
    other = second_dee(council)
    for person in (dee, other):
        Relationship.say(person=person, kind="parent", other=kayla, by=council.boss)
        Relationship.say(person=person, kind="parent", other=mia, by=council.boss, words=f"says {person.first_name}")
    shown = council.client.get(council.two_page(dee, other)).context["form"]
    sent = {name: field.initial for name, field in shown.fields.items() if name.startswith("fact_")}
    page = council.client.post(council.two_page(dee, other), {**sent, "write": str(new_id()), "look": "yes"})
    assert any("mother of Kayla" in line or "parent of Kayla" in line for line in page.context["preview"].staying)
    council.join_people(dee, other)
    assert Relationship.objects.filter(person=dee, other=kayla).count() == 1
    assert Relationship.objects.filter(person=dee, other=mia).count() == 2
    people = council.client.get(f"/families/{council.one.ref}/people/{kayla.pk}/").content.decode()
    assert people.count(f"/people/{dee.pk}/") >= 1
    assert f"/people/{other.pk}/" not in people


def test_links_to_the_record_that_was_joined_away_lead_on() -> None:
    council = Council()
    dee, other = council.one["Dee"], second_dee(council)
    council.join_people(dee, other)
    led = signed_in(council.hannah).get(f"/families/{council.one.ref}/people/{other.pk}/facts/")
    assert (led.status_code, led["Location"]) == (302, f"/families/{council.one.ref}/people/{dee.pk}/facts/")


def refused(council: Council, one: Person, other: Person) -> str:
    page = council.client.post(council.two_page(one, other), {
        **{name: field.initial for name, field in council.client.get(
            council.two_page(one, other)).context["form"].fields.items() if name.startswith(("fact_", "stage_"))},
        "write": str(new_id()), "look": "yes"})  # fmt: skip
    assert page.status_code == 422
    assert not Join.objects.exists()
    return str(page.context["refused"])


def test_a_person_with_two_accounts_two_numbers_or_as_their_own_parent_is_refused_with_a_sentence() -> None:
    council = Council()
    dee, kayla = council.one["Dee"], council.one["Kayla"]
    other = second_dee(council, number="N-2")
    dee.describe(by=council.boss, number="N-1")
    assert "two different council numbers, N-1 and N-2" in refused(council, dee, other)
    dee.describe(by=council.boss, number=None)
    grandmother = making.person("Deanne", "Larkin")
    council.one.family.welcome(grandmother, role=FamilyMember.Role.RELATIVE, by=council.boss)
    middle = making.person("Mo", "Larkin")
    council.one.family.welcome(middle, role=FamilyMember.Role.RELATIVE, by=council.boss)
    Relationship.say(person=grandmother, kind="parent", other=middle, by=council.boss)
    Relationship.say(person=middle, kind="parent", other=dee, by=council.boss)
    assert "own parent or grandparent" in refused(council, dee, grandmother)
    Relationship.say(person=dee, kind="parent", other=kayla, by=council.boss)
    assert "they cannot be one person" in refused(council, dee, kayla)
    hannah, omar = (Person.of(user) for user in (council.hannah, council.omar))
    council.one.family.welcome(omar, role=FamilyMember.Role.PROFESSIONAL, by=council.boss)
    assert "account" in refused(council, hannah, omar)


def test_a_person_who_also_belongs_to_a_closed_family_is_not_joined_by_somebody_who_cannot_look_there() -> None:
    council = Council()
    other = second_dee(council)
    closed = making.family("Closed")
    making.worker("Priya Elsewhere", of=closed)
    closed.family.welcome(other, role=FamilyMember.Role.PARENT, by=None)
    said = refused(council, council.one["Dee"], other)
    assert "not open to you too" in said
    assert "Priya Elsewhere" in said
    assert "Closed" not in said


def test_a_stage_open_under_both_records_is_chosen() -> None:
    council = Council()
    twin = making.person("Kaila", "Larkin")
    council.one.family.welcome(twin, role=FamilyMember.Role.CHILD, by=council.boss)
    making.allocate(council.hannah, making.Household(council.one.family, {"Kaila": twin}), children=["Kaila"],
                    team=council.team)  # fmt: skip
    lower = Involvement.begin(family=council.one.family, child=twin, stage="cin", basis="s17", started=TODAY,
                              by=council.boss)  # fmt: skip
    council.join_people(council.one["Kayla"], twin, **{f"stage_{council.one.family.pk.hex}": str(lower.pk)})
    open_now = Involvement.objects.filter(child=council.one["Kayla"], ended__isnull=True)
    assert [row.stage for row in open_now] == ["cin"]


def test_a_worker_who_saw_one_record_is_shut_out_rather_than_told_what_the_other_says() -> None:
    council = Council()
    dee, deanne = council.one["Dee"], council.two["Deanne"]
    deanne.describe(by=council.boss, phone="A new number")
    council.join_people(dee, deanne, fact_phone="right", keep_names="")
    dee.refresh_from_db()
    assert dee.phone == "A new number"
    assert not Person.objects.readable_by(making.eyes_of(council.hannah)).filter(pk=dee.pk).exists()


def test_leaving_the_fact_empty_lets_both_workers_go_on_seeing_the_person() -> None:
    council = Council()
    dee, deanne = council.one["Dee"], council.two["Deanne"]
    dee.describe(by=council.boss, first_name="Deanne")
    for one in (dee, deanne):
        one.describe(by=council.boss, last_name="Larkin", phone=f"no {one.pk.hex[-8:]}", born=None)
    council.join_people(dee, deanne, fact_phone="neither", keep_names="")
    for user in (council.hannah, council.omar):
        assert Person.objects.readable_by(making.eyes_of(user)).filter(pk=dee.pk).exists(), user.name


def test_a_plan_about_both_records_is_about_one_child_afterwards_and_its_earlier_version_can_still_be_read() -> None:
    council = Council()
    kayla = council.one["Kayla"]
    twin = making.person("Kayla", "Larkin")
    council.one.family.welcome(twin, role=FamilyMember.Role.CHILD, by=council.boss)
    plan = Plan.begin(family=council.one.family, kind="family", title="Ours", children=[twin], by=council.boss)
    fixed = plan.fix_version(by=council.boss)
    council.join_people(kayla, twin)
    plan.refresh_from_db()
    assert plan.children == {kayla.pk}
    page = signed_in(council.hannah).get(f"/families/{council.one.ref}/plan/versions/{fixed.pk}/")
    assert page.status_code == 200
    assert "Ours" in page.content.decode()


def test_of_two_levels_the_record_that_stands_has_the_stricter() -> None:
    council = Council()
    other = second_dee(council)
    for record, level, named in ((council.one["Dee"], "professionals", ()), (other, "sealed", (council.boss,))):
        record.sharing, record.named = level, frozenset(Person.of(one).pk for one in named)
        record.keep(by=council.boss)
    assert council.join_people(council.one["Dee"], other).status_code == 303
    standing = Person.objects.get(pk=council.one["Dee"].pk)
    assert (standing.sharing, standing.named) == ("sealed", frozenset({Person.of(council.boss).pk}))


def test_the_preview_has_one_line_for_the_person_of_whom_there_were_two_records() -> None:
    council = Council()
    other = second_dee(council)
    where = council.two_page(council.one["Dee"], other)
    fields = council.client.get(where).context["form"].fields
    sent = {name: field.initial for name, field in fields.items() if name.startswith(("fact_", "stage_"))}
    shown = council.client.post(where, {**sent, "write": str(new_id()), "look": "yes"}).context["preview"]
    mine = [line for line in shown.family if "Larkin" in line.name and "Dee" in line.name]
    assert [(line.name, line.who) for line in mine] == [("Dee Larkin and Deanne Larkin", "both records, read together")]
    assert "Hannah Osei" in {line.name for line in shown.workers}
