"""Closing, passing on and opening again: proposed by a worker, authorised by a manager, nothing taken away."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.roles import PRACTITIONER, TEAM_MANAGER
from kinmap.casework.models import Allocation, Involvement, Proposal, ProposalAnswer, TimelineEvent
from kinmap.live.models import KeptWords
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
Entry: Any = apps.get_model("mapping", "Entry")  # a room upstairs


class Scene:
    """A family of two children with a worker and a manager of the East team, and a West team beside them."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"], stage="cin")
        self.east, self.west = making.team("East team"), making.team("West team")
        self.worker = making.user("Hannah Osei", team=self.east)
        self.manager = making.user("Colin Marsh", role=TEAM_MANAGER, team=self.east)
        making.allocate(self.worker, self.home, team=self.east)
        self.taker = making.user("Wendy West", role=PRACTITIONER, team=self.west)
        self.entry = self.home.map.add_entry(
            category="strength", text="They laugh.", by=self.worker,
            children={self.home["Kayla"].pk, self.home["Mia"].pk},
        )  # fmt: skip

    def at(self, path: str) -> str:
        return f"/families/{self.home.ref}/work/{path}"

    def proposal(self, *children: str, **more: Any) -> dict[str, Any]:
        return {
            "write": str(uuid4()), "children": [str(self.home[one].pk) for one in children or ("Kayla", "Mia")],
            "kind": "close", "why": "goal_met", "reason": "Dee and Nana Mo run the mornings.", "after": "Nana rings.",
            "told": "Hannah told Kayla and Mia on Sunday.", "sharing": "family_all", **on("on"), **more,
        }  # fmt: skip

    def propose(self, *children: str, **more: Any) -> Proposal:
        answered = signed_in(self.worker).post(self.at("proposals/new/"), self.proposal(*children, **more))
        assert answered.status_code == 303, answered.content.decode()
        return Proposal.objects.latest("recorded_at")

    def answer(self, proposal: Proposal, agreed: str = "yes", **more: Any) -> Any:
        sent = {"write": str(uuid4()), "agreed": agreed, "version": proposal.version, "words": "", **more}
        return signed_in(self.manager).post(self.at(f"proposals/{proposal.pk}/answer/"), sent)


def on(name: str, day: date = TODAY) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_nothing_ends_before_a_manager_has_agreed(scene: Scene) -> None:
    scene.propose()
    assert Involvement.objects.filter(ended__isnull=True).count() == 2
    assert signed_in(scene.worker).get(scene.at("")).status_code == 200
    assert "Waits for a manager" in signed_in(scene.worker).get(scene.at("")).content.decode()


def test_the_managers_desk_names_what_waits(scene: Scene) -> None:
    proposal = scene.propose()
    assert str(proposal.pk) in signed_in(scene.manager).get("/").content.decode()
    assert str(proposal.pk) not in signed_in(scene.worker).get("/").content.decode()


def test_a_worker_cannot_authorise(scene: Scene) -> None:
    proposal = scene.propose()
    sent = {"write": str(uuid4()), "agreed": "yes", "version": 1}
    assert signed_in(scene.worker).post(scene.at(f"proposals/{proposal.pk}/answer/"), sent).status_code == 403
    assert not ProposalAnswer.objects.exists()


def test_closing_ends_stage_and_way_in_and_the_manager_keeps_the_record(scene: Scene) -> None:
    assert scene.answer(scene.propose()).status_code == 303
    assert not Involvement.objects.filter(ended__isnull=True).exists()
    assert signed_in(scene.worker).get(scene.at("")).status_code == 404
    kept = Allocation.objects.filter(ended__isnull=True)
    assert {(row.worker.name, row.part) for row in kept} == {("Colin Marsh", "record")}
    assert signed_in(scene.manager).get(scene.at("")).status_code == 200
    assert TimelineEvent.objects.filter(text="Work with the council ended.").count() == 1


def test_closing_for_one_child_leaves_the_other_as_she_was(scene: Scene) -> None:
    scene.answer(scene.propose("Kayla"))
    assert [row.child.first_name for row in Involvement.objects.filter(ended__isnull=True)] == ["Mia"]
    assert signed_in(scene.worker).get(scene.at("")).status_code == 200


