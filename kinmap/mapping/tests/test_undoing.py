"""Undoing one's own last act on an entry, as long as nobody has changed it since."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kinmap.access.models import TrailEntry, User
from kinmap.casework.models import TimelineEvent
from kinmap.kit.identity import new_id
from kinmap.live.models import KeptWords
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.filling import filled, words_of
from kinmap.mapping.tests.writing import HTMX, address, edited, send, shown, the_entry
from tests import making
from tests.swap import assert_same, parsed, swap

pytestmark = pytest.mark.django_db

FIRST = "He hit Mum."


@pytest.fixture
def entry(family: making.Household, hannah: User) -> Entry:
    children = [family["Mia"], family["Toby"]]
    return family.map.add_entry(category="past_harm", text=FIRST, children=children, by=hannah)  # type: ignore[union-attr]


@pytest.fixture
def ruth(family: making.Household) -> User:
    return making.worker("Ruth Adeyemi", of=family)


def at(family: making.Household, entry: Entry, rest: str = "undo/") -> str:
    return address(family, f"entries/{entry.pk}/{rest}")


def say(client: Client, family: making.Household, entry: Entry, text: str, **more: Any) -> None:
    now = the_entry(family, pk=entry.pk)
    assert send(client, at(family, entry, ""), **edited(now, text=text, **more)).status_code == 303


def undo(client: Client, family: making.Household, entry: Entry, **changed: Any) -> Any:
    """Open the page that shows what comes back, and press its button."""
    return client.post(at(family, entry), filled(client.get(at(family, entry))) | changed)


def offers(client: Client, family: making.Household, entry: Entry) -> bool:
    """Whether the card of the map's page offers it."""
    card = parsed(shown(client, family)).select_one(f"#card-{entry.pk}")
    assert card is not None
    return any(link.text == "Undo" for link in card.select("a"))


