"""One throttle, per person and address: it stops guessing, and never locks out a whole office."""

import re
import time
from typing import Any

import pytest
from django.test import Client, RequestFactory

from kinmap.access.models import TrailEntry, User
from kinmap.access.sign_in import SignIn
from kinmap.access.tests.entering import PASSWORD, enter, is_in
from tests import making

pytestmark = pytest.mark.django_db
OFFICE, HOME = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def hannah() -> User:
    return making.user("Hannah Osei")


def misses(user: User, times: int, address: str = OFFICE) -> Any:
    for _ in range(times):
        answer = enter(Client(), user, "not it", REMOTE_ADDR=address)
    return answer


def tries(user: User, address: str) -> bool:
    client = Client()
    enter(client, user, REMOTE_ADDR=address)
    return is_in(client)


def test_five_misses_cost_the_person_five_minutes_at_that_address(hannah: User, monkeypatch: Any) -> None:
    misses(hannah, 5)
    assert not tries(hannah, OFFICE)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 5 * 60 + 1)
    assert tries(hannah, OFFICE)


def test_the_page_says_to_wait(hannah: User) -> None:
    misses(hannah, 5)
    assert "Too many" in misses(hannah, 1).content.decode()


def test_a_colleague_behind_the_same_address_gets_in(hannah: User) -> None:
    misses(hannah, 20)
    assert tries(making.user("Joanne Beckett"), OFFICE)


def test_the_same_person_gets_in_from_elsewhere_so_that_nobody_far_away_locks_them_out(hannah: User) -> None:
    misses(hannah, 20, OFFICE)
    assert tries(hannah, HOME)


def test_capitals_and_spaces_make_no_other_person(hannah: User) -> None:
    misses(hannah, 5)
    client = Client()
    client.post("/accounts/login/", {"login": f" {hannah.email.upper()} ", "password": PASSWORD}, REMOTE_ADDR=OFFICE)
    assert not is_in(client)


def test_letters_that_a_database_takes_for_the_same_make_no_other_person(hannah: User) -> None:
    adapter, request = SignIn(), RequestFactory().get("/", REMOTE_ADDR=OFFICE)
    keys = {adapter._get_login_attempts_cache_key(request, email=one) for one in ("os@k.example", "oſ@\u212a.example")}
    assert len(keys) == 1


def test_one_connections_ipv6_network_is_one_address(hannah: User) -> None:
    for number in range(5):
        misses(hannah, 1, f"2001:db8:1:2::{number + 1}")
    assert not tries(hannah, "2001:db8:1:2:ffff::9")
    assert tries(hannah, "2001:db8:1:3::9")


def test_signing_in_in_between_does_not_begin_the_count_anew(hannah: User) -> None:
    misses(hannah, 4)
    assert tries(hannah, OFFICE)
    misses(hannah, 1)
    assert not tries(hannah, OFFICE)


def test_every_miss_is_in_the_trail_with_its_address(hannah: User) -> None:
    misses(hannah, 3)
    entries = TrailEntry.objects.filter(verb="refused", kind="account", subject_id=str(hannah.pk))
    assert [(entry.reason, entry.address) for entry in entries] == [("sign-in failed", OFFICE)] * 3


def test_an_account_that_is_not_there_answers_the_same(hannah: User) -> None:
    texts = []
    for email in (hannah.email, "nobody@northmoor.example"):
        answer = Client().post("/accounts/login/", {"login": email, "password": "not it"})
        shown = answer.content.decode().replace(email, "…")
        texts.append(re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", shown))
    assert "There is a problem" in texts[0]
    assert texts[0] == texts[1]
