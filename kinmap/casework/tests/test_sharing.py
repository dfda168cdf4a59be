"""Deciding to share: written down with its basis and the harm weighed, corrected and never overwritten."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.access.trail import Verb
from kinmap.casework.copying import hand_over, previewed
from kinmap.casework.models import SharingBasis, SharingDecision, TimelineEvent
from kinmap.documents.tests.reading import letters_of
from kinmap.live.models import KeptWords
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


class Scene:
    """A family of two children, with a worker and a school that works with one of them."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])
        self.worker = making.worker("Hannah Osei", of=self.home)
        self.school = making.partner(of=self.home, children=["Mia"])

    def at(self, path: str = "") -> str:
        return f"/families/{self.home.ref}/sharing/{path}"

    def sent(self, **more: Any) -> dict[str, Any]:
        return {
            "write": str(uuid4()), "children": [str(self.home["Mia"].pk)], "shared": "yes",
            "what": "That Mia’s plan changed.", "to_whom": "agency", "recipient_words": "Beckside Primary",
            "why": "So that nobody but Nana Mo collects her.", "basis": "public_task", "told": "yes",
            "told_words": "Hannah told Dee on Sunday.", "decided_by": "Hannah Osei", "how": "telephone",
            "sharing": "professionals", **on("decided_on"), **more,
        }  # fmt: skip

    def decide(self, **more: Any) -> SharingDecision:
        answered = signed_in(self.worker).post(self.at("new/"), self.sent(**more))
        assert answered.status_code == 303, answered.content.decode()
        return SharingDecision.objects.latest("recorded_at")


def on(name: str, day: date = TODAY) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, address: str) -> str:
    answered = signed_in(user).get(address)
    assert answered.status_code == 200
    return BeautifulSoup(answered.content, "html.parser").main.get_text(" ", strip=True)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_decision_to_share_says_what_to_whom_why_and_on_what_basis(scene: Scene) -> None:
    decision = scene.decide()
    told = page(scene.worker, scene.at(f"{decision.pk}/"))
    basis = SharingBasis.known()["public_task"].words
    for words in ("Mia’s plan changed", "Beckside Primary", "nobody but Nana Mo", basis, "Hannah told Dee",
                  "By telephone", "Mia"):  # fmt: skip
        assert words in told
    assert TrailEntry.objects.filter(verb=Verb.SHARE, subject_id=str(decision.pk)).exists()


def test_the_trail_holds_none_of_its_words(scene: Scene) -> None:
    scene.decide()
    assert not TrailEntry.objects.filter(reason__icontains="Nana").exists()


@pytest.mark.parametrize("more", [{"shared": "no"}, {"basis": "duty_2026"}])
def test_the_harm_is_weighed_where_nothing_is_told_and_under_the_duty_to_disclose(scene: Scene, more: Any) -> None:
    refused = signed_in(scene.worker).post(scene.at("new/"), scene.sent(**more))
    assert refused.status_code == 422
    assert "Enter what harm to the child was considered" in refused.content.decode()
    assert "nobody but Nana Mo" in refused.content.decode()
    assert scene.decide(**more, detriment="She would stop talking to us.").detriment


def test_a_basis_that_could_not_be_confirmed_says_so(scene: Scene) -> None:
    decision = scene.decide(basis="duty_2026", detriment="None that we can see.")
    assert "(unsure: check)" in page(scene.worker, scene.at(f"{decision.pk}/"))


def test_a_council_says_since_when_a_basis_holds_and_where_that_is_written(scene: Scene) -> None:
    keeper = signed_in(making.user("Ada Okafor", role=making.SYSTEM_ADMINISTRATOR))
    address = "/settings/sharing/duty_2026/"
    sent = {"name": "The duty to disclose", "offered": "yes", "source": "Commencement order of May", "version": "0"}
    tomorrow = on("since", TODAY + timedelta(days=1))
    assert keeper.post(address, {"write": str(uuid4()), **sent, **tomorrow}).status_code == 303
    assert "The duty to disclose" not in signed_in(scene.worker).get(scene.at("new/")).content.decode()
    assert keeper.post(address, {"write": str(uuid4()), **sent, **on("since"), "version": "1"}).status_code == 303
    decision = scene.decide(basis="duty_2026", detriment="None that we can see.")
    told = page(scene.worker, scene.at(f"{decision.pk}/"))
    assert "Commencement order of May" in told
    assert "unsure" not in told
    assert keeper.post(address, {"write": str(uuid4()), **sent, "version": "1"}).status_code == 409


def test_a_decision_keeps_a_basis_that_can_no_longer_be_chosen(scene: Scene) -> None:
    decision = scene.decide(basis="crime")
    SharingBasis.of("crime").say(name="To prevent a crime", offered=False, since=None, source="Ours", version=0,
                                 by=scene.worker)  # fmt: skip
    assert "To prevent a crime" not in page(scene.worker, scene.at("new/"))
    assert "To prevent a crime" in page(scene.worker, scene.at(f"{decision.pk}/put-right/"))


def test_somebody_is_always_named(scene: Scene) -> None:
    for more in ({"recipient_words": ""}, {"to_whom": "person", "recipient_words": ""}):
        assert signed_in(scene.worker).post(scene.at("new/"), scene.sent(**more)).status_code == 422


def test_a_correction_has_a_reason_and_what_it_said_stays(scene: Scene) -> None:
    decision = scene.decide()
    address = scene.at(f"{decision.pk}/put-right/")
    sent = scene.sent(what="That Mia’s plan changed on Friday.", version=1)
    assert signed_in(scene.worker).post(address, sent).status_code == 422
    assert signed_in(scene.worker).post(address, sent | {"why_changed": "The day was missing."}).status_code == 303
    told = page(scene.worker, scene.at(f"{decision.pk}/"))
    assert "changed on Friday" in told
    assert "Mia’s plan changed." in told
    assert "The day was missing." in told


