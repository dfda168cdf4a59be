"""Where the words of a family's copy are hard to read: for its preparer, before it is handed over.

It looks only at what is in the copy, which both may see, and suggests; the copy can be handed over as it is
(practice guide, 2.5: suggest, explain, never block).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kinmap.casework.copying import Preview
from kinmap.casework.shelves import whereabouts
from kinmap.documents.models import Issue
from kinmap.guidance.plain.models import CouncilSwap
from kinmap.guidance.plain.wording import Wording, wording_of

#: More would be a second document to read.
MOST_SHOWN = 25
BEGINNING = 70


@dataclass(frozen=True)
class Passage:
    """Words of a copy that are hard to read: how they begin, what may help, and where to change them ("": nowhere)."""

    begins: str
    wording: Wording
    address: str = ""


@dataclass(frozen=True)
class Reading:
    """How a copy reads: its hardest passages, and how many more there are."""

    passages: Sequence[Passage]
    more: int = 0


def reading_of(shown: Preview) -> Reading | None:
    """The hard passages of a copy for somebody of the family; ``None`` for a professional's."""
    if shown.wanted.copy == Issue.Copy.PROFESSIONAL:
        return None
    swaps = CouncilSwap.in_use()
    found = []
    for row in shown.prepared.included:
        text = str(getattr(row, "text", "") or "")
        wording = wording_of(text, swaps) if text else Wording(None)
        if not wording.is_plain:
            found.append(Passage(_beginning(text), wording, _address(shown, row)))
    found.sort(key=lambda one: (-len(one.wording.hard), -(one.wording.age or 0)))
    return Reading(found[:MOST_SHOWN], max(0, len(found) - MOST_SHOWN))


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rsplit(' ', 1)[0]}…"


def _address(shown: Preview, row: Any) -> str:
    place = whereabouts.named(row._meta.label_lower)
    return place.address(shown.wanted.family.ref, row) if place else ""
