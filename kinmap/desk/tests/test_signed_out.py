"""Signed out in the middle of a sentence: the same person signs in again in place, and nothing typed is lost."""

import secrets
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.access.own import person_token
from kinmap.kit.identity import new_id
from kinmap.live.models import Draft
from kinmap.mapping.models import Entry
from tests import making

pytestmark = pytest.mark.django_db
WORDS = "Dee rang Nana before she drank."
PASSWORD = "a long enough pass phrase"
SCRIPT = {"X-Requested-With": "kinmap"}


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla"])


@pytest.fixture
def hannah(home: making.Household) -> Any:
    making.password_is_enough()
    return making.worker("Hannah Osei", of=home)


@pytest.fixture
def client(hannah: Any) -> Client:
    """A browser in which Hannah has looked at a page, with every check on."""
    made = Client(enforce_csrf_checks=True)
    made.force_login(hannah)
    made.get("/")
    return made


def token(client: Client, home: making.Household) -> str:
    box = BeautifulSoup(client.get(f"/families/{home.ref}/map/").content, "html5lib")
    found = box.select_one("input[name=csrfmiddlewaretoken]")
    assert found is not None
    return str(found["value"])


def sign_out(client: Client) -> None:
    """As if the session had run out: the browser keeps every other cookie."""
    del client.cookies["sessionid"]


def send(
    client: Client, home: making.Household, csrf: str, *, headers: dict[str, str] | None = None, **sent: Any
) -> Any:
    words = {"write": str(new_id()), "category": "past_harm", "text": WORDS, "children": [str(home["Kayla"].pk)]}
    where = f"/families/{home.ref}/map/entries/"
    return client.post(where, {**words, "csrfmiddlewaretoken": csrf, **sent}, headers=headers or {})


def fields(answer: Any, form: str) -> dict[str, Any]:
    found = BeautifulSoup(answer.content, "html5lib").select_one(form)
    assert found is not None
    return {str(box["name"]): box["value"] for box in found.select("input[type=hidden]")}