def test_two_people_correcting_one_decision_lose_nothing(scene: Scene) -> None:
    decision = scene.decide()
    address = scene.at(f"{decision.pk}/put-right/")
    first, second = (scene.sent(what=what, version=1, why_changed="A slip.") for what in ("One thing.", "Another."))
    assert signed_in(scene.worker).post(address, first).status_code == 303
    assert signed_in(scene.worker).post(address, second).status_code == 409
    assert "Another." in str(KeptWords.objects.get().words)


def test_a_decision_that_no_longer_holds_stays_readable(scene: Scene) -> None:
    decision = scene.decide()
    sent = {"write": str(uuid4()), "why": "The school closed.", "version": 1}
    assert signed_in(scene.worker).post(scene.at(f"{decision.pk}/withdraw/"), sent).status_code == 303
    told = page(scene.worker, scene.at(f"{decision.pk}/"))
    assert "No longer holds" in told
    assert "The school closed." in told
    assert signed_in(scene.worker).get(scene.at(f"{decision.pk}/put-right/")).status_code == 303


def test_pressed_twice_it_is_one_decision(scene: Scene) -> None:
    sent = scene.sent()
    for _ in range(2):
        assert signed_in(scene.worker).post(scene.at("new/"), sent).status_code == 303
    assert SharingDecision.objects.count() == 1


def test_a_school_reads_what_concerns_its_child_and_decides_nothing(scene: Scene) -> None:
    scene.decide()
    other = scene.decide(children=[str(scene.home["Kayla"].pk)], what="Something about Kayla.")
    told = page(scene.school, scene.at())
    assert "Mia’s plan changed" in told
    assert "Kayla" not in told
    assert signed_in(scene.school).get(scene.at(f"{other.pk}/")).status_code == 404
    assert signed_in(scene.school).get(scene.at("new/")).status_code == 403


def test_talking_to_the_police_is_on_no_paper_for_the_parent_it_is_hidden_from(scene: Scene) -> None:
    shane = scene.home["Shane"]
    scene.decide(what="That Shane rang at night.", sharing="family_all", hidden_from=[str(shane.pk)],
                 recipient_words="DC Martin Lowe, police")  # fmt: skip
    scene.decide(what="That Mia goes to breakfast club.", sharing="family_all")
    eyes = making.eyes_of(scene.worker)
    for person, said in ((shane, False), (scene.home["Dee"], True)):
        for document in ("sharing", "chronology"):
            shown = previewed(scene.home.family, eyes, document=document, copy="family", person=person.pk)
            words = letters_of(shown.document.made(shown.prepared.sheet, at=shown.wanted.at))
            assert ("MartinLowe" in words) is (said and document == "sharing")
            assert ("breakfastclub" in words) is (document == "sharing")
            assert words.count("Adecisionaboutsharing") == (0 if document == "sharing" else 1 + said)


def test_whom_it_is_about_telling_stays_unknown_where_that_person_is_hidden(scene: Scene) -> None:
    aunt = making.person("Rosa", "Quist", hidden_from=frozenset({scene.home["Shane"].pk}))
    scene.home.family.welcome(aunt, role="network", by=None)
    scene.decide(to_whom="person", recipient=str(aunt.pk), recipient_words="", sharing="family_all")
    eyes = making.eyes_of(scene.worker)
    shown = previewed(scene.home.family, eyes, document="sharing", copy="family", person=scene.home["Shane"].pk)
    assert "Rosa" not in letters_of(shown.document.made(shown.prepared.sheet, at=shown.wanted.at))
    assert "Rosa Quist" in page(scene.worker, scene.at())


def test_the_story_tells_that_there_was_one_and_no_more(scene: Scene) -> None:
    scene.decide()
    told = TimelineEvent.objects.get(kind="sharing")
    assert "Nana" not in told.text
    assert told.sharing == "professionals"


def test_a_copy_that_was_handed_over_offers_to_write_down_why(scene: Scene) -> None:
    eyes = making.eyes_of(scene.worker)
    shown = previewed(scene.home.family, eyes, document="map", copy="family", person=scene.home["Dee"].pk)
    issue = hand_over(shown, how="by_hand", by=scene.worker)
    copies = f"/families/{scene.home.ref}/copies/"
    assert "Write down why it was shared" in page(scene.worker, copies)
    form = BeautifulSoup(signed_in(scene.worker).get(scene.at(f"new/?handed={issue.pk}")).content, "html.parser")
    assert form.find("input", {"name": "shared", "value": "yes"}).has_attr("checked")
    assert "The map in three columns" in form.find("textarea", {"name": "what"}).text
    chosen = {one["value"] for one in form.find_all("option", selected=True)}
    assert {str(issue.pk), str(scene.home["Dee"].pk), "by_hand"} <= chosen
    scene.decide(copy=str(issue.pk))
    assert "Why it was shared is written down" in page(scene.worker, copies)


def test_another_familys_copy_cannot_be_named(scene: Scene) -> None:
    assert signed_in(scene.worker).get(scene.at(f"new/?handed={uuid4()}")).status_code == 404


def test_ten_decisions_take_as_many_questions_as_two(scene: Scene) -> None:
    client = signed_in(scene.worker)
    for _ in range(2):
        scene.decide()
    few = queries_of(client, scene.at())
    for _ in range(8):
        scene.decide()
    assert queries_of(client, scene.at()) == few
