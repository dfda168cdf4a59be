"""The pages of one's own account: in plain words, in our look, and the same for a known and an unknown address."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from playwright.sync_api import expect

from kinmap.access.models import TrailEntry, User
from tests import making

pytestmark = pytest.mark.django_db

LONG = "four unlikely words together"


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def heading(response: Any) -> str:
    return page_of(response).h1.text.strip()


@pytest.fixture
def hannah() -> User:
    return making.user("Hannah Osei")


def test_a_wrong_password_is_said_beside_the_box_and_above_the_form(client: Client, hannah: User) -> None:
    response = client.post("/accounts/login/", {"login": hannah.email, "password": "wrong"})
    page = page_of(response)
    assert "There is a problem" in page.select_one(".govuk-error-summary").text
    assert page.select_one("input[name=login]")["value"] == hannah.email
    assert page.title.text.startswith("Error: ")


def test_signing_out_asks_first_and_then_does(client: Client, hannah: User) -> None:
    client.force_login(hannah)
    assert heading(client.get("/accounts/logout/")) == "Sign out of Kinmap?"
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_password_is_changed_with_the_old_one(client: Client, hannah: User) -> None:
    client.force_login(hannah)
    wrong = client.post("/accounts/password/change/", {"oldpassword": "no", "password1": LONG, "password2": LONG})
    assert page_of(wrong).select_one(".govuk-error-summary")
    right = {"oldpassword": "a long enough pass phrase", "password1": LONG, "password2": LONG}
    assert client.post("/accounts/password/change/", right).status_code == 302
    hannah.refresh_from_db()
    assert hannah.check_password(LONG)


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client: Client, hannah: User) -> None:
    client.post("/accounts/password/reset/", {"email": hannah.email})
    (letter,) = mail.outbox
    assert letter.subject == "Kinmap: Choose a new password"
    assert "your password stays as it is" in letter.body
    link = re.search(r"http://\S+?(/accounts/password/reset/key/\S+)", letter.body)
    assert link is not None
    form = client.get(link[1], follow=True)
    assert heading(form) == "Choose a new password"
    action = page_of(form).select_one("main form")["action"]
    done = client.post(action, {"password1": LONG, "password2": LONG}, follow=True)
    assert heading(done) == "Your password is changed"
    hannah.refresh_from_db()
    assert hannah.check_password(LONG)
    assert heading(Client().get(link[1], follow=True)) == "This link no longer works"


def test_nobody_learns_from_the_page_who_has_an_account(client: Client, hannah: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": hannah.email}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@northmoor.example"}, follow=True)
    assert heading(known) == "Look in your mail"
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "page", ["signup", "email", "confirm-email", "confirm-email/key", "reauthenticate", "login/code/confirm", ""]
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_librarys_other_pages_are_not_there(client: Client, hannah: User, page: str, signed_in: bool) -> None:
    if signed_in:
        client.force_login(hannah)
    where = f"/accounts/{page}/" if page else "/accounts/"
    asked = {"email": "me@northmoor.example", "password1": LONG, "password2": LONG}
    assert client.get(where).status_code == 404
    assert client.post(where, asked).status_code == 404
    assert not User.objects.filter(email="me@northmoor.example").exists()


def test_the_way_to_a_forgotten_password_stands_below_the_box(client: Client) -> None:
    page = page_of(client.get("/accounts/login/"))
    (link,) = page.select("a[href='/accounts/password/reset/']")
    before = [tag["name"] for tag in link.find_all_previous("input") if tag.get("type") != "hidden"]
    assert before == ["password", "login"]


def test_a_new_password_leaves_a_trail_entry_without_the_password(client: Client, hannah: User) -> None:
    client.force_login(hannah)
    right = {"oldpassword": "a long enough pass phrase", "password1": LONG, "password2": LONG}
    client.post("/accounts/password/change/", right)
    entry = TrailEntry.objects.get(verb="change", kind="account")
    assert (entry.user_id, entry.subject_id, entry.reason) == (hannah.pk, str(hannah.pk), "new password")


def test_a_closed_account_says_whom_to_ask(client: Client) -> None:
    assert heading(client.get("/accounts/inactive/")) == "This account is closed"


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_account_pages_are_accessible_at_both_widths(screen: Any, live_server: Any, axe: Any) -> None:
    for address in ("login", "password/reset", "password/reset/done", "inactive"):
        screen.goto(f"{live_server.url}/accounts/{address}/")
        expect(screen.locator("h1")).to_be_visible()
        axe(screen)
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_name_of_who_is_signed_in_can_be_read_whatever_points_at_it(
    page: Any, live_server: Any, sign_in_browser: Any
) -> None:
    making.password_is_enough()
    sign_in_browser(page, making.user("Hannah Osei"))
    page.goto(f"{live_server.url}/accounts/password/change/")
    name = page.get_by_role("link", name="Hannah Osei")
    for points_at_it in (lambda: None, name.hover, name.focus):
        points_at_it()
        assert contrast(*name.evaluate(COLOURS)) >= 4.5


#: The colour of the words, and of the nearest ground under them that is not seen through.
COLOURS = """one => {
  const rgb = (said) => said.match(/[\\d.]+/g).map(Number);
  let ground = one;
  while (rgb(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  return [rgb(getComputedStyle(one).color), rgb(getComputedStyle(ground).backgroundColor)];
}"""


def contrast(one: list[float], other: list[float]) -> float:
    """By WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[float]) -> float:
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
