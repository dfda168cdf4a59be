"""Moving an entry, taking it off the map and putting it back."""

from itertools import pairwise

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry
from kinmap.mapping.moving import Step, new_place
from kinmap.mapping.tests.writing import HTMX, address, send, shown, the_entry
from tests import making
from tests.swap import assert_same, parsed, swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(family: making.Household, hannah: User) -> list[Entry]:
    """Three strengths, in order."""
    add = family.map.add_entry  # type: ignore[union-attr]
    return [
        add(category="strength", text=text, children=[family["Mia"]], by=hannah) for text in ("One", "Two", "Three")
    ]


def texts(client: Client, family: making.Household, category: str = "strength") -> list[str]:
    """The words of a category as the page shows them, in order."""
    return [card.text for card in parsed(shown(client, family)).select(f"#c-{category} .map-card__text")]


def move(client: Client, family: making.Household, entry: Entry, *, htmx: bool = False, **where: str) -> object:
    where = {"category": entry.category, "version": str(entry.version), **where}
    return send(client, address(family, f"entries/{entry.pk}/move/"), htmx=htmx, **where)


def test_an_entry_moves_to_another_category(worker: Client, family: making.Household, three: list[Entry]) -> None:
    move(worker, family, three[1], category="past_harm")
    assert texts(worker, family) == ["One", "Three"]
    assert texts(worker, family, "past_harm") == ["Two"]


def test_an_entry_moves_before_another(worker: Client, family: making.Household, three: list[Entry]) -> None:
    move(worker, family, three[2], before=str(three[0].pk))
    assert texts(worker, family) == ["Three", "One", "Two"]


@pytest.mark.parametrize(("which", "step", "order"), [
    (1, "up", ["Two", "One", "Three"]), (1, "down", ["One", "Three", "Two"]), (0, "up", ["One", "Two", "Three"]),
    (2, "down", ["One", "Two", "Three"]), (2, "up", ["One", "Three", "Two"]),
])  # fmt: skip
def test_one_step_up_or_down(
    worker: Client, family: making.Household, three: list[Entry], which: int, step: str, order: list[str]
) -> None:
    move(worker, family, three[which], step=step)
    assert texts(worker, family) == order


def test_the_keyboard_way_is_a_form_with_every_heading(
    worker: Client, family: making.Household, three: list[Entry]
) -> None:
    form = parsed(worker.get(address(family, f"entries/{three[0].pk}/move/"), headers=HTMX))
    assert [option.text for option in form.select("select[name=category] option")][:2] == [
        "Past harm",
        "Danger statements",
    ]
    assert {button.text for button in form.select("button")} >= {"Move it there", "Up one", "Down one"}


def test_the_swapped_page_is_what_a_reload_shows(
    worker: Client, family: making.Household, hannah: User, three: list[Entry]
) -> None:
    page = parsed(shown(worker, family))
    response = move(worker, family, three[1], category="goal", htmx=True)
    assert_same(swap(page, response), parsed(shown(worker, family)))


def test_taking_away_a_statement_renumbers_the_others_and_frees_its_answers(
    worker: Client, family: making.Household, hannah: User
) -> None:
    add = family.map.add_entry  # type: ignore[union-attr]
    first, second = (
        add(category="danger_statement", text=text, children=[family["Mia"]], by=hannah) for text in ("A", "B")
    )
    add(category="goal", text="G", children=[family["Mia"]], by=hannah, answers=second)
    add(category="existing_safety", text="S", children=[family["Mia"]], by=hannah, answers=first)
    page = parsed(shown(worker, family))
    assert "Danger statement 2" in page.text
    response = send(worker, address(family, f"entries/{first.pk}/withdraw/"), htmx=True, version="1")
    assert_same(swap(page, response), parsed(shown(worker, family)))
    assert "Danger statement 2" not in page.text
    assert "it may be a strength" in page.text


def test_an_outdated_move_is_refused_and_changes_nothing(
    worker: Client, family: making.Household, three: list[Entry]
) -> None:
    the_entry(family, text="Two").change(by=three[0].recorded_by, text="Two, changed")
    response = move(worker, family, three[1], category="past_harm", htmx=True)
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert the_entry(family, text="Two, changed").category == "strength"


def test_a_move_sent_twice_is_one_version(worker: Client, family: making.Household, three: list[Entry]) -> None:
    write = str(new_id())
    for _ in range(2):
        move(worker, family, three[1], category="past_harm", write=write)
    assert three[1].history.count() == 2


def test_what_it_answered_is_let_go_when_it_moves(worker: Client, family: making.Household, hannah: User) -> None:
    add = family.map.add_entry  # type: ignore[union-attr]
    danger = add(category="danger_statement", text="A", children=[family["Mia"]], by=hannah)
    safety = add(category="existing_safety", text="S", children=[family["Mia"]], by=hannah, answers=danger)
    move(worker, family, safety, category="strength")
    assert the_entry(family, text="S").answers is None


def test_a_withdrawn_entry_leaves_the_map_and_can_come_back(
    worker: Client, family: making.Household, three: list[Entry]
) -> None:
    asked = worker.get(address(family, f"entries/{three[0].pk}/withdraw/"))
    assert "Its words are kept" in asked.content.decode()
    send(worker, address(family, f"entries/{three[0].pk}/withdraw/"), version="1")
    assert texts(worker, family) == ["Two", "Three"]
    assert "Taken off the map: 1" in shown(worker, family)
    page = worker.get(address(family, "withdrawn/")).content.decode()
    assert "One" in page
    send(worker, address(family, f"entries/{three[0].pk}/bring-back/"))
    assert texts(worker, family) == ["One", "Two", "Three"]


def test_the_last_act_can_be_undone(worker: Client, family: making.Household, three: list[Entry]) -> None:
    page = parsed(shown(worker, family))
    swap(page, move(worker, family, three[0], category="goal", htmx=True))
    form = page.select_one("#map-undo form")
    assert form is not None
    sent = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}
    swap(page, send(worker, str(form["action"]), htmx=True, **sent))
    assert texts(worker, family) == ["One", "Two", "Three"]
    assert_same(page, parsed(shown(worker, family)))


def test_undoing_a_withdrawal_puts_it_back(worker: Client, family: making.Household, three: list[Entry]) -> None:
    page = parsed(shown(worker, family))
    swap(page, send(worker, address(family, f"entries/{three[1].pk}/withdraw/"), htmx=True, version="1"))
    form = page.select_one("#map-undo form")
    assert form is not None
    sent = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}
    assert_same(swap(page, send(worker, str(form["action"]), htmx=True, **sent)), parsed(shown(worker, family)))
    assert texts(worker, family) == ["One", "Two", "Three"]


class Stood:
    """Something with an id and a place."""

    def __init__(self, place: float) -> None:
        self.pk, self.place = new_id(), place


def test_a_place_lies_between_its_neighbours() -> None:
    row = [Stood(place) for place in (1.0, 2.0, 3.0)]
    for one, other in pairwise(row):
        place = new_place(row, before=other.pk, step=None, place=0)
        assert place is not None
        assert one.place < place < other.place
    assert new_place(row, before=row[0].pk, step=None, place=9) < 1.0  # type: ignore[operator]
    assert new_place(row, before=new_id(), step=None, place=9) is None
    assert new_place([], before=None, step=Step.UP, place=4) == 4
