"""Shelves on which upper rooms put what a family's pages show: tabs, desk cards, printed documents, exchange parts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from kinmap.access.models import User
from kinmap.access.nouns import Guarded
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.documents.editable import Block, docx
from kinmap.documents.models import Issue
from kinmap.documents.press import Paper, pdf
from kinmap.kit.forms import KitForm
from kinmap.kit.rows import Check, Placed, Rows
from kinmap.kit.shelf import Shelf


@dataclass(frozen=True)
class FamilyTab:
    """A tab on the family's pages: its words, the URL name that takes ``family_ref``, who may press it."""

    name: str
    words: str
    url_name: str
    needs: Permission
    order: int = 50


@dataclass(frozen=True)
class DeskLine:
    """One line of a desk card: what it is about, when it is due (if it is), and where pressing leads."""

    words: str
    family_name: str
    address: str
    due: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class DeskCard:
    """A card on one's own desk. ``lines`` gets the user and one reader over all families open to them.

    ``needs``: shown to those whose role has this right. ``everywhere``: about no family, so asked once, of
    somebody who works with none as well.
    """

    name: str
    words: str
    empty: str
    lines: Callable[[User, Reader], Sequence[DeskLine]]
    order: int = 50
    needs: Permission | None = None
    everywhere: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Something that a copy leaves out, as its preparer may know it: what it is and why.

    ``row`` is what is left out, where it is one row; ``is_hidden``: it is hidden from whom the copy is for.
    """

    what: str
    why: str
    row: Any = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Prepared:
    """A sheet ready for the press: already limited to preparer and recipient.

    ``left_out`` is for the preparer's eyes. ``included`` are the guarded rows whose words are in it: the
    filed copy may be read only by those who may see all of them.
    """

    sheet: Any
    left_out: Sequence[LeftOut] = ()
    included: Sequence[Guarded] = ()


@dataclass(frozen=True)
class PrintDocument:
    """A printed document: its layout and the function that prepares its sheet from a ``copying.CopyFor``.

    ``needs`` is what the preparer must be allowed to read. ``papers`` are the sizes it can be had in, the usual
    one first. ``outline`` lays the same sheet out for a Word file (``documents.editable``); without one the
    document is a PDF alone. ``stage``: offered where a child is at that stage (a ``Stage``); empty: always.
    ``asks`` makes the form by which its preparer narrows it (a child, a period) from an address's question and
    the ``CopyFor`` that it is for; ``prepare`` finds the answers in ``CopyFor.asked``.
    """

    name: str
    words: str
    layout: Path
    needs: Permission
    prepare: Callable[[Any], Prepared]
    papers: tuple[str, ...] = ("A4",)
    order: int = 50
    outline: Callable[[Any], Sequence[Block]] | None = None
    stage: str = ""
    asks: Callable[[Any, Any], KitForm] | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """In which formats it can be had, the usual one first."""
        return (Issue.Format.PDF, Issue.Format.DOCX) if self.outline else (Issue.Format.PDF,)

    def made(self, sheet: Paper, *, at: datetime, format: str = Issue.Format.PDF) -> bytes:
        """The sheet as bytes. Raises ``PressError`` with a sentence, and ``ValueError`` for a format it has not."""
        if format not in self.formats:
            raise ValueError(f"{self.words} cannot be had as {format}.")
        if format == Issue.Format.DOCX and self.outline is not None:
            return docx(sheet, self.outline(sheet), at=at)
        return pdf(self.layout, sheet, at=at)


def nothing_to_check(_rows: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    """No rule beyond what the models themselves say."""
    return iter(())


@dataclass(frozen=True)
class ExchangePart:
    """One room's share of the exchange file: its key and its kinds of rows, in the order they are made.

    ``needs``: what a reader must be allowed so that this part leaves at all. ``check`` looks for what the
    models cannot say by themselves; every row that it sees has the right form and refers to rows that exist.
    """

    name: str
    words: str
    rows: tuple[Rows, ...]
    needs: Permission
    check: Check = nothing_to_check
    order: int = 50


@dataclass(frozen=True)
class Whereabouts:
    """Where a row of an upper room can be changed: its label ("mapping.entry"), and its address in a family."""

    name: str
    address: Callable[[str, Any], str]
    order: int = 50


@dataclass(frozen=True)
class Addressed:
    """What an address names, so that what was typed there is shown only while its author may see that.

    ``name``: a room and the id that its addresses hold ("mapping.entry_id"), or the name of a whole page.
    ``needs``: the right that opening it takes. ``readable``: which of these ids one reader may see today; without it
    the right is all that it takes.
    """

    name: str
    needs: Permission | None
    readable: Callable[[User, Reader, Collection[UUID]], Iterable[UUID]] | None = None
    order: int = 50


def none_at_all(_item: Any) -> Iterable[Any]:
    """Nothing besides."""
    return ()


@dataclass(frozen=True)
class Misfilable:
    """How one of a room's nouns is moved to another record, or struck out for good, when it was misfiled.

    ``name`` stands in addresses; ``words`` is what people call it. ``needs``: what reading it takes. ``said`` gives
    what it says, as heading and words, to whoever must agree. ``hanging``: rows whose words go with it; ``gone``:
    querysets of rows that go whole. ``becomes``: what an emptied row says in fields that are no words, so that its
    pages leave it out. ``documents``: printed documents that hold such items; ``arrive``: makes it anew in another
    record (without it, it can only be struck out); ``address``: the page it stands on. ``own_words``: nouns among
    what hangs that are somebody's own words: hidden from whoever agrees, they stay under their own guard, for nobody
    destroys what neither of two people has read.
    """

    name: str
    words: str
    noun: Any
    needs: Permission
    said: Callable[[Any], Iterable[tuple[str, str]]]
    address: Callable[[str, Any], str]
    hanging: Callable[[Any], Iterable[Any]] = none_at_all
    gone: Callable[[Any], Iterable[Any]] = none_at_all
    becomes: Mapping[str, Any] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    arrive: Callable[..., Any] | None = None
    own_words: tuple[type, ...] = ()
    order: int = 50


@dataclass(frozen=True)
class MadeOf:
    """Rows of an upper room of which items were made: their words go with the item. ``rows`` gets the items' ids."""

    name: str
    rows: Callable[[Collection[UUID]], Iterable[Any]]
    order: int = 50


def rows_of(*nouns: Any) -> Callable[[User, Reader, Collection[UUID]], Iterable[UUID]]:
    """For ``Addressed``: the rows of these nouns that their ``readable_by`` lets a reader see."""

    def readable(_user: User, reader: Reader, ids: Collection[UUID]) -> Iterator[UUID]:
        for noun in nouns:
            rows = noun.objects.readable_by(reader).filter(pk__in=ids)
            yield from rows.order_by().values_list("pk", flat=True)

    return readable


misfilables: Shelf[Misfilable] = Shelf("what can be misfiled")
made_of: Shelf[MadeOf] = Shelf("what items were made of")
addressed: Shelf[Addressed] = Shelf("what an address names")
family_tabs: Shelf[FamilyTab] = Shelf("family tabs")
whereabouts: Shelf[Whereabouts] = Shelf("whereabouts of rows")
desk_cards: Shelf[DeskCard] = Shelf("desk cards")
print_documents: Shelf[PrintDocument] = Shelf("printed documents")
exchange_parts: Shelf[ExchangePart] = Shelf("exchange parts")


def tabs_for(reader: Reader) -> Iterator[FamilyTab]:
    """The tabs that this reader may press, in order."""
    return (tab for tab in family_tabs if reader.may(tab.needs))
