"""When our own side fails, the answer is a sentence and a form with every word that was sent."""

import errno
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client

from kinmap.access.models import User
from kinmap.kit.identity import new_id
from kinmap.live.unsaved import NO_SPACE, OURS, UNREACHABLE, why
from tests import making

pytestmark = pytest.mark.django_db

WORDS = "\nDee rang Nana before she drank.\n\n<b>Mia</b> “was” asleep."
GONE = OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def home() -> making.Household:
    return making.family(children=["Kayla", "Mia"])


@pytest.fixture
def hannah(client: Client, home: making.Household) -> User:
    worker = making.worker(of=home)
    client.force_login(worker)
    client.raise_request_exception = False
    return worker


def add(client: Client, home: making.Household, **fields: Any) -> Any:
    sent = {"write": str(new_id()), "category": "strength", "text": WORDS,
            "children": [str(home["Kayla"].pk), str(home["Mia"].pk)], "csrfmiddlewaretoken": "t" * 32}  # fmt: skip
    return client.post(f"/families/{home.ref}/map/entries/", {**sent, **fields})


@pytest.fixture
def broken() -> Callable[[BaseException], Any]:
    return lambda problem: patch("kinmap.mapping.models.Map.add_entry", side_effect=problem)


def test_the_words_come_back_in_a_form_that_sends_them_again(
    client: Client, home: making.Household, hannah: User, broken: Any
) -> None:
    write = str(new_id())
    with broken(GONE):
        response = add(client, home, write=write)
    assert response.status_code == 503
    page = BeautifulSoup(response.content, "html5lib")
    assert page.select_one("textarea[name=text]").text == WORDS  # type: ignore[union-attr]
    assert page.select_one("label[for]").text == "Text"  # type: ignore[union-attr]
    form = page.select_one("form")
    assert form is not None
    assert form["action"] == f"/families/{home.ref}/map/entries/"
    sent: dict[str, list[str]] = {}
    for field in form.select("[name]"):
        sent.setdefault(str(field["name"]), []).append(str(field.get("value") or field.text))
    assert client.post(str(form["action"]), sent).status_code == 303
    assert client.post(str(form["action"]), sent).status_code == 303
    assert [entry.text.strip() for entry in home.family.entries.all()] == [WORDS.strip()]
    assert len(sent["children"]) == 2
    assert sent["write"] == [write]


def test_it_is_said_aloud_that_nothing_was_saved(
    client: Client, home: making.Household, hannah: User, broken: Any
) -> None:
    with broken(GONE):
        page = BeautifulSoup(add(client, home).content, "html5lib")
    said = page.select_one("[role=alert]")
    assert said is not None
    assert "Not saved. Your words are still here." in said.text
    assert UNREACHABLE in said.text


@pytest.mark.parametrize(("problem", "status", "sentence"), [
    (GONE, 503, UNREACHABLE),
    (OperationalError("database is locked"), 503, UNREACHABLE),
    (OperationalError("database or disk is full"), 503, NO_SPACE),
    (OSError(errno.ENOSPC, "No space left on device"), 503, NO_SPACE),
    (OSError(errno.EIO, "Input/output error"), 503, UNREACHABLE),
    (FileNotFoundError(errno.ENOENT, "no such file"), 500, OURS),
    (ZeroDivisionError(), 500, OURS),
    (None, 500, OURS),
])  # fmt: skip
def test_each_failure_has_its_sentence(problem: BaseException | None, status: int, sentence: str) -> None:
    assert why(problem) == (status, sentence)


def test_a_mistake_of_ours_gives_the_words_back_too(
    client: Client, home: making.Household, hannah: User, broken: Any
) -> None:
    with broken(ZeroDivisionError()):
        response = add(client, home)
    assert response.status_code == 500
    assert "Dee rang Nana before she drank." in response.content.decode()


def test_a_form_from_another_site_is_not_shown_in_our_name(home: making.Household, hannah: User, broken: Any) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(hannah)
    with patch("django.contrib.auth.middleware.LoginRequiredMiddleware.process_view", side_effect=GONE):
        response = add(client, home)
    assert response.status_code == 403
    assert "Dee rang" not in response.content.decode()


def test_a_password_is_never_shown_again(client: Client, broken: Any) -> None:
    client.raise_request_exception = False
    with patch("kinmap.access.sign_in.SignIn.authenticate", side_effect=GONE):
        response = client.post("/accounts/login/", {"login": "a@b.example", "password": "four unlikely words"})
    assert response.status_code == 503
    assert "unlikely" not in response.content.decode()


def test_when_not_even_the_signed_in_person_can_be_read(client: Client, home: making.Household, hannah: User) -> None:
    with patch("django.contrib.sessions.backends.db.SessionStore.load", side_effect=GONE):
        response = add(client, home)
    assert response.status_code == 503
    assert "Dee rang Nana before she drank." in response.content.decode()


def test_a_page_that_is_only_looked_at_says_so_too(client: Client, home: making.Household, hannah: User) -> None:
    with patch("kinmap.mapping.views.showing.gather", side_effect=GONE):
        response = client.get(f"/families/{home.ref}/map/")
    assert response.status_code == 503
    assert UNREACHABLE in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store, private"