def test_a_no_says_why_and_the_proposal_can_be_changed_and_sent_again(scene: Scene) -> None:
    proposal = scene.propose()
    refused = scene.answer(proposal, "no")
    assert refused.status_code == 422
    assert "Enter what is missing" in refused.content.decode()
    assert scene.answer(proposal, "no", words="Who is there at weekends?").status_code == 303
    assert str(proposal.pk) not in signed_in(scene.manager).get("/").content.decode()
    worker = signed_in(scene.worker)
    assert "Who is there at weekends?" in worker.get(scene.at(f"proposals/{proposal.pk}/")).content.decode()
    sent = scene.proposal(after="Nana on weekdays, Jodie at weekends.", version=str(proposal.version))
    assert worker.post(scene.at(f"proposals/{proposal.pk}/change/"), sent).status_code == 303
    assert str(proposal.pk) in signed_in(scene.manager).get("/").content.decode()
    proposal.refresh_from_db()
    assert scene.answer(proposal).status_code == 303
    assert [answer.agreed for answer in ProposalAnswer.objects.order_by("recorded_at")] == [False, True]


def test_an_answer_to_words_that_were_changed_meanwhile_is_kept_apart(scene: Scene) -> None:
    proposal = scene.propose()
    proposal.change(by=scene.worker, reason="Something else.")
    stale = {"write": str(uuid4()), "agreed": "yes", "version": 1, "words": "Well done."}
    answered = signed_in(scene.manager).post(scene.at(f"proposals/{proposal.pk}/answer/"), stale)
    assert answered.status_code == 409
    assert "Something else." in answered.content.decode()
    assert KeptWords.objects.get().words["words"] == "Well done."
    assert Involvement.objects.filter(ended__isnull=True).count() == 2


def test_the_same_answer_twice_is_one_answer(scene: Scene) -> None:
    proposal = scene.propose()
    sent = {"write": str(uuid4()), "agreed": "yes", "version": 1, "words": ""}
    manager = signed_in(scene.manager)
    for _ in range(2):
        assert manager.post(scene.at(f"proposals/{proposal.pk}/answer/"), sent).status_code == 303
    assert ProposalAnswer.objects.count() == 1


def test_passing_on_to_a_team_lets_the_taker_in_and_the_old_team_out(scene: Scene) -> None:
    partner = making.partner("Anita Desai", of=scene.home, children=["Mia"])
    proposal = scene.propose(kind="team", to_team=str(scene.west.pk))
    assert scene.answer(proposal).status_code == 422  # nobody was said to take over
    done = scene.answer(proposal, taker=str(scene.taker.pk), part="social_worker")
    assert done.status_code == 303
    assert signed_in(scene.taker).get(scene.at("")).status_code == 200
    assert signed_in(scene.worker).get(scene.at("")).status_code == 404
    assert signed_in(partner).get(scene.at("")).status_code == 200
    assert Involvement.objects.filter(ended__isnull=True).count() == 2  # everything else goes on
    assert TimelineEvent.objects.filter(text="Work was passed on to another team.").count() == 1


def test_somebody_of_the_old_team_may_go_on(scene: Scene) -> None:
    proposal = scene.propose(kind="team", to_team=str(scene.west.pk))
    page = signed_in(scene.manager).get(scene.at(f"proposals/{proposal.pk}/answer/")).content.decode()
    assert "Hannah Osei, East team" in page
    hannah = Allocation.objects.filter(team=scene.east).first()
    assert hannah is not None
    scene.answer(proposal, taker=str(scene.taker.pk), part="lead", staying=[str(hannah.worker_id)])
    assert signed_in(scene.worker).get(scene.at("")).status_code == 200


def test_passing_on_to_another_council_says_by_when_it_meets(scene: Scene) -> None:
    Involvement.begin(
        family=scene.home.family, child=scene.home["Kayla"], stage="cp", basis="s47", started=TODAY, by=scene.worker
    )
    proposal = scene.propose(kind="council", to_council="Southmoor, Ida Brook", why="moved")
    page = signed_in(scene.manager).get(scene.at(f"proposals/{proposal.pk}/")).content.decode()
    assert "Their conference by" in page
    scene.answer(proposal)
    assert TimelineEvent.objects.filter(text="Work was passed on to another council.").exists()


