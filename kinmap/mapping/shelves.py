"""What upper rooms may put beside the map: what a plan does about each worry (the last step from harm to plan)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kinmap.access.nouns import Guarded
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.kit.shelf import Shelf


@dataclass(frozen=True)
class Sight:
    """How an upper room is to look: ``limit`` keeps the rows that all readers may see, ``name`` gives names to print.

    ``on``: as it stood at the end of that day, for ``reader`` alone; ``None`` is today.
    """

    limit: Callable[[Any], Any]
    name: Callable[[UUID | None], str]
    reader: Reader | None = None
    on: date | None = None


@dataclass(frozen=True)
class Answer:
    """One thing that is done about a worry: "Rule", its words, who does it. ``row`` guards the words."""

    kind: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    row: Guarded | None = None


@dataclass(frozen=True)
class Answering:
    """A room that answers worries: by the id of the statement, in order. ``needs`` is what a reader must be allowed."""

    name: str
    needs: Permission
    answers: Callable[[Family, Sight], Mapping[UUID, Sequence[Answer]]]
    order: int = 50


answering: Shelf[Answering] = Shelf("answers to worries")


def answers_of(family: Family, sight: Sight, *, preparer: Reader) -> dict[UUID, list[Answer]]:
    """What every room that the preparer may look into does about each worry."""
    told: dict[UUID, list[Answer]] = {}
    for room in answering:
        if preparer.may(room.needs):
            for statement, answers in room.answers(family, sight).items():
                told.setdefault(statement, []).extend(answers)
    return told
