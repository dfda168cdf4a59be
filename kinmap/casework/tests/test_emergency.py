"""Break-glass: opened with a reason, in everybody's sight, for four hours, and reviewed by somebody else."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import CONFERENCE_CHAIR, DATA_PROTECTION_OFFICER, PRACTITIONER, TEAM_MANAGER
from kinmap.casework.emergency import asking
from kinmap.casework.emergency.asking import BODY, links_for
from kinmap.casework.models import Opening, OpeningReview
from kinmap.families.models import Person, RecordLock
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
TYPED = {"why": "danger", "words": "A neighbour hears a child screaming.", "understood": "on"}


class Scene:
    """A family of the East team, its manager, the data protection officer, and a worker of out-of-hours."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
        self.east = making.team("East team")
        self.hannah = making.user("Hannah Osei", team=self.east)
        self.colin = making.user("Colin Prentice", role=TEAM_MANAGER, team=self.east)
        self.officer = making.user("Dora Poole", role=DATA_PROTECTION_OFFICER)
        making.allocate(self.hannah, self.home, team=self.east)
        self.olga = making.user("Olga Night", role=PRACTITIONER)
        self.client = signed_in(self.olga)

    def link(self, user: User | None = None) -> str:
        return links_for(user or self.olga, [self.home.family.pk])[self.home.family.pk]

    def open(self, **more: Any) -> Opening:
        sent = self.client.post(self.link(), {"write": str(uuid4()), **TYPED, **more})
        assert sent.status_code == 303, words(sent)
        return Opening.objects.latest("opened_at")

    def page(self, of: str = "people") -> Any:
        return self.client.get(f"/families/{self.home.ref}/{of}/")


@pytest.fixture
def scene() -> Scene:
    return Scene()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def over(opening: Opening) -> None:
    Opening.objects.filter(pk=opening.pk).update(
        opened_at=timezone.now() - timedelta(hours=5), until=timezone.now() - timedelta(hours=1)
    )


def test_search_leads_to_it_and_the_record_opens_for_four_hours(scene: Scene) -> None:
    found = words(scene.client.get("/search/", {"q": "Kayla Larkin"}))
    (where,) = re.findall(r'href="(/openings/new/[^"]+)"', found)
    assert scene.page().status_code == 404
    assert scene.client.post(where, {"write": str(uuid4()), **TYPED}).status_code == 303
    opening = Opening.objects.get()
    assert opening.until - opening.opened_at == timedelta(hours=4)
    assert scene.page().status_code == 200
    over(opening)
    assert scene.page().status_code == 404


def test_whoever_may_not_is_shown_no_way_in(scene: Scene) -> None:
    chair = making.user("Ruth Adeyemi", role=CONFERENCE_CHAIR)
    assert links_for(chair, [scene.home.family.pk]) == {}
    assert signed_in(chair).get(scene.link()).status_code == 403


@pytest.mark.parametrize("left_out", ["why", "words", "understood"])
def test_a_reason_words_and_the_tick_are_required_and_nothing_typed_is_lost(scene: Scene, left_out: str) -> None:
    typed = {name: value for name, value in TYPED.items() if name != left_out}
    answer = scene.client.post(scene.link(), {"write": str(uuid4()), **typed})
    assert answer.status_code == 422
    assert not Opening.objects.exists()
    assert left_out == "words" or "hears a child screaming" in words(answer)


def test_a_link_is_for_one_person_one_hour_and_no_guess(scene: Scene) -> None:
    assert signed_in(making.user("Peter Else")).get(scene.link()).status_code == 404
    made_up = signing.dumps([scene.olga.pk.hex, scene.home.family.pk.hex], salt="another")
    assert scene.client.get(reverse("casework:break_glass", args=[made_up])).status_code == 404
    link = scene.link()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "LASTS", timedelta(seconds=-1))
        assert scene.client.get(link).status_code == 404


def test_the_page_before_tells_nothing_about_the_record(scene: Scene) -> None:
    shown = words(scene.client.get(scene.link()))
    assert "Larkin" not in shown
    assert scene.home.ref not in shown


