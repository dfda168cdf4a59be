"""Single sign-on: the right person gets in, and nothing that was not signed for us, just now, by the right issuer."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kinmap.access.models import SignOnIdentity, TrailEntry, User
from kinmap.access.sign_on.provider import SignOn
from tests import making
from tests.sign_on.council import Council, serving

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.fixture
def council(issuer: str, settings: Any) -> Council:
    settings.KINMAP_SSO = configured(issuer)
    return Council(issuer)


def configured(issuer: str, **differently: Any) -> SignOn:
    usual = {"name": "Sign in with your Northmoor account", "claim": "sub", "trusted_mail": False}
    told = {**usual, "second_step": frozenset({"mfa"}), **differently}
    return SignOn(issuer=issuer, client="kinmap", secret="known to the tests", **told)


@pytest.fixture
def hannah() -> User:
    made = making.user("Hannah Osei")
    made.email = "hannah@northmoor.example"
    made.save()
    return made


def who(client: Client) -> str | None:
    found: str | None = client.session.get("_auth_user_id")
    return found


def refused(answer: Any) -> str:
    assert answer.status_code == 403
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.h1 is not None
    assert page.h1.text == "You could not be signed in"
    return page.text


def test_the_right_person_is_let_in_and_comes_to_where_they_wanted(
    client: Client, council: Council, hannah: User
) -> None:
    making.password_is_enough()
    answer = council.enter(client, "hannah", to="/search/")
    assert (answer.status_code, answer["Location"]) == (302, "/search/")
    assert who(client) == str(hannah.pk)
    assert client.get("/").status_code == 200
    assert TrailEntry.objects.filter(verb="sign_in", user_id=hannah.pk).count() == 1
    assert SignOnIdentity.objects.get().user_id == hannah.pk


def test_the_question_carries_state_nonce_and_a_challenge(client: Client, council: Council) -> None:
    asked = parse_qs(urlsplit(client.get("/accounts/council/")["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert "known to the tests" not in str(asked)


def test_the_button_stands_on_the_sign_in_page_and_nothing_where_there_is_none(
    client: Client, council: Council, settings: Any
) -> None:
    assert "Sign in with your Northmoor account" in client.get("/accounts/login/?next=/search/").content.decode()
    settings.KINMAP_SSO = None
    assert "/accounts/council/" not in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/council/").status_code == 404


def test_an_address_the_council_opened_no_account_for_is_refused_in_plain_words(
    client: Client, council: Council, hannah: User
) -> None:
    answer = council.enter(client, "somebody")
    assert "There is no account in Kinmap for you yet" in refused(answer)
    assert not User.objects.filter(email="somebody@northmoor.example").exists()
    assert who(client) is None
    assert TrailEntry.objects.get(verb="refused").reason == "single sign-on: unknown"


def test_an_address_that_is_not_verified_opens_nobodys_account(client: Client, council: Council, hannah: User) -> None:
    refused(council.enter(client, "unsure"))
    assert who(client) is None


def test_a_council_that_verifies_addresses_itself_says_so(
    client: Client, council: Council, hannah: User, settings: Any, issuer: str
) -> None:
    settings.KINMAP_SSO = configured(issuer, trusted_mail=True, claim="oid")
    council.enter(client, "unsure")
    assert who(client) == str(hannah.pk)
    assert SignOnIdentity.objects.get().subject == "0a3"


def test_whoever_got_the_address_later_does_not_get_the_account(client: Client, council: Council, hannah: User) -> None:
    council.enter(client, "hannah")
    other, somewhere_else = Client(), Council(council.issuer)
    refused(somewhere_else.enter(other, "successor"))
    assert who(other) is None


def test_the_same_person_is_known_again_after_their_address_changed(
    client: Client, council: Council, hannah: User
) -> None:
    council.enter(client, "hannah")
    hannah.email = "h.osei@northmoor.example"
    hannah.save()
    again = Client()
    council.enter(again, "hannah")
    assert who(again) == str(hannah.pk)


@pytest.mark.parametrize(
    "lie",
    [
        {"aud": "another-council", "azp": "kinmap"},
        {"aud": ["another-council"]},
        {"iss": "http://localhost:1"},
        {"nonce": "of another question"},
        {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
        {"by": "a stranger"},
    ],
    ids=["another audience", "only another audience", "another issuer", "another nonce", "too old", "another key"],
)
def test_a_token_that_was_not_made_for_us_just_now_lets_nobody_in(
    client: Client, council: Council, hannah: User, lie: dict[str, Any]
) -> None:
    council.gets_wrong(**lie)
    assert "could not be trusted" in refused(council.enter(client, "hannah"))
    assert who(client) is None
    assert TrailEntry.objects.filter(verb="refused", kind="account").count() == 1


def test_another_issuer_under_the_same_roof_is_not_believed(client: Client, council: Council, settings: Any) -> None:
    settings.KINMAP_SSO = configured(council.issuer.replace("localhost", "127.0.0.1"))
    assert client.get("/accounts/council/").status_code == 502


def test_coming_back_with_somebody_elses_answer_lets_nobody_in(client: Client, council: Council, hannah: User) -> None:
    asked = client.get("/accounts/council/")
    path = council.back_from(asked, "hannah").removeprefix("http://testserver")
    other = Client()
    other.get("/accounts/council/")
    refused(other.get(path))
    assert who(other) is None


def test_a_closed_account_stays_closed(client: Client, council: Council, hannah: User) -> None:
    hannah.close(by=None)
    assert council.enter(client, "hannah")["Location"] == "/accounts/inactive/"
    assert who(client) is None


def test_whoever_has_no_role_any_more_is_not_let_in(client: Client, council: Council) -> None:
    making.user("Hannah Osei", role=None)
    person = User.objects.get(name="Hannah Osei")
    person.email = "hannah@northmoor.example"
    person.save()
    assert council.enter(client, "hannah")["Location"] == "/accounts/inactive/"
    assert who(client) is None


def test_a_second_step_there_counts_only_where_the_council_says_so(
    council: Council, hannah: User, settings: Any, issuer: str
) -> None:
    inside = Client()
    council.enter(inside, "two steps")
    assert inside.get("/").status_code == 200
    settings.KINMAP_SSO = configured(issuer, second_step=frozenset())
    outside = Client()
    Council(issuer).enter(outside, "two steps")
    assert outside.get("/")["Location"] == "/accounts/second-step/"


def test_single_sign_on_is_not_held_up_by_passwords_that_missed(client: Client, council: Council, hannah: User) -> None:
    for _ in range(6):
        client.post("/accounts/login/", {"login": hannah.email, "password": "no"})
    council.enter(client, "hannah")
    assert who(client) == str(hannah.pk)


def test_whoever_came_that_way_shows_there_that_it_is_they(client: Client, council: Council, hannah: User) -> None:
    council.enter(client, "two steps")
    session = client.session
    session["account_authentication_methods"] = [{"method": "sign on", "at": 1}]
    session.save()
    page = reverse("mfa_activate_totp")
    asked = client.get(page)
    assert asked["Location"].startswith("/accounts/prove/")
    assert "/accounts/council/" in client.get(asked["Location"]).content.decode()
    question = client.get("/accounts/council/", {"next": page})
    assert "prompt=login" in question["Location"]
    assert council.enter(client, "two steps", to=page)["Location"] == page
    assert client.get(page).status_code == 200


def test_a_provider_that_cannot_be_reached_is_said_in_plain_words(client: Client, settings: Any) -> None:
    settings.KINMAP_SSO = configured("http://localhost:9")
    answer = client.get("/accounts/council/")
    assert answer.status_code == 502
    assert "could not be reached" in answer.content.decode()


def test_an_address_that_is_told_only_when_asked_for_is_asked_for(settings: Any, hannah: User, client: Client) -> None:
    with serving(ONLY_WHEN_ASKED="1") as issuer:
        settings.KINMAP_SSO = configured(issuer)
        Council(issuer).enter(client, "hannah")
    assert who(client) == str(hannah.pk)
