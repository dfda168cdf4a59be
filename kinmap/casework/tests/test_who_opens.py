"""Who can open a record and why, on one page; access that is given for a purpose, and how it ends."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import CONFERENCE_CHAIR, PRACTICE_LEAD, PRACTITIONER, TEAM_MANAGER, TRAINER
from kinmap.casework.models import AccessGrant, Allocation, Proposal
from kinmap.casework.passing_on import carry_out
from kinmap.families.models import Person
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


class Scene:
    """A family with a worker and a manager, and a colleague and a teacher who do not work with it."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
        self.east = making.team("East team")
        self.hannah = making.user("Hannah Osei", team=self.east)
        self.colin = making.user("Colin Prentice", role=TEAM_MANAGER, team=self.east)
        making.allocate(self.hannah, self.home, team=self.east)
        self.colleague = making.user("Wendy West", role=PRACTITIONER)
        self.teacher = making.user("Anita Desai", role=making.PARTNER, organisation=making.school())

    def at(self, path: str = "") -> str:
        return f"/families/{self.home.ref}/access/{path}"

    def form(self, **more: Any) -> dict[str, Any]:
        typed = {"write": str(uuid4()), "purpose": "cover", "words": "Hannah is on leave."}
        return {**typed, **on("started", TODAY), **on("until", TODAY + 7 * DAY), **more}

    def give(self, account: User, **more: Any) -> Any:
        return signed_in(self.colin).post(self.at(f"give/{account.pk}/"), self.form(**more))

    def grant(self, account: User, **more: Any) -> AccessGrant:
        answer = self.give(account, **more)
        assert answer.status_code == 303, words(answer)
        return AccessGrant.objects.latest("recorded_at")

    def opens(self, account: User) -> int:
        return int(signed_in(account).get(f"/families/{self.home.ref}/work/").status_code)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_everybody_who_can_open_it_is_listed_with_the_reason(scene: Scene) -> None:
    scene.grant(scene.colleague)
    making.allocate(scene.teacher, scene.home, children=["Mia"], part="partner")
    shown = words(signed_in(scene.colin).get(scene.at()))
    assert "Works with Kayla and Mia: social worker" in shown
    assert "Manages East team" in shown
    assert "Given by Colin Prentice: to cover for a colleague. The whole family" in shown
    assert "Hannah is on leave." in shown
    assert "Beckside Primary: only Mia" in shown


def test_whoever_was_given_access_opens_the_family_and_may_do_what_their_role_may(scene: Scene) -> None:
    chair = making.user("Ruth Adeyemi", role=CONFERENCE_CHAIR)
    assert scene.opens(scene.colleague) == 404
    scene.grant(scene.colleague)
    scene.grant(chair)
    assert scene.opens(scene.colleague) == 200
    assert signed_in(scene.colleague).get("/").context["families"][0].ref == scene.home.ref
    assert signed_in(chair).get(f"/families/{scene.home.ref}/work/stage/").status_code == 403
    assert signed_in(scene.colleague).get(scene.at()).status_code == 403


def test_a_partner_agency_is_given_exactly_one_child(scene: Scene) -> None:
    answer = scene.give(scene.teacher)
    assert answer.status_code == 422
    assert "Which child?" in words(answer)
    scene.grant(scene.teacher, child=str(scene.home["Mia"].pk), purpose="agency")
    shown = words(signed_in(scene.teacher).get(f"/families/{scene.home.ref}/people/"))
    assert "Mia" in shown
    assert "Kayla" not in shown
    with pytest.raises(ValueError, match="exactly one child"):
        AccessGrant.give(family=scene.home.family, account=scene.teacher, purpose="other", words="x", until=TODAY,
                         by=scene.colin)  # fmt: skip
    with pytest.raises(ValueError, match="whole family"):
        AccessGrant.give(family=scene.home.family, account=scene.colleague, purpose="other", words="x", until=TODAY,
                         child=scene.home["Mia"], by=scene.colin)  # fmt: skip


