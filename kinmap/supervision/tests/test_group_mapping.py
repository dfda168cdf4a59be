"""Group mapping: written alone, read together, chosen, and kept apart from the record until adopted."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.roles import PARTNER
from kinmap.families.models import Person
from kinmap.live.models import KeptWords
from kinmap.mapping.models import Entry, Map, PinnedQuestion
from kinmap.supervision.models import Draft, GroupSession, Member, Turn
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def on(name: str) -> dict[str, str]:
    return {f"{name}-day": str(TODAY.day), f"{name}-month": str(TODAY.month), f"{name}-year": str(TODAY.year)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Scene:
    """A session about Kayla that Hannah brought; Fay leads it and Gus thinks with them. Neither knows the family."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"], stage="cp")
        self.hannah = making.worker("Hannah Osei", of=self.home)
        self.fay, self.gus, self.stranger = (making.user(name) for name in ("Fay Adler", "Gus Bloom", "Sid Strange"))
        client = signed_in(self.hannah)
        sent = {
            "write": str(uuid4()), "children": [str(self.home["Kayla"].pk)], "headline": "Five children, one mother.",
            "best_hope": "One plain sentence.", "asked": "What am I not seeing?", "sharing": "professionals",
            **on("held_on"),
        }  # fmt: skip
        answered = client.post(f"/families/{self.home.ref}/group-mapping/begin/", sent)
        assert answered.status_code == 303, answered.content.decode()
        self.session = GroupSession.objects.get()
        for user, part in ((self.fay, "facilitator"), (self.gus, "member")):
            self.post(self.hannah, f"bring-in/{user.pk}/", part=part)

    def at(self, path: str = "") -> str:
        return f"/group-mapping/{self.session.pk}/{path}"

    def see(self, user: User) -> str:
        answered = signed_in(user).get(self.at())
        assert answered.status_code == 200
        return str(answered.content.decode())

    def post(self, user: User, path: str, status: int = 303, **sent: Any) -> Any:
        answered = signed_in(user).post(self.at(path), {"write": str(uuid4()), **sent})
        assert answered.status_code == status, answered.content.decode()
        return answered

    def turn(self, kind: str = "danger_statement") -> Turn:
        self.post(self.fay, "turns/", kind=kind)
        return Turn.objects.get(read_at__isnull=True)

    def write(self, user: User, turn: Turn, text: str, **more: Any) -> None:
        self.post(user, f"turns/{turn.pk}/draft/", text=text, **more)

    def chosen(self, kind: str = "danger_statement", text: str = "Gus is worried that nobody wakes.") -> Draft:
        turn = self.turn(kind)
        self.write(self.gus, turn, text)
        self.post(self.fay, f"turns/{turn.pk}/read/")
        self.post(self.hannah, f"drafts/{Draft.objects.get().pk}/choose/")
        return Draft.objects.get()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_seat_lets_a_colleague_read_the_headline_and_nothing_of_the_family(scene: Scene) -> None:
    assert "Five children, one mother." in scene.see(scene.gus)
    assert signed_in(scene.gus).get(f"/families/{scene.home.ref}/map/").status_code == 404


def test_without_a_seat_the_session_is_not_there(scene: Scene) -> None:
    colleague = making.worker("Ola Other", of=scene.home)
    for user in (scene.stranger, colleague):
        assert signed_in(user).get(scene.at()).status_code == 404
    listed = signed_in(colleague).get(f"/families/{scene.home.ref}/group-mapping/").content.decode()
    assert "You have no seat in it" in listed


def test_a_draft_is_seen_by_its_author_alone_until_all_read_together(scene: Scene) -> None:
    turn = scene.turn()
    scene.write(scene.gus, turn, "Gus is worried that nobody wakes.")
    scene.write(scene.hannah, turn, "Hannah is worried about Fridays.")
    assert "nobody wakes" in scene.see(scene.gus)
    for user in (scene.hannah, scene.fay):
        page = scene.see(user)
        assert "nobody wakes" not in page
        assert "Have written: Hannah Osei, Gus Bloom" in page
    scene.post(scene.fay, f"turns/{turn.pk}/read/")
    for user in (scene.hannah, scene.fay, scene.gus):
        assert "nobody wakes" in scene.see(user)
        assert "about Fridays" in scene.see(user)


def test_what_is_sent_after_reading_together_is_kept_for_its_author_and_changes_nothing(scene: Scene) -> None:
    turn = scene.turn()
    scene.write(scene.gus, turn, "First.")
    scene.post(scene.fay, f"turns/{turn.pk}/read/")
    scene.post(scene.gus, f"turns/{turn.pk}/draft/", status=409, text="Too late.", version=1)
    assert Draft.objects.get().text == "First."
    assert KeptWords.objects.get(author=scene.gus).words["text"] == "Too late."


