"""Shelves on which upper rooms put what a family's pages show: tabs, desk cards, printed documents, exchange parts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.families.models import Family
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
    """A card on one's own desk. ``lines`` gets the user and one reader over all families open to them."""

    name: str
    words: str
    empty: str
    lines: Callable[[User, Reader], Sequence[DeskLine]]
    order: int = 50


@dataclass(frozen=True)
class LeftOut:
    """Something that a copy leaves out, as its preparer may know it: what it is and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Prepared:
    """A sheet ready for the press: already limited to preparer and recipient, with what was left out."""

    title: str
    sheet: Any
    left_out: Sequence[LeftOut] = ()
    children: frozenset[Any] = field(default_factory=frozenset)


@dataclass(frozen=True)
class PrintDocument:
    """A printed document: its layout and the function that prepares its sheet.

    ``prepare(family, preparer=…, recipient=…, copy=…, at=…)`` returns ``Prepared``; ``needs`` is what
    the preparer must be allowed to do. ``copy`` is a value of ``documents.models.Issue.Copy``.
    """

    name: str
    words: str
    layout: Path
    needs: Permission
    prepare: Callable[..., Prepared]
    order: int = 50


@dataclass(frozen=True)
class ExchangePart:
    """One room's share of the exchange file: its key, JSON Schema, and how it is written and read.

    ``write(family, reader)`` returns JSON-ready data of what the reader may see. ``read(data, bringing)``
    makes rows inside the import's one transaction; it raises ``casework.exchange.Refused(path, reason)``.
    """

    name: str
    schema: Mapping[str, Any]
    write: Callable[[Family, Reader], Any]
    read: Callable[[Any, Any], None]
    order: int = 50


family_tabs: Shelf[FamilyTab] = Shelf("family tabs")
desk_cards: Shelf[DeskCard] = Shelf("desk cards")
print_documents: Shelf[PrintDocument] = Shelf("printed documents")
exchange_parts: Shelf[ExchangePart] = Shelf("exchange parts")


def tabs_for(reader: Reader) -> Iterator[FamilyTab]:
    """The tabs that this reader may press, in order."""
    return (tab for tab in family_tabs if reader.may(tab.needs))
