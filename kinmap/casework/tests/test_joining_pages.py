"""The pages of joining, as a team manager walks through them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import CONFERENCE_CHAIR, TEAM_MANAGER
from kinmap.casework.models import Involvement, Join
from kinmap.families.models import Family, FamilyMember, Person, Relationship
from kinmap.live.models import KeptWords, Receipt
from tests import making
from tests.counting import queries_of

Entry: Any = apps.get_model("mapping", "Entry")  # a room upstairs
Plan: Any = apps.get_model("planning", "Plan")  # a room upstairs

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Council:
    """A manager, two files of one family, and a worker on each."""

    def __init__(self) -> None:
        self.team = making.team("East team")
        self.boss = making.user("Ruth Adeyemi", role=TEAM_MANAGER, team=self.team)
        self.one = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
        self.two = making.family("Larkin-Hughes", children=["Toby"], parents=["Deanne"])
        self.hannah = making.worker("Hannah Osei", of=self.one, team=self.team)
        self.omar = making.worker("Omar Nasser", of=self.two, team=self.team)
        self.client = signed_in(self.boss)

    def files_page(self) -> str:
        return f"/families/{self.one.ref}/joining/files/?with={self.two.ref}"

    def answers(self, **more: Any) -> dict[str, Any]:
        return {"write": str(uuid4()), "stands": str(self.one.family.pk), "name": "Larkin family", "seen": "", **more}

    def join_files(self, **more: Any) -> Any:
        sent = self.answers(**more)
        shown = self.client.post(self.files_page(), {**sent, "look": "yes"})
        assert shown.status_code == 200, shown.content.decode()[:3000]
        return self.client.post(self.files_page(), {**sent, "seen": shown.context["preview"].seen, "join": "yes"})

    def two_page(self, one: Person, other: Person, ref: str = "") -> str:
        return f"/families/{ref or self.one.ref}/people/{one.pk}/same/{other.pk}/"

    def join_people(self, one: Person, other: Person, **more: Any) -> Any:
        where = self.two_page(one, other)
        fields = self.client.get(where).context["form"].fields
        sent = {name: field.initial for name, field in fields.items() if name.startswith(("fact_", "stage_"))}
        sent |= {"write": str(uuid4()), "keep_names": "on", "seen": ""} | more
        shown = self.client.post(where, {**sent, "look": "yes"})
        assert shown.status_code == 200, shown.context.get("refused")
        return self.client.post(where, {**sent, "seen": shown.context["preview"].seen, "join": "yes"})


def test_two_files_become_one_by_way_of_their_pages() -> None:
    council = Council()
    start = council.client.get(f"/families/{council.one.ref}/people/")
    assert f"/families/{council.one.ref}/joining/" in start.content.decode()
    asked = council.client.get(f"/families/{council.one.ref}/joining/", {"refs": council.two.ref})
    assert asked.status_code == 303
    assert asked["Location"] == council.files_page()
    shown = council.client.get(council.files_page()).content.decode()
    assert "Toby" in shown
    assert "Kayla" in shown
    assert council.join_files().status_code == 303
    council.two.family.refresh_from_db()
    assert council.two.family.joined_into_id == council.one.family.pk
    assert {child.first_name for child in council.one.family.children_on()} == {"Kayla", "Mia", "Toby"}


def test_the_preview_shows_every_worker_before_and_after_and_that_nobody_gains() -> None:
    council = Council()
    page = council.client.post(council.files_page(), {**council.answers(), "look": "yes"})
    lines = {line.name: line for line in page.context["preview"].lines}
    assert {"Hannah Osei", "Omar Nasser", "Ruth Adeyemi"} <= lines.keys()
    now = dict(lines["Hannah Osei"].cells)
    assert now[f"Now, {council.two.ref}"] == ""
    assert lines["Hannah Osei"].after == now[f"Now, {council.one.ref}"]
    assert "people and homes" in lines["Hannah Osei"].hidden
    assert lines["Ruth Adeyemi"].hidden == ""
    assert not Join.objects.exists()


def test_each_worker_goes_on_seeing_what_they_saw_and_the_manager_sees_all() -> None:
    council = Council()
    council.one.map.add_entry(
        category="strength", text="Kayla sings.", children=[council.one["Kayla"]], by=council.hannah
    )
    council.two.map.add_entry(category="strength", text="Toby swims.", children=[council.two["Toby"]], by=council.omar)
    council.join_files()
    where = f"/families/{council.one.ref}/map/"
    hannah, omar, boss = (signed_in(user).get(where).content.decode()
                          for user in (council.hannah, council.omar, council.boss))  # fmt: skip
    assert "Kayla sings." in hannah
    assert "Toby swims." not in hannah
    assert "Toby" not in hannah
    assert "Toby swims." in omar
    assert "Kayla sings." not in omar
    assert "Kayla" not in omar
    assert "Kayla sings." in boss
    assert "Toby swims." in boss


def test_a_worker_who_is_brought_in_later_sees_everything() -> None:
    council = Council()
    council.join_files()
    later = making.user("Nadia Late")
    making.allocate(later, council.one, children=["Kayla"])
    people = signed_in(later).get(f"/families/{council.one.ref}/people/").content.decode()
    assert "Toby" in people
    assert "Kayla" in people


def test_the_old_reference_leads_to_the_file_that_stands_and_is_found_in_a_search() -> None:
    council = Council()
    council.join_files()
    for user in (council.omar, council.boss):
        led = signed_in(user).get(f"/families/{council.two.ref}/people/", {"x": "1"})
        assert (led.status_code, led["Location"]) == (302, f"/families/{council.one.ref}/people/?x=1")
    found = council.client.get("/search/", {"q": council.two.ref}).content.decode()
    assert council.one.ref in found
    assert "Toby" in found
    stranger = signed_in(making.user("Stranger")).get(f"/families/{council.two.ref}/people/")
    assert stranger.status_code == 404


def test_a_form_that_was_open_in_the_old_file_is_sent_on_with_every_word() -> None:
    council = Council()
    council.join_files()
    typed = {"write": str(uuid4()), "category": "strength", "text": "He came.", "children": str(council.two["Toby"].pk),
             "sharing": "family_all"}  # fmt: skip
    omar = signed_in(council.omar)
    led = omar.post(f"/families/{council.two.ref}/map/entries/", typed)
    assert (led.status_code, led["Location"]) == (307, f"/families/{council.one.ref}/map/entries/")
    assert omar.post(led["Location"], typed).status_code == 303
    assert Entry.objects.get(text="He came.").family_id == council.one.family.pk


def test_joining_twice_with_the_same_form_joins_once() -> None:
    council = Council()
    sent = council.answers()
    shown = council.client.post(council.files_page(), {**sent, "look": "yes"})
    sent |= {"seen": shown.context["preview"].seen, "join": "yes"}
    assert [council.client.post(council.files_page(), sent).status_code for _ in range(3)] == [303, 303, 303]
    assert Join.objects.count() == 1


def test_what_changed_since_the_preview_is_looked_at_again_and_nothing_is_joined() -> None:
    council = Council()
    sent = council.answers()
    shown = council.client.post(council.files_page(), {**sent, "look": "yes"})
    council.two.map.add_entry(category="strength", text="New.", children=[council.two["Toby"]], by=council.omar)
    answer = council.client.post(council.files_page(), {**sent, "seen": shown.context["preview"].seen, "join": "yes"})
    assert answer.status_code == 409
    assert "Something changed since you looked" in answer.content.decode()
    assert answer.context["preview"].seen != shown.context["preview"].seen
    assert not Join.objects.exists()


def test_an_answer_changed_after_the_preview_is_looked_at_again_too() -> None:
    council = Council()
    sent = council.answers()
    shown = council.client.post(council.files_page(), {**sent, "look": "yes"})
    other = {**sent, "name": "Quite another family", "seen": shown.context["preview"].seen, "join": "yes"}
    assert council.client.post(council.files_page(), other).status_code == 409


def test_a_child_open_in_both_files_has_the_stage_that_was_chosen_and_the_other_ends_today() -> None:
    council = Council()
    kayla = council.one["Kayla"]
    council.two.family.welcome(kayla, role=FamilyMember.Role.CHILD, by=None)
    lower = Involvement.begin(family=council.two.family, child=kayla, stage="cin", basis="s17",
                              started=making.timezone.localdate(), by=council.omar)  # fmt: skip
    council.join_files(**{f"stage_{kayla.pk.hex}": str(lower.pk)})
    rows = Involvement.objects.filter(child=kayla, family=council.one.family)
    assert [row.stage for row in rows.filter(ended__isnull=True)] == ["cin"]
    assert rows.count() == 2


def test_two_open_plans_stay_two_and_are_named() -> None:

    council = Council()
    for house, title in ((council.one, "Weekends at Nana’s"), (council.two, "School run")):
        Plan.begin(family=house.family, kind="family", title=title, by=council.boss,
                   children=list(house.family.children_on()))  # fmt: skip
    shown = council.client.get(council.files_page()).content.decode()
    assert "Weekends at Nana’s" in shown
    assert "School run" in shown
    assert "stay apart" in shown
    council.join_files()
    assert Plan.objects.filter(family=council.one.family, ended__isnull=True).count() == 2


def test_the_trail_of_both_files_tells_of_it_and_the_story_to_workers_who_knew_of_both_alone() -> None:
    council = Council()
    both = making.worker("Bea Both", of=council.one)
    making.allocate(both, council.two)
    school = making.partner("Anita Desai", of=council.one, children=["Kayla"])
    council.join_files()
    told = TrailEntry.objects.filter(kind="files joined").values_list("chain", flat=True)
    assert set(told) == {council.one.family.pk.hex, council.two.family.pk.hex}
    where = f"/families/{council.one.ref}/story/"
    for user in (council.boss, both):
        assert "joined into one" in signed_in(user).get(where).content.decode(), user
    for user in (council.hannah, council.omar, school):
        shown = signed_in(user).get(where)
        assert shown.status_code == 200
        assert "joined" not in shown.content.decode(), user
    later = making.worker("Lea Later", of=council.one)
    assert "joined into one" in signed_in(later).get(where).content.decode()


def test_a_file_that_is_not_open_to_the_manager_cannot_be_named() -> None:
    council = Council()
    closed = making.family("Closed")
    said = council.client.get(f"/families/{council.one.ref}/joining/", {"refs": closed.ref})
    assert said.status_code == 422
    never = council.client.get(f"/families/{council.one.ref}/joining/", {"refs": "KM-NEVER1"}).content.decode()
    assert said.content.decode().replace(closed.ref, "X") == never.replace("KM-NEVER1", "X")


def test_only_those_who_may_join_come_in() -> None:
    council = Council()
    for where in (f"/families/{council.one.ref}/joining/", council.files_page()):
        assert signed_in(council.hannah).get(where).status_code == 403
        assert signed_in(making.user("Stranger")).get(where).status_code == 404


def test_a_chair_of_one_file_does_not_come_to_see_restricted_words_of_the_other() -> None:
    council = Council()
    chair = making.worker("Cora Chair", of=council.one, role=CONFERENCE_CHAIR, part="chair")
    council.two.map.add_entry(category="strength", text="For chairs.", children=[council.two["Toby"]],
                              by=council.omar, sharing="restricted")  # fmt: skip
    council.join_files()
    entry = Entry.objects.get(text="For chairs.")
    assert not Entry.objects.readable_by(making.eyes_of(chair)).filter(pk=entry.pk).exists()


def test_three_files_become_one() -> None:
    council = Council()
    three = making.family("Larkin", children=["Isla"], parents=["Nana"])
    making.worker("Third Worker", of=three, team=council.team)
    where = f"{council.files_page()}&with={three.ref}"
    sent = council.answers()
    shown = council.client.post(where, {**sent, "look": "yes"})
    done = council.client.post(where, {**sent, "seen": shown.context["preview"].seen, "join": "yes"})
    assert done.status_code == 303
    assert Family.objects.filter(joined_into=council.one.family).count() == 2
    assert {child.first_name for child in council.one.family.children_on()} == {"Kayla", "Mia", "Toby", "Isla"}


def test_the_file_that_stands_leaves_as_one_and_what_stayed_behind_is_not_in_it() -> None:
    from kinmap.casework.exchange.writing import written

    council = Council()
    Relationship.say(person=council.two["Deanne"], kind="parent", other=council.two["Toby"], by=council.boss)
    council.join_files()
    family = Family.objects.get(pk=council.one.family.pk)
    data = written(family, making.eyes_of(council.boss))
    names = {person["first_name"] for person in data["families"]["people"]}
    assert {"Kayla", "Mia", "Toby", "Dee", "Deanne"} <= names
    assert str(council.two.family.pk) not in str(data)


def test_the_map_as_it_stood_before_the_joining_shows_what_both_files_said_then_each_to_its_own_readers() -> None:
    council = Council()
    told = ((council.one, "Kayla", council.hannah, "Kayla sings."), (council.two, "Toby", council.omar, "Toby swims."))
    for house, child, by, text in told:
        house.map.add_entry(category="strength", text=text, children=[house[child]], by=by)
    Entry.history.update(history_date=making.timezone.now() - timedelta(days=9))
    council.join_files()
    for word in Entry.objects.all():
        word.change(by=council.boss, text="Later.")
    where = f"/families/{council.one.ref}/map/?on={making.timezone.localdate() - timedelta(days=5)}"
    both = council.client.get(where).content.decode()
    assert "Kayla sings." in both
    assert "Toby swims." in both
    hers = signed_in(council.hannah).get(where).content.decode()
    assert "Kayla sings." in hers
    assert "Toby swims." not in hers


def test_words_written_while_the_file_is_being_joined_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    council = Council()
    sign = Receipt.sign

    def joined_meanwhile(write: Any, **how: Any) -> bool:
        council.two.family.joined_into = council.one.family
        council.two.family.keep(by=council.boss)
        return sign(write, **how)

    monkeypatch.setattr(Receipt, "sign", joined_meanwhile)
    typed = {"write": str(uuid4()), "category": "strength", "text": "He came.", "children": str(council.two["Toby"].pk),
             "sharing": "family_all"}  # fmt: skip
    answer = signed_in(council.omar).post(f"/families/{council.two.ref}/map/entries/", typed)
    assert answer.status_code == 409
    assert not Entry.objects.exists()
    assert [kept.words["text"] for kept in KeptWords.waiting_for(council.omar).of_families([])] == ["He came."]


def test_the_page_of_joinings_asks_the_same_for_two_and_for_ten() -> None:
    council = Council()
    where = f"/families/{council.one.ref}/joining/"

    def joined(times: int) -> int:
        for _ in range(times):
            Join.objects.create(what="person", kept=council.one["Mia"].pk, by=council.boss)
            Join.objects.create(what="files", kept=council.one.family.pk, away=[council.two.family.pk], by=council.boss)
        return queries_of(council.client, where)

    few = joined(1)
    assert joined(4) == few <= 20


def test_two_records_side_by_side_ask_the_same_whatever_stands_about_them() -> None:
    council = Council()
    where = council.two_page(council.one["Dee"], council.two["Deanne"])
    few = queries_of(council.client, where)
    for number in range(4):
        friend = making.person(f"Friend {number}", "Fox")
        Relationship.say(person=friend, kind="friend", other=council.one["Dee"], by=council.boss)
    assert queries_of(council.client, where) == few
