"""The harm analysis grid, and the map by the Assessment Framework."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.families.models import Person
from kinmap.mapping.framework import DIMENSIONS
from kinmap.mapping.models import Entry
from tests import making

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(home: making.Household) -> User:
    return making.worker("Hannah Osei", of=home)


def grid(home: making.Household, **more: Any) -> dict[str, Any]:
    return {"write": str(uuid4()), "children": [str(home["Kayla"].pk)], "sharing": "family_all", **more}


def test_each_row_with_words_becomes_an_entry_of_past_harm(home: making.Household, hannah: User) -> None:
    sent = grid(
        home, who_did="Shane", first_done="He pushed the door in.", first_how_known="Kayla",
        **{"first_when-month": "8", "first_when-year": "2021"},
        worst_done="He hit Dee and pushed Kayla.", worst_severity="Her wrist broke.",
        worst_impact_on_child="Kayla sleeps by the door.",
        **{"worst_when-day": "13", "worst_when-month": "6", "worst_when-year": "2026"},
    )  # fmt: skip
    client = signed_in(hannah)
    for _ in range(2):
        assert client.post(f"/families/{home.ref}/map/harm-grid/", sent).status_code == 303
    first, worst = Entry.objects.order_by("place")
    assert (first.text, first.date_precision, first.parts["how_known"]) == ("He pushed the door in.", "month", "Kayla")
    assert (worst.event_date, worst.category) == (date(2026, 6, 13), "past_harm")
    assert worst.parts == {
        "severity": "Her wrist broke.", "impact_on_child": "Kayla sleeps by the door.", "who_did": "Shane",
        "when_worst": "The worst time",
    }  # fmt: skip
    assert "He hit Dee and pushed Kayla." in client.get(f"/families/{home.ref}/map/").content.decode()


def test_a_row_without_what_was_done_is_refused_and_keeps_its_words(home: making.Household, hannah: User) -> None:
    sent = grid(home, last_impact_on_child="She stopped singing.")
    refused = signed_in(hannah).post(f"/families/{home.ref}/map/harm-grid/", sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Enter what was done" in page
    assert "She stopped singing." in page
    assert not Entry.objects.exists()


def test_an_empty_grid_says_what_is_missing(home: making.Household, hannah: User) -> None:
    refused = signed_in(hannah).post(f"/families/{home.ref}/map/harm-grid/", grid(home))
    assert refused.status_code == 422
    assert "at least in one row" in refused.content.decode()


def entry(home: making.Household, hannah: User, text: str = "She reads to them.", **facts: Any) -> Entry:
    return home.map.add_entry(category="strength", text=text, children={home["Kayla"].pk}, by=hannah, **facts)


def test_an_entry_stands_under_the_dimensions_that_were_ticked(home: making.Household, hannah: User) -> None:
    found, client = entry(home, hannah), signed_in(hannah)
    before = client.get(f"/families/{home.ref}/map/framework/").content.decode()
    assert before.count("Nothing written yet") == len(DIMENSIONS)
    assert "Under no domain so far" in before
    sent = {"write": str(uuid4()), "version": "1", "parenting": ["warmth", "stimulation"], "needs": ["education"]}
    assert client.post(f"/families/{home.ref}/map/entries/{found.pk}/framework/", sent).status_code == 303
    found.refresh_from_db()
    assert found.domains == ["education", "warmth", "stimulation"]
    after = client.get(f"/families/{home.ref}/map/framework/").content.decode()
    assert after.count("She reads to them.<") + after.count("She reads to them. <") >= 3
    assert "Under no domain so far" not in after
    versions = client.get(f"/families/{home.ref}/map/entries/{found.pk}/versions/").content.decode()
    assert "Assessment Framework: Learning and school, Warmth, Play, talk and learning" in versions


def test_somebody_elses_change_meanwhile_is_shown_and_both_are_kept(home: making.Household, hannah: User) -> None:
    found = entry(home, hannah)
    found.change(by=hannah, text="She reads to them every night.")
    sent = {"write": str(uuid4()), "version": "1", "needs": ["health"]}
    answered = signed_in(hannah).post(f"/families/{home.ref}/map/entries/{found.pk}/framework/", sent)
    assert answered.status_code == 409
    assert "She reads to them every night." in answered.content.decode()


def test_what_is_hidden_stands_under_no_dimension(home: making.Household, hannah: User) -> None:
    other = making.worker("Ola Other", of=home)
    hidden = entry(home, hannah, "A secret.", hidden_from=frozenset({Person.of(other).pk}))
    hidden.change(by=hannah, domains=["health"])
    client = signed_in(other)
    page = client.get(f"/families/{home.ref}/map/framework/").content.decode()
    assert "A secret." not in page
    assert page.count("Nothing written yet") == len(DIMENSIONS)
    assert client.get(f"/families/{home.ref}/map/entries/{hidden.pk}/framework/").status_code == 404
