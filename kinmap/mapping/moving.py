"""Where a moved entry comes to stand: between two neighbours, or one step up or down."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Step(StrEnum):
    """One place within its category."""

    UP = "up"
    DOWN = "down"


class Standing(Protocol):
    """Anything with an id and a place in its row."""

    @property
    def pk(self) -> UUID: ...

    @property
    def place(self) -> float: ...


def new_place(others: Sequence[Standing], *, before: UUID | None, step: Step | None, place: float) -> float | None:
    """A place right before an entry, or one step from ``place``; ``None``, the end, when neither can be had."""
    if step is not None:
        return _after_step(others, place, step)
    for number, other in enumerate(others):
        if other.pk == before:
            return other.place - 1 if number == 0 else (others[number - 1].place + other.place) / 2
    return None


def _after_step(others: Sequence[Standing], place: float, step: Step) -> float:
    above = [other.place for other in others if other.place <= place]
    below = [other.place for other in others if other.place > place]
    if step == Step.UP and above:
        return (above[-2] + above[-1]) / 2 if len(above) > 1 else above[-1] - 1
    if step == Step.DOWN and below:
        return (below[0] + below[1]) / 2 if len(below) > 1 else below[0] + 1
    return place
