"""Days that cannot be meant: 1850, a child born tomorrow, a child expected long ago."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.kit.identity import new_id
from tests import making
from tests.bad_input.conftest import told, typed_on

TODAY = timezone.localdate()


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def open_family(client: Client, **changed: Any) -> Any:
    typed = {
        "write": str(new_id()), "family_name": "Bo family", "first_name": "Ann", "last_name": "Bo", "expected": "born",
        "gender": "female", "stage": "cin", "basis": "s17", "reason": "School asked for help.", "part": "lead",
        **on("born", date(2017, 6, 1)), **on("started", TODAY), **changed,
    }  # fmt: skip
    return client.post("/families/new/", typed)


def test_a_child_born_in_1850_is_asked_about(client: Client) -> None:
    answer = open_family(client, **on("born", date(1850, 3, 9)))
    assert answer.status_code == 422
    assert "The year must be 1900 or later" in told(answer)
    assert 'value="1850"' in answer.content.decode()
    assert typed_on(answer, "reason") == "School asked for help."
    assert Family.objects.count() == 1


def test_a_child_born_tomorrow_is_asked_about(client: Client) -> None:
    answer = open_family(client, **on("born", TODAY + timedelta(days=1)))
    assert answer.status_code == 422
    assert told(answer)
    assert not Person.objects.filter(last_name="Bo").exists()


def test_a_child_born_today_is_taken(client: Client) -> None:
    assert open_family(client, **on("born", TODAY)).status_code == 303


@pytest.mark.parametrize(
    ("days", "said"),
    [(-400, "more than four weeks past. If the child has been born"), (400, "further off than a pregnancy lasts")],
)
def test_a_child_expected_when_no_child_can_be_is_asked_about(client: Client, days: int, said: str) -> None:
    answer = open_family(client, expected="unborn", **on("due", TODAY + timedelta(days=days)))
    assert answer.status_code == 422
    assert said in told(answer)
    assert not Person.objects.filter(last_name="Bo").exists()


def test_a_child_who_is_a_week_late_is_taken(client: Client) -> None:
    assert open_family(client, expected="unborn", **on("due", TODAY - timedelta(days=7))).status_code == 303


def test_a_child_expected_long_ago_is_still_shown_and_other_facts_can_be_changed(
    client: Client, home: making.Household
) -> None:
    baby = making.person("Baby", "Larkin", due=TODAY - timedelta(days=90))
    home.family.welcome(baby, role="child", by=None)
    where = f"/families/{home.ref}/people/{baby.pk}/facts/"
    assert client.get(where).status_code == 200
    form = client.get(where).context["form"]
    sent = {
        "write": str(new_id()), "version": str(baby.version), "first_name": "Baby", "last_name": "Larkin",
        "expected": "unborn", "gender": "unstated", "languages": "Urdu", **on("due", baby.due),
        **{name: field.value() or "" for name, field in ((one.name, one) for one in form) if name == "sharing"},
    }  # fmt: skip
    answer = client.post(where, sent)
    assert answer.status_code == 303, told(answer)


@pytest.mark.parametrize("year", ["1850", "0", "99999", "-5", "²026"])
def test_a_story_of_an_impossible_year_keeps_its_words(client: Client, home: making.Household, year: str) -> None:
    sent = {"write": str(new_id()), "text": "Police came.", "on-day": "9", "on-month": "3", "on-year": year}
    answer = client.post(f"/families/{home.ref}/story/event/", sent)
    assert answer.status_code == 422
    assert told(answer)
    assert typed_on(answer, "text") == "Police came."
    assert not TimelineEvent.objects.filter(text="Police came.").exists()
