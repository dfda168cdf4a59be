"""A family leaves Kinmap: whole, in the same form each time, and only what the reader may see."""

import json
import stat

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from kinmap.access.trail import TrailEntry, Verb
from kinmap.casework.exchange import export_family, import_family
from kinmap.casework.models import Allocation
from kinmap.casework.tests.family_file import as_file, family_file, ident
from kinmap.families.models import Family, Person
from tests import making

pytestmark = pytest.mark.django_db
Entry = apps.get_model("mapping", "Entry")  # a room upstairs


def account(email, role=making.PRACTITIONER, team=None, organisation=None):
    """An account under this address."""
    made = making.user(email.split("@")[0].replace(".", " ").title(), role=role, team=team, organisation=organisation)
    made.email = email
    made.save()
    return made


@pytest.fixture
def colin():
    """The manager of the team to which Kayla is allocated."""
    return account("colin.prentice@northmoor.example", making.TEAM_MANAGER, making.team())


@pytest.fixture
def hannah():
    return account("hannah.osei@northmoor.example")


@pytest.fixture
def larkin(colin, hannah):
    return import_family(as_file(family_file()), by=colin)


def exported(path, by, ref="NM-0417"):
    export_family(ref, path, by=by)
    return path.read_text(encoding="utf-8")


class Enough(Exception):
    """Takes everything back."""


def sent_from_elsewhere(data, path, *, by, to):
    """The text that leaves another place, where ``by`` took the data in and ``to`` works with the family."""
    try:
        with transaction.atomic():
            import_family(as_file(data), by=by)
            text = exported(path, to)
            raise Enough
    except Enough:
        assert not Family.objects.exists()
        return text


def test_what_left_is_what_came(larkin, hannah, tmp_path):
    out = json.loads(exported(tmp_path / "out.json", hannah))
    came = family_file()
    for part in ("families", "casework", "mapping", "planning"):
        assert out[part].keys() == came[part].keys()
        for key, rows in came[part].items():
            if isinstance(rows, list):
                rows = sorted(rows, key=lambda row: row["id"])
            assert out[part][key] == rows, key


def test_a_file_brought_to_an_empty_place_leaves_it_byte_for_byte(colin, hannah, tmp_path):
    first = sent_from_elsewhere(family_file(), tmp_path / "first.json", by=colin, to=hannah)
    import_family(tmp_path / "first.json", by=colin)
    assert exported(tmp_path / "second.json", hannah) == first


def test_the_same_family_leaves_as_the_same_bytes_twice(larkin, hannah, tmp_path):
    assert exported(tmp_path / "a.json", hannah) == exported(tmp_path / "b.json", hannah)


def without_what_is_hidden_from(data, names):
    """The same data without these rows."""
    gone = {ident(name) for name in names}
    for part in ("families", "casework", "mapping", "planning"):
        for key, rows in data[part].items():
            if isinstance(rows, list):
                data[part][key] = [row for row in rows if row["id"] not in gone]
    return data


def test_what_is_hidden_leaves_no_mark_in_the_file(colin, hannah, tmp_path):
    """Kayla's own words are restricted and the informant sealed: Colin is named on neither."""
    less = without_what_is_hidden_from(family_file(), ["x2", "in1"])
    expected = sent_from_elsewhere(less, tmp_path / "less.json", by=colin, to=colin)
    given = sent_from_elsewhere(family_file(), tmp_path / "whole.json", by=colin, to=colin)
    assert "advocate" not in given
    assert given == expected


def test_what_answers_a_hidden_statement_leaves_without_saying_so(larkin, hannah, colin, tmp_path):
    danger = Entry.objects.get(pk=ident("ds1"))
    danger.restrict(sharing="sealed", named={Person.objects.get(account=hannah).pk}, hidden_from=())
    danger.keep(by=hannah)
    text = exported(tmp_path / "out.json", colin)
    assert ident("ds1") not in text
    out = json.loads(text)
    assert ident("es1") in {row["id"] for row in out["mapping"]["entries"]}
    assert out["mapping"]["scales"] == []
    assert out["mapping"]["judgments"] == []
    assert ident("ds1") in exported(tmp_path / "hers.json", hannah)


