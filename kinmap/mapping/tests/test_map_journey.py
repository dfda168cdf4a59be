"""The map in a real browser: add, edit, drag, move by keyboard, lose the network, at a laptop's width and a phone's."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kinmap.access.models import User
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.larkin import larkin
from tests import making
from tests.quiet import quiet

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rich() -> tuple[making.Household, User]:
    return larkin()


@pytest.fixture
def at_the_map(live_server: Any, sign_in_browser: Any, rich: tuple[making.Household, User]) -> Any:
    """``at_the_map(page)``: Hannah looks at the Larkin family's map."""
    family, hannah = rich

    def open_map(page: Page) -> Page:
        sign_in_browser(page, hannah)
        page.goto(f"{live_server.url}/families/{family.ref}/map/")
        return page

    return open_map


def texts(page: Page, category: str) -> list[str]:
    return [text.strip() for text in page.locator(f"#c-{category} .map-card__text").all_text_contents()]


def test_a_worker_adds_edits_and_reads_saved(screen: Page, at_the_map: Any, axe: Any) -> None:
    page = at_the_map(screen)
    axe(page)
    # adding
    page.locator("#text-strength").fill("Kayla dances.")
    page.locator("#add-strength").get_by_label("Kayla").check()
    page.locator("#add-strength").get_by_role("button", name="Add").click()
    expect(page.locator("#c-strength")).to_contain_text("Kayla dances.")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator("#text-strength")).to_be_focused()
    expect(page.locator("#text-strength")).to_have_value("")
    # editing, saved as one goes
    card = page.locator("#c-strength .map-item", has_text="Kayla dances.")
    card.get_by_role("link", name="Edit").click()
    box = card.get_by_label("In the family’s words")
    expect(box).to_be_visible()
    quiet(page)
    box.fill("Kayla dances every Thursday.")
    page.wait_for_function("() => document.querySelector('.map-edit input[name=version]').value === '2'")
    axe(page)
    card.get_by_role("button", name="Save").click()
    expect(page.locator(".map-edit")).to_have_count(0)
    expect(page.locator("#c-strength")).to_contain_text("Kayla dances every Thursday.")
    assert Entry.objects.get(text="Kayla dances every Thursday.").version == 2
    page.reload()
    expect(page.locator("#c-strength")).to_contain_text("Kayla dances every Thursday.")


def test_a_card_is_dragged_to_another_column_and_undone(page: Page, at_the_map: Any) -> None:
    at_the_map(page)
    page.evaluate("document.querySelector('#c-strength').scrollIntoView({block: 'center'})")
    card = page.locator("#c-strength .map-item").first
    words = card.locator(".map-card__text").inner_text()
    drag(page, card.locator("[data-handle]"), page.locator("#c-goal .map-list"))
    expect(page.locator("#c-goal")).to_contain_text(words)
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert Entry.objects.get(text=words).category == "goal"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#c-strength")).to_contain_text(words)
    assert Entry.objects.get(text=words).category == "strength"


def test_a_card_is_dragged_by_finger(phone: Page, at_the_map: Any) -> None:
    page = at_the_map(phone)
    first, second, *_ = texts(page, "strength")
    handle = page.locator("#c-strength [data-handle]").first
    handle.scroll_into_view_if_needed()
    touch = page.context.new_cdp_session(page)
    start = centre(handle)
    end = centre(page.locator("#c-strength .map-item").nth(1))
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    for step in range(1, 13):
        there = {
            axis: start[axis] + (end[axis] + (30 if axis == "y" else 0) - start[axis]) * step / 12
            for axis in ("x", "y")
        }
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [there]})
        page.wait_for_timeout(30)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert texts(page, "strength")[:2] == [second, first]
    page.reload()
    assert texts(page, "strength")[:2] == [second, first]


def test_a_card_moves_by_keyboard_alone(screen: Page, at_the_map: Any, axe: Any) -> None:
    page = at_the_map(screen)
    words = texts(page, "not_sure_yet")[0]
    page.locator("#c-not_sure_yet [data-handle]").focus()
    page.keyboard.press("Enter")
    choice = page.get_by_label("Where does it belong?")
    expect(choice).to_be_focused()
    page.evaluate("scrollTo(0, 0)")  # axe counts a handle half under the bar that stays on top as too small
    axe(page)
    page.keyboard.type("What makes")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#c-complicating_factor")).to_contain_text(words)
    expect(page.locator("#c-complicating_factor .map-card", has_text=words)).to_be_focused()
    assert Entry.objects.get(text=words).category == "complicating_factor"