def test_a_script_is_told_so_and_nothing_is_done(client: Client, home: making.Household) -> None:
    csrf = token(client, home)
    sign_out(client)
    answer = send(client, home, csrf, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["X-Kinmap-Again"] == "signed out"
    kept = client.post("/drafts/keep/", {"csrfmiddlewaretoken": csrf}, headers=SCRIPT)
    assert kept.status_code == 401
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()


def test_a_page_that_is_only_looked_at_leads_to_the_sign_in_page(client: Client, home: making.Household) -> None:
    sign_out(client)
    assert client.get(f"/families/{home.ref}/map/").status_code == 302


def test_signing_in_in_place_takes_this_persons_password_and_no_other(client: Client, hannah: Any) -> None:
    joanne = making.user("Joanne Beckett")
    joanne.set_password("another long pass phrase")
    joanne.save()
    sign_out(client)
    box = client.get("/accounts/again/", {"person": person_token(hannah)}, headers=SCRIPT)
    assert "Hannah Osei" in box.content.decode()
    assert "<html" not in box.content.decode()
    sent = {**fields(box, "form"), "login": joanne.email}
    wrong = client.post("/accounts/again/", {**sent, "password": "another long pass phrase"}, headers=SCRIPT)
    assert wrong.status_code == 422
    assert "_auth_user_id" not in client.session
    right = client.post("/accounts/again/", {**sent, "password": PASSWORD}, headers=SCRIPT)
    assert (right.status_code, right.content) == (204, b"")
    assert client.session["_auth_user_id"] == str(hannah.pk)


def test_after_signing_in_again_the_same_write_is_sent_with_the_new_token_and_done_once(
    client: Client, home: making.Household, hannah: Any
) -> None:
    csrf, write = token(client, home), str(new_id())
    sign_out(client)
    assert send(client, home, csrf, write=write, headers={"HX-Request": "true"}).status_code == 401
    box = client.get("/accounts/again/", {"person": person_token(hannah)}, headers=SCRIPT)
    client.post("/accounts/again/", {**fields(box, "form"), "password": PASSWORD}, headers=SCRIPT)
    fresh = client.cookies["csrftoken"].value
    for _ in range(2):
        assert send(client, home, fresh, write=write, headers={"HX-Request": "true"}).status_code == 200
    assert Entry.objects.get().recorded_by == hannah


@pytest.mark.parametrize("told", ["", "nobody", "0190b0d0-0000-7000-8000-000000000000:x"])
def test_a_page_that_was_drawn_for_nobody_finds_nothing_to_sign_in_to(client: Client, told: str) -> None:
    assert client.get("/accounts/again/", {"person": told}).status_code == 404


def test_a_closed_account_finds_nothing_either(client: Client, hannah: Any) -> None:
    hannah.is_active = False
    hannah.save()
    assert client.get("/accounts/again/", {"person": person_token(hannah)}).status_code == 404


def test_words_are_never_sent_under_the_name_of_whoever_signed_in_meanwhile(
    client: Client, home: making.Household, hannah: Any
) -> None:
    client.force_login(making.worker("Joanne Beckett", of=home))
    csrf = token(client, home)
    mine = {"HX-Request": "true", "X-Kinmap-Person": person_token(hannah)}
    answer = send(client, home, csrf, headers=mine)
    assert (answer.status_code, answer.headers["X-Kinmap-Again"]) == (401, "other")
    typed = '[{"name":"text","label":"","words":true,"values":["Dee rang."]}]'
    sent = {"id": str(new_id()), "page": "/x/", "action": "/x/", "boxes": typed, "csrfmiddlewaretoken": csrf}
    assert client.post("/drafts/keep/", sent, headers={**SCRIPT, **mine}).status_code == 401
    whole = send(client, home, csrf, _person=person_token(hannah))
    assert whole.status_code == 401
    assert "Somebody else is signed in here now" in whole.content.decode()
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()


def test_without_a_script_the_words_come_back_and_go_on_after_signing_in(
    client: Client, home: making.Household, hannah: Any
) -> None:
    csrf, write = token(client, home), str(new_id())
    sign_out(client)
    answer = send(client, home, csrf, write=write)
    assert answer.status_code == 401
    assert WORDS in answer.content.decode()
    assert "Hannah Osei" in answer.content.decode()
    again = client.post("/accounts/again/", {**fields(answer, "form"), "password": PASSWORD})
    assert WORDS in again.content.decode()
    assert Draft.waiting_for(hannah).get().typed.said[0].text == WORDS
    found = BeautifulSoup(again.content, "html5lib").select_one("main form")
    assert found is not None
    assert found["action"] == f"/families/{home.ref}/map/entries/"
    assert client.post(str(found["action"]), fields(again, "main form")).status_code == 303
    assert Entry.objects.get().text == WORDS
    assert not Draft.objects.exists()


def test_a_wrong_password_loses_nothing_on_the_way(client: Client, home: making.Household) -> None:
    csrf = token(client, home)
    sign_out(client)
    answer = send(client, home, csrf)
    wrong = client.post("/accounts/again/", {**fields(answer, "form"), "password": "not mine"})
    assert wrong.status_code == 422
    assert "This is not the password of this account" in wrong.content.decode()
    again = client.post("/accounts/again/", {**fields(wrong, "form"), "password": PASSWORD})
    assert WORDS in again.content.decode()


def test_words_carried_through_the_sign_in_page_are_given_to_nobody_else(
    client: Client, home: making.Household, hannah: Any
) -> None:
    joanne = making.worker("Joanne Beckett", of=home)
    csrf = token(client, home)
    sign_out(client)
    sent = fields(send(client, home, csrf), "form") | {"person": person_token(joanne), "password": PASSWORD}
    answer = client.post("/accounts/again/", sent)
    assert WORDS not in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_form_that_failed_the_check_against_forged_requests_is_not_carried(
    client: Client, home: making.Household
) -> None:
    sign_out(client)
    answer = send(client, home, "forged")
    assert answer.status_code == 403
    assert WORDS not in answer.content.decode()


def test_words_too_long_to_be_carried_are_shown_to_be_copied(client: Client, home: making.Household) -> None:
    csrf = token(client, home)
    sign_out(client)
    long = " ".join(secrets.token_hex(20) for _ in range(25_000))
    shown = send(client, home, csrf, text=long).content.decode()
    assert long in shown
    assert "too long to be taken along" in shown
    assert len(shown) < 2 * len(long)


def test_the_demonstration_goes_on_by_a_press(client: Client, hannah: Any, settings: Any) -> None:
    settings.KINMAP_DEMO = True
    sign_out(client)
    box = client.get("/accounts/again/", {"person": person_token(hannah)}, headers=SCRIPT)
    assert "Go on as Hannah Osei" in box.content.decode()
    sent = {**fields(box, "form"), "demonstration": "1"}
    assert client.post("/accounts/again/", sent, headers=SCRIPT).status_code == 204
    assert client.session["_auth_user_id"] == str(hannah.pk)


def test_outside_the_demonstration_a_press_opens_nothing(client: Client, hannah: Any) -> None:
    sign_out(client)
    box = client.get("/accounts/again/", {"person": person_token(hannah)}, headers=SCRIPT)
    assert "demonstration" not in box.content.decode()
    sent = {**fields(box, "form"), "demonstration": "1"}
    assert client.post("/accounts/again/", sent, headers=SCRIPT).status_code == 422
    assert "_auth_user_id" not in client.session
