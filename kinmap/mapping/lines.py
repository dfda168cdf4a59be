"""Each person's own line over time, as the points of a small drawing. Pure.

All lines of one scale share the same days from left to right and 0 to 10 from bottom to top, so that they
can be read beside one another. A line never joins two people, and nothing here is added together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kinmap.kit.dates import plain_date
from kinmap.mapping.spread import Face, Given

WIDTH, HEIGHT = 240, 92
SIDE, TOP, BOTTOM = 18, 22, 78


@dataclass(frozen=True)
class Dot:
    """One number on a line: where it is drawn and what is written over it."""

    x: str
    y: str
    over: str
    value: str


@dataclass(frozen=True)
class Line:
    """One person's numbers over time. ``strokes`` break where somebody would rather not say."""

    who: Face
    dots: tuple[Dot, ...]
    strokes: tuple[str, ...]
    words: str


def lines_of(given: Iterable[Given]) -> list[Line]:
    """A line for each person, in the order in which they first gave a number."""
    told = sorted(given, key=lambda one: one.on)
    if not told:
        return []
    first, last = told[0].on, told[-1].on
    of_person: dict[Face, list[Given]] = {}
    for one in told:
        of_person.setdefault(one.who, []).append(one)
    return [_line(who, numbers, first, last) for who, numbers in of_person.items()]


def days_of(given: Iterable[Given]) -> list[date]:
    """The days on which numbers were given, in order: the columns of the table under the lines."""
    return sorted({one.on for one in given})


def _line(who: Face, numbers: Sequence[Given], first: date, last: date) -> Line:
    dots: list[Dot] = []
    strokes: list[list[str]] = []
    stroke: list[str] = []
    for one in numbers:
        if one.halves is None:
            strokes.append(stroke)
            stroke = []
            continue
        x, y = across(one.on, first, last), up(one.halves)
        dots.append(Dot(f"{x:.1f}", f"{y:.1f}", f"{y - 8:.1f}", one.value))
        stroke.append(f"{x:.1f},{y:.1f}")
    strokes.append(stroke)
    words = ", then ".join(f"{one.value or 'would rather not say'} on {plain_date(one.on)}" for one in numbers)
    return Line(who, tuple(dots), tuple(" ".join(stroke) for stroke in strokes if len(stroke) > 1), words)


def across(day: date, first: date, last: date) -> float:
    """Where a day stands from left to right; a single day stands in the middle."""
    span = (last - first).days
    return WIDTH / 2 if span == 0 else SIDE + (WIDTH - 2 * SIDE) * (day - first).days / span


def up(halves: int) -> float:
    """Where a number stands: 10 on top, 0 at the bottom."""
    return BOTTOM - (BOTTOM - TOP) * halves / 20
