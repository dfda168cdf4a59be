"""One set in a real browser: statement, goal, scale, a round of three people, and each person's line."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kinmap.access.models import User
from kinmap.mapping.models import Entry, Judgment, Round, Scale
from tests import making

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STATEMENT = (
    "Hannah, Nana Mo and Dee are worried that when Shane has been drinking, he will come to the house. "
    "Kayla could be badly hurt trying to stop him."
)


@pytest.fixture
def home() -> tuple[making.Household, User]:
    family = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])
    return family, making.worker("Hannah Osei", of=family)


def no_check(_: Page) -> None:
    """Without scripts there is no axe."""


def write_the_set(page: Page, check: Any) -> None:
    """Statement from the guided answers, its goal, its scale."""
    check(page)
    page.get_by_role("button", name="Write a danger statement").click()
    page.get_by_text("Kayla", exact=True).last.click()
    page.get_by_label("Who is worried?").fill("Hannah, Nana Mo and Dee")
    page.get_by_label("When, or in what situation?").fill("Shane has been drinking")
    page.get_by_label("What do they fear somebody will do?").fill("he will come to the house")
    page.get_by_label("What could happen to which child?").fill("Kayla could be badly hurt trying to stop him")
    page.get_by_role("button", name="Make the paragraph from these").click()
    expect(page.get_by_label("The statement, as you would read it aloud")).to_have_value(STATEMENT)
    check(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".set__statement")).to_have_text(STATEMENT)
    expect(page.locator(".kit-badge--unfinished")).to_have_text("Unfinished")
    check(page)
    page.get_by_role("link", name="Write its goal").click()
    page.get_by_label("The goal, as you would read it aloud").fill("Shane stays away, and everybody knows what to do.")
    check(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add its scale").click()
    check(page)
    page.get_by_label("0 means", exact=True).fill("He comes any night")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".kit-badge--unfinished")).to_have_count(0)


def give(page: Page, name: str, value: str, why: str) -> None:
    """One person takes the phone, chooses, says why, and puts it away."""
    page.get_by_role("link", name=name).click()
    expect(page.locator(".gather__place")).to_contain_text(name.split()[0])
    page.locator(f".kit-scale input[value='{value}']").check(force=True)
    page.get_by_label("Why there?").fill(why)
    page.get_by_role("button", name="Put it away").click()
    expect(page.get_by_role("heading", name="Hand it to the next person")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(why)


def three_people(page: Page, check: Any) -> None:
    """A round of three, shown together."""
    page.get_by_role("button", name="Start a round of numbers").click()
    check(page)
    page.get_by_label("Where?").fill("Nana’s kitchen table")
    page.get_by_role("button", name="Start", exact=True).click()
    check(page)
    give(page, "Kayla", "3", "The gate still rattles")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("The gate still rattles")
    page.goto(page.url.split("gather/")[0] + "gather/")
    give(page, "Dee", "5.5", "New locks")
    give(page, "Shane", "9", "Lies")
    page.get_by_role("link", name="Put a slip right").click()
    check(page)
    expect(page.locator("body")).not_to_contain_text("Lies")
    page.get_by_role("link", name="Whose turn is it?").click()
    page.get_by_role("button", name="Show everybody’s numbers together").click()
    check(page)
    page.get_by_role("button", name="Show them").click()
    expect(page.locator(".spread__gap")).to_contain_text("Shane says 9, Kayla says 3.")
    check(page)


def earlier_round(family: making.Household, by: User) -> None:
    """Numbers of a month ago, so that there is a line to draw."""
    scale = Scale.objects.get()
    held = Round.open(
        family=family.family, scales=[scale], held_on=timezone.localdate() - timedelta(30), given_in="", by=by
    )
    Judgment.give(scale=scale, round=held, person=family["Kayla"], value=Decimal(1), reason="The gate", by=by)
    held.show(by=by)


def test_from_a_worry_to_everybodys_lines(
    screen: Page, sign_in_browser: Any, live_server: Any, axe: Any, home: tuple[making.Household, User]
) -> None:
    family, hannah = home
    sign_in_browser(screen, hannah)
    address = f"{live_server.url}/families/{family.ref}/statements/"
    screen.goto(address)
    write_the_set(screen, axe)
    earlier_round(family, hannah)
    three_people(screen, axe)
    screen.goto(address)
    line = screen.get_by_role("img", name="Kayla: 1 on")
    expect(line).to_be_visible()
    expect(line.locator("polyline")).to_have_count(1)
    screen.get_by_text("The same numbers as a table").click()
    expect(screen.get_by_role("row", name="Kayla")).to_contain_text("3")
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_whole_set_is_written_and_shown_without_a_script(
    scriptless: Page, sign_in_browser: Any, live_server: Any, home: tuple[making.Household, User]
) -> None:
    family, hannah = home
    sign_in_browser(scriptless, hannah)
    scriptless.goto(f"{live_server.url}/families/{family.ref}/statements/")
    write_the_set(scriptless, no_check)
    three_people(scriptless, no_check)
    assert Entry.objects.filter(text=STATEMENT).count() == 1
    assert Judgment.objects.count() == 3


def test_the_headings_of_a_stage_are_changed_in_a_browser(
    page: Page, sign_in_browser: Any, live_server: Any, axe: Any
) -> None:
    sign_in_browser(page, making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR))
    page.goto(f"{live_server.url}/settings/labels/")
    axe(page)
    page.get_by_role("link", name="Change the headings of Early help").click()
    axe(page)
    page.get_by_label("Good things", exact=True).fill("What we love")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#saved")).to_contain_text("Saved")