def test_a_banner_stands_on_every_page_while_it_lasts(scene: Scene) -> None:
    opening = scene.open()
    for of in ("people", "work", "story", "map", "plan"):
        shown = words(scene.page(of))
        assert "You have opened this record in an emergency" in shown, of
        assert "A child is in danger now." in shown
    assert f"{scene.home.ref}</a> is open to you in an emergency" in words(scene.client.get("/search/"))
    over(opening)
    session = scene.client.session
    session["opened_in_emergency"] = {str(opening.pk): [scene.home.ref, timezone.now().isoformat()]}
    session.save()
    assert "in an emergency" not in words(scene.client.get("/guidance/"))


def test_the_banner_asks_the_database_nothing(scene: Scene) -> None:
    making.allocate(scene.olga, making.family("Rahman", children=["Aisha"]))
    before = queries_of(scene.client, "/search/")
    people = queries_of(signed_in(scene.hannah), f"/families/{scene.home.ref}/people/")
    scene.open()
    assert queries_of(scene.client, "/search/") == before
    assert queries_of(scene.client, f"/families/{scene.home.ref}/people/") == people


def test_it_is_closed_early_by_the_opener_alone(scene: Scene) -> None:
    opening = scene.open()
    where = reverse("casework:close_opening", args=[opening.pk])
    assert signed_in(scene.hannah).post(where).status_code == 404
    assert scene.client.post(where).status_code == 303
    assert scene.page().status_code == 404
    assert "is open to you in an emergency" not in words(scene.client.get("/search/"))
    assert scene.client.post(where).status_code == 303  # pressed twice


def test_it_opens_with_ones_own_role_and_never_what_is_restricted(scene: Scene) -> None:
    for text, sharing in (("Refuge in Mill Lane.", "restricted"), ("Roast on Sundays.", "family_all")):
        scene.home.map.add_entry(
            category="strength", text=text, children={scene.home["Kayla"].pk}, sharing=sharing, by=scene.hannah
        )
    scene.olga.hold(CONFERENCE_CHAIR)  # who reads restricted items of the families they chair
    scene.client = signed_in(scene.olga)
    scene.open()
    shown = words(scene.page("map"))
    assert "Roast on Sundays." in shown
    assert "Mill Lane" not in shown
    assert scene.client.get(f"/families/{scene.home.ref}/access/").status_code == 403


def test_nobody_makes_an_emergency_last_or_decides_about_the_record(scene: Scene) -> None:
    wilma = making.user("Wilma West", role=TEAM_MANAGER, team=making.team("West team"))
    making.allocate(wilma, making.family("Rahman", children=["Aisha"]))
    scene.client = signed_in(wilma)
    scene.client.post(scene.link(wilma), {"write": str(uuid4()), **TYPED})
    assert scene.page().status_code == 200
    ref, somebody = scene.home.ref, scene.olga.pk
    for name, more in (
        ("access", []), ("give_access", [somebody]), ("allocate", [somebody]), ("lock", []), ("joining", []),
    ):  # fmt: skip
        assert scene.client.get(reverse(f"casework:{name}", args=[ref, *more])).status_code == 403, name
    assert reverse("casework:access", args=[ref]) not in words(scene.page("work"))
    assert scene.client.get("/").status_code == 200


def test_what_is_hidden_from_somebody_stays_so_in_a_copy_made_for_them(scene: Scene) -> None:
    olga = Person.of(scene.olga)
    scene.home.family.welcome(olga, role="professional", by=scene.hannah)
    before = making.reader_for(olga, scene.home.family)
    scene.open()
    after = making.reader_for(olga, scene.home.family)
    assert (before.kind, before.child_ids) == (after.kind, after.child_ids)


def test_manager_and_data_protection_officer_are_told_and_no_name_leaves_by_mail(
    scene: Scene, django_capture_on_commit_callbacks: Any
) -> None:
    making.user("Wilma West", role=TEAM_MANAGER, team=making.team("West team"))
    with django_capture_on_commit_callbacks(execute=True):
        scene.open()
    assert {message.to[0] for message in mail.outbox} == {scene.colin.email, scene.officer.email}
    assert {message.body for message in mail.outbox} == {BODY}
    for told in (scene.colin, scene.officer):
        desk = words(signed_in(told).get("/"))
        assert "Olga Night opened a record in an emergency" in desk
        assert scene.home.ref in desk
    assert "Larkin" not in words(signed_in(scene.officer).get("/"))


