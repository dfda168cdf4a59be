"""The shelf on which upper rooms put what stands beside a visit: questions pinned for it, what went to the map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.kit.shelf import Shelf
from kinmap.visits.models import Said, Visit


@dataclass(frozen=True)
class Line:
    """One line beside a visit: words, and where pressing them leads (nowhere when empty)."""

    words: str
    address: str = ""
    action: str = ""


@dataclass(frozen=True)
class BesideVisit:
    """A short list beside a visit, before it is made and after; nothing is drawn when it is empty."""

    name: str
    words: str
    lines: Callable[[Visit, Reader], Sequence[Line]]
    order: int = 50


@dataclass(frozen=True)
class BesideWords:
    """Something to do with what a child said at a visit, for each of a visit's sayings by id."""

    name: str
    lines: Callable[[Sequence[Said], Visit, Reader], dict[UUID, list[Line]]]
    order: int = 50


beside_visit: Shelf[BesideVisit] = Shelf("things beside a visit")
beside_words: Shelf[BesideWords] = Shelf("things beside a child's words")
