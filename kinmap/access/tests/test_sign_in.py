"""Signing in: by e-mail and password, or in the demonstration by picking a person."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import PRACTITIONER
from kinmap.access.sign_in import SignIn
from tests import making

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def press(client: Client, person: User, **extra: Any) -> Any:
    return client.post(f"/accounts/demonstration/{person.pk}/", **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.KINMAP_DEMO = True


def test_an_account_signs_in_with_e_mail_and_password(client: Client) -> None:
    hannah = making.user("Hannah Osei")
    response = client.post(LOGIN, {"login": hannah.email.upper(), "password": "a long enough pass phrase"})
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert is_signed_in(client)


def test_every_sign_in_leaves_a_trail_entry(client: Client) -> None:
    hannah = making.user("Hannah Osei")
    client.post(LOGIN, {"login": hannah.email, "password": "a long enough pass phrase"})
    entry = TrailEntry.objects.get(verb="sign_in")
    assert (entry.user_id, entry.subject_id, entry.address) == (hannah.pk, str(hannah.pk), "127.0.0.1")


def test_a_wrong_password_lets_nobody_in_and_is_recorded(client: Client) -> None:
    hannah = making.user("Hannah Osei")
    response = client.post(LOGIN, {"login": hannah.email, "password": "not it"})
    assert response.status_code == 200
    assert not is_signed_in(client)
    entry = TrailEntry.objects.get(verb="refused", kind="account")
    assert (entry.user_id, entry.subject_id) == (None, str(hannah.pk))


def test_an_account_that_is_closed_lets_nobody_in(client: Client) -> None:
    hannah = making.user("Hannah Osei")
    hannah.is_active = False
    hannah.save()
    client.post(LOGIN, {"login": hannah.email, "password": "a long enough pass phrase"})
    assert not is_signed_in(client)


def test_nobody_opens_their_own_account(rf: Any) -> None:
    assert SignIn().is_open_for_signup(rf.get("/")) is False


def test_every_other_page_asks_for_sign_in_first(client: Client) -> None:
    response = client.get("/families/L1/")
    assert response.status_code == 302
    assert response["Location"].startswith(LOGIN)


def test_the_demonstration_offers_people_by_name_and_role(client: Client, demonstration: None) -> None:
    hannah = making.user("Hannah Osei", team=making.team("East team"))
    hannah.job_title = "Social worker"
    hannah.save()
    shown = client.get(LOGIN).content.decode()
    assert "Hannah Osei" in shown
    assert "Social worker, East team" in shown
    assert "Northmoor Council" in shown


def test_one_press_signs_in_and_is_recorded(client: Client, demonstration: None) -> None:
    hannah = making.user("Hannah Osei")
    response = press(client, hannah)
    assert response.status_code == 303
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(hannah.pk)
    assert TrailEntry.objects.get(verb="sign_in").user_id == hannah.pk


def test_a_page_without_the_token_cannot_sign_anybody_in(demonstration: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    response = press(browser, making.user("Hannah Osei"))
    assert response.status_code == 403
    assert not is_signed_in(browser)


def test_following_a_link_signs_nobody_in(client: Client, demonstration: None) -> None:
    hannah = making.user("Hannah Osei")
    assert client.get(f"/accounts/demonstration/{hannah.pk}/").status_code == 405
    assert not is_signed_in(client)


def test_outside_the_demonstration_there_is_nobody_to_pick(client: Client) -> None:
    hannah = making.user("Hannah Osei")
    assert "Hannah Osei" not in client.get(LOGIN).content.decode()
    assert press(client, hannah).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.1", "81.2.69.160", "::ffff:192.168.1.20", "", "unix:"])
def test_the_demonstration_opens_only_on_this_machine(client: Client, demonstration: None, address: str) -> None:
    hannah = making.user("Hannah Osei")
    assert "Hannah Osei" not in client.get(LOGIN, REMOTE_ADDR=address).content.decode()
    assert press(client, hannah, REMOTE_ADDR=address).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via"])
def test_the_demonstration_stays_shut_behind_a_proxy_on_this_machine(
    client: Client, demonstration: None, header: str
) -> None:
    hannah = making.user("Hannah Osei")
    assert press(client, hannah, headers={header: "127.0.0.1"}).status_code == 404
    assert not is_signed_in(client)


def test_another_name_for_this_machine_is_refused(client: Client, demonstration: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = settings.LOOPBACK_HOSTS  # a test client is otherwise let in as "testserver"
    response = press(client, making.user("Hannah Osei"), headers={"host": "evil.example"})
    assert response.status_code == 400
    assert not is_signed_in(client)


def test_a_real_address_is_never_offered(client: Client, demonstration: None) -> None:
    real = User.objects.create_user("hannah@northmoor.gov.uk", name="Real Hannah", organisation=making.council())
    real.hold(PRACTITIONER)
    assert "Real Hannah" not in client.get(LOGIN).content.decode()
    assert press(client, real).status_code == 404


def test_somebody_whose_account_is_closed_is_not_offered(client: Client, demonstration: None) -> None:
    hannah = making.user("Hannah Osei")
    hannah.is_active = False
    hannah.save()
    assert "Hannah Osei" not in client.get(LOGIN).content.decode()
    assert press(client, hannah).status_code == 404


def test_the_sign_in_page_asks_the_same_number_of_questions_for_any_number_of_people(
    client: Client, demonstration: None, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        making.user(f"Worker Number{number}")
    with django_assert_max_num_queries(2):
        client.get(LOGIN)


def test_a_production_configuration_refuses_demonstration_mode() -> None:
    ask = [sys.executable, "-c", "import kinmap.config.settings"]
    around = {**os.environ, "KINMAP_DEMO": "1", "KINMAP_HOSTS": "kinmap.northmoor.example"}
    answer = subprocess.run(ask, env=around, capture_output=True, text=True, check=False)
    assert answer.returncode != 0
    assert ImproperlyConfigured.__name__ in answer.stderr
    assert "KINMAP_DEMO lets anybody sign in as anybody" in answer.stderr