def review(opening: Opening, by: User, **more: Any) -> Any:
    typed = {"write": str(uuid4()), "outcome": "right", "words": "Hannah could not be reached.", **more}
    return signed_in(by).post(reverse("casework:opening", args=[opening.pk]), typed)


def test_a_manager_reviews_the_openings_of_the_teams_families_and_no_others(scene: Scene) -> None:
    opening = scene.open()
    wilma = making.user("Wilma West", role=TEAM_MANAGER, team=making.team("West team"))
    assert "Olga Night" not in words(signed_in(wilma).get("/openings/"))
    assert review(opening, wilma).status_code == 404
    assert "A neighbour hears" in words(signed_in(scene.colin).get(reverse("casework:opening", args=[opening.pk])))
    assert review(opening, scene.colin).status_code == 303
    assert "Reviewed on" in words(signed_in(scene.officer).get("/openings/"))
    assert "Olga Night opened" not in words(signed_in(scene.officer).get("/"))
    assert review(opening, scene.officer).status_code == 422  # once is enough
    assert OpeningReview.objects.count() == 1


def test_nobody_reviews_their_own(scene: Scene) -> None:
    scene.olga.hold(DATA_PROTECTION_OFFICER)
    opening = scene.open()
    assert review(opening, scene.olga).status_code == 404
    with pytest.raises(ValueError, match="nobody reviews their own"):
        opening.write_review(outcome="right", words="x", follows="", by=scene.olga)


def test_what_was_not_right_has_something_that_follows(scene: Scene) -> None:
    opening = scene.open()
    answer = review(opening, scene.officer, outcome="not_right")
    assert answer.status_code == 422
    assert "Hannah could not be reached." in words(answer)
    told = review(opening, scene.officer, outcome="not_right", follows="The family is told on Monday.")
    assert told.status_code == 303


def test_what_was_looked_at_is_for_whoever_reads_the_trail(scene: Scene) -> None:
    opening = scene.open()
    scene.page("story")
    where = reverse("casework:opening", args=[opening.pk])
    assert "page “story”" in words(signed_in(scene.officer).get(where))
    shown = words(signed_in(scene.colin).get(where))
    assert "page “story”" not in shown
    assert "What was looked at" not in shown


def test_one_that_is_late_stands_first_and_says_so(scene: Scene) -> None:
    late = scene.open()
    Opening.objects.filter(pk=late.pk).update(
        opened_at=timezone.now() - timedelta(days=9), until=timezone.now() - timedelta(days=8)
    )
    other = making.family("Rahman", children=["Aisha"])
    Opening.break_glass(family=other.family, why="police", words="Court at ten.", by=scene.olga)
    waiting = signed_in(scene.officer).get("/openings/").context["waiting"]
    assert [one.clock.late for one in waiting] == [True, False]


def test_it_stands_in_the_trail_with_its_reason_and_without_words(scene: Scene) -> None:
    opening = scene.open()
    entry = TrailEntry.objects.get(verb="break_glass")
    assert (entry.user_id, entry.reason, entry.subject_id) == (scene.olga.pk, "danger", str(opening.pk))
    assert entry.chain == scene.home.family.pk.hex
    review(opening, scene.officer)
    assert TrailEntry.objects.filter(verb="review", user_id=scene.officer.pk).count() == 1


def test_opening_twice_is_one_opening(scene: Scene) -> None:
    assert scene.open().pk == scene.open().pk
    assert Opening.objects.count() == 1


def test_a_locked_record_is_opened_in_no_emergency(scene: Scene) -> None:
    link = scene.link()
    opening = scene.open()
    RecordLock.put_on(family=scene.home.family, kind="staff", words="", may_open=[scene.hannah], by=scene.colin)
    assert scene.page().status_code == 404
    assert scene.client.get(link).status_code == 404
    with pytest.raises(ValueError, match="no such record"):
        Opening.break_glass(family=scene.home.family, why="danger", words="x", by=scene.olga)
    shown = words(signed_in(scene.officer).get(reverse("casework:opening", args=[opening.pk])))
    assert "A locked record" in shown
    assert scene.home.ref not in shown