def test_the_child_of_another_family_is_none_of_this_one(scene: Scene) -> None:
    other = making.family("Rahman", children=["Aisha"])
    with pytest.raises(ValueError, match="does not belong"):
        AccessGrant.give(family=scene.home.family, account=scene.teacher, purpose="other", words="x", until=TODAY,
                         child=other["Aisha"], by=scene.colin)  # fmt: skip


def test_an_end_is_required_and_not_further_off_than_the_councils_limit(scene: Scene) -> None:
    for until in ({"until-day": "", "until-month": "", "until-year": ""}, on("until", TODAY + timedelta(weeks=13))):
        answer = scene.give(scene.colleague, **until)
        assert answer.status_code == 422
        assert "Hannah is on leave." in words(answer)
    assert scene.give(scene.colleague, **on("until", TODAY + timedelta(weeks=12))).status_code == 303
    assert scene.give(scene.colleague).status_code == 422  # given for these days already


def test_somebody_whose_role_opens_no_family_is_given_nothing(scene: Scene) -> None:
    answer = scene.give(making.user("Tom Trainer", role=TRAINER))
    assert answer.status_code == 422
    assert "role opens no family" in words(answer)


def test_nobody_gives_access_to_themselves(scene: Scene) -> None:
    wilma = making.user("Wilma West", role=TEAM_MANAGER, team=making.team("West team"))
    scene.grant(wilma)
    later = on("started", TODAY + 8 * DAY) | on("until", TODAY + 9 * DAY)
    answer = signed_in(wilma).post(scene.at(f"give/{wilma.pk}/"), scene.form(**later))
    assert (answer.status_code, AccessGrant.objects.count()) == (422, 1)
    assert "You cannot give access to yourself" in words(answer)


def test_it_ends_by_itself_on_its_last_day(scene: Scene) -> None:
    scene.grant(scene.colleague, **on("until", TODAY))
    assert scene.opens(scene.colleague) == 200
    AccessGrant.objects.update(started=TODAY - 7 * DAY, until=TODAY - DAY)
    assert scene.opens(scene.colleague) == 404
    assert signed_in(scene.colleague).get("/").context["families"] == []
    assert "It came to its last day" in words(signed_in(scene.colin).get(scene.at()))


def test_what_was_given_from_a_later_day_opens_nothing_yet(scene: Scene) -> None:
    scene.grant(scene.colleague, **on("started", TODAY + DAY))
    making.allocate(making.user("Nora Next"), scene.home, started=TODAY + 2 * DAY)
    assert scene.opens(scene.colleague) == 404
    shown = signed_in(scene.colin).get(scene.at())
    assert [name for name, _ in shown.context["later"]] == ["Wendy West", "Nora Next"]
    assert "From a later day on" in words(shown)


def test_what_was_ended_before_it_began_is_not_said_to_have_opened_anything(scene: Scene) -> None:
    grant = scene.grant(scene.colleague, **on("started", TODAY + DAY))
    grant.end(words="Not needed after all.", by=scene.colin)
    earlier = signed_in(scene.colin).get(scene.at()).context["earlier"]
    assert [(one.name, one.reason.until) for one in earlier] == [("Wendy West", None)]
    assert "Ended before it began, by Colin Prentice" in words(signed_in(scene.colin).get(scene.at()))


def test_nobody_of_the_council_is_let_in_as_a_partner_agency(scene: Scene) -> None:
    assert scene.give(scene.colleague, purpose="agency").status_code == 422
    assert "from a partner agency" not in words(signed_in(scene.colin).get(scene.at(f"give/{scene.colleague.pk}/")))


def test_a_manager_ends_it_with_a_reason_at_once(scene: Scene) -> None:
    grant = scene.grant(scene.colleague)
    where = scene.at(f"grants/{grant.pk}/end/")
    assert signed_in(scene.colin).post(where, {"write": str(uuid4()), "version": "1", "words": ""}).status_code == 422
    answer = signed_in(scene.colin).post(where, {"write": str(uuid4()), "version": "1", "words": "Hannah is back."})
    assert answer.status_code == 303
    assert scene.opens(scene.colleague) == 404
    shown = words(signed_in(scene.colin).get(scene.at()))
    assert "Ended by Colin Prentice: Hannah is back." in shown
    late = signed_in(scene.colin).post(where, {"write": str(uuid4()), "version": "1", "words": "Twice."})
    assert late.status_code == 409