def test_two_windows_of_one_author_do_not_overwrite_each_other(scene: Scene) -> None:
    turn = scene.turn()
    scene.write(scene.gus, turn, "First.")
    scene.write(scene.gus, turn, "Second.", version=1)
    scene.post(scene.gus, f"turns/{turn.pk}/draft/", status=409, text="From the other window.", version=1)
    assert Draft.objects.get().text == "Second."


def test_an_empty_draft_is_refused_beside_its_box(scene: Scene) -> None:
    turn = scene.turn()
    assert "Enter your draft" in scene.post(scene.gus, f"turns/{turn.pk}/draft/", status=422, text=" ").content.decode()


def test_only_who_leads_says_what_is_written_and_when_it_is_read(scene: Scene) -> None:
    scene.post(scene.gus, "turns/", status=422, kind="goal")
    turn = scene.turn()
    scene.post(scene.gus, f"turns/{turn.pk}/read/", status=422)
    turn.refresh_from_db()
    assert turn.read_at is None
    scene.post(scene.fay, "turns/", kind="goal")  # one at a time
    assert Turn.objects.count() == 1


def test_only_the_worker_chooses(scene: Scene) -> None:
    turn = scene.turn()
    scene.write(scene.gus, turn, "A draft.")
    scene.post(scene.fay, f"turns/{turn.pk}/read/")
    draft = Draft.objects.get()
    scene.post(scene.fay, f"drafts/{draft.pk}/choose/", status=422)
    scene.post(scene.hannah, f"drafts/{draft.pk}/choose/")
    assert "Put it on the map" in scene.see(scene.hannah)
    scene.post(scene.hannah, f"drafts/{draft.pk}/choose/")
    draft.refresh_from_db()
    assert draft.chosen_at is None


def test_the_buttons_of_one_page_are_each_a_write_of_their_own(scene: Scene) -> None:
    turn = scene.turn()
    scene.write(scene.gus, turn, "Gus is worried that nobody wakes.")
    scene.write(scene.hannah, turn, "Hannah is worried about the stairs.")
    scene.post(scene.fay, f"turns/{turn.pk}/read/")
    page = BeautifulSoup(scene.see(scene.hannah), "html5lib")
    ways = {str(form["action"]): str(form.select_one("[name=write]")["value"])
            for form in page.select("form[action*='/drafts/']")}  # fmt: skip
    assert len(ways) == 2
    client = signed_in(scene.hannah)
    assert [client.post(way, {"write": write}).status_code for way, write in ways.items()] == [303, 303]
    assert Draft.objects.filter(chosen_at__isnull=False).count() == 2


def test_nothing_is_on_the_map_before_a_draft_is_adopted(scene: Scene) -> None:
    scene.chosen()
    assert not Entry.objects.exists()
    page = signed_in(scene.hannah).get(f"/families/{scene.home.ref}/map/").content.decode()
    assert "nobody wakes" not in page


def test_adopting_puts_the_workers_words_on_a_map_that_says_when_the_family_sees_it(scene: Scene) -> None:
    draft = scene.chosen()
    address = f"/families/{scene.home.ref}/group-mapping/drafts/{draft.pk}/adopt/"
    hannah = signed_in(scene.hannah)
    assert "Gus is worried that nobody wakes." in hannah.get(address).content.decode()
    sent = {
        "write": str(uuid4()), "children": [str(scene.home["Kayla"].pk)], "category": "danger_statement",
        "text": "Dee and Hannah are worried that nobody wakes when Isla cries.", "sharing": "family_all",
    }  # fmt: skip
    refused = hannah.post(address, sent)
    assert refused.status_code == 422
    assert "Enter the day by which they will have seen it" in refused.content.decode()
    for _ in range(2):
        assert hannah.post(address, {**sent, **on("share_by")}).status_code == 303
    entry = Entry.objects.get()
    assert (entry.text[:3], entry.source, entry.said_by_words) == (
        "Dee",
        "professional_opinion",
        "A group of colleagues",
    )
    assert Map.of(scene.home.family).not_yet_shared
    assert "Taken further" in scene.see(scene.gus)
    draft.refresh_from_db()
    assert (draft.text, draft.became) == ("Gus is worried that nobody wakes.", entry.pk)


def test_nobody_but_the_worker_adopts(scene: Scene) -> None:
    draft = scene.chosen()
    colleague = making.worker("Ola Other", of=scene.home)
    address = f"/families/{scene.home.ref}/group-mapping/drafts/{draft.pk}/adopt/"
    for user in (colleague, scene.gus, scene.stranger):
        assert signed_in(user).get(address).status_code == 404


