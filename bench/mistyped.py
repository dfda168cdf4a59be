"""A thousand searches as people really type them: for an invented person, with one named kind of error.

Made by a fixed seed. Every second search is set aside: the search was tuned on the others alone, and both
halves are reported. Half of the searches carry the date of birth, as they do when a referral form lies
beside the keyboard; the other half are the name alone.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bench.names import HEARD

#: How a surname is also spelt by somebody who only heard it, the first that fits.
_HEARD_LAST = (
    ("ph", "f"), ("ough", "o"), ("wright", "rite"), ("ck", "k"), ("ey", "y"), ("ley", "leigh"), ("ee", "ea"),
    ("ai", "ay"), ("ss", "s"), ("ll", "l"), ("tt", "t"), ("rr", "r"), ("oo", "u"), ("or", "aw"), ("ur", "er"),
    ("ir", "ur"), ("ar", "arr"), ("tion", "shun"), ("c", "k"), ("k", "c"), ("y", "i"), ("i", "y"), ("z", "s"),
    ("s", "ss"), ("l", "ll"), ("t", "tt"), ("n", "nn"),
)  # fmt: skip


@dataclass(frozen=True)
class Sought:
    """Somebody to look for."""

    person: UUID
    first: str
    last: str
    called: str
    born: date


@dataclass(frozen=True)
class Search:
    """What is typed for whom, with which kind of error; ``aside`` ones were not looked at while tuning."""

    typed: str
    person: UUID
    kind: str
    aside: bool
    dated: bool


def _at(word: str, dice: random.Random) -> int:
    """A place inside a word, not its first letter: people rarely mistype that one."""
    return dice.randrange(1, len(word) - 1) if len(word) > 2 else 0


def letters_swapped(word: str, dice: random.Random) -> str:
    """Two neighbouring letters in the wrong order."""
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return word[1] + word[0] if len(word) == 2 else word
    at = dice.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def letter_dropped(word: str, dice: random.Random) -> str:
    """One letter is missing."""
    at = _at(word, dice)
    return word[:at] + word[at + 1 :]


def letter_doubled(word: str, dice: random.Random) -> str:
    """One letter twice."""
    at = _at(word, dice)
    return word[: at + 1] + word[at:]


def _in_either(slip: Callable[[str, random.Random], str]) -> "Mistype":
    def mistyped(who: Sought, dice: random.Random) -> str:
        if dice.random() < 0.5 and len(who.first) > 2:
            return f"{slip(who.first.lower(), dice)} {who.last.lower()}"
        return f"{who.first} {slip(who.last.lower(), dice)}"

    return mistyped


def heard(who: Sought, dice: random.Random) -> str:
    """Spelt by ear: the first name by its usual other spelling, or the surname by its sound."""
    if who.first in HEARD and dice.random() < 0.6:
        return f"{HEARD[who.first]} {who.last}"
    last = who.last.lower()
    spelt = next((last[0] + last[1:].replace(one, other, 1) for one, other in _HEARD_LAST if one in last[1:]), last)
    return f"{who.first} {spelt}"


def reversed_names(who: Sought, dice: random.Random) -> str:
    """The surname first, with or without a comma."""
    return f"{who.last}{dice.choice([',', ''])} {who.first}"


def called(who: Sought, _dice: random.Random) -> str:
    """By the name used at home."""
    return f"{who.called} {who.last}"


def plainly(who: Sought, _dice: random.Random) -> str:
    """The names as they are; the error is in the date."""
    return f"{who.first} {who.last}"


Mistype = Callable[[Sought, random.Random], str]
KINDS: dict[str, Mistype] = {
    "letters swapped": _in_either(letters_swapped),
    "letter dropped": _in_either(letter_dropped),
    "letter doubled": _in_either(letter_doubled),
    "sound-alike": heard,
    "names reversed": reversed_names,
    "known-as": called,
    "day and month swapped": plainly,
}
SWAPPED_DAY = "day and month swapped"


def searches(people: Sequence[Sought], *, number: int = 1000, seed: int = 20_261_122) -> list[Search]:
    """So many searches, the kinds in turn, every second round of them set aside."""
    dice = random.Random(seed)  # the same on every machine is the point
    made: list[Search] = []
    kinds = list(KINDS)
    while len(made) < number:
        kind = kinds[len(made) % len(kinds)]
        who = dice.choice(people)
        if (kind == "known-as" and not who.called) or (kind == SWAPPED_DAY and not _swappable(who.born)):
            continue
        dated = kind == SWAPPED_DAY or dice.random() < 0.5
        day, month = (who.born.month, who.born.day) if kind == SWAPPED_DAY else (who.born.day, who.born.month)
        typed = KINDS[kind](who, dice) + (f" {day}/{month}/{who.born.year}" if dated else "")
        made.append(Search(typed, who.person, kind, aside=len(made) // len(kinds) % 2 == 1, dated=dated))
    return made


def _swappable(born: date) -> bool:
    return born.day <= 12 and born.day != born.month
