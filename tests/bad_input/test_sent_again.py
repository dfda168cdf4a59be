"""The same form twice, three times at once, and to another family's address: done once, and only where it belongs."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kinmap.kit.identity import new_id
from kinmap.live.models import Draft, KeptWords
from kinmap.mapping.models import Entry
from tests import making
from tests.bad_input.conftest import Typing


def test_twice_is_once(type_: Typing) -> None:
    write = str(new_id())
    first, second = (type_("Dee rang Nana.", write=write) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Entry.objects.count() == 1
    assert not KeptWords.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_three_times_at_once_is_once() -> None:
    home = making.family("Larkin", children=["Kayla"])
    hannah = making.worker("Hannah Osei", of=home)
    write, ready, answers = str(new_id()), threading.Barrier(3), []

    def press() -> None:
        client = Client()
        client.force_login(hannah)
        typing = Typing(client, home)
        ready.wait()
        try:
            answers.append(typing("Dee rang Nana.", write=write).status_code)
        finally:
            connection.close()

    hands = [threading.Thread(target=press) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert answers == [303, 303, 303]
    assert Entry.objects.count() == 1
    assert not KeptWords.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_three_keeps_of_one_draft_at_once_are_one_draft() -> None:
    hannah = making.user("Hannah Osei")
    pk, ready, answers = str(new_id()), threading.Barrier(3), []
    boxes = '[{"name":"text","label":"Words","words":true,"values":["Dee rang Nana."]}]'
    sent = {"id": pk, "page": "/x/", "action": "/x/", "boxes": boxes}

    def keep() -> None:
        client = Client()
        client.force_login(hannah)
        ready.wait()
        try:
            answers.append(client.post("/drafts/keep/", sent, headers={"X-Requested-With": "kinmap"}).status_code)
        finally:
            connection.close()

    hands = [threading.Thread(target=keep) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert answers == [200, 200, 200]
    assert Draft.objects.get().typed.said[0].text == "Dee rang Nana."


class TwoFamilies:
    """Hannah works with both; an entry belongs to one of them."""

    def __init__(self) -> None:
        self.here, self.there = making.family("Larkin", children=["Kayla"]), making.family("Rahman", children=["Imran"])
        self.hannah = making.worker("Hannah Osei", of=self.here)
        making.allocate(self.hannah, self.there)
        self.client = Client()
        self.client.force_login(self.hannah)
        kayla = self.here["Kayla"]
        self.entry: Any = self.here.map.add_entry(  # type: ignore[union-attr]
            category="past_harm", text="Shane broke the door.", children=[kayla], by=self.hannah
        )

    def send(self, place: str, **sent: Any) -> Any:
        words = {"write": str(new_id()), "version": "1", "text": "Changed.", "category": "past_harm", **sent}
        return self.client.post(f"/families/{self.there.ref}/map/entries/{place}", words)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["", "as-you-go/", "move/", "withdraw/", "link/", "dispute/"])
def test_an_entry_of_one_family_is_not_there_at_another_familys_address(act: str) -> None:
    both = TwoFamilies()
    answer = both.send(f"{both.entry.pk}/{act}", children=[str(both.there["Imran"].pk)])
    assert answer.status_code == 404
    both.entry.refresh_from_db()
    assert (both.entry.text, both.entry.version) == ("Shane broke the door.", 1)


@pytest.mark.django_db
def test_a_child_of_another_family_cannot_be_written_about_here() -> None:
    both = TwoFamilies()
    answer = both.send("", children=[str(both.here["Kayla"].pk)])
    assert answer.status_code == 422
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_the_id_of_another_familys_entry_as_a_new_one_is_a_clash_that_shows_nothing_of_it() -> None:
    both = TwoFamilies()
    answer = both.send("", write=str(both.entry.pk), children=[str(both.there["Imran"].pk)])
    assert answer.status_code == 409
    assert "Shane broke the door." not in answer.content.decode()
    assert Entry.objects.count() == 1
    assert KeptWords.objects.get().words["text"] == "Changed."
