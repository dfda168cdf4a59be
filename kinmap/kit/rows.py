"""How one kind of row stands in the exchange file. Definitions only: casework writes, checks and reads them.

Most of it follows from the model: its fields give names, types, lengths, choices and defaults. A room
adds only what a model cannot say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models

#: A row of the file together with the JSON path at which it stands.
Placed = tuple[str, dict[str, Any]]
#: Looks through one room's rows, by key, and yields (JSON path, reason) for what cannot be taken in.
Check = Callable[[Mapping[str, Sequence[Placed]]], Iterable[tuple[str, str]]]


def as_it_is(value: Any) -> Any:
    """The same value."""
    return value


def all_of_them(versions: Any, _reader: Any) -> Any:
    """Every earlier version that its own guard lets out."""
    return versions


def nothing(_row: Any) -> frozenset[str]:
    """Nothing stays behind."""
    return frozenset()


@dataclass(frozen=True)
class Value:
    """A field that the file writes in its own way: under which name, of which form, and how to convert it.

    ``write`` turns the model's value into JSON, ``read`` turns JSON back.
    """

    name: str
    schema: Mapping[str, Any]
    write: Callable[[Any], Any] = as_it_is
    read: Callable[[Any], Any] = as_it_is


@dataclass(frozen=True, eq=False)
class Rows:
    """One kind of row: its key in the file and its model.

    ``one``: a single object instead of a list. ``shared``: may belong to other families too, so that it
    may be here already, if it is identical. ``pointed_at``: leaves only when another row points at it.
    ``bare``: carries no words to guard, so it leaves with its family. ``values``: fields written
    differently, by the model's name. ``says``: what a field means, where its name is not enough.
    ``leaves_out``: fields of one row that no longer hold and therefore stay behind. ``in_order``: fields
    whose ids mean the same either way round; the smaller is kept first. ``earlier``: which of its earlier
    versions leave for a reader, where their own guards do not say it all. ``carries``: bytes of a file.
    """

    key: str
    model: type[models.Model]
    one: bool = False
    shared: bool = False
    pointed_at: bool = False
    bare: bool = False
    values: Mapping[str, Value] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    leaves_out: Callable[[Any], frozenset[str]] = nothing
    in_order: tuple[str, ...] = ()
    earlier: Callable[[Any, Any], Any] = all_of_them
    carries: "Carries | None" = None


@dataclass(frozen=True)
class Carries:
    """Bytes that a row carries in the file, in base64 under ``name``.

    ``take`` gives them, or ``None`` when they are not here; ``put`` keeps them and answers where. ``digest``
    and ``size`` name the row's own fields that say what they must be.
    """

    name: str
    take: Callable[[Any], bytes | None]
    put: Callable[[Any, bytes], Path]
    digest: str = "digest"
    size: str = "size"
