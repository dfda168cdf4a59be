"""A desk that somebody has left, in a real browser: warned, covered, signed in again in place; no word is lost."""

import time
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from kinmap.access.models import User
from kinmap.access.tests.entering import PASSWORD, code, with_app
from kinmap.live.models import Draft
from tests import making

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]
WORDS = "Nana came by, and Kayla told her about the new school."


@pytest.fixture
def hannah(transactional_db: None) -> User:
    making.password_is_enough()
    return making.user("Hannah Osei")


@pytest.fixture
def writing(page: Any, live_server: Any, hannah: User, sign_in_browser: Any) -> Any:
    """Hannah in the middle of a sentence; the browser's clock is ours."""
    home = making.family("Larkin", children=["Kayla"])
    making.allocate(hannah, home)
    sign_in_browser(page, hannah)
    page.clock.install()
    page.goto(f"{live_server.url}/families/{home.ref}/story/event/")
    page.locator("main textarea").first.fill(WORDS)
    with page.expect_response("**/accounts/still-there/"):  # the server hears that somebody typed
        page.clock.run_for(62_000)
    return page


def passes(page: Any, minutes: float) -> None:
    """So many minutes without anybody, in the browser and in the session."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    session = SessionStore(key)
    session["kinmap_seen"] = int(time.time() - minutes * 60)
    session.save()
    page.clock.run_for(int(minutes * 60_000))


def typed(page: Any) -> str:
    found: str = page.locator("main textarea").first.input_value()
    return found


def test_two_minutes_before_the_end_the_page_asks_and_keeps_what_was_typed(
    writing: Any, hannah: User, axe: Any
) -> None:
    passes(writing, 13.2)
    box = writing.get_by_role("alertdialog", name="Are you still there?")
    expect(box).to_be_visible()
    expect(box.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert WORDS in [one.text for one in Draft.waiting_for(hannah).get().typed.said]
    axe(writing)
    box.get_by_role("button", name="Stay signed in").click()
    expect(box).to_have_count(0)
    expect(writing.locator("main textarea").first).to_be_focused()
    key = next(one["value"] for one in writing.context.cookies() if one["name"] == "sessionid")
    writing.wait_for_timeout(300)
    assert SessionStore(key)["kinmap_seen"] > time.time() - 30


def test_another_tab_in_use_keeps_this_one_quiet(writing: Any) -> None:
    writing.clock.run_for(int(13.2 * 60_000))  # the session itself was used a moment ago
    writing.wait_for_timeout(500)
    expect(writing.get_by_role("alertdialog")).to_have_count(0)


def test_at_the_end_the_page_is_covered_and_the_same_person_goes_on_with_their_words(
    writing: Any, hannah: User, axe: Any
) -> None:
    where = writing.url
    writing.evaluate("window.stillTheSamePage = true")
    passes(writing, 15.5)
    box = writing.get_by_role("dialog")
    expect(box.get_by_label("Password", exact=True)).to_be_visible()
    expect(writing.locator("main")).to_be_hidden()
    axe(writing)
    writing.locator("#again-password").fill(PASSWORD)
    box.get_by_role("button", name="Sign in and go on").click()
    expect(box).to_have_count(0)
    expect(writing.locator("main")).to_be_visible()
    assert typed(writing) == WORDS
    assert writing.evaluate("window.stillTheSamePage")
    assert writing.url == where


def test_the_second_step_is_asked_in_place_too(writing: Any, hannah: User) -> None:
    with_app(hannah)
    passes(writing, 15.5)
    box = writing.get_by_role("dialog")
    writing.locator("#again-password").fill(PASSWORD)
    box.get_by_role("button", name="Sign in and go on").click()
    box.get_by_label("Code from your app, or a recovery code").fill(code())
    box.get_by_role("button", name="Sign in and go on").click()
    expect(box).to_have_count(0)
    assert typed(writing) == WORDS
