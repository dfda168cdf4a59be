"""Making a backup while people work: one moment of the database, sealed as it is read, then read back."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kinmap import VERSION
from kinmap.access import heads
from kinmap.access.trail_key import fingerprint, key
from kinmap.config.backups import filed, rows
from kinmap.config.backups.checking import Found, check
from kinmap.config.backups.sealing import sealed
from kinmap.config.backups.trail_then import HEADS, KEY

FORMAT = 2


@dataclass
class Made:
    """What went in, and what could not: files that a row names but that are not there, or are not the same."""

    found: Found | None = None
    missing: list[str] = field(default_factory=list)
    unclaimed: int = 0


@dataclass
class _Packing:
    """A tar that keeps count of what it holds."""

    tar: tarfile.TarFile
    digests: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, content: bytes) -> None:
        """One member from memory."""
        self.pour(name, io.BytesIO(content), len(content))

    def pour(self, name: str, source: IO[bytes], size: int) -> str:
        """One member from a stream; answers its SHA-256."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        counted = Counted(source)
        self.tar.addfile(member, counted)
        self.digests[name] = counted.digest
        return counted.digest


class Counted:
    """A stream that knows the SHA-256 of what was read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self._sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self._sum.update(piece)
        return piece

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


def make(file: Path, *, keys: Sequence[Any], passphrase: str = "") -> Made:
    """Write the backup, read it back, and only then give it its name.

    Raises ``FileExistsError`` when something of that name is there, ``OSError`` when there is no room; then
    no part of it stays behind.
    """
    made = Made()
    heads_now = [(one, one.stat().st_size) for one in heads.files(heads.folder())]  # before the moment of the rows
    with _appearing(file) as (part, place):
        with (
            sealed(place, keys=keys, passphrase=passphrase) as (stream, own),
            rows.snapshot(),
            tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            _fill(_Packing(tar), made, heads_now)
        place.flush()
        os.fsync(place.fileno())
        made.found = check(part, own)
    return made


@contextmanager
def _appearing(file: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file of this account alone that has its name only when it is whole, and never takes another's."""
    if file.exists():
        raise FileExistsError(17, "there is a file of this name already; choose another", str(file))
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as place:
            yield part, place
        try:
            os.link(part, file)
        except FileExistsError:
            raise
        except OSError:  # a stick or a share that knows no second name for a file
            part.rename(file)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _fill(packing: _Packing, made: Made, heads_now: list[tuple[Path, int]]) -> None:
    found = rows.nouns(apps)
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    about = {
        "kinmap": "backup", "format": FORMAT, "version": VERSION, "made_at": timezone.now().isoformat(),
        "database": connection.vendor, "migrations": applied,
        "tables": {noun._meta.db_table: rows.columns(noun) for noun in found}, "left_out": sorted(rows.LEFT_OUT),
        "trail_key": fingerprint(),
    }  # fmt: skip
    packing.put("about.json", _json(about))
    if not settings.KINMAP_TRAIL_KEY:  # a key from the environment is kept elsewhere on purpose
        packing.put(KEY, key().encode("ascii"))
    for day, size in heads_now:
        with day.open("rb") as source:
            packing.pour(f"{HEADS}{day.name}", source, size)
    for noun in found:
        for number, piece in enumerate(rows.lines(noun), start=1):
            packing.put(f"rows/{noun._meta.db_table}/{number:06}.jsonl.gz", piece)
    names = set()
    for one in filed.claimed(found):
        names.add(one.name)
        if not _file_away(packing, one):
            made.missing.append(one.name)
    made.unclaimed = filed.unclaimed(names)
    packing.put("manifest.json", _json({"sha256": packing.digests, "missing": made.missing}))


def _file_away(packing: _Packing, one: filed.Filed) -> bool:
    """Put one filed document in as it lies there; whether it is the one that was filed."""
    try:
        with (Path(settings.KINMAP_FILES) / one.name).open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            return packing.pour(f"filed/{one.name}", source, size) == one.digest
    except FileNotFoundError:
        return False


def _json(what: Any) -> bytes:
    return json.dumps(what, ensure_ascii=False, indent=1).encode()
