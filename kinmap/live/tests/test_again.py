"""Signing in again in the middle of a sentence, with the second step that the person has."""

from typing import Any

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.access.own import person_token
from kinmap.access.tests.entering import PASSWORD, code, is_in, page_of, with_app
from tests import making
from tests.passkeys import passkey

pytestmark = pytest.mark.django_db
AGAIN = "/accounts/again/"


@pytest.fixture
def hannah() -> User:
    return with_app(making.user("Hannah Osei"))


def ask(client: Client, user: User, **typed: str) -> Any:
    return client.post(AGAIN, {"person": person_token(user), **typed}, headers={"X-Requested-With": "kinmap"})


def test_after_the_password_the_code_is_asked_for_and_opens(client: Client, hannah: User) -> None:
    first = ask(client, hannah, password=PASSWORD)
    assert first.status_code == 422
    assert page_of(first).select_one("input[name=code]")
    assert not is_in(client)
    wrong = ask(client, hannah, code="000000")
    assert wrong.status_code == 422
    assert page_of(wrong).select_one(".govuk-error-message")
    assert ask(client, hannah, code=code()).status_code == 204
    assert is_in(client)


def test_a_code_without_the_password_opens_nothing(client: Client, hannah: User) -> None:
    assert ask(client, hannah, code=code()).status_code == 422
    assert not is_in(client)


def test_a_passkey_is_offered_beside_the_code(client: Client, hannah: User) -> None:
    passkey(hannah)
    shown = page_of(ask(client, hannah, password=PASSWORD))
    assert shown.select_one("form[data-passkey=get] input[name=credential]")
    assert shown.select_one("script#passkey-options[type='application/json']")


def test_the_second_step_of_one_person_opens_nothing_for_another(client: Client, hannah: User) -> None:
    joanne = making.user("Joanne Beckett")
    ask(client, hannah, password=PASSWORD)
    ask(client, joanne, code=code())
    assert not is_in(client)