def test_words_come_back_as_a_new_version_and_nothing_is_erased(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    say(worker, family, entry, "He pushed Mum.")
    assert undo(worker, family, entry).status_code == 303
    texts = [row.text for row in entry.history.order_by("version")]
    assert texts == [FIRST, "He pushed Mum.", FIRST]
    assert the_entry(family).version == 3


def test_the_card_offers_it_to_whoever_did_it_and_to_nobody_else(
    worker: Client, family: making.Household, entry: Entry, ruth: User
) -> None:
    assert not offers(worker, family, entry)  # writing it down is no change yet
    say(worker, family, entry, "He pushed Mum.")
    assert offers(worker, family, entry)
    other = Client()
    other.force_login(ruth)
    assert not offers(other, family, entry)
    assert "There is no change of yours to undo here" in words_of(other.get(at(family, entry)))
    assert "Undo your last change" not in other.get(at(family, entry, "more/")).content.decode()
    assert "Undo your last change" in worker.get(at(family, entry, "more/")).content.decode()


def test_it_is_gone_when_somebody_has_changed_it_since(
    worker: Client, family: making.Household, entry: Entry, ruth: User
) -> None:
    say(worker, family, entry, "He pushed Mum.")
    page = filled(worker.get(at(family, entry)))
    the_entry(family).change(by=ruth, text="Ruth's words.")
    assert not offers(worker, family, entry)
    response = worker.post(at(family, entry), page)
    assert response.status_code == 422
    assert "somebody has changed this since" in response.content.decode()
    assert the_entry(family).text == "Ruth's words."


def test_what_somebody_does_at_the_same_moment_is_never_undone(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    """Two windows of one's own: the page shows an older version than the one that stands."""
    say(worker, family, entry, "He pushed Mum.")
    page = filled(worker.get(at(family, entry)))
    say(worker, family, entry, "He pushed Mum twice.")
    assert worker.post(at(family, entry), page).status_code == 409
    assert the_entry(family).text == "He pushed Mum twice."
    assert KeptWords.objects.count() == 1


def test_a_move_goes_back_to_its_very_place(worker: Client, family: making.Household, hannah: User) -> None:
    add = family.map.add_entry  # type: ignore[union-attr]
    three = [add(category="strength", text=text, children=[family["Mia"]], by=hannah) for text in ("A", "B", "C")]
    where = {"category": "goal", "version": str(three[1].version)}
    send(worker, at(family, three[1], "move/"), **where)
    assert the_entry(family, text="B").category == "goal"
    undo(worker, family, three[1])
    cards = parsed(shown(worker, family)).select("#c-strength .map-card__text")
    assert [card.text for card in cards] == ["A", "B", "C"]


def test_what_was_taken_off_comes_back_and_the_story_says_so(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    send(worker, at(family, entry, "withdraw/"), version="1")
    assert undo(worker, family, entry).status_code == 303
    assert the_entry(family).status == Entry.Status.ACTIVE
    told = list(TimelineEvent.objects.filter(family=family.family, kind="map").order_by("recorded_at"))
    assert [line.text.split(" ", 2)[-1] for line in told][-2:] == [
        "was withdrawn from the map.", "was put back on the map."
    ]  # fmt: skip


def test_undoing_is_in_the_trail(worker: Client, family: making.Household, entry: Entry, hannah: User) -> None:
    say(worker, family, entry, "He pushed Mum.")
    before = TrailEntry.objects.filter(subject_id=str(entry.pk), verb="change").count()
    undo(worker, family, entry)
    made = TrailEntry.objects.filter(subject_id=str(entry.pk), verb="change")
    assert made.count() == before + 1
    assert made.order_by("number").last().user_id == hannah.pk  # type: ignore[union-attr]


def test_undoing_can_itself_be_undone(worker: Client, family: making.Household, entry: Entry) -> None:
    say(worker, family, entry, "He pushed Mum.")
    undo(worker, family, entry)
    undo(worker, family, entry)
    assert the_entry(family).text == "He pushed Mum."


def test_sent_twice_it_is_done_once(worker: Client, family: making.Household, entry: Entry) -> None:
    say(worker, family, entry, "He pushed Mum.")
    page = filled(worker.get(at(family, entry)))
    assert [worker.post(at(family, entry), page).status_code for _ in range(2)] == [303, 303]
    assert the_entry(family).version == 3


def test_words_saved_while_typing_are_one_act(worker: Client, family: making.Household, entry: Entry) -> None:
    for text in ("He", "He pushed", "He pushed Mum."):
        say(worker, family, entry, text)
    undo(worker, family, entry)
    assert the_entry(family).text == FIRST
    assert entry.history.count() == 5


def test_words_of_another_hour_are_an_act_of_their_own(
    worker: Client, family: making.Household, entry: Entry, hannah: User
) -> None:
    held = the_entry(family)
    held.text = "Said in the morning."
    held.keep(by=hannah, at=timezone.now() - timedelta(hours=3))
    say(worker, family, entry, "Said at noon.")
    undo(worker, family, entry)
    assert the_entry(family).text == "Said in the morning."


def test_a_colleague_s_words_between_are_never_jumped_over(
    worker: Client, family: making.Household, entry: Entry, ruth: User
) -> None:
    say(worker, family, entry, "Hannah 1")
    the_entry(family).change(by=ruth, text="Ruth")
    say(worker, family, entry, "Hannah 2")
    undo(worker, family, entry)
    assert the_entry(family).text == "Ruth"


def test_who_may_see_it_comes_back_too_and_the_page_says_so_first(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    say(worker, family, entry, FIRST, hidden_from=[str(family["Shane"].pk)])
    assert family["Shane"].pk in the_entry(family).hidden_from
    assert "Who may see it" in words_of(worker.get(at(family, entry)))
    undo(worker, family, entry)
    assert the_entry(family).hidden_from == frozenset()
    assert all(not event.hidden_from for event in TimelineEvent.objects.filter(family=family.family, kind="map"))


def test_a_view_set_beside_it_is_not_undone(worker: Client, family: making.Household, entry: Entry) -> None:
    the_entry(family).dispute(words="I did not.", by=entry.recorded_by, person=family["Shane"])  # type: ignore[arg-type]
    assert not offers(worker, family, entry)
    assert "There is no change of yours" in words_of(worker.get(at(family, entry)))


def test_after_a_day_it_stands_among_what_else_can_be_done(
    worker: Client, family: making.Household, entry: Entry, hannah: User
) -> None:
    held = the_entry(family)
    held.text = "Said on Monday."
    held.keep(by=hannah, at=timezone.now() - timedelta(days=2))
    assert not offers(worker, family, entry)
    assert "Undo your last change" in worker.get(at(family, entry, "more/")).content.decode()


def test_after_saving_a_bar_offers_it_at_once_and_the_page_is_what_a_reload_shows(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    page = parsed(shown(worker, family))
    swap(page, send(worker, at(family, entry, ""), htmx=True, **edited(entry, text="He pushed Mum.")))
    form = page.select_one("#map-undo form")
    assert form is not None
    sent = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}
    swap(page, worker.post(str(form["action"]), sent, headers=HTMX))
    assert the_entry(family).text == FIRST
    assert_same(page, parsed(shown(worker, family)))


def test_the_panel_says_what_comes_back(worker: Client, family: making.Household, entry: Entry) -> None:
    say(worker, family, entry, "He pushed Mum.")
    panel = BeautifulSoup(worker.get(at(family, entry), headers=HTMX).content, "html.parser")
    assert panel.select_one("ins").text.strip() == "hit"  # type: ignore[union-attr]
    assert panel.select_one("del").text.strip() == "pushed"  # type: ignore[union-attr]
    assert panel.select_one("html") is None


def test_nothing_is_undone_without_a_version(worker: Client, family: making.Household, entry: Entry) -> None:
    say(worker, family, entry, "He pushed Mum.")
    assert worker.post(at(family, entry), {"write": str(new_id())}).status_code == 422
    assert the_entry(family).version == 2
