"""The map as it stood on a day, and how each entry came to say what it says."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.kit.people_field import people
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.larkin import larkin, put
from kinmap.mapping.tests.writing import address, shown
from tests import making
from tests.swap import parsed

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
THEN = TODAY - timedelta(days=10)


def dated(entry: Any, *days_ago: int) -> None:
    """Date the versions of a row, oldest first, as if each had been written that many days ago, at noon."""
    for row, days in zip(entry.history.order_by("history_id"), days_ago, strict=True):
        row.history_date = timezone.make_aware(
            datetime.combine(TODAY - timedelta(days=days), datetime.min.time())
        ) + timedelta(hours=12)
        row.save()


@pytest.fixture
def harm(family: making.Household, hannah: User) -> Entry:
    """Written twenty days ago, changed five days ago."""
    entry = put(family, hannah, Category.PAST_HARM, "He hit Mum.", about=["Mia"])
    entry.change(by=hannah, text="He hit Mum and Kayla.", category=Category.NOT_SURE_YET)
    dated(entry, 20, 5)
    return entry


def on(day: date) -> str:
    return f"?on={day.isoformat()}"


def test_the_words_and_the_place_of_that_day_are_shown(worker: Client, family: making.Household, harm: Entry) -> None:
    page = parsed(shown(worker, family, on(THEN)))
    assert [card.text for card in page.select("#c-past_harm .map-card__text")] == ["He hit Mum."]
    assert not page.select("#c-not_sure_yet .map-card")
    assert [card.text for card in parsed(shown(worker, family)).select("#c-not_sure_yet .map-card__text")] == [
        "He hit Mum and Kayla."
    ]


def test_the_past_is_marked_and_nothing_can_be_changed(worker: Client, family: making.Household, harm: Entry) -> None:
    page = parsed(shown(worker, family, on(THEN)))
    assert "You are looking at the past." in page.text
    assert not page.select(".map-add, .map-card__acts, [data-handle], [data-board]")


def test_an_entry_withdrawn_since_is_there_again(worker: Client, family: making.Household, hannah: User) -> None:
    entry = put(family, hannah, Category.STRENGTH, "Sunday roasts.", about=["Mia"])
    entry.withdraw(by=hannah)
    dated(entry, 20, 5)
    assert "Sunday roasts." in shown(worker, family, on(THEN))
    assert "Sunday roasts." not in shown(worker, family)
    assert "Sunday roasts." not in shown(worker, family, on(TODAY - timedelta(days=21)))


def test_the_whole_day_counts(worker: Client, family: making.Household, hannah: User) -> None:
    entry = put(family, hannah, Category.STRENGTH, "Sunday roasts.", about=["Mia"])
    dated(entry, 10)
    assert "Sunday roasts." in shown(worker, family, on(THEN))
    assert "Sunday roasts." not in shown(worker, family, on(THEN - timedelta(days=1)))


def test_what_was_hidden_then_does_not_come_out_because_it_was_opened_later(
    worker: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    entry = put(
        family, colin, Category.PAST_HARM, "Kept from Hannah then.", about=["Mia"], hidden_from=people([hannah.person])
    )
    entry.change(by=colin, text="Open to all now.", hidden_from=frozenset())
    dated(entry, 20, 5)
    assert "Kept from Hannah then." not in shown(worker, family, on(THEN))
    assert "Open to all now." in shown(worker, family)
    versions = worker.get(address(family, f"entries/{entry.pk}/versions/")).content.decode()
    assert "Kept from Hannah then." not in versions
    assert "Open to all now." in versions


def test_what_is_hidden_today_is_hidden_in_the_past_too(worker: Client, family: making.Household, hannah: User) -> None:
    colin = making.worker("Colin Prentice", of=family)
    entry = put(family, colin, Category.PAST_HARM, "Open then.", about=["Mia"])
    entry.change(by=colin, sharing=Sharing.SEALED)
    dated(entry, 20, 5)
    assert "Open then." not in shown(worker, family, on(THEN))


def test_two_versions_of_one_moment_show_only_the_last(worker: Client, family: making.Household, hannah: User) -> None:
    colin = making.worker("Colin Prentice", of=family)
    entry = put(family, colin, Category.PAST_HARM, "Open for a moment.", about=["Mia"])
    entry.change(by=colin, hidden_from=people([hannah.person]))
    dated(entry, 20, 20)
    assert "Open for a moment." not in shown(worker, family, on(THEN))


def test_numbers_are_those_that_had_been_shown_by_then(client: Client) -> None:
    family, hannah = larkin()
    client.force_login(hannah)
    assert "There is no scale yet." in shown(client, family, on(THEN))
    for noun in (
        *family.family.scales.all(),
        *family.family.rounds.all(),
        *family.family.judgments.all(),
        *family.family.entries.all(),
    ):
        dated(noun, *[12] * noun.history.count())
    page = parsed(shown(client, family, on(THEN)))
    assert len(page.select(".map-ruler")) == 2
    assert "Emmanuel" in page.select_one("#map-scales").text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("asked", "said"), [("2026-13-45", "That is not a date"), ("2999-01-01", "That day has not come yet")]
)
def test_a_day_that_cannot_be_shown_is_explained(
    worker: Client, family: making.Household, asked: str, said: str
) -> None:
    page = shown(worker, family, f"?on={asked}")
    assert said in page
    assert "looking at the past" not in page


def test_the_filter_and_the_day_go_together(
    worker: Client, family: making.Household, hannah: User, harm: Entry
) -> None:
    page = shown(worker, family, f"{on(THEN)}&child={family['Toby'].pk}")
    assert "He hit Mum." not in page
    assert "He hit Mum." in shown(worker, family, f"{on(THEN)}&child={family['Mia'].pk}")


def test_versions_say_who_changed_what_and_show_the_words(
    worker: Client, family: making.Household, harm: Entry
) -> None:
    page = parsed(worker.get(address(family, f"entries/{harm.pk}/versions/")))
    told = [" ".join(version.text.split()) for version in page.select(".map-version")]
    assert len(told) == 2
    assert "Hannah Osei" in told[0]
    assert "Moved from Past harm to Not sure yet" in told[0]
    assert [piece.text for piece in page.select("ins")] == ["Mum and Kayla."]
    assert [piece.text for piece in page.select("del")] == ["Mum."]
    assert "Written under Past harm" in told[1]