def test_opening_again_finds_everything_where_it_was(scene: Scene) -> None:
    scene.answer(scene.propose())
    manager = signed_in(scene.manager)
    page = manager.get(scene.at("open-again/"))
    sent = {
        "write": str(uuid4()), "children": [str(scene.home["Kayla"].pk)], "stage": "cp", "basis": "s47",
        "reason": "Shane is back.", "sharing": "family_all", "seen": page.context["form"]["seen"].value(),
        **on("started"),
    }  # fmt: skip
    assert manager.post(scene.at("open-again/"), sent).status_code == 303
    assert manager.post(scene.at("open-again/"), sent).status_code == 303  # sent twice
    open_now = Involvement.objects.get(ended__isnull=True)
    assert (open_now.child.first_name, open_now.stage, open_now.reason) == ("Kayla", "cp", "Shane is back.")
    assert Entry.objects.get().status == "active"
    assert "They laugh." in manager.get(f"/families/{scene.home.ref}/map/").content.decode()
    parts = Allocation.objects.filter(ended__isnull=True, child=scene.home["Kayla"]).values_list("part", flat=True)
    assert list(parts) == ["manager"]
    assert TimelineEvent.objects.filter(text="Work with the council began again.").count() == 1


def test_a_record_does_not_open_again_before_it_was_closed(scene: Scene) -> None:
    scene.answer(scene.propose())
    sent = {
        "write": str(uuid4()), "children": [str(scene.home["Kayla"].pk)], "stage": "cin", "basis": "s17",
        "reason": "Again.", "sharing": "family_all", **on("started", TODAY - timedelta(days=3)),
    }  # fmt: skip
    refused = signed_in(scene.manager).post(scene.at("open-again/"), sent)
    assert refused.status_code == 422
    assert "Choose that day or a later one" in refused.content.decode()


def test_steps_up_and_down_keep_every_entry_and_every_earlier_stage(scene: Scene) -> None:
    worker = signed_in(scene.worker)
    for stage, basis in (("cp", "s47"), ("cin", "s17"), ("early_help", "consent")):
        page = worker.get(scene.at("stage/"))
        sent = {
            "write": str(uuid4()), "children": [str(scene.home["Kayla"].pk), str(scene.home["Mia"].pk)], "stage": stage,
            "basis": basis, "reason": "", "sharing": "family_all", "seen": page.context["form"]["seen"].value(),
            **on("started"),
        }  # fmt: skip
        assert worker.post(scene.at("stage/"), sent).status_code == 303
        assert "They laugh." in worker.get(f"/families/{scene.home.ref}/map/").content.decode()
    kayla = Involvement.objects.filter(child=scene.home["Kayla"]).order_by("recorded_at")
    assert [row.stage for row in kayla] == ["cin", "cp", "cin", "early_help"]


def test_who_is_hidden_from_learns_nothing_of_a_proposal(scene: Scene) -> None:
    other = making.worker("Ola Other", of=scene.home)
    hidden = Allocation.objects.filter(worker__account=other).values_list("worker_id", flat=True)[0]
    scene.propose(hidden_from=[str(hidden)])
    page = signed_in(other).get(scene.at("")).content.decode()
    assert "Closing and passing on" not in page
    proposal = Proposal.objects.get()
    assert signed_in(other).get(scene.at(f"proposals/{proposal.pk}/")).status_code == 404
    assert proposal.hidden_from == {hidden}


def test_a_day_far_ahead_is_not_taken_and_what_was_typed_stays(scene: Scene) -> None:
    sent = scene.proposal(**on("on", TODAY + timedelta(days=400)))
    refused = signed_in(scene.worker).post(scene.at("proposals/new/"), sent)
    assert refused.status_code == 422
    assert "Choose a day within the next three months" in refused.content.decode()
    assert "Dee and Nana Mo run the mornings." in refused.content.decode()
