"""Two people whose words would have been lost: one is signed out in mid-sentence, the other closes the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from kinmap.access.models import User
from kinmap.live.models import Draft
from kinmap.mapping.models import Entry
from tests import making

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BEGUN = "Dee drank on Tuesday, and Mia could not wake her, so she went"
PASSWORD = "a long enough pass phrase"


@pytest.fixture
def home(transactional_db: None) -> making.Household:
    return making.family("Larkin", children=["Kayla"])


@pytest.fixture
def hannah(home: making.Household) -> User:
    making.password_is_enough()
    return making.worker("Hannah Osei", of=home)


def sign_out(page: Any) -> None:
    """As if the session had run out: every other cookie stays."""
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)


def map_of(page: Any, live_server: Any, home: making.Household) -> Any:
    page.goto(f"{live_server.url}/families/{home.ref}/map/")
    return page.locator("#add-past_harm textarea")


def test_signed_out_in_mid_sentence_one_signs_in_in_place_and_goes_on(
    screen: Any,
    live_server: Any,
    sign_in_browser: Callable[[Any, Any], None],
    home: making.Household,
    hannah: User,
    axe: Any,
) -> None:
    # Given Hannah in the middle of a sentence, and her session gone
    sign_in_browser(screen, hannah)
    box = map_of(screen, live_server, home)
    box.fill(BEGUN)
    expect(screen.locator("#saved")).to_contain_text("Draft kept")
    sign_out(screen)
    # When she goes on typing and adds it
    box.press_sequentially(" next door.")
    screen.locator("#add-past_harm").get_by_role("button", name="Add", exact=True).click()
    # Then she is asked in place, the keyboard is in the dialog, and her words still stand behind it
    dialog = screen.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_be_focused()
    expect(dialog).to_contain_text("Hannah Osei")
    expect(box).to_have_value(f"{BEGUN} next door.")
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(screen)
    # When she mistypes her password, she is told; when she types it, the write is sent again by itself
    dialog.get_by_label("Password", exact=True).fill("not this one")
    dialog.get_by_role("button", name="Sign in and go on").click()
    expect(dialog.locator(".govuk-error-message").first).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and go on").click()
    expect(dialog).to_be_hidden()
    expect(screen.locator("#c-past_harm .map-card__text")).to_have_text(f"{BEGUN} next door.")
    expect(screen.locator("[data-trouble]")).to_be_empty()
    assert Entry.objects.get().recorded_by == hannah
    assert not Draft.waiting_for(hannah).exists()


def test_somebody_else_signing_in_never_gets_the_first_ones_words(
    page: Any, live_server: Any, sign_in_browser: Callable[[Any, Any], None], home: making.Household, hannah: User
) -> None:
    # Given Hannah's page with words in it, and Joanne signed in in another window of the same browser
    sign_in_browser(page, hannah)
    box = map_of(page, live_server, home)
    sign_in_browser(page, making.worker("Joanne Beckett", of=home))
    # When somebody types in Hannah's window, and it would be kept
    box.fill(BEGUN)
    # Then nothing is done in Joanne's name, and only Hannah's password goes on
    dialog = page.get_by_role("dialog", name="Somebody else is signed in here now")
    expect(dialog).to_contain_text("Hannah Osei")
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and go on").click()
    expect(page.locator("#saved")).to_contain_text("Draft kept")
    assert Draft.objects.get().author == hannah
    page.locator("#add-past_harm").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#c-past_harm .map-card__text")).to_have_text(BEGUN)
    assert Entry.objects.get().recorded_by == hannah


def test_the_browser_is_closed_and_the_words_are_put_back_another_day(
    open_browser: Callable[..., Any], live_server: Any, sign_in_browser: Callable[[Any, Any], None],
    home: making.Household, hannah: User, axe: Any,
) -> None:  # fmt: skip
    # Given Hannah, who typed half a sentence and closed the browser
    first = open_browser()
    sign_in_browser(first, hannah)
    box = map_of(first, live_server, home)
    box.fill(BEGUN)
    first.locator("#add-past_harm").get_by_label("Kayla").check()
    expect(first.locator("#saved")).to_contain_text("Draft kept")
    first.close()
    # When she comes back, her desk says so
    later = open_browser()
    sign_in_browser(later, hannah)
    later.goto(live_server.url)
    later.get_by_role("link", name=BEGUN).click()
    axe(later)
    later.get_by_role("button", name="Open the form").click()
    # And the form offers them, and she puts them back
    notice = later.get_by_role("region", name="Words not yet saved")
    expect(notice).to_contain_text(BEGUN)
    axe(later)
    notice.get_by_role("button", name="Put my words back").click()
    box = later.locator("#add-past_harm textarea")
    expect(box).to_have_value(BEGUN)
    expect(box).to_be_focused()
    # Then what she adds is on the map, and the draft is gone
    box.press_sequentially(" next door.")
    later.locator("#add-past_harm").get_by_role("button", name="Add", exact=True).click()
    expect(later.locator("#c-past_harm .map-card__text")).to_have_text(f"{BEGUN} next door.")
    later.goto(live_server.url)
    expect(later.get_by_role("heading", name="My desk")).to_be_visible()
    expect(later.get_by_text(BEGUN)).to_have_count(0)
    assert not Draft.objects.exists()


def test_without_a_script_a_form_sent_after_signing_out_goes_on_after_signing_in(
    scriptless: Any, live_server: Any, sign_in_browser: Callable[[Any, Any], None], home: making.Household, hannah: User
) -> None:
    sign_in_browser(scriptless, hannah)
    box = map_of(scriptless, live_server, home)
    box.fill(BEGUN)
    sign_out(scriptless)
    scriptless.locator("#add-past_harm").get_by_role("button", name="Add", exact=True).click()
    expect(scriptless.get_by_role("heading", name="You have been signed out")).to_be_visible()
    expect(scriptless.get_by_text(BEGUN)).to_be_visible()
    scriptless.get_by_label("Password").fill(PASSWORD)
    scriptless.get_by_role("button", name="Sign in and go on").click()
    expect(scriptless.get_by_text(BEGUN)).to_be_visible()
    scriptless.get_by_role("button", name="Send them now").click()
    expect(scriptless.locator("#c-past_harm .map-card__text")).to_have_text(BEGUN)


def test_more_than_can_be_sent_at_once_is_said_and_stays_in_the_box(
    page: Any, live_server: Any, sign_in_browser: Callable[[Any, Any], None], home: making.Household, hannah: User
) -> None:
    sign_in_browser(page, hannah)
    box = map_of(page, live_server, home)
    page.set_default_timeout(60_000)  # a browser takes its time to draw a thousand pages of text
    box.evaluate("box => { box.value = 'Dee rang Nana. '.repeat(180_000); }")
    box.evaluate("box => box.form.requestSubmit()")
    expect(page.get_by_role("alert")).to_contain_text("more than can be sent at once", timeout=60_000)
    assert box.evaluate("box => box.value.length") == 2_700_000
    assert not Entry.objects.exists()
