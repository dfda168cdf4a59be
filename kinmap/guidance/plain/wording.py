"""Looks at one text and says where it is hard to read: its age, its long sentences, jargon with other words. Pure.

It suggests and explains, and changes nothing (domain.md §2.5). Quoted speech, names and other languages are left
alone.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kinmap.guidance.plain.reading_age import WORD, is_english, reading_age, sentences

#: Longer sentences are hard to read aloud (domain.md §2.5).
LONGEST_SENTENCE = 20
#: The age that plain words aim at; older than this is said (domain.md §2.5: about 9 to 11).
AIM = 11


@dataclass(frozen=True)
class Swap:
    """A word or phrase with friendlier ones, and why. ``code`` names it in addresses."""

    phrase: str
    instead: tuple[str, ...]
    why: str
    code: str = ""


@dataclass(frozen=True)
class Hard:
    """A place in a text where another word may help: as it stands there, at which character, and what else to say."""

    words: str
    at: int
    instead: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Long:
    """A long sentence: how it begins, and how many words it has."""

    begins: str
    words: int


@dataclass(frozen=True)
class Wording:
    """How a text reads. ``age`` is ``None`` where there is too little to say."""

    age: int | None
    long: tuple[Long, ...] = ()
    hard: tuple[Hard, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Nothing to suggest: the age is in reach of most, no sentence is long, no word has a friendlier one."""
        return not (self.long or self.hard or self.is_older)

    @property
    def is_older(self) -> bool:
        """Whether it asks for an older reader than plain words do."""
        return self.age is not None and self.age > AIM

    @property
    def reads_like(self) -> str:
        """The age in words."""
        if self.age is None:
            return ""
        return "Reads like a grown-up’s letter" if self.age >= 18 else f"Reads like age {self.age}"


@cache
def shipped() -> tuple[Swap, ...]:
    """The swaps that Kinmap ships with (``swaps.json``)."""
    rows = json.loads((Path(__file__).parent / "swaps.json").read_text(encoding="utf-8"))
    return tuple(Swap(row["phrase"], tuple(row["instead"]), row["why"], code_of(row["phrase"])) for row in rows)


def code_of(phrase: str) -> str:
    """What a phrase is called in an address: its letters and digits, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", phrase.lower()).strip("-")[:60]


def wording_of(text: str, swaps: Iterable[Swap]) -> Wording:
    """How a text reads, with these swaps."""
    own = [(start, words) for start, words in sentences(text) if is_english(words)]
    counted = [(words.strip(), len(WORD.findall(words))) for _, words in own]
    return Wording(
        age=reading_age(text),
        long=tuple(Long(_beginning(words), number) for words, number in counted if number > LONGEST_SENTENCE),
        hard=tuple(_hard_words(own, tuple(swaps))),
    )


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return sentence if len(words) <= 6 else f"{' '.join(words[:6])} …"


def _hard_words(own: Sequence[tuple[int, str]], swaps: tuple[Swap, ...]) -> Iterable[Hard]:
    if not swaps:
        return
    pattern, by_phrase = _pattern(swaps)
    for start, sentence in own:
        first = len(sentence) - len(sentence.lstrip(" \n\"“‘'("))
        for found in pattern.finditer(sentence):
            words, swap = found[0], by_phrase[_key(found[0])]
            if words == swap.phrase or not _is_a_name(words, swap, first=found.start() == first):
                instead = tuple(_like(words, other, swap) for other in swap.instead)
                yield Hard(words, start + found.start(), instead, swap.why)


@cache
def _pattern(swaps: tuple[Swap, ...]) -> tuple[re.Pattern[str], dict[str, Swap]]:
    """One pattern for all phrases, the longest first; any white space stands for a space."""
    longest_first = sorted(swaps, key=lambda swap: -len(swap.phrase))
    phrases = "|".join(re.sub(r"(\\ )+|\s+", r"\\s+", re.escape(swap.phrase)) for swap in longest_first)
    pattern = re.compile(rf"(?<![\w’'-])(?:{phrases})(?![\w-])", re.IGNORECASE)
    return pattern, {_key(swap.phrase): swap for swap in swaps}


def _key(words: str) -> str:
    return " ".join(words.lower().split())


def _is_a_name(words: str, swap: Swap, *, first: bool) -> bool:
    """Letters such as LAC count only as letters; a capital inside a sentence makes a name of a word."""
    if swap.phrase.isupper():
        return True
    return words[0].isupper() and not first and not swap.phrase[0].isupper()


def _like(words: str, other: str, swap: Swap) -> str:
    """The other words, with a capital where the first had one at the beginning of a sentence."""
    return other[:1].upper() + other[1:] if words[0].isupper() and not swap.phrase[0].isupper() else other
