"""The trail as a backup holds it: its rows, its heads and, unless it is kept elsewhere, its key."""

import os
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from kinmap.access.models import TrailEntry
from kinmap.access.trail_key import Row, fingerprint
from kinmap.access.verifying import Chains, Heads, Report, read_heads
from kinmap.config.backups.sealing import AT_ONCE

TRAIL = TrailEntry._meta.db_table
#: Members of a backup that come before its rows.
TRAIL_FOLDER = "trail/"
KEY, HEADS = "trail/key", "trail/heads/"


class Content(Protocol):
    """A member as it is read."""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""


class TrailThen:
    """Follows the trail of a backup while it streams by. ``place``: a folder of its own for the heads."""

    def __init__(self, place: Path) -> None:
        self.place, self.key = place, ""

    def take(self, name: str, content: Content) -> None:
        """A member that belongs to the trail: the key, or a day of heads."""
        if name == KEY:
            self.key = content.read().decode("ascii").strip()
        else:
            copy(content, self.place / PurePosixPath(name).name)

    def follow(self, row: list[Any], names: list[str]) -> None:
        """The next entry, from its line."""
        values = dict(zip(names, row, strict=True))
        fields = {field.attname: field for field in TrailEntry._meta.concrete_fields}
        self._chains.add(Row(*(fields[name].to_python(values[name]) for name in Row._fields)))

    def end(self) -> Report:
        """What was found. Without the key that it was made with (``has_key_of``) it says nothing."""
        return self._chains.end()

    def has_key_of(self, about: dict[str, Any]) -> bool:
        """Whether this is the key that the digests were made with, or there was none yet."""
        then = about.get("trail_key", "")
        return not then or fingerprint(self.key) == then

    @cached_property
    def heads(self) -> Heads:
        """The heads that came along."""
        return read_heads(self.place, self.key)

    @cached_property
    def _chains(self) -> Chains:
        return Chains(self.heads, self.key)


def copy(content: Content, place: Path) -> None:
    """One member into a file of its own, where none of that name is."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := content.read(AT_ONCE):
            file.write(piece)
