"""Finding words that are repeated elsewhere, and cutting them out. Pure: knows no database.

What counts as a repetition is the whole text, or one of its sentences, said again word for word. A shorter run is
not enough: "Hannah and Dee are worried that Shane" opens many a statement that has every right to stand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

CUT = "[struck out]"
#: A sentence of fewer words is said by anybody at any time.
SENTENCE = 5
#: So few words typed so far may be the beginning of what is struck out.
BEGUN = 3
_WORD = re.compile(r"\w+")
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text, whatever its signs and capitals."""
    return tuple(word.casefold() for word in _WORD.findall(text))


@dataclass(frozen=True)
class Struck:
    """What is struck out: the texts as words, the longest first; ``wholes`` those that were a whole text, also short
    ones, whose beginnings are known again in drafts. Another child's "I like school" is no repetition of this one's."""

    runs: tuple[Words, ...] = ()
    wholes: frozenset[Words] = field(default_factory=frozenset)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Struck":
        """From every text that an item has held, in all its versions."""
        kept = list(texts)
        wholes = {words for text in kept if len(words := words_of(text)) >= BEGUN}
        sentences = {
            words for text in kept for part in _END.split(text) if part and len(words := words_of(part)) >= SENTENCE
        }
        long = {words for words in wholes if len(words) >= SENTENCE} | sentences
        return cls(tuple(sorted(long, key=lambda words: (-len(words), words))), frozenset(wholes))

    def cut(self, text: str) -> str:
        """The text without them. The same text when it repeats none."""
        for run in self.runs:
            text = _without(text, run)
        return text

    def cut_json(self, value: Any) -> Any:
        """The same for every text inside a JSON value."""
        if isinstance(value, str):
            return self.cut(value)
        if isinstance(value, list):
            return [self.cut_json(one) for one in value]
        return {name: self.cut_json(one) for name, one in value.items()} if isinstance(value, dict) else value

    def began_with(self, text: str) -> bool:
        """Whether these are the first words of what is struck out, as somebody had typed them so far."""
        words = words_of(text)
        return len(words) >= BEGUN and any(whole[: len(words)] == words for whole in self.wholes)


def _without(text: str, run: Words) -> str:
    found = list(_WORD.finditer(text))
    said = [one.group().casefold() for one in found]
    place = 0
    pieces, done = [], 0
    while place + len(run) <= len(said):
        if tuple(said[place : place + len(run)]) == run:
            start, end = found[place].start(), found[place + len(run) - 1].end()
            pieces += [text[done:start], CUT]
            done, place = end, place + len(run)
        else:
            place += 1
    return "".join([*pieces, text[done:]])


def repeats(why: str, text: str, *, words: int = 4) -> bool:
    """Whether a reason gives away what it is about: so many words of the text in a row."""
    said, told = words_of(why), words_of(text)
    runs = {told[at : at + words] for at in range(len(told) - words + 1)}
    return any(said[at : at + words] in runs for at in range(len(said) - words + 1))
