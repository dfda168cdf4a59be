"""The heads of the trail: the last number and digest of every chain, written regularly outside the database.

A chain cannot show by itself that its end was cut off, or that all of it is gone. The heads can. They lie in files of
JSON lines, one file for a day (``2026-06-18.jsonl``), so that a day that is over can be put where nothing is ever
changed. A line holds its number, the time, the chains that grew since the line before it, the line before it by its
MAC, and its own MAC, made with the key of the trail. Files only grow; several processes write one after the other.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from kinmap.access.trail import TrailEntry
from kinmap.access.trail_key import fingerprint, sealed

#: An entry may be saved this long after its id was made; what takes longer is seen when its chain next grows.
OVERLAP = timedelta(hours=1)
#: Number and digest of a chain's last entry.
Head = tuple[int, str]


class Damaged(ValueError):
    """A line that cannot be read."""


@dataclass(frozen=True)
class Line:
    """One writing: ``number`` counts from 1 over all files; ``before`` is the MAC of the line before it."""

    number: int
    at: datetime
    key: str
    before: str
    heads: Mapping[str, Head]
    mac: str = ""

    def body(self) -> dict[str, Any]:
        """What the MAC is made over."""
        heads = {chain: list(head) for chain, head in sorted(self.heads.items())}
        return {"line": self.number, "at": self.at.astimezone(UTC).isoformat(), "key": self.key,
                "before": self.before, "heads": heads}  # fmt: skip

    def expected_mac(self, by: str = "") -> str:
        """The MAC this line should carry."""
        return sealed("heads", _told(self.body()), by)


def folder() -> Path:
    """Where this installation's heads lie."""
    return Path(settings.KINMAP_TRAIL_HEADS)


def files(place: Path) -> list[Path]:
    """The files in a folder of heads, the oldest first."""
    return sorted(place.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].jsonl"))


def line_of(raw: bytes) -> Line:
    """A line as it was written. Raises ``Damaged``."""
    try:
        told = json.loads(raw)
        heads = {str(chain): (int(number), str(digest)) for chain, (number, digest) in told["heads"].items()}
        return Line(int(told["line"]), datetime.fromisoformat(told["at"]), str(told["key"]), str(told["before"]),
                    heads, str(told["mac"]))  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise Damaged from broken


def lines(file: Path) -> Iterator[bytes]:
    """The lines of one file; what a crash left unfinished at its end comes without its line feed."""
    with file.open("rb") as source:
        yield from source


def write(*, whole: bool = False, unless_since: timedelta | None = None) -> Line | None:
    """Write one line and answer it; nothing when somebody has written within ``unless_since``.

    ``whole`` compares every chain; otherwise only those that grew since the last line are looked at.
    Raises ``OSError``.
    """
    place = folder()
    with _alone(place):
        before, known = _known(files(place)[-2:])
        now = timezone.now()
        if before and unless_since and timedelta(0) <= now - before.at < unless_since:
            return None
        if whole or before is None:
            known = _all_known(files(place))
            found = _heads_of_all()
        else:
            found = _heads_since(before.at - OVERLAP)
        grown = {chain: head for chain, head in found.items() if head[0] > known.get(chain, (0, ""))[0]}
        number, mac = (before.number + 1, before.mac) if before else (1, "")
        line = Line(number, now, fingerprint(), mac, grown)
        line = Line(number, now, line.key, mac, grown, line.expected_mac())
        _append(place / f"{now.astimezone(UTC):%Y-%m-%d}.jsonl", line)
    return line


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One writer at a time, whichever process it is in."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(place / ".lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _append(file: Path, line: Line) -> None:
    raw = _told({**line.body(), "mac": line.mac}) + b"\n"
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "ab+", buffering=0) as place:
        size = place.seek(0, os.SEEK_END)
        if size and os.pread(place.fileno(), 1, size - 1) != b"\n":
            raw = b"\n" + raw  # a crash cut the last line off; it stays as it is, on a line of its own
        written = place.write(raw)
        if written != len(raw):
            raise OSError(28, "only a part of the heads could be written", str(file))
        os.fsync(place.fileno())


def _known(newest: list[Path]) -> tuple[Line | None, dict[str, Head]]:
    """The last line that can be read, and the heads of these files."""
    last: Line | None = None
    known: dict[str, Head] = {}
    for raw in (raw for file in newest for raw in lines(file)):
        with suppress(Damaged):
            last = line_of(raw)
            known.update(last.heads)
    return last, known


def _all_known(every: Iterable[Path]) -> dict[str, Head]:
    return _known(list(every))[1]


def _heads_of_all() -> dict[str, Head]:
    ends = TrailEntry.objects.order_by().values_list("chain").annotate(last=Max("number"))
    found = {}
    for chain, last in ends.iterator(chunk_size=2000):
        digest = TrailEntry.objects.filter(chain=chain, number=last).values_list("digest", flat=True).get()
        found[chain] = (last, digest)
    return found


def _heads_since(moment: datetime) -> dict[str, Head]:
    found: dict[str, Head] = {}
    rows = TrailEntry.objects.filter(id__gte=_first_id_of(moment)).order_by()
    for chain, number, digest in rows.values_list("chain", "number", "digest").iterator(chunk_size=2000):
        if number > found.get(chain, (0, ""))[0]:
            found[chain] = (number, digest)
    return found


def _first_id_of(moment: datetime) -> UUID:
    """The least id that can have been made at that moment: ids begin with the milliseconds (RFC 9562, UUIDv7)."""
    return UUID(int=(int(moment.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62))


def _told(what: Mapping[str, Any]) -> bytes:
    return json.dumps(what, sort_keys=True, separators=(",", ":")).encode()
