"""Where I am signed in, each browser revocable; a desk that was left ends by itself."""

import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinmap.access.models import SignedIn, TrailEntry, User
from kinmap.access.signed_in import device
from kinmap.access.tests.entering import PASSWORD, enter, is_in, page_of
from tests import making

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def hannah() -> User:
    making.password_is_enough()
    return making.user("Hannah Osei")


def browser(user: User, told: str = FIREFOX) -> Client:
    made = Client(headers={"User-Agent": told})
    enter(made, user)
    assert is_in(made)
    return made


def test_the_page_names_each_browser_in_plain_words_this_one_first(hannah: User) -> None:
    here, _ = browser(hannah), browser(hannah, IPHONE)
    names = [one.text.split("\n")[0].strip() for one in page_of(here.get(PAGE)).select(".sessions__device")]
    assert names == ["Firefox on Windows You are here", "Safari on an iPhone"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
         "Chrome on an Android phone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
         "Edge on Windows"),
        ("", "A browser on a device Kinmap does not recognise"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_people_name_it(told: str, said: str) -> None:
    assert device(told) == said


def test_a_browser_that_was_ended_is_out_at_its_next_step(hannah: User) -> None:
    here, there = browser(hannah), browser(hannah, IPHONE)
    assert there.get("/").status_code == 200
    row = SignedIn.objects.get(device="Safari on an iPhone")
    assert here.post(reverse("access:end_session", args=[row.pk])).status_code == 303
    assert there.get("/")["Location"].startswith("/accounts/login/")
    assert here.get("/").status_code == 200
    entry = TrailEntry.objects.get(verb="withdraw", kind="session")
    assert (entry.user_id, entry.subject_id, entry.reason) == (hannah.pk, str(hannah.pk), "from another browser")


def test_all_others_end_with_one_press(hannah: User) -> None:
    here, others = browser(hannah), [browser(hannah, IPHONE), browser(hannah)]
    here.post(reverse("access:end_others"))
    assert here.get("/").status_code == 200
    assert [one.get("/").status_code for one in others] == [302, 302]
    assert SignedIn.objects.count() == 1


def test_the_list_of_sessions_asks_the_same_for_one_and_for_five(hannah: User, django_assert_num_queries: Any) -> None:
    here = browser(hannah)
    here.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        here.get(PAGE)
    usual = len(asked)
    for _ in range(4):
        browser(hannah, IPHONE)
    with django_assert_num_queries(usual):
        assert len(page_of(here.get(PAGE)).select(".sessions__one")) == 5


def test_nobody_ends_somebody_elses(hannah: User) -> None:
    here, other = browser(hannah), browser(making.user("Joanne Beckett"))
    theirs = SignedIn.objects.exclude(user=hannah).get()
    assert here.post(reverse("access:end_session", args=[theirs.pk])).status_code == 404
    assert other.get("/").status_code == 200


def test_a_session_that_is_gone_is_not_listed(hannah: User) -> None:
    here, there = browser(hannah), browser(hannah, IPHONE)
    there.post("/accounts/logout/")
    assert len(page_of(here.get(PAGE)).select(".sessions__one")) == 1


def test_a_new_password_ends_every_other_session_and_this_one_stays_listed(hannah: User) -> None:
    here, there = browser(hannah), browser(hannah, IPHONE)
    new = "five quite unlikely words here"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", typed).status_code == 302
    assert there.get("/")["Location"].startswith("/accounts/login/")
    assert here.get("/").status_code == 200
    shown = page_of(here.get(PAGE)).select(".sessions__device")
    assert [("You are here" in one.text) for one in shown] == [True]


def test_closing_an_account_ends_what_is_open(hannah: User) -> None:
    here = browser(hannah)
    hannah.close(by=None)
    assert here.get("/")["Location"].startswith("/accounts/login/")


# --- The desk that was left ---------------------------------------------------------------------------


def left(client: Client, minutes: float) -> None:
    """As if nobody had touched it for so many minutes."""
    session = client.session
    session["kinmap_seen"] = int(time.time() - minutes * 60)
    session.save()


def test_a_session_ends_after_the_time_that_the_council_set(hannah: User, settings: Any) -> None:
    here = browser(hannah)
    left(here, 14)
    assert here.get("/").status_code == 200
    left(here, 15.1)
    assert here.get("/")["Location"].startswith("/accounts/login/?next=/")
    assert TrailEntry.objects.get(kind="session").reason == "idle"
    settings.KINMAP_IDLE_MINUTES = 30
    enter(here, hannah)
    left(here, 20)
    assert here.get("/").status_code == 200


def test_a_session_without_a_time_is_over(hannah: User) -> None:
    here = browser(hannah)
    session = here.session
    del session["kinmap_seen"]
    session.save()
    assert here.get("/").status_code == 302


def test_every_step_begins_the_time_anew_but_is_noted_once_a_minute(hannah: User) -> None:
    here = browser(hannah)
    left(here, 10)
    here.get(PAGE)
    assert here.session["kinmap_seen"] > time.time() - 5
    left(here, 0.5)
    seen, stored = here.session["kinmap_seen"], Session.objects.get().session_data
    here.get(PAGE)
    assert here.session["kinmap_seen"] == seen
    assert Session.objects.get().session_data == stored


def test_after_a_long_shift_a_session_ends_in_any_case(hannah: User) -> None:
    here = browser(hannah)
    session = here.session
    session["kinmap_began"] = int(time.time()) - 12 * 60 * 60 - 1
    session.save()
    assert here.get("/")["Location"].startswith("/accounts/login/")
    enter(here, hannah)
    assert here.get("/").status_code == 200


def test_asking_how_long_is_left_is_no_sign_of_anybody_and_saying_so_is(hannah: User) -> None:
    here = browser(hannah)
    left(here, 14)
    assert 50 <= here.get("/accounts/still-there/").json()["left"] <= 60
    assert 50 <= here.get("/accounts/still-there/").json()["left"] <= 60
    assert here.post("/accounts/still-there/").json()["left"] == 15 * 60
    assert here.get("/accounts/still-there/").json()["left"] > 14 * 60


def test_a_script_at_a_desk_that_was_left_is_told_to_ask_again(hannah: User) -> None:
    here = browser(hannah)
    left(here, 16)
    answer = here.get("/accounts/still-there/", headers={"X-Requested-With": "kinmap"})
    assert (answer.status_code, answer["X-Kinmap-Again"]) == (401, "signed out")


def test_words_sent_from_a_desk_that_was_left_are_kept_through_signing_in(hannah: User) -> None:
    home = making.family("Larkin", children=["Kayla"])
    making.allocate(hannah, home)
    here = browser(hannah)
    here.get("/")
    left(here, 16)
    sent = {"write": "01a20578-880d-753f-a239-de4609ee2412", "category": "strength", "text": "Nana came by.",
            "children": [str(home["Kayla"].pk)]}  # fmt: skip
    answer = here.post(reverse("mapping:entries", args=[home.ref]), sent)
    assert answer.status_code == 401
    assert "Nana came by." in answer.content.decode()