def test_a_question_is_taken_along(scene: Scene) -> None:
    draft = scene.chosen("question", "Who woke first?")
    address = f"/families/{scene.home.ref}/group-mapping/drafts/{draft.pk}/adopt/"
    sent = {
        "write": str(uuid4()), "children": [str(scene.home["Kayla"].pk)], "text": "Who woke first?",
        "sharing": "professionals",
    }  # fmt: skip
    assert signed_in(scene.hannah).post(address, sent).status_code == 303
    assert PinnedQuestion.objects.get().text == "Who woke first?"
    assert not Entry.objects.exists()


def test_once_closed_it_opens_only_for_those_who_work_with_the_family(scene: Scene) -> None:
    assert f"/group-mapping/{scene.session.pk}/" in signed_in(scene.gus).get("/").content.decode()
    scene.post(scene.gus, "close/", status=422, learned="Nothing.", useful="", version=1)
    scene.post(scene.hannah, "close/", useful="7.5", next_steps="Ask Dee.", learned="We skip Fridays.", version=1)
    assert "Ask Dee." in scene.see(scene.hannah)
    assert signed_in(scene.gus).get(scene.at()).status_code == 404
    assert f"/group-mapping/{scene.session.pk}/" not in signed_in(scene.gus).get("/").content.decode()


def test_somebody_from_whom_it_is_hidden_cannot_be_brought_in(scene: Scene) -> None:
    person = Person.of(scene.stranger)
    scene.session.hidden_from = frozenset({person.pk})
    scene.session.keep(by=scene.hannah)
    assert "Sid Strange" not in signed_in(scene.hannah).get(scene.at("bring-in/?find=Sid")).content.decode()
    scene.post(scene.hannah, f"bring-in/{scene.stranger.pk}/", part="member")
    assert not Member.objects.filter(user=scene.stranger).exists()


def test_hiding_it_afterwards_takes_a_seat_away(scene: Scene) -> None:
    scene.session.hidden_from = frozenset({Person.of(scene.gus).pk})
    scene.session.keep(by=scene.hannah)
    assert signed_in(scene.gus).get(scene.at()).status_code == 404
    assert f"/group-mapping/{scene.session.pk}/" not in signed_in(scene.gus).get("/").content.decode()


def test_a_colleague_from_whom_one_of_its_children_is_hidden_has_no_seat_and_is_not_found(scene: Scene) -> None:
    kayla = scene.home["Kayla"]
    kayla.hidden_from = frozenset({Person.of(scene.gus).pk, Person.of(scene.stranger).pk})
    kayla.keep(by=scene.hannah)
    assert signed_in(scene.gus).get(scene.at()).status_code == 404
    assert f"/group-mapping/{scene.session.pk}/" not in signed_in(scene.gus).get("/").content.decode()
    assert "Sid Strange" not in signed_in(scene.hannah).get(scene.at("bring-in/?find=Sid")).content.decode()
    scene.post(scene.hannah, f"bring-in/{scene.stranger.pk}/", part="member")
    assert not Member.objects.filter(user=scene.stranger).exists()


def test_a_partner_agency_never_takes_part(scene: Scene) -> None:
    teacher = making.user("Anita Desai", role=PARTNER, organisation=making.school())
    assert ">Anita Desai<" not in signed_in(scene.hannah).get(scene.at("bring-in/?find=Anita")).content.decode()
    Member(session=scene.session, user=teacher, part="member").keep(by=scene.hannah)
    assert signed_in(teacher).get(scene.at()).status_code == 404


def test_drafts_leave_with_no_export(scene: Scene) -> None:
    scene.chosen()
    page = signed_in(scene.hannah).post(f"/families/{scene.home.ref}/export/", {"write": str(uuid4())})
    assert b"nobody wakes" not in b"".join(page) if page.streaming else b"nobody wakes" not in page.content


def test_the_page_of_a_session_asks_the_same_however_much_was_written(scene: Scene) -> None:
    hannah = signed_in(scene.hannah)
    scene.chosen()
    few = queries_of(hannah, scene.at())
    for number in range(3):
        turn = scene.turn("question")
        for user in (scene.gus, scene.hannah):
            scene.write(user, turn, f"What would help first? {number}")
        scene.post(scene.fay, f"turns/{turn.pk}/read/")
    assert queries_of(hannah, scene.at()) == few <= 24


def test_the_list_of_sessions_asks_the_same_for_one_and_for_five(scene: Scene) -> None:
    hannah, where = signed_in(scene.hannah), f"/families/{scene.home.ref}/group-mapping/"
    few = queries_of(hannah, where)
    for _ in range(4):
        GroupSession.begin(
            family=scene.home.family, held_on=TODAY, headline="Words.", best_hope="Words.", by=scene.hannah,
            children=scene.session.children,
        )  # fmt: skip
    assert queries_of(hannah, where) == few <= 16
