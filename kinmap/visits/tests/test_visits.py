"""Visits through their own pages: planned, written up, put right, called off."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.casework.models import TimelineEvent
from kinmap.kit.identity import new_id
from kinmap.visits.models import Said, Seen, Visit, VisitAccount
from tests import making

pytestmark = pytest.mark.django_db
OPEN = {"sharing": "family_all"}


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Reece", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(home: making.Household, client: Client) -> Any:
    worker = making.worker("Hannah Osei", of=home)
    client.force_login(worker)
    return worker


def day_of(name: str, day: date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def write_up(client: Client, home: making.Household, visit: Visit | None = None, **typed: Any) -> Any:
    """Fill in the page that writes a visit up. ``typed``: fields by name; ``Kayla_words`` is a child's own."""
    at = reverse("visits:write_up", args=[home.ref, visit.pk]) if visit else reverse("visits:write_new", args=[home.ref])
    shown = client.get(at).context["form"]
    sent: dict[str, Any] = {"write": str(new_id()), "kind": "home", **OPEN, **day_of("on", timezone.localdate())}
    sent["stamp"] = shown["stamp"].value() or ""
    sent |= {"place_sharing": "family_all"}
    for child in ("Kayla", "Reece", "Mia"):
        sent[f"c-{home[child].pk.hex}-words_sharing"] = "family_all"
    for name, value in typed.items():
        child, _, field = name.partition("_")
        sent[f"c-{home[child].pk.hex}-{field}" if child in home.people else name] = value
    return client.post(at, sent)


def test_a_visit_to_three_children_is_recorded_once(client: Client, home: making.Household, hannah: Any) -> None:
    answer = write_up(client, home, Kayla_seen="yes", Kayla_alone="yes", Kayla_words="I want to go home.",
                      Reece_seen="no", Reece_why_not="At football.", Mia_seen="yes", Mia_alone="no",
                      text="The house was warm.")  # fmt: skip
    assert answer.status_code == 303, answer.context["form"].errors
    visit = Visit.objects.get()
    assert visit.state == Visit.State.MADE
    assert visit.written_at is not None
    assert {part.child.called: (part.seen, part.alone) for part in Seen.objects.all()} == {
        "Kayla": (True, True), "Reece": (False, None), "Mia": (True, False),
    }  # fmt: skip
    assert Said.objects.get().words == "I want to go home."
    assert VisitAccount.objects.get().children == frozenset(home[child].pk for child in ("Kayla", "Reece", "Mia"))
    told = TimelineEvent.objects.get(kind="visit")
    assert (told.text, told.children) == ("Home visit.", VisitAccount.objects.get().children)


def test_the_same_form_sent_twice_makes_one_visit(client: Client, home: making.Household, hannah: Any) -> None:
    write = str(new_id())
    for _ in range(2):
        assert write_up(client, home, write=write, Kayla_seen="yes").status_code == 303
    assert Visit.objects.count() == 1
    assert TimelineEvent.objects.filter(kind="visit").count() == 1


def test_a_planned_visit_is_not_told_until_it_is_made_and_keeps_both_days(
    client: Client, home: making.Household, hannah: Any
) -> None:
    planned = timezone.localdate() - timedelta(days=2)
    at = reverse("visits:plan", args=[home.ref])
    sent = {"write": str(new_id()), "kind": "home", "announced": "no", "planned_at": "3.40 pm", "purpose": "See all three.",
            "children": [home["Kayla"].pk, home["Mia"].pk], "place_sharing": "family_all", **OPEN,
            **day_of("planned_for", planned)}  # fmt: skip
    assert client.post(at, sent).status_code == 303
    visit = Visit.objects.get()
    assert (visit.planned_for, f"{visit.planned_at:%H:%M}", visit.announced) == (planned, "15:40", False)
    assert not TimelineEvent.objects.filter(kind="visit").exists()
    page = client.get(reverse("visits:visits", args=[home.ref])).content.decode()
    assert "The day has passed. Was it made?" in page
    assert write_up(client, home, visit, Kayla_seen="yes", Mia_seen="yes").status_code == 303
    visit.refresh_from_db()
    assert (visit.planned_for, visit.on) == (planned, timezone.localdate())
    assert TimelineEvent.objects.filter(kind="visit").count() == 1
