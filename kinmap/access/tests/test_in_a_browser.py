"""A passkey from setting it up to signing in, in a real browser with a device that Chromium plays."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from kinmap.access.models import User
from kinmap.access.tests.entering import PASSWORD, with_app
from tests import making
from tests.passkeys import passkey

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def hannah(transactional_db: None) -> User:
    return making.user("Hannah Osei")


def device(page: Any) -> Any:
    """A computer with a fingerprint reader, as Chromium plays it."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    told = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    line.send("WebAuthn.addVirtualAuthenticator", {
        "options": {**told, "isUserVerified": True, "automaticPresenceSimulation": True},
    })  # fmt: skip
    return line


def enter(page: Any, live_server: Any, user: User) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").or_(page.locator("input[name=login]")).first.fill(user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_from_the_first_day_to_the_next(screen: Any, live_server: Any, hannah: User, axe: Any) -> None:
    page = screen
    device(page)
    enter(page, live_server, hannah)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more thing before you begin: a second step")
    axe(page)
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a passkey")
    axe(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".second-step__codes li")).to_have_count(10)
    axe(page)
    page.get_by_role("button", name="I have kept them. Go on").click()
    expect(page).to_have_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    axe(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{live_server.url}/")
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None


def test_a_passkey_as_second_step_after_the_password(page: Any, live_server: Any, hannah: User, axe: Any) -> None:
    making.password_is_enough()
    device(page)
    enter(page, live_server, hannah)
    page.goto(f"{live_server.url}/accounts/second-step/passkey/")
    page.get_by_label("Sign in with it alone, without a password").uncheck()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{live_server.url}/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    enter(page, live_server, hannah)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{live_server.url}/")


def test_the_other_pages_are_accessible_at_both_widths(
    screen: Any, live_server: Any, hannah: User, axe: Any, sign_in_browser: Any
) -> None:
    key = passkey(hannah)
    with_app(hannah)
    sign_in_browser(screen, hannah)
    pages = ("second-step/", "second-step/app/remove/", "second-step/codes/new/", "sessions/", "prove/",
             f"second-step/passkey/{key.pk}/name/", f"second-step/passkey/{key.pk}/remove/")  # fmt: skip
    for address in pages:
        screen.goto(f"{live_server.url}/accounts/{address}")
        expect(screen.locator("h1")).to_be_visible()
        axe(screen)
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_setting_up_the_app_is_accessible_at_both_widths(
    screen: Any, live_server: Any, hannah: User, axe: Any, sign_in_browser: Any
) -> None:
    sign_in_browser(screen, hannah)
    screen.goto(f"{live_server.url}/accounts/second-step/app/")
    expect(screen.locator(".second-step__picture")).to_be_visible()
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
