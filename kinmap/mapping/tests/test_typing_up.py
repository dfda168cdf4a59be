"""Paper typed up later keeps the day on which it was written."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.kit.dates import plain_date
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.filling import soup, words_of
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def paper(today: date) -> date:
    """Four days ago."""
    return today - timedelta(days=4)


def add(worker: Client, family: making.Household, typing: str, category: str = "strength", **typed: Any) -> Any:
    """Add from the box under a heading, as the page draws it while paper is typed up."""
    page = soup(worker.get(reverse("mapping:map", args=[family.ref]), {"typing": typing}))
    form = page.select_one(f"#add-{category} form")
    assert form is not None
    sent = {str(box["name"]): box["value"] for box in form.select("input[type=hidden]")}
    facts = {"text": "She dances.", "children": [str(family["Kayla"].pk)]}
    return worker.post(str(form["action"]), {**sent, **facts, **typed})


def test_the_day_is_typed_once_for_everything_that_is_added(
    worker: Client, family: making.Household, paper: date
) -> None:
    for number in range(3):
        answer = add(worker, family, paper.isoformat(), text=f"Line {number}.")
        assert (answer.status_code, f"typing={paper}" in answer["Location"]) == (303, True)
    assert list(Entry.objects.values_list("written_on", flat=True)) == [paper] * 3


def test_the_card_the_versions_and_the_print_say_when_it_was_written_and_typed_up(
    worker: Client, family: making.Household, paper: date, today: date
) -> None:
    add(worker, family, paper.isoformat())
    told = f"written {plain_date(paper)}, typed up {plain_date(today)}"
    assert f"On paper: {told}" in words_of(worker.get(reverse("mapping:map", args=[family.ref])))
    entry = Entry.objects.get()
    entry.change(by=User.objects.first(), written_on=paper - timedelta(days=1))  # type: ignore[arg-type]
    versions = words_of(worker.get(reverse("mapping:versions", args=[family.ref, entry.pk])))
    assert f"Written on paper: {plain_date(paper - timedelta(days=1))}" in versions
    shown = worker.get(reverse("casework:preview", args=[family.ref, "map", "family", family["Dee"].pk])).context[
        "shown"
    ]
    assert f"typed up {plain_date(today)}" in repr(shown.prepared.sheet)


def test_while_paper_is_typed_up_the_page_says_so_and_how_to_stop(
    worker: Client, family: making.Household, paper: date
) -> None:
    page = soup(
        worker.get(reverse("mapping:map", args=[family.ref]), {"typing": paper.isoformat(), "layout": "four-boxes"})
    )
    said = page.select_one("#typing")
    assert said is not None
    assert "Typing up what was written on paper on" in said.text
    assert said.a["href"] == f"{reverse('mapping:map', args=[family.ref])}?layout=four-boxes"  # type: ignore[index]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("soon", "That is not a date."),
        ("1850-06-18", "That is too long ago."),
        ("2999-01-01", "That day has not come yet."),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_the_box(
    worker: Client, family: making.Household, asked: str, says: str
) -> None:
    page = soup(worker.get(reverse("mapping:map", args=[family.ref]), {"typing": asked}))
    assert says in page.select_one("#map-typing-wrong").text  # type: ignore[union-attr]
    assert not page.select_one("#typing")


def test_a_day_of_tomorrow_is_refused_with_the_words_kept(
    worker: Client, family: making.Household, today: date
) -> None:
    answer = add(worker, family, "", written_on=(today + timedelta(days=1)).isoformat())
    assert answer.status_code == 422
    assert "She dances." in answer.content.decode()
    assert not Entry.objects.exists()


def test_without_paper_an_entry_has_no_such_day(worker: Client, family: making.Household) -> None:
    add(worker, family, "")
    assert Entry.objects.get().written_on is None


def test_the_whole_form_takes_the_day_over_and_can_change_it(
    worker: Client, family: making.Household, paper: date
) -> None:
    typed = {"category": "strength", "text": "She dances.", "written_on": paper.isoformat(), "write": ""}
    page = soup(worker.post(reverse("mapping:say_more", args=[family.ref]), typed))
    assert [box["value"] for box in page.select("input[name^=written_on]")] == [
        str(paper.day),
        str(paper.month),
        str(paper.year),
    ]


def test_a_past_day_stays_what_was_recorded_and_counts_what_was_typed_up_later(
    worker: Client, family: making.Household, paper: date, today: date
) -> None:
    add(worker, family, paper.isoformat())
    page = words_of(
        worker.get(reverse("mapping:map", args=[family.ref]), {"on": (today - timedelta(days=1)).isoformat()})
    )
    assert "She dances." not in page
    assert "one entry was on paper by then and typed up later" in page
    before = worker.get(reverse("mapping:map", args=[family.ref]), {"on": (paper - timedelta(days=1)).isoformat()})
    assert "typed up later" not in words_of(before)


def test_what_is_hidden_is_not_counted_either(
    client: Client, family: making.Household, hannah: User, paper: date
) -> None:
    colin = making.worker("Colin Baptiste", of=family)
    family.map.add_entry(  # type: ignore[union-attr]
        category="strength", text="Hidden.", children=[family["Mia"]], by=hannah, written_on=paper,
        hidden_from=frozenset({colin.person.pk}),
    )  # fmt: skip
    client.force_login(colin)
    page = client.get(reverse("mapping:map", args=[family.ref]), {"on": paper.isoformat()})
    assert "typed up later" not in words_of(page)
