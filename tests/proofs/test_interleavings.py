"""Two people change the same entries in any order: every text that either of them sent can be found again."""

import os
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kinmap.kit.identity import new_id
from kinmap.live.models import Draft, KeptWords
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.writing import HTMX, address, edited, send
from tests import making
from tests.test_clash_page import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.prove]

CASES = 1000 if os.environ.get("KINMAP_PROVE") == "1" else 30
STEPS = ("open", "save", "save", "save", "type", "type", "move", "withdraw", "bring_back", "undo", "same_again")


class Hand:
    """One of the two: their browser, what their pages show, and every text they have sent."""

    def __init__(self, account: Any, household: making.Household, random: Random) -> None:
        self.account, self.household, self.random = account, household, random
        self.client = Client()
        self.client.force_login(account)
        self.seen: dict[Any, int] = {}
        self.sent: list[str] = []
        self.last: tuple[str, dict[str, Any], bool] | None = None
        self.clashes = 0

    def do(self, step: str, entry: Entry) -> None:
        now = Entry.objects.get(pk=entry.pk)
        if step == "open" or entry.pk not in self.seen:
            self.seen[entry.pk] = now.version
        getattr(self, step)(now)

    def open(self, now: Entry) -> None:
        """The page is open now; what it shows grows old."""

    def save(self, now: Entry, rest: str = "", *, held: bool = False) -> None:
        text = f"{self.account.name} says {new_id()}"
        more = {"held": "1"} if held else {}
        self.sent.append(text)
        htmx = self.random.random() < 0.5
        words = edited(now, text=text, version=self.seen[now.pk], write=str(new_id()), **more)
        self.last = (address(self.household, f"entries/{now.pk}/{rest}"), words, htmx)
        self.answered(now, self.post(*self.last))

    def type(self, now: Entry) -> None:
        self.save(now, "as-you-go/", held=self.random.random() < 0.2)

    def same_again(self, now: Entry) -> None:
        """A double click, or an answer that was lost on the way."""
        if self.last is not None:
            assert self.post(*self.last).status_code in (200, 303, 409)

    def move(self, now: Entry) -> None:
        category = self.random.choice(["strength", "past_harm", "goal"])
        self.answered(now, self.act(now, "move", category=category))

    def withdraw(self, now: Entry) -> None:
        self.answered(now, self.act(now, "withdraw"))

    def bring_back(self, now: Entry) -> None:
        self.answered(now, self.act(now, "bring-back"))

    def undo(self, now: Entry) -> None:
        self.answered(now, self.act(now, "undo"))

    def act(self, now: Entry, name: str, **more: str) -> Any:
        where = address(self.household, f"entries/{now.pk}/{name}/")
        return send(self.client, where, version=self.seen[now.pk], **more)

    def post(self, where: str, words: dict[str, Any], htmx: bool) -> Any:
        return self.client.post(where, words, headers=HTMX if htmx else {})

    def answered(self, now: Entry, response: Any) -> None:
        """A page that was answered shows what stands; after a clash one sometimes saves one's own words after all."""
        assert response.status_code in (200, 303, 409, 422), response.status_code
        self.clashes += response.status_code == 409
        if response.status_code == 409 and b"clash__again" in response.content and self.random.random() < 0.5:
            action, fields = form_of(response)
            assert self.client.post(action, fields).status_code in (200, 303, 409, 422)
        if self.random.random() < 0.7:
            self.seen[now.pk] = Entry.objects.get(pk=now.pk).version

    def missing(self) -> list[str]:
        """Texts that are in no version and among nobody's kept words."""
        versions = set(Entry.history.filter(text__in=self.sent).values_list("text", flat=True))
        kept = [words.words.get("text", "") for words in KeptWords.objects.filter(author=self.account)]
        drafts = [box.text for draft in Draft.objects.filter(author=self.account) for box in draft.typed.said]
        return [text for text in self.sent if text not in versions and text not in kept and text not in drafts]


def test_whatever_the_order_both_texts_can_be_found_again(told: Callable[[str], None]) -> None:
    household = making.family("Larkin", children=["Kayla", "Mia"])
    accounts = [making.worker(name, of=household) for name in ("Hannah Osei", "Ruth Adeyemi")]
    texts = clashes = 0
    for case in range(CASES):
        random = Random(case)
        entries = [
            household.map.add_entry(  # type: ignore[union-attr]
                category="strength", text=f"Case {case}", children=[household["Mia"]], by=accounts[0]
            )
            for _ in range(2)
        ]
        hands = [Hand(account, household, random) for account in accounts]
        for _ in range(random.randint(6, 12)):
            random.choice(hands).do(random.choice(STEPS), random.choice(entries))
        for hand in hands:
            assert hand.missing() == [], f"case {case}"
            texts += len(hand.sent)
            clashes += hand.clashes
        for entry in entries:
            numbers = list(entry.history.order_by("version").values_list("version", flat=True))
            assert numbers == list(range(1, len(numbers) + 1)), f"case {case}: a version is missing or double"
    assert clashes > CASES / 4
    told(
        f"Interleavings ({connection.vendor}): {CASES:,} of two people's edits, {texts:,} texts sent, "
        f"{clashes:,} clashes, 0 texts lost."
    )
