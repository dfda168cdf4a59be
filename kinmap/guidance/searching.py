"""One search over questions, pages and a council's own. Small enough to read everything each time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kinmap.guidance.models import CouncilPage
from kinmap.guidance.pages import PAGES, Page, words_of
from kinmap.guidance.questions import Question

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
AROUND = 90
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class FoundPage:
    """A page of ours, with the place at which the words stand."""

    page: Page
    excerpt: str


@dataclass(frozen=True)
class FoundOwn:
    """A council's page, with the place at which the words stand."""

    page: CouncilPage
    excerpt: str


@dataclass(frozen=True)
class Found:
    """What a search found, the best first."""

    pages: list[FoundPage]
    own: list[FoundOwn]
    questions: list[Question]

    @property
    def is_empty(self) -> bool:
        """Nothing at all."""
        return not (self.pages or self.own or self.questions)


def asked_words(query: str) -> list[str]:
    """The words of a search, in small letters."""
    return [word.casefold().replace("’", "'") for word in WORD.findall(query)]


def look(query: str, *, questions: Iterable[Question], own: Iterable[CouncilPage]) -> Found:
    """Everything in which each of the words begins a word; a title counts for more than the text below it."""
    words = asked_words(query)
    pages = [(page.title, words_of(page.slug), page) for page in PAGES]
    ours = [(one.title, f"{one.title} {one.text}", one) for one in own]
    return Found(
        pages=[
            FoundPage(page, excerpt(text.removeprefix(page.title).lstrip(), words))
            for text, page in _best(pages, words)
        ],
        own=[
            FoundOwn(page, excerpt(text.removeprefix(page.title).lstrip(), words)) for text, page in _best(ours, words)
        ],
        questions=[one for _, one in _best(((one.text, one.searched, one) for one in questions), words)],
    )


def excerpt(text: str, words: list[str]) -> str:
    """The text around the first of the words, cut between words."""
    places = [match.start() for word in words if (match := _beginning(word).search(text))]
    at = max(0, min(places, default=0) - AROUND // 2)
    start = text.rfind(" ", 0, at) + 1 if at else 0
    piece = text[start : start + 2 * AROUND]
    whole = start + 2 * AROUND >= len(text)
    ended = piece if whole else piece.rsplit(" ", 1)[0] + " …"
    return f"… {ended}" if start else ended


def _beginning(word: str) -> re.Pattern[str]:
    either = re.escape(word).replace("'", "['’]")  # a keyboard has the straight one, print the curled one
    return re.compile(rf"\b{either}", re.IGNORECASE)


def _best(rows: Iterable[tuple[str, str, Thing]], words: list[str]) -> list[tuple[str, Thing]]:
    if not words:
        return []
    patterns = [_beginning(word) for word in words]
    found = [
        (sum(bool(one.search(title)) for one in patterns), text, thing)
        for title, text, thing in rows
        if all(one.search(text) for one in patterns)
    ]
    return [(text, thing) for _, text, thing in sorted(found, key=lambda row: -row[0])]
