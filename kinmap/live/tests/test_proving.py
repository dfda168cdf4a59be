"""Before a dangerous act people show again who they are, and what they typed comes along."""

import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kinmap.access.models import TrailEntry, User
from kinmap.access.roles import AUDITOR, SYSTEM_ADMINISTRATOR, TEAM_MANAGER
from kinmap.access.tests.entering import PASSWORD, code, heading, page_of, recovery_codes, with_app
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db
PROVE = "/accounts/prove/"


@pytest.fixture
def petra() -> User:
    return making.user("Petra Novak", role=SYSTEM_ADMINISTRATOR)


def long_ago(client: Client, minutes: int = 120) -> None:
    """As if the last proof had been so many minutes ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - minutes * 60}]
    session.save()


def signed_in(user: User, minutes: int = 120) -> Client:
    client = Client()
    client.force_login(user)
    long_ago(client, minutes)
    return client


def hidden(answer: Any, form: int = 0) -> dict[str, str]:
    found = page_of(answer).select("main form")[form]
    return {str(one["name"]): str(one.get("value", "")) for one in found.select("input[type=hidden], textarea")}


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla"], parents=["Dee"])


def dangerous(home: making.Household) -> list[tuple[User, str]]:
    """One address for each dangerous act, with somebody who may do it."""
    manager, auditor = making.worker("Ruth", of=home, role=TEAM_MANAGER), making.user("Omar", role=AUDITOR)
    administrator = making.user("Petra", role=SYSTEM_ADMINISTRATOR)
    colleague = making.user("Gemma")
    ref = home.ref
    kayla, dee = home["Kayla"].pk, home["Dee"].pk
    return [
        (manager, reverse("casework:export", args=[ref])),
        (manager, reverse("casework:import")),
        (manager, reverse("casework:join_files", args=[ref])),
        (manager, reverse("casework:two_records", args=[ref, kayla, dee])),
        (manager, reverse("casework:give_access", args=[ref, colleague.pk])),
        (manager, reverse("casework:lock", args=[ref])),
        (auditor, reverse("casework:trail_file")),
        (administrator, reverse("casework:role", args=["auditor"])),
        (colleague, reverse("mfa_activate_totp")),
        (colleague, reverse("mfa_add_webauthn")),
        (colleague, reverse("mfa_generate_recovery_codes")),
    ]


def test_every_dangerous_act_is_asked_for_before_its_page(home: making.Household) -> None:
    for user, where in dangerous(home):
        asked = signed_in(user).get(where)
        assert asked.status_code == 302, where
        assert asked["Location"].startswith(PROVE), where


def test_whoever_comes_by_single_sign_on_alone_is_asked_before_they_get_a_password(petra: User) -> None:
    petra.set_unusable_password()
    petra.save()
    where = reverse("account_set_password")
    for sent in (signed_in(petra).get(where), signed_in(petra).post(where, {"password1": PASSWORD})):
        assert (sent.status_code, petra.has_usable_password()) in ((302, False), (401, False))
    assert signed_in(petra, minutes=1).get(where).status_code == 200


def test_whoever_has_just_signed_in_is_not_asked(home: making.Household) -> None:
    for user, where in dangerous(home):
        answer = signed_in(user, minutes=9).get(where)
        assert not answer.headers.get("Location", "").startswith(PROVE), where


def test_a_stranger_is_told_nothing_by_being_asked(home: making.Household) -> None:
    stranger = signed_in(making.user("Stranger", role=TEAM_MANAGER))
    assert stranger.get(reverse("casework:export", args=[home.ref])).status_code == 404


def test_the_password_leads_on_to_where_one_was(petra: User) -> None:
    client, page = signed_in(petra), reverse("casework:role", args=["auditor"])
    asked = client.get(page, follow=True)
    assert heading(asked) == "Show that it is you"
    wrong = client.post(PROVE, {**hidden(asked), "password": "no"})
    assert wrong.status_code == 422
    assert page_of(wrong).select_one(".govuk-error-summary")
    right = client.post(PROVE, {**hidden(wrong), "password": PASSWORD})
    assert (right.status_code, right["Location"]) == (303, page)
    assert client.get(page).status_code == 200


def test_a_code_or_a_recovery_code_will_do(petra: User) -> None:
    with_app(petra)
    for typed in (code(), recovery_codes(petra)[0]):
        client = signed_in(petra)
        assert client.post(PROVE, {"code": typed, "next": "/"}).status_code == 303
        assert client.get(reverse("casework:role", args=["auditor"])).status_code == 200


def test_codes_that_fail_are_recorded_and_held_up(petra: User) -> None:
    with_app(petra)
    client = signed_in(petra)
    for _ in range(5):
        assert client.post(PROVE, {"code": "000000"}).status_code == 422
    assert TrailEntry.objects.filter(reason="proof of identity failed", subject_id=str(petra.pk)).count() == 5
    assert client.post(PROVE, {"code": code()}).status_code == 422


def test_the_way_on_never_leads_to_another_house(petra: User) -> None:
    answer = signed_in(petra).post(PROVE, {"password": PASSWORD, "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_form_opened_in_time_may_be_sent_a_while_later(petra: User) -> None:
    typed = {"write": str(new_id()), "version": "0", "name": "Checker", "second_step": "yes"}
    assert signed_in(petra, minutes=25).post(reverse("casework:role", args=["auditor"]), typed).status_code == 303


def test_what_was_typed_too_late_comes_along_and_is_sent_once(petra: User) -> None:
    client, page = signed_in(petra), reverse("casework:role", args=["auditor"])
    typed = {"write": str(new_id()), "version": "0", "name": "Checker of everything", "second_step": "yes"}
    asked = client.post(page, typed)
    assert asked.status_code == 401
    assert "Checker of everything" in asked.content.decode()
    words = client.post(PROVE, {**hidden(asked), "password": PASSWORD})
    assert "Checker of everything" in words.content.decode()
    form = page_of(words).select_one("main form")
    assert form is not None
    assert form["action"] == page
    assert client.post(page, hidden(words)).status_code == 303
    assert "Checker of everything" in client.get(reverse("casework:roles")).content.decode()


def test_a_script_is_told_so_and_asks_in_place(petra: User) -> None:
    answer = signed_in(petra).post(
        reverse("casework:role", args=["auditor"]), {"name": "x"}, headers={"X-Requested-With": "kinmap"}
    )
    assert (answer.status_code, answer["X-Kinmap-Again"]) == (401, "prove")


def test_words_go_on_in_nobody_elses_name(petra: User) -> None:
    page = reverse("casework:role", args=["auditor"])
    asked = signed_in(petra).post(page, {"write": str(new_id()), "name": "Petra’s own word"})
    other = signed_in(making.user("Olga", role=SYSTEM_ADMINISTRATOR))
    answer = other.post(PROVE, {**hidden(asked), "password": PASSWORD})
    assert "Petra’s own word" not in answer.content.decode()


def test_in_the_demonstration_one_says_who_one_is(petra: User, settings: Any) -> None:
    settings.KINMAP_DEMO = True
    client = signed_in(petra)
    asked = client.get(PROVE)
    assert heading(asked) == "Are you Petra Novak?"
    assert client.post(PROVE, {"demonstration": "1"}).status_code == 303
    assert client.get(reverse("casework:role", args=["auditor"])).status_code == 200


def test_outside_the_demonstration_saying_so_is_not_enough(petra: User) -> None:
    client = signed_in(petra)
    assert client.post(PROVE, {"demonstration": "1"}).status_code == 422
    assert client.get(reverse("casework:role", args=["auditor"])).status_code == 302


def test_what_was_not_shown_is_no_look(home: making.Household) -> None:
    manager = making.worker("Ruth", of=home, role=TEAM_MANAGER)
    before = TrailEntry.objects.count()
    signed_in(manager).get(reverse("casework:export", args=[home.ref]))
    assert TrailEntry.objects.count() == before


def test_the_page_reads_without_a_script(petra: User) -> None:
    page = BeautifulSoup(signed_in(with_app(petra)).get(PROVE).content, "html5lib")
    assert len(page.select("main form:not([hidden])")) == 2
