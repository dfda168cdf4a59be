"""Everybody's numbers beside one another: the marks of one round, the widest gap in words, each person's line.

Pure. Numbers belong to people: nothing here adds numbers of different people together (domain.md §1.4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinmap.families.models import FamilyMember
from kinmap.mapping.composing import joined
from kinmap.mapping.rulers import in_halves

CHILD, FAMILY, PROFESSIONAL = "child", "family", "professional"
MANY = 3


@dataclass(frozen=True)
class Face:
    """Somebody as the spread shows them: a name, and a shape with words for child, family or professional."""

    id: UUID
    name: str
    kind: str


@dataclass(frozen=True)
class Given:
    """One person's number of one round with their reason; ``halves`` is ``None`` for "rather not say"."""

    who: Face
    round: UUID
    on: date
    halves: int | None
    reason: str = ""
    one_higher: str = ""
    through: str = ""
    where: str = ""

    @property
    def value(self) -> str:
        """The number as people write it."""
        return "" if self.halves is None else in_halves(self.halves)


@dataclass(frozen=True)
class Mark:
    """One place on the ruler with everybody who stands there."""

    at: int
    people: tuple[Face, ...]

    @property
    def value(self) -> str:
        """The number as people write it."""
        return in_halves(self.at)


def kind_of(role: str) -> str:
    """The shape of a person's mark, by their place in the family."""
    if role == FamilyMember.Role.CHILD:
        return CHILD
    return PROFESSIONAL if role == FamilyMember.Role.PROFESSIONAL else FAMILY


def marks_of(given: Iterable[Given]) -> list[Mark]:
    """Everybody at their number, the highest first; people of one number stand together."""
    places: dict[int, list[Face]] = {}
    for one in given:
        if one.halves is not None:
            places.setdefault(one.halves, []).append(one.who)
    order = [CHILD, FAMILY, PROFESSIONAL]
    return [
        Mark(at, tuple(sorted(people, key=lambda face: (order.index(face.kind), face.name))))
        for at, people in sorted(places.items(), reverse=True)
    ]


def gap_in_words(marks: Sequence[Mark]) -> str:
    """The widest gap as something to talk about: "Shane says 8, DC Lowe says 5." Nothing for one person alone."""
    people = sum(len(mark.people) for mark in marks)
    if people < 2:
        return ""
    if len(marks) == 1:
        return f"Everybody who gave a number says {marks[0].value}."
    return f"{_say(marks[0])}, {_say(marks[-1])}."


def _say(mark: Mark) -> str:
    names = [face.name for face in mark.people]
    if len(names) == 1:
        return f"{names[0]} says {mark.value}"
    more = len(names) - (MANY - 1)
    told = joined(names) if len(names) <= MANY else f"{', '.join(names[: MANY - 1])} and {more} others"
    return f"{told} say {mark.value}"
