"""The boxes of a form as somebody left them, and whether something that stood in them would be lost."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from kinmap.kit.forms.words import can_be_seen
from kinmap.live.models.words import AN_ID, NO_WORDS, PASSING

#: Fewer characters than this may go without a trace: a word put right, the end of a sentence said anew.
A_FEW = 30
MOST_BOXES = 300
LONGEST_NAME = 200
#: What no database takes: the null character, and half of a character.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Box:
    """One control of a form: its name, what it is called on the page, whether one types words in it, what it holds."""

    name: str
    label: str = ""
    words: bool = True
    values: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it holds, as one text."""
        return "\n".join(self.values)


@dataclass(frozen=True)
class Typed:
    """Everything that somebody had put into one form at one moment. Passwords, files and hidden values never."""

    boxes: tuple[Box, ...] = ()
    at: str = field(default="", compare=False)

    @classmethod
    def from_json(cls, rows: Any, *, at: str = "") -> Self:
        """What a browser sent, or the database holds. Raises ``ValueError`` for anything else than a list of boxes."""
        if not isinstance(rows, list) or len(rows) > MOST_BOXES:
            raise ValueError("not a list of boxes")
        return cls(tuple(box for row in rows if (box := _box(row)) is not None), at)

    def as_json(self) -> list[dict[str, Any]]:
        """The boxes as the database keeps them."""
        return [{**asdict(box), "values": list(box.values)} for box in self.boxes]

    @property
    def said(self) -> tuple[Box, ...]:
        """The boxes that hold words."""
        return tuple(box for box in self.boxes if box.words and can_be_seen(box.text))

    @property
    def length(self) -> int:
        """How many characters of words there are."""
        return sum(len(box.text) for box in self.said)

    @property
    def size(self) -> int:
        """How much there is to keep, in characters."""
        return len(json.dumps(self.as_json(), ensure_ascii=False))

    def lost_in(self, other: "Typed") -> int:
        """How many characters of these words the other no longer holds, in the box where most of them went."""
        there = {box.name: box.text for box in other.boxes}
        return max((_gone(box.text, there.get(box.name, "")) for box in self.said), default=0)

    def lives_on_in(self, other: "Typed") -> bool:
        """Whether the other says all of this but a few characters."""
        return self.lost_in(other) <= A_FEW


def may_be_kept(name: str) -> bool:
    """Whether a control of this name is ever kept: a password is not, nor what only travels along."""
    return bool(name) and name not in PASSING and not name.startswith("_") and "password" not in name.lower()


def guessed(posted: Mapping[str, Sequence[str]]) -> Typed:
    """The words of a form of which only what was sent is known: whatever is neither an id, nor a code, nor a number."""
    boxes = []
    for name, values in posted.items():
        kept = tuple(value for value in values if _reads_like_words(value))
        if kept and may_be_kept(name) and name not in NO_WORDS:
            said = name.rpartition("-")[2].replace("_", " ").capitalize()
            boxes.append(Box(name, "What you wrote" if said == "Text" else said, True, kept))
    return Typed(tuple(boxes))


def _reads_like_words(value: str) -> bool:
    told = value.strip()
    return not AN_ID.fullmatch(told) and (any(sign.isspace() for sign in told) or len(told) > A_FEW)


def _box(row: Any) -> Box | None:
    if not isinstance(row, dict) or not isinstance(row.get("values"), list):
        raise ValueError("not a box")
    name, label, values = row.get("name", ""), row.get("label", ""), row["values"]
    if not all(isinstance(one, str) for one in (name, label, *values)):
        raise ValueError("not a box")
    if not may_be_kept(name) or len(name) > LONGEST_NAME:
        return None
    name, label, *kept = (_UNSTORABLE.sub("", one) for one in (name, label, *values))
    return Box(name, label[:LONGEST_NAME], bool(row.get("words", True)), tuple(kept))


def _gone(old: str, new: str) -> int:
    """How many characters lie between what the two begin with and what they end with alike."""
    if old in new:
        return 0
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return len(old) - start - end
