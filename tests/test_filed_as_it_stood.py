"""A filed copy of an authorised assessment prints old words of the map: read by whom they admit, then and today."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.assessment.models import Assessment
from kinmap.documents.models import Issue
from kinmap.families.models import Person
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry
from tests import making

pytestmark = pytest.mark.django_db
THEN = "What was written then."
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def filing_cabinet(tmp_path: Any, settings: Any) -> None:
    settings.KINMAP_FILES = tmp_path


class Scene:
    """Hannah's assessment with one old entry of the map beside it; Colin works with the family too."""

    def __init__(self) -> None:
        self.home = making.family("Larkin", children=["Kayla"], parents=["Dee"])
        self.hannah = making.worker("Hannah Osei", of=self.home)
        self.colin = making.worker("Colin Baptiste", of=self.home)
        self.client = Client()

    def authorised(self, **then: Any) -> Entry:
        """The map's entry with this guard on the day on which the assessment was authorised."""
        children = frozenset({self.home["Kayla"].pk})
        entry: Entry = self.home.map.add_entry(  # type: ignore[union-attr]
            category="past_harm", text=THEN, children=children, by=self.hannah, **then
        )
        guard = {"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset()}
        assessment = Assessment.begin(
            family=self.home.family, children=children, counted_from=TODAY, started=TODAY, analysis="", guard=guard,
            by=self.hannah,
        )  # fmt: skip
        assessment.assess(self.home["Kayla"], by=self.hannah, factors="3B", outcome="cin")
        assessment.authorise(on=TODAY, by=self.hannah)
        return entry

    def since(self, entry: Entry, **guard: Any) -> None:
        """The day after, it says something else and is guarded like this."""
        entry.change(by=self.hannah, text="What is written now.", **guard)
        tomorrow = timezone.now() + timedelta(days=1)
        entry.history.filter(text="What is written now.").update(history_date=tomorrow)

    def filed(self) -> Issue:
        """The copy that Hannah keeps of it, through the page."""
        self.client.force_login(self.hannah)
        way = [self.home.ref, "assessment", "professional", Person.of(self.hannah).pk]
        shown = self.client.get(reverse("casework:preview", args=way))
        sent = {"write": str(new_id()), "how": "by_hand", "words": shown.context["form"]["words"].value()}
        assert THEN in repr(shown.context)
        assert self.client.post(reverse("casework:give", args=way), sent).status_code == 303
        return Issue.objects.get()

    def met_by(self, user: Any, issue: Issue) -> int:
        self.client.force_login(user)
        return self.client.get(reverse("casework:filed_pdf", args=[self.home.ref, issue.pk])).status_code


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_words_that_were_hidden_from_somebody_then_stay_hidden_when_today_is_open(scene: Scene) -> None:
    entry = scene.authorised(hidden_from=frozenset({Person.of(scene.colin).pk}))
    scene.since(entry, hidden_from=frozenset())
    issue = scene.filed()
    assert scene.met_by(scene.hannah, issue) == 200
    assert scene.met_by(scene.colin, issue) == 404


def test_words_that_were_sealed_then_are_filed_for_those_who_are_named_alone(scene: Scene) -> None:
    entry = scene.authorised(sharing="sealed", named=frozenset({Person.of(scene.hannah).pk}))
    scene.since(entry, sharing="family_all", named=frozenset())
    issue = scene.filed()
    assert scene.met_by(scene.hannah, issue) == 200
    assert scene.met_by(scene.colin, issue) == 404


def test_words_that_are_hidden_from_somebody_today_are_hidden_though_they_were_open_then(scene: Scene) -> None:
    entry = scene.authorised()
    scene.since(entry, hidden_from=frozenset({Person.of(scene.colin).pk}))
    issue = scene.filed()
    assert scene.met_by(scene.colin, issue) == 404


def test_words_that_were_always_open_are_filed_for_whoever_works_there(scene: Scene) -> None:
    scene.since(scene.authorised())
    assert scene.met_by(scene.colin, scene.filed()) == 200


def test_a_denial_of_a_record_that_was_joined_since_holds_for_the_one_that_stands(scene: Scene) -> None:
    old = making.person("Colin", "Baptist")
    entry = scene.authorised(hidden_from=frozenset({old.pk}))
    scene.since(entry, hidden_from=frozenset())
    Person.objects.filter(pk=old.pk).update(joined_into=Person.of(scene.colin))
    assert scene.met_by(scene.colin, scene.filed()) == 404
