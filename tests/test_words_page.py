"""The list of words: read by everybody, changed by whoever looks after settings; every version stays."""

import pytest
from django.test import Client

from kinmap.access.roles import PRACTICE_LEAD
from kinmap.access.trail import TrailEntry
from kinmap.guidance.models import CouncilSwap
from kinmap.guidance.plain.wording import wording_of
from kinmap.mapping.tests.filling import filled, send, words_of
from tests import making

pytestmark = pytest.mark.django_db
HERE = "/guidance/words/"
TERM = {"phrase": "care journey", "instead": "what happened\nlife so far", "why": "Nobody travels."}


@pytest.fixture
def keeper(client: Client) -> Client:
    """Somebody who looks after plain words."""
    client.force_login(making.user("Petra Novak", role=PRACTICE_LEAD))
    return client


def pointed_at(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.words, one.instead) for one in wording_of(text, CouncilSwap.in_use()).hard]


def test_everybody_reads_the_list_and_few_change_it(client: Client) -> None:
    client.force_login(making.user("Hannah Osei"))
    page = client.get(HERE)
    assert "brothers and sisters" in words_of(page)
    assert "Add a word" not in words_of(page)
    assert client.get(f"{HERE}add/").status_code == 403
    assert client.get(f"{HERE}siblings/").status_code == 403


def test_a_word_that_is_added_is_pointed_at_from_then_on(keeper: Client) -> None:
    assert pointed_at("A care journey.") == []
    assert send(keeper, f"{HERE}add/", **TERM).status_code == 303
    assert pointed_at("A care journey.") == [("care journey", ("what happened", "life so far"))]
    assert TrailEntry.objects.filter(kind="plain word").count() == 1
    assert "Petra Novak" in words_of(keeper.get(HERE))


def test_the_same_form_sent_twice_adds_once(keeper: Client) -> None:
    sent = filled(keeper.get(f"{HERE}add/")) | TERM
    for _ in range(2):
        assert keeper.post(f"{HERE}add/", sent).status_code == 303
    assert CouncilSwap.objects.count() == 1


def test_a_phrase_stands_once_on_the_list(keeper: Client) -> None:
    page = send(keeper, f"{HERE}add/", phrase="Siblings", instead="brothers")
    assert page.status_code == 422
    assert "is on the list already" in words_of(page)
    assert "brothers" in page.content.decode()


def test_a_shipped_word_is_changed_and_its_versions_stay(keeper: Client) -> None:
    send(keeper, f"{HERE}siblings/", instead="children")
    send(keeper, f"{HERE}siblings/", instead="boys and girls")
    assert pointed_at("My siblings.") == [("siblings", ("boys and girls",))]
    page = words_of(keeper.get(f"{HERE}siblings/"))
    assert "siblings : children" in page or "siblings: children" in page
    assert "Kinmap ships with this word" in page


def test_a_withdrawn_word_is_left_alone_and_comes_back(keeper: Client) -> None:
    form = filled(keeper.get(f"{HERE}siblings/"))
    away = {"write": form["write"], "version": form["version"]}
    assert keeper.post(f"{HERE}siblings/withdraw/", away).status_code == 303
    assert pointed_at("My siblings.") == []
    assert "Taken off the list" in words_of(keeper.get(HERE))
    form = filled(keeper.get(f"{HERE}siblings/"))
    keeper.post(f"{HERE}siblings/bring-back/", {"write": form["write"], "version": form["version"]})
    assert pointed_at("My siblings.") == [("siblings", ("brothers and sisters",))]


def test_two_keepers_lose_no_word(keeper: Client) -> None:
    mine = filled(keeper.get(f"{HERE}siblings/"))
    send(keeper, f"{HERE}siblings/", instead="theirs")
    clash = keeper.post(f"{HERE}siblings/", mine | {"instead": "mine"})
    assert clash.status_code == 409
    assert "theirs" in words_of(clash)
    assert "mine" in words_of(clash)


def test_a_word_that_is_none_is_not_there(keeper: Client) -> None:
    assert keeper.get(f"{HERE}nonsense/").status_code == 404
