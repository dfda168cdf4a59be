"""Finding things in a sentence with word lists (``words.json``): who is named, what kind of words stand there. Pure."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LISTS: dict[str, list[str]] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
NOT_NAMES = frozenset(LISTS["not_names"])
WORD = re.compile(r"[^\W\d_][\w’'-]*")
SENTENCE_END = re.compile(r"[.!?…:]['\"”’)]*\s+|\n+")


@cache
def any_of(name: str) -> re.Pattern[str]:
    """A pattern for any word or phrase of a list, whole words only."""
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(LISTS[name])})(?!\w)", re.IGNORECASE)


def finds(name: str, text: str) -> bool:
    """Whether the text holds anything of a list."""
    return any_of(name).search(text) is not None


def names_one(text: str, names: Iterable[str]) -> bool:
    """Whether one of these first names stands in the text, written as a name."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names if name)


def named(text: str, *, but: Iterable[str] = ()) -> list[str]:
    """Capitalised words that look like people's names, without these (the children).

    A capital at the beginning of a sentence is a name only when what follows treats it as one: a verb in the past
    or third person, another name, an age in brackets, a possessive.
    """
    beginnings = {0, *(found.end() for found in SENTENCE_END.finditer(text))}
    children = {name for name in but if name}
    found = []
    for word in WORD.finditer(text):
        name = re.sub(r"['’]s?$", "", word[0])
        if not name[0].isupper() or name.lower() in NOT_NAMES or name in children or len(name) < 2:
            continue
        first = word.start() in beginnings or not text[: word.start()].strip(" \"“‘'(")
        if not first or _treated_as_a_name(word[0], text[word.end() :]):
            found.append(name)
    return found


NAME_GOES_ON = re.compile(
    r"\s*(?:\(|,? and [A-Z]|, [A-Z]|\s[A-Z][a-z]+|(?:has|is|was|had|will|does|did|did not|cannot|can|says|still"
    r"|also|and|himself|herself|never|always|often)\b|\w+(?:s|ed)\b)|\s+"
    r"(?:threw|took|told|left|made|gave|went|came|hit|kept|spent|brought|drove|drank|broke|found|saw|sat|put|held|ran"
    r"|met|sent|let|slept|swore|shook|bit|fell|forgot|locked|rang|stood)\b"
)


def _treated_as_a_name(word: str, rest: str) -> bool:
    return bool(re.search(r"['’]s$", word)) or NAME_GOES_ON.match(rest) is not None


def a_grown_up(text: str, children: Iterable[str]) -> bool:
    """Whether any grown-up is named or called by what they are to the child."""
    return finds("roles", text) or bool(named(text, but=children))
