"""How alike two names are, and the keys under which a name is found although it is spelt differently.

Pure: nothing here asks the database. One slip of the finger is found by leaving out one letter at a
time, on both sides ("Kyla" and "Kayla" both give "kyla"); another spelling of the same sound by
Metaphone ("Stephen" and "Steven" share a key). Measured over a million names this costs one look-up by an
ordinary index, where comparing every name costs seconds.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import jellyfish
from rapidfuzz.distance import OSA

#: Letters that carry no mark to take away but are typed as two.
_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_NOT_LETTERS = re.compile(r"[^\w]+|_")
_IN_A_NAME = re.compile(r"['’‘`´.]")

SHORTEST_NEAR = 3  # a shorter name has no letter to spare
SHORTEST_SOUND = 2  # one consonant alone says nothing
LONGEST_KEY = 60

WHOLE, NEAR, SOUND = "whole", "near", "sound"

# How alike two single names are, in hundredths: an order for showing, never a figure about anybody.
SAME, ONE_SLIP, SAME_SOUND, SLIP_IN_A_SHORT_ONE, TWO_SLIPS, BEGINNING = 100, 90, 85, 80, 80, 78
#: From here on a single name counts as meant.
MEANT = 80
_LONG, _SHORT = 7, 3


class Key(NamedTuple):
    """One key of one name: how it was made, and itself."""

    kind: str
    key: str


def folded(words: str) -> list[str]:
    """The single names in some words, in lower case, without marks: "Zoë O’Brien-Łuk" gives zoe, obrien, luk."""
    plain = unicodedata.normalize("NFKD", _IN_A_NAME.sub("", words).casefold().translate(_SPELT))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [token[:LONGEST_KEY] for token in _NOT_LETTERS.split(bare) if token]


def with_one_letter_less(name: str) -> set[str]:
    """A name with each one of its letters left out."""
    if len(name) < SHORTEST_NEAR:
        return set()
    return {name[:at] + name[at + 1 :] for at in range(len(name))}


def sound_of(name: str) -> str:
    """How a name sounds to English ears; empty for scripts other than Latin and for very short sounds."""
    if not (name.isascii() and name.isalpha()):
        return ""
    sound = jellyfish.metaphone(name).replace(" ", "")
    return sound[:LONGEST_KEY] if len(sound) >= SHORTEST_SOUND else ""


def single_names(*parts: str) -> list[str]:
    """Every single name of a person; a name of several words also as one ("mac donald", "macdonald")."""
    found: dict[str, None] = {}
    for part in parts:
        names = folded(part)
        found |= dict.fromkeys(names)
        if len(names) > 1:
            found["".join(names)[:LONGEST_KEY]] = None
    return list(found)


def keys_of(*parts: str) -> list[Key]:
    """All keys to store for a person's first name, last name and known-as."""
    keys: dict[Key, None] = {}
    for name in single_names(*parts):
        keys[Key(WHOLE, name)] = None
        keys |= dict.fromkeys(Key(NEAR, near) for near in sorted(with_one_letter_less(name)))
        if sound := sound_of(name):
            keys[Key(SOUND, sound)] = None
    return list(keys)


def spellings_of(asked: Sequence[str]) -> list[list[str]]:
    """What was typed, and the same with two neighbours written together: "mac donald" may be "macdonald"."""
    joined = [[*asked[:at], asked[at] + asked[at + 1], *asked[at + 2 :]] for at in range(len(asked) - 1)]
    return [list(asked), *joined]


def likeness(asked: str, name: str) -> int:
    """How alike two single names are, 0 to 100."""
    if asked == name:
        return SAME
    slips = OSA.distance(asked, name, score_cutoff=2)
    if slips == 1 and min(len(asked), len(name)) > _SHORT:
        return ONE_SLIP
    if sound_of(asked) and sound_of(asked) == sound_of(name):
        return SAME_SOUND
    if slips == 1 and min(len(asked), len(name)) == _SHORT:
        return SLIP_IN_A_SHORT_ONE
    if len(asked) >= SHORTEST_NEAR and name.startswith(asked):
        return BEGINNING
    return TWO_SLIPS if slips <= 2 and min(len(asked), len(name)) >= _LONG else 0


class Match(NamedTuple):
    """How well typed names meet a person's: the mean over what was typed, and the least of them."""

    mean: float
    least: int
    names: int

    @property
    def is_close(self) -> bool:
        """Whether two names at least were typed and every one of them is meant."""
        return self.names > 1 and self.least >= MEANT


NO_MATCH = Match(0, 0, 0)


def match(asked: Sequence[str], names: Iterable[str]) -> Match:
    """Meet what was typed with a person's single names, in any order, each used once."""
    known = list(names)
    return max((_match(spelling, known) for spelling in spellings_of(asked)), default=NO_MATCH)


def _match(asked: Sequence[str], names: list[str]) -> Match:
    if not asked:
        return NO_MATCH
    pairs = sorted(
        ((likeness(one, name), -i, -j) for i, one in enumerate(asked) for j, name in enumerate(names)), reverse=True
    )
    best: dict[int, int] = {}
    used: set[int] = set()
    for alike, i, j in pairs:
        if i not in best and j not in used:
            best[i] = alike
            used.add(j)
    found = [best.get(-i, 0) for i in range(len(asked))]
    return Match(sum(found) / len(found), min(found), len(asked))