def test_words_that_could_not_be_saved_stay_and_are_said_loudly(screen: Page, at_the_map: Any) -> None:
    page = at_the_map(screen)
    page.context.set_offline(True)
    page.locator("#text-strength").fill("Said while offline.")
    page.locator("#add-strength").get_by_label("Kayla").check()
    page.locator("#add-strength").get_by_role("button", name="Add").click()
    banner = page.get_by_role("alert").filter(has_text="Not saved")
    expect(banner).to_be_in_viewport()
    expect(page.locator("#text-strength")).to_have_value("Said while offline.")
    expect(page.locator("#saved")).to_have_text("Not saved")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#c-strength")).to_contain_text("Said while offline.")
    expect(banner).to_have_count(0)
    assert Entry.objects.filter(text="Said while offline.").count() == 1


def test_a_move_that_could_not_be_saved_goes_back_and_is_said_loudly(page: Page, at_the_map: Any) -> None:
    at_the_map(page)
    before = texts(page, "strength")
    page.evaluate("document.querySelector('#c-strength').scrollIntoView({block: 'center'})")
    page.context.set_offline(True)
    drag(page, page.locator("#c-strength [data-handle]").first, page.locator("#c-goal .map-list"))
    expect(page.get_by_role("alert").filter(has_text="Not saved")).to_be_in_viewport()
    assert texts(page, "strength") == before
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#c-goal")).to_contain_text(before[0])


def test_an_open_form_outlives_what_happens_around_it(page: Page, at_the_map: Any) -> None:
    at_the_map(page)
    card = page.locator("#c-strength .map-item").first
    card.get_by_role("link", name="Edit").click()
    card.get_by_label("Or in words").first.fill("Half-typed")
    page.locator("#text-goal").fill("A goal half typed")
    page.locator("#text-strength").fill("Another good thing.")
    page.locator("#add-strength").get_by_label("All children").check()
    page.locator("#add-strength").get_by_role("button", name="Add").click()
    expect(page.locator("#c-strength")).to_contain_text("Another good thing.")
    expect(card.get_by_label("Or in words").first).to_have_value("Half-typed")
    expect(page.locator("#text-goal")).to_have_value("A goal half typed")


def test_another_view_is_set_beside_an_entry_without_leaving_the_page(screen: Page, at_the_map: Any, axe: Any) -> None:
    page = at_the_map(screen)
    card = page.locator("#c-strength .map-item").first
    card.get_by_role("link", name="More").click()
    axe(page)
    card.get_by_role("link", name="Somebody sees it differently").click()
    card.get_by_label("Or in words").fill("A neighbour")
    card.get_by_label("What do they say").fill("They fight all day.")
    axe(page)
    card.get_by_role("button", name="Set their view beside it").click()
    expect(page.locator("#c-strength .map-view")).to_contain_text("They fight all day.")


def test_everything_works_without_a_script(scriptless: Page, at_the_map: Any) -> None:
    page = at_the_map(scriptless)
    page.locator("#text-strength").fill("Kayla dances.")
    page.locator("#add-strength input[name=children]").first.check()
    page.locator("#add-strength").get_by_role("button", name="Add").click()
    expect(page.locator("#c-strength")).to_contain_text("Kayla dances.")
    expect(page.locator("#saved")).to_contain_text("Saved")
    card = page.locator("#c-strength .map-item", has_text="Kayla dances.")
    card.get_by_role("link", name="Move").click()
    page.get_by_label("Where does it belong?").select_option("past_harm")
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator("#c-past_harm")).to_contain_text("Kayla dances.")


def centre(locator: Any) -> dict[str, float]:
    box = locator.bounding_box()
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def drag(page: Page, handle: Any, onto: Any) -> None:
    """Drag as a hand does, in steps, onto the top of a list."""
    start, box = centre(handle), onto.bounding_box()
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 8, steps=4)
    page.mouse.move(box["x"] + box["width"] / 2, max(box["y"], 60) + 40, steps=16)
    page.wait_for_timeout(150)
    page.mouse.up()