def test_a_hidden_person_leaves_no_id_behind_in_any_list(larkin, hannah, colin, tmp_path):
    shane = Person.objects.get(pk=ident("shane"))
    shane.restrict(sharing="sealed", named=(), hidden_from=())
    shane.keep(by=hannah)
    assert ident("shane") not in exported(tmp_path / "out.json", colin)


def test_a_shielded_address_leaves_with_neither_its_household_nor_who_lives_there(larkin, hannah, colin, tmp_path):
    mine = Person.of(colin)
    address = Person.objects.get(pk=ident("mia")).residences.get().household.address
    address.restrict(sharing="sealed", named={Person.objects.get(account=hannah).pk}, hidden_from={mine.pk})
    address.keep(by=hannah)
    text = exported(tmp_path / "out.json", colin)
    assert "Quarry Row" not in text
    assert "Mum’s house" not in text
    assert json.loads(text)["families"]["residences"] == []


def test_an_answer_that_no_longer_holds_stays_behind_so_that_the_file_can_be_read(larkin, hannah, colin, tmp_path):
    Entry.objects.get(pk=ident("sg1")).change(by=hannah, answers=None)
    Entry.objects.get(pk=ident("sg1")).move_to(category="next_step", by=hannah)
    out = json.loads(exported(tmp_path / "out.json", hannah))
    assert not any("answers" in row for row in out["mapping"]["entries"] if row["id"] == ident("ns1"))


def test_a_worker_who_is_no_member_leaves_with_the_allocation_and_nobody_else_does(larkin, hannah, tmp_path):
    making.person("Somebody", "Else")
    out = json.loads(exported(tmp_path / "out.json", hannah))
    names = {person["first_name"] for person in out["families"]["people"]}
    assert names == {"Kayla", "Mia", "Deanne", "Shane", "Maureen", "Hannah"}


def test_a_stranger_finds_nothing_to_export(larkin, tmp_path):
    stranger = making.user(role=making.TEAM_MANAGER)
    with pytest.raises(Http404):
        export_family("NM-0417", tmp_path / "out.json", by=stranger)
    assert not (tmp_path / "out.json").exists()
    assert TrailEntry.objects.filter(verb=Verb.REFUSED, user_id=stranger.pk, subject_id="NM-0417").exists()


def test_a_colleague_without_the_right_is_refused(larkin, tmp_path):
    chair = making.user(role=making.CONFERENCE_CHAIR)
    Allocation.allocate(
        family=larkin, child=Person.objects.get(pk=ident("mia")), worker=Person.of(chair), part="chair", by=chair
    )
    with pytest.raises(PermissionDenied):
        export_family("NM-0417", tmp_path / "out.json", by=chair)


def test_the_trail_says_who_exported(larkin, hannah, tmp_path):
    exported(tmp_path / "out.json", hannah)
    entry = TrailEntry.objects.get(verb=Verb.EXPORT)
    assert (entry.user_id, entry.chain, entry.subject_id) == (hannah.pk, larkin.pk.hex, "NM-0417")


def test_the_file_can_be_read_by_nobody_else_on_the_machine(larkin, hannah, tmp_path):
    exported(tmp_path / "out.json", hannah)
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600


def test_numbers_of_a_round_that_is_not_shown_leave_only_with_whoever_entered_them(colin, hannah, tmp_path):
    data = family_file()
    del data["mapping"]["rounds"][0]["shown_at"]
    import_family(as_file(data), by=colin)
    assert json.loads(exported(tmp_path / "his.json", colin))["mapping"]["judgments"] == []
    assert len(json.loads(exported(tmp_path / "hers.json", hannah))["mapping"]["judgments"]) == 3
