"""Undoing a joining: everything back, what was written since where it belongs, thirty days and no longer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.casework.models import Join
from kinmap.families.models import Family, FamilyMember, Person
from tests import making
from tests.secrecy.test_joining import all_back, everything

from .test_joining_pages import Council, signed_in

Entry: Any = apps.get_model("mapping", "Entry")  # a room upstairs

pytestmark = pytest.mark.django_db


def entry(house: making.Household, child: str, text: str, by: User, **facts: Any) -> Entry:
    family = Family.objects.get(pk=house.family.pk)
    stands = family.joined_into or family
    return making.Map.of(stands).add_entry(category="strength", text=text, children=[house[child]], by=by, **facts)


def undo(council: Council, join: Join | None = None) -> Any:
    join = join or Join.objects.get()
    where = f"/families/{council.one.ref}/joining/{join.pk}/undo/"
    page = council.client.get(where)
    assert page.status_code == 200
    size = page.context["form"].fields["size"].initial
    return council.client.post(where, {"write": str(uuid4()), "size": str(size)})


def test_everything_goes_back_exactly_as_it_was() -> None:
    council = Council()
    entry(council.one, "Kayla", "Of the first.", council.hannah, hidden_from={council.one["Dee"].pk})
    entry(council.two, "Toby", "Of the second.", council.omar, named={council.two["Deanne"].pk})
    Person.of(council.boss)
    before = everything()
    council.join_files()
    assert undo(council).status_code == 303
    all_back(before, everything())
    assert signed_in(council.omar).get(f"/families/{council.two.ref}/people/").status_code == 200


def test_what_was_written_since_goes_with_the_children_it_is_about() -> None:
    council = Council()
    council.join_files()
    entry(council.two, "Toby", "About Toby, since.", council.omar)
    entry(council.one, "Kayla", "About Kayla, since.", council.hannah)
    join = Join.objects.get()
    shown = council.client.get(f"/families/{council.one.ref}/joining/{join.pk}/undo/").context["undoing"]
    assert any("entry" in words for words in shown.going)
    assert any("entry" in words for words in shown.staying)
    undo(council)
    where = dict(Entry.objects.values_list("text", "family_id"))
    assert where["About Toby, since."] == council.two.family.pk
    assert where["About Kayla, since."] == council.one.family.pk


def test_what_is_about_children_of_both_files_stays_and_can_still_be_read() -> None:
    council = Council()
    council.join_files()
    both = making.Map.of(council.one.family).add_entry(
        category="strength", text="They play together.", by=council.boss,
        children=[council.one["Kayla"], council.two["Toby"]],
    )  # fmt: skip
    undo(council)
    both.refresh_from_db()
    assert both.family_id == council.one.family.pk
    assert Entry.objects.readable_by(making.eyes_of(council.boss)).filter(pk=both.pk).exists()
    past = FamilyMember.objects.get(family=council.one.family, person=council.two["Toby"])
    assert past.ended is not None
    hers = making.eyes_of(council.hannah)
    assert not Person.objects.readable_by(hers).filter(pk=council.two["Toby"].pk).exists()


def test_words_changed_since_are_kept_and_a_denial_is_not_lifted() -> None:
    council = Council()
    word = entry(council.two, "Toby", "First words.", council.omar)
    council.join_files()
    word.refresh_from_db()
    word.change(by=council.boss, text="Later words.", hidden_from=word.hidden_from | {council.one["Dee"].pk})
    undo(council)
    word.refresh_from_db()
    assert word.text == "Later words."
    assert word.family_id == council.two.family.pk
    assert council.one["Dee"].pk in word.hidden_from


def test_two_records_of_a_person_are_two_again_with_their_own_words() -> None:
    council = Council()
    dee = council.one["Dee"].describe(by=council.boss, phone="1")
    other = making.person("Deanne", "Larkin", phone="2")
    council.one.family.welcome(other, role=FamilyMember.Role.PARENT, by=council.boss)
    word = entry(council.one, "Kayla", "Said.", council.boss, said_by=other)
    council.join_people(dee, other, fact_phone="right")
    assert undo(council).status_code == 303
    dee.refresh_from_db()
    other.refresh_from_db()
    word.refresh_from_db()
    assert (dee.phone, other.phone, word.said_by_id, other.joined_into_id) == ("1", "2", other.pk, None)
    page = council.client.get(f"/families/{council.one.ref}/people/{other.pk}/")
    assert page.status_code == 200


def test_after_thirty_days_it_stays_joined_and_the_page_says_so() -> None:
    council = Council()
    council.join_files()
    join = Join.objects.get()
    Join.objects.filter(pk=join.pk).update(at=timezone.now() - timedelta(days=31))
    where = f"/families/{council.one.ref}/joining/{join.pk}/"
    assert "Thirty days have passed" in council.client.get(where).content.decode()
    page = council.client.get(f"{where}undo/")
    assert "Thirty days have passed" in page.content.decode()
    late = council.client.post(f"{where}undo/", {"write": str(uuid4()), "size": "1"})
    assert late.status_code == 422
    assert Family.objects.get(pk=council.two.family.pk).joined_into_id == council.one.family.pk


def test_a_joining_on_which_a_later_one_stands_is_undone_after_it() -> None:
    council = Council()
    council.join_files()
    council.join_people(council.one["Dee"], council.two["Deanne"], keep_names="")
    later, first = Join.objects.order_by("-at")
    page = council.client.get(f"/families/{council.one.ref}/joining/{first.pk}/undo/")
    assert "Undo that first" in page.content.decode()
    assert undo(council, later).status_code == 303
    assert undo(council, first).status_code == 303


def test_what_was_written_between_looking_and_undoing_is_a_clash_and_nothing_goes_back() -> None:
    council = Council()
    council.join_files()
    where = f"/families/{council.one.ref}/joining/{Join.objects.get().pk}/undo/"
    size = council.client.get(where).context["form"].fields["size"].initial
    entry(council.one, "Kayla", "Meanwhile.", council.hannah)
    assert council.client.post(where, {"write": str(uuid4()), "size": str(size)}).status_code == 409
    assert Join.objects.get().undone_at is None


def test_the_one_who_joined_sees_what_the_other_record_says_and_others_do_not() -> None:
    council = Council()
    other = making.person("Deanne", "Larkin", note="Only here.")
    council.one.family.welcome(other, role=FamilyMember.Role.PARENT, by=council.boss)
    council.join_people(council.one["Dee"], other, fact_note="neither", keep_names="")
    where = f"/families/{council.one.ref}/joining/{Join.objects.get().pk}/"
    assert "Only here." in council.client.get(where).content.decode()
    second = making.user("Second Manager", role=making.TEAM_MANAGER, team=council.team)
    assert "Only here." not in signed_in(second).get(where).content.decode()


def test_after_undoing_the_one_who_joined_reads_the_other_record_behind_its_own_door_alone() -> None:
    council = Council()
    other = making.person("Deanne", "Larkin", note="Only here.")
    council.one.family.welcome(other, role=FamilyMember.Role.PARENT, by=council.boss)
    council.join_people(council.one["Dee"], other, fact_note="neither", keep_names="")
    undo(council)
    assert TrailEntry.objects.filter(kind="joining undone").count() == 1
    other.refresh_from_db()
    other.note, other.hidden_from = "Moved to the refuge.", frozenset({Person.of(council.boss).pk})
    other.keep(by=council.hannah)
    shown = council.client.get(f"/families/{council.one.ref}/joining/{Join.objects.get().pk}/")
    assert shown.status_code == 200
    assert "Moved to the refuge." not in shown.content.decode()
