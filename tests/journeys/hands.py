"""Hands: the same steps done with a mouse, with a finger, with the keyboard alone, or without scripts."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import FIT, FOCUS, GROUP_STOP, SMALL_TARGETS
from tests.quiet import quiet

#: Where to leave a picture of every step, for whoever wants to look at them.
PICTURES = os.environ.get("KINMAP_PICTURES", "")
#: How many stops of the Tab key are too many, and how many waits of 50 ms for another page.
FAR, PATIENCE = 400, 1200


class Hands:
    """Somebody at a browser, with a mouse. ``address`` is where Kinmap runs; ``axe`` looks at every step."""

    has_scripts = True
    touches = False

    def __init__(self, page: Page, address: str, *, axe: Callable[[Page], None], label: str) -> None:
        self.page, self.address, self.axe, self.label = page, address, axe, label
        self.wrong: list[str] = []
        self.seen: list[str] = []
        self.going = False
        page.on("console", self._heard)
        page.on("request", self._leaves)
        page.on("domcontentloaded", self._arrives)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(f"after {self.seen[-1:]}, {self.page.url}: {message.text}")

    def _leaves(self, request: Any) -> None:
        if request.is_navigation_request():
            self.going = True

    def _arrives(self, _: Any) -> None:
        self.going = False

    def _settles(self) -> None:
        """A tap and a key do not wait: if the press led to another page, be there before going on."""
        self.page.wait_for_timeout(30)
        for _ in range(PATIENCE):
            if not self.going:
                break
            self.page.wait_for_timeout(50)
        if self.has_scripts:
            self.page.wait_for_load_state("domcontentloaded")
            quiet(self.page)

    # --- finding ---------------------------------------------------------------------------------

    def link(self, name: str, *, exact: bool = False, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("link", name=name, exact=exact)

    def button(self, name: str, *, exact: bool = False, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=exact)

    def box(self, label: str, *, exact: bool = False, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_label(label, exact=exact)

    # --- doing -----------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Open an address of Kinmap, as from a bookmark."""
        self.page.goto(self.address + path)

    def press(self, target: Locator) -> None:
        """A link, a button, the heading of a folded part."""
        target.click()
        self._settles()

    def write(self, target: Locator, words: str) -> None:
        target.fill(words)

    def tick(self, target: Locator) -> None:
        """A checkbox or a radio button."""
        target.check()

    def choose(self, target: Locator, words: str) -> None:
        """The first answer of a list that begins with these words."""
        target.select_option(value=self._value_of(target, words))

    def _value_of(self, target: Locator, words: str) -> str:
        option = target.locator("option").filter(has_text=words).first
        return option.get_attribute("value") or option.inner_text()

    def date(self, legend: str, day: Any) -> None:
        """Day, month and year, each in its box."""
        group = self.page.get_by_role("group", name=legend)
        for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.write(group.get_by_label(name), str(value))

    def pick_number(self, value: str) -> None:
        """A number between 0 and 10 on a scale."""
        self.page.locator(f".kit-scale input[value='{value}']").check(force=True)

    # --- looking ---------------------------------------------------------------------------------

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def never_sees(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)

    def looks(self, step: str) -> None:
        """Look at the page as it stands: nothing sticks out, axe finds nothing, a picture if one is wanted."""
        if step in self.seen:
            return
        self.seen.append(step)
        if PICTURES:
            Path(PICTURES, self.label).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES, self.label, f"{len(self.seen):02}-{step}.png"), full_page=True)
        if sticking := self.page.evaluate(FIT):
            self.wrong.append(f"{step}: wider than the screen: {sticking}")
        if self.touches:
            told = " ".join(self.wrong)
            small = [one for one in self.page.evaluate(SMALL_TARGETS) if one not in told]
            self.wrong += [f"{step}: too small for a finger: {small}"] if small else []
        try:
            self._has_it_checked()
        except AssertionError as found:
            self.wrong.append(f"{step}: {found}")

    def _has_it_checked(self) -> None:
        self.axe(self.page)


class Finger(Hands):
    """A phone in one hand."""

    touches = True

    def _has_it_checked(self) -> None:
        """On a screen as long as the page: a bar that stays while one scrolls then covers nothing."""
        screen = self.page.viewport_size
        assert screen is not None
        self.page.set_viewport_size({**screen, "height": self.page.evaluate("document.body.scrollHeight")})
        super()._has_it_checked()
        self.page.set_viewport_size(screen)

    def press(self, target: Locator) -> None:
        target.tap()
        self._settles()


class Scriptless(Hands):
    """A browser in which no script runs: every step is a form or a link."""

    has_scripts = False

    def __init__(self, page: Page, address: str, *, axe: Callable[[Page], None], label: str) -> None:
        super().__init__(page, address, axe=lambda _: None, label=label)


class Keys(Hands):
    """The keyboard alone: Tab, Enter, Space and the arrows. Every stop on the way must show where it is."""

    def reach(self, target: Locator) -> None:
        """Tab from here to there."""
        target.wait_for(state="attached")
        there = target.element_handle()
        for _ in range(FAR):
            stop = self.page.evaluate(FOCUS, there)
            assert not stop["wrong"], f"{self.page.url}: {stop['wrong']}"
            if stop["there"]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: no way to {target} by keyboard")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")
        self._settles()

    def write(self, target: Locator, words: str) -> None:
        self.reach(target)
        self.page.keyboard.insert_text(words)

    def tick(self, target: Locator) -> None:
        if target.is_checked():
            return
        if target.get_attribute("type") != "radio":
            self.reach(target)
            self.page.keyboard.press("Space")
        else:
            self._arrow_to(target)
        expect(target).to_be_checked()

    def _arrow_to(self, radio: Locator) -> None:
        group = radio.element_handle()
        stop = self.page.evaluate_handle(GROUP_STOP, group).as_element()
        assert stop is not None
        self._reach_handle(stop)
        for _ in range(60):
            if radio.is_checked():
                return
            focused = self.page.evaluate("radio => document.activeElement === radio", group)
            self.page.keyboard.press("Space" if focused else "ArrowDown")

    def _reach_handle(self, there: Any) -> None:
        for _ in range(FAR):
            stop = self.page.evaluate(FOCUS, there)
            assert not stop["wrong"], f"{self.page.url}: {stop['wrong']}"
            if stop["there"]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: no way to a group of answers by keyboard")

    def choose(self, target: Locator, words: str) -> None:
        self.reach(target)
        wanted = self._value_of(target, words)
        options = target.locator("option").evaluate_all("all => all.map(one => one.value)")
        for _ in options:
            now = target.input_value()
            if now == wanted:
                return
            self.page.keyboard.press("ArrowDown" if options.index(wanted) > options.index(now) else "ArrowUp")
        expect(target).to_have_value(wanted)

    def pick_number(self, value: str) -> None:
        self.tick(self.page.locator(f".kit-scale input[value='{value}']"))
