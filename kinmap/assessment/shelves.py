"""The shelf on which the map puts what an assessment's analysis is drawn from: shown beside it, never copied."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinmap.access.nouns import Guarded
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.kit.shelf import Shelf


@dataclass(frozen=True)
class Drawn:
    """Some words from another room: under which heading, about which children, and the row that guards them.

    ``then``: what guarded these very words, where they are an earlier version's: whoever reads them passes both.
    """

    heading: str
    text: str
    children: frozenset[UUID]
    row: Guarded
    then: Guarded | None = None

    @property
    def guards(self) -> tuple[Guarded, ...]:
        """Everything that a reader of these words must be allowed to see."""
        return (self.row,) if self.then is None else (self.row, self.then)


@dataclass(frozen=True)
class Source:
    """A room's share: its words, the address of its page (takes ``family_ref``), and how it is drawn.

    ``draw`` gets the family, everybody who must be allowed to see what it gives, and the moment as of which it
    is wanted (``None``: as it stands).
    """

    name: str
    words: str
    url_name: str
    draw: Callable[[Family, Sequence[Reader], datetime | None], Sequence[Drawn]]
    order: int = 50


analysis_sources: Shelf[Source] = Shelf("sources of an assessment's analysis")


@dataclass(frozen=True)
class Share:
    """What one source gives one reader, under its headings."""

    source: Source
    drawn: Sequence[Drawn]

    @property
    def by_heading(self) -> Iterable[tuple[str, list[Drawn]]]:
        """Headings in their order with what stands under them."""
        grouped: dict[str, list[Drawn]] = {}
        for one in self.drawn:
            grouped.setdefault(one.heading, []).append(one)
        return grouped.items()


def drawn_for(family: Family, readers: Sequence[Reader], at: datetime | None) -> list[Share]:
    """What every source gives: today, or as it stood at a moment."""
    return [Share(source, source.draw(family, readers, at)) for source in analysis_sources]
