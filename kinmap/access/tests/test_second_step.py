"""The second step: demanded by role, set up right after signing in, asked for at every sign-in from then on."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.test import Client
from django.urls import reverse

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import PARTNER
from kinmap.access.second_step.sealing import seal, unseal
from kinmap.access.tests.entering import SECRET, code, enter, heading, is_in, page_of, recovery_codes, with_app
from tests import making
from tests.passkeys import answered, passkey

pytestmark = pytest.mark.django_db
STEP = "/accounts/login/second-step/"
OWN = "/accounts/second-step/"


@pytest.fixture
def hannah() -> User:
    return making.user("Hannah Osei")


@pytest.mark.parametrize("partner", [False, True])
def test_whoever_must_have_one_and_has_none_is_led_to_it_and_reaches_nothing_else(
    client: Client, partner: bool
) -> None:
    person = making.user("Anita Desai", role=PARTNER, organisation=making.school()) if partner else making.user()
    assert enter(client, person).status_code == 302
    for page in ("/", reverse("desk:search"), reverse("casework:roles"), reverse("access:sessions"), "/nowhere/"):
        answer = client.get(page)
        assert answer.status_code in (302, 404), page
        assert answer.status_code == 404 or answer["Location"] == OWN
    assert heading(client.get(OWN)) == "One more thing before you begin: a second step"


def test_what_is_sent_before_is_refused_and_writes_nothing(client: Client, hannah: User) -> None:
    home = making.family("Larkin", children=["Kayla"])
    making.allocate(hannah, home)
    enter(client, hannah)
    before = TrailEntry.objects.count()
    answer = client.post(reverse("mapping:entries", args=[home.ref]), {"category": "strength", "text": "x"})
    assert answer.status_code == 403
    assert heading(answer) == "First set up a second step"
    assert TrailEntry.objects.count() == before


def test_a_session_that_says_nothing_of_a_second_step_reaches_nothing(client: Client, hannah: User) -> None:
    client.force_login(hannah)
    session = client.session
    del session["kinmap_second_step"]
    session.save()
    assert client.get("/")["Location"] == OWN


def test_the_council_says_which_roles_need_none(client: Client, hannah: User) -> None:
    making.password_is_enough()
    enter(client, hannah)
    assert client.get("/").status_code == 200


def test_an_administrator_says_so_on_the_page_of_a_role(client: Client) -> None:
    client.force_login(making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR))
    page = reverse("casework:role", args=["practitioner"])
    form = page_of(client.get(page)).select_one("main form")
    assert form is not None
    typed = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden], input[type=text]")}
    assert client.post(page, typed).status_code == 422
    assert client.post(page, {**typed, "second_step": "no"}).status_code == 303
    other = Client()
    enter(other, making.user("Hannah Osei"))
    assert other.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)  # what is told by mail and trail is told once the change is in the database
def test_the_app_is_set_up_with_its_own_digits_and_then_everything_is_open(client: Client, hannah: User) -> None:
    enter(client, hannah)
    page = page_of(client.get(reverse("mfa_activate_totp")))
    secret = page.select_one(".second-step__key")
    assert secret is not None
    assert code() != "000000"
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert page_of(wrong).select_one(".govuk-error-summary")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    done = client.post(reverse("mfa_activate_totp"), {"code": code()})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(done["Location"])
    assert len(page_of(codes).select(".second-step__codes li")) == 10
    assert client.get("/").status_code == 200
    assert mail.outbox[-1].subject == "Kinmap: An app was added to your account"
    assert TrailEntry.objects.filter(reason="second step: app added", user_id=hannah.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_waited_elsewhere_with_a_password_alone_is_out_when_the_first_step_is_set_up(
    client: Client, hannah: User
) -> None:
    waiting = Client()
    for browser in (waiting, client):
        enter(browser, hannah)
        assert browser.get("/")["Location"] == OWN
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert client.post(reverse("mfa_activate_totp"), {"code": code()}).status_code == 302
    assert client.get("/").status_code == 200
    for page in ("/", OWN, reverse("mfa_view_recovery_codes")):
        assert waiting.get(page)["Location"].startswith("/accounts/login/"), page


def test_recovery_codes_are_shown_once(client: Client, hannah: User) -> None:
    with_app(hannah)
    client.force_login(hannah)
    page = reverse("mfa_view_recovery_codes")
    first = client.get(page).content.decode()
    second = client.get(page).content.decode()
    assert all(one in first for one in recovery_codes(hannah))
    assert not any(one in second for one in recovery_codes(hannah))


def test_signing_in_asks_for_the_digits_and_lets_nobody_in_before(client: Client, hannah: User) -> None:
    with_app(hannah)
    assert enter(client, hannah)["Location"] == STEP
    assert not is_in(client)
    assert client.get("/")["Location"].startswith("/accounts/login/")
    wrong = client.post(STEP, {"code": "000000"})
    assert page_of(wrong).select_one(".govuk-error-summary")
    assert client.post(STEP, {"code": code()}).status_code == 302
    assert client.get("/").status_code == 200


def test_the_same_digits_open_nothing_twice(client: Client, hannah: User) -> None:
    with_app(hannah)
    digits = code()
    for browser, expected in ((client, True), (Client(), False)):
        enter(browser, hannah)
        browser.post(STEP, {"code": digits})
        assert is_in(browser) is expected


def test_a_recovery_code_opens_once(client: Client, hannah: User) -> None:
    with_app(hannah)
    spare = recovery_codes(hannah)[3]
    for browser, expected in ((client, True), (Client(), False)):
        enter(browser, hannah)
        browser.post(STEP, {"code": spare})
        assert is_in(browser) is expected
    assert len(recovery_codes(hannah)) == 9


def test_each_code_that_fails_is_in_the_trail_and_five_cost_five_minutes(client: Client, hannah: User) -> None:
    with_app(hannah)
    enter(client, hannah)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})
    entries = TrailEntry.objects.filter(verb="refused", reason="second step failed", subject_id=str(hannah.pk))
    assert entries.count() == 5
    assert "Too many" in client.post(STEP, {"code": code()}).content.decode()
    assert "Too many" in client.post(STEP, {"code": recovery_codes(hannah)[0]}).content.decode()
    assert not is_in(client)


def test_the_last_step_of_somebody_who_must_have_one_stays(client: Client, hannah: User) -> None:
    key = passkey(hannah)
    client.force_login(hannah)
    page = reverse("access:remove_passkey", args=[key.pk])
    assert client.post(page).status_code == 422
    with_app(hannah)
    assert client.post(page).status_code == 303
    assert "Set up another one" in client.post(reverse("mfa_deactivate_totp")).content.decode()
    assert list(Authenticator.objects.filter(user=hannah, type="totp")) != []


def test_a_passkey_that_was_found_lets_nobody_in_alone_by_a_question_meant_for_a_second_step(hannah: User) -> None:
    held = ec.generate_private_key(ec.SECP256R1())
    key, mallory = passkey(hannah, held=held), making.user("Mallory")
    passkey(mallory)
    for verified in (False, True):
        client = Client()
        enter(client, mallory)
        client.get(STEP)
        session = client.session
        question = session["mfa.webauthn.state"]["challenge"]
        del session["account_login"]  # begun a quarter of an hour ago, and forgotten since
        session.save()
        client.post(reverse("mfa_login_webauthn"), {"credential": answered(key, held, question, verified=verified)})
        assert is_in(client) is verified
    assert TrailEntry.objects.filter(verb="refused", reason="sign-in by passkey failed").count() == 1


def test_recovery_codes_alone_are_no_second_step(client: Client, hannah: User) -> None:
    with_app(hannah)
    Authenticator.objects.filter(user=hannah, type="totp").delete()
    enter(client, hannah)
    assert client.get("/")["Location"] == OWN


def test_the_database_alone_makes_nobodys_codes(hannah: User) -> None:
    with_app(hannah)
    kept = Authenticator.objects.get(user=hannah, type="totp").data["secret"]
    assert SECRET not in str(kept)
    assert unseal(kept) == SECRET


def test_under_another_secret_key_no_code_fits(settings: Any, hannah: User, client: Client) -> None:
    with_app(hannah)
    settings.SECRET_KEY = "another"
    enter(client, hannah)
    assert client.post(STEP, {"code": code()}).status_code == 200
    assert not is_in(client)
    assert unseal(seal("x")) == "x"


def test_the_demonstrations_people_need_none(client: Client, settings: Any, hannah: User) -> None:
    settings.KINMAP_DEMO = True
    client.post(f"/accounts/demonstration/{hannah.pk}/")
    assert client.get("/").status_code == 200


def test_the_page_offers_no_address_of_anything_that_is_not_there(client: Client, hannah: User) -> None:
    client.force_login(with_app(hannah))
    for link in re.findall(r'href="(/accounts/[^"]+)"', client.get(OWN).content.decode()):
        assert client.get(link).status_code == 200, link