def test_it_ends_when_the_role_ends(scene: Scene) -> None:
    scene.grant(scene.colleague)
    for held in scene.colleague.roles_held.all():
        held.end(on=TODAY)
    assert scene.opens(scene.colleague) == 403
    assert signed_in(scene.colleague).get("/").context["families"] == []
    assert "Wendy West" not in words(signed_in(scene.colin).get(f"/families/{scene.home.ref}/work/"))


def close(scene: Scene, *children: str) -> None:
    about = frozenset(scene.home[child].pk for child in children)
    proposal = Proposal.propose(family=scene.home.family, kind="close", on=TODAY, why="goal_met", reason="Enough.",
                                children=about, by=scene.hannah)  # fmt: skip
    carry_out(proposal, by=scene.colin, reader=making.eyes_of(scene.colin))


def test_it_ends_when_the_case_closes(scene: Scene) -> None:
    scene.grant(scene.colleague)
    scene.grant(scene.teacher, child=str(scene.home["Mia"].pk), purpose="agency")
    close(scene, "Mia")
    assert scene.opens(scene.teacher) == 404  # her child's case is closed
    assert scene.opens(scene.colleague) == 200  # work with Kayla goes on
    close(scene, "Kayla")
    assert scene.opens(scene.colleague) == 404
    assert scene.opens(scene.hannah) == 404
    assert scene.opens(scene.colin) == 200  # answers for the closed record
    assert "The case was closed." in words(signed_in(scene.colin).get(scene.at()))


def test_work_whose_end_was_set_for_later_does_not_outlive_the_case(scene: Scene) -> None:
    for row in Allocation.objects.filter(worker__account=scene.hannah):
        row.end(on=TODAY + 30 * DAY, by=scene.colin)
    assert scene.opens(scene.hannah) == 200
    close(scene, "Kayla", "Mia")
    assert scene.opens(scene.hannah) == 404


def test_a_grant_costs_no_query_more(scene: Scene) -> None:
    people = f"/families/{scene.home.ref}/people/"
    before = queries_of(signed_in(scene.hannah), people)
    Person.of(scene.colleague)
    scene.grant(scene.colleague)
    assert queries_of(signed_in(scene.colleague), people) == before
    assert queries_of(signed_in(scene.hannah), people) == before


def test_the_page_asks_the_same_number_of_questions_for_few_and_for_many(scene: Scene) -> None:
    scene.grant(scene.colleague)
    few = queries_of(signed_in(scene.colin), scene.at())
    for number in range(5):
        scene.grant(making.user(f"Colleague {number}"))
        making.allocate(making.user(f"Worker {number}"), scene.home)
    assert queries_of(signed_in(scene.colin), scene.at()) == few


def test_giving_and_ending_stand_in_the_trail_without_words(scene: Scene) -> None:
    grant = scene.grant(scene.colleague)
    grant.end(words="Hannah is back.", by=scene.colin)
    rows = TrailEntry.objects.filter(subject_id=str(grant.pk)).order_by("number")
    assert [(row.verb, row.kind) for row in rows] == [("grant", "access"), ("revoke", "access")]
    assert all("Hannah" not in row.reason for row in rows)


def test_a_copy_for_somebody_who_was_given_access_reads_as_they_do_on_screen(scene: Scene) -> None:
    lead = making.user("Sal Whitaker", role=PRACTICE_LEAD)
    scene.grant(lead)
    person = Person.of(lead)
    scene.home.family.welcome(person, role="professional", by=scene.colin)
    reader = making.reader_for(person, scene.home.family)
    assert reader.is_staff
    assert reader.child_ids == making.eyes_of(lead).child_ids


def test_a_copy_for_a_partner_agency_is_about_the_child_they_were_given(scene: Scene) -> None:
    scene.grant(scene.teacher, child=str(scene.home["Mia"].pk), purpose="agency")
    person = Person.of(scene.teacher)
    scene.home.family.welcome(person, role="professional", by=scene.colin)
    assert making.reader_for(person, scene.home.family).child_ids == {scene.home["Mia"].pk}
