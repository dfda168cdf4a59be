"""Dragging a card of the map as a mouse does it; a finger drags in the map's own journeys."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.hands import Hands, Keys
from tests.journeys.steps import card


def drags(hands: Hands, words: str, category: str) -> None:
    """Drag a card to another heading and back by "Undo"; nothing where there is nothing to drag with."""
    if isinstance(hands, Keys) or hands.touches or not hands.has_scripts:
        return
    page = hands.page
    taken = card(hands, words)
    before = taken.locator("xpath=ancestor::section[starts-with(@id,'c-')][1]").get_attribute("id")
    handle, onto = taken.locator("[data-handle]"), page.locator(f"#c-{category} h3")
    page.evaluate("here => here.scrollIntoView({block: 'center'})", onto.element_handle())
    start, end = middle(handle), middle(onto)
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 8, steps=4)
    page.mouse.move(end["x"], end["y"] + 30, steps=16)
    page.wait_for_timeout(150)
    page.mouse.up()
    expect(page.locator(f"#c-{category}")).to_contain_text(words)
    expect(page.locator("#saved")).to_contain_text("Saved")
    hands.looks("dragged")
    hands.press(hands.button("Undo"))
    expect(page.locator(f"#{before}")).to_contain_text(words)


def middle(locator: Any) -> dict[str, float]:
    box = locator.bounding_box()
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
