"""Reading a backup from beginning to end and believing none of it before it is proved."""

import hashlib
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from kinmap.access import heads
from kinmap.access.verifying import Chains, entries, read_heads
from kinmap.config.backups import Unreadable, rows
from kinmap.config.backups.sealing import AT_ONCE, WHOLE, Key, unsealed
from kinmap.config.backups.trail_then import TRAIL, TRAIL_FOLDER, TrailThen

FORMATS = {1, 2}  # 2: with the heads of the trail, and its key


@dataclass
class Found:
    """What a backup holds. ``broken``: trail chains that did not hold together when the backup was made.

    ``wrong``: what is wrong with its heads, in sentences; ``key``: the trail's, when the backup brings it;
    ``checked``: whether the trail's digests could be checked, which takes the key.
    """

    about: dict[str, Any] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    files: int = 0
    chains: int = 0
    wrong: list[str] = field(default_factory=list)
    key: str = ""
    checked: bool = True
    broken: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class Hashing:
    """A member as it is read, with its SHA-256 and size so far."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.sum = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self.source.read(size)
        except (tarfile.TarError, OSError) as broken:
            raise Unreadable(WHOLE) from broken
        self.sum.update(piece)
        return piece


def members(file: Path, key: Key) -> Iterator[tuple[str, Hashing]]:
    """Every member in order, ``about.json`` first; the manifest is compared when the last has been read.

    Raises ``Unreadable``, at the very end too: whoever uses what comes earlier must be able to undo it.
    """
    digests: dict[str, str] = {}
    promised: dict[str, str] | None = None
    try:
        with unsealed(file, key) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None or promised is not None or member.name in digests or not _is_plain(member.name):
                    raise Unreadable(WHOLE)
                hashing = Hashing(content)
                if member.name == "manifest.json":
                    promised = dict(json.loads(hashing.read())["sha256"])
                    continue
                yield member.name, hashing
                while hashing.read(AT_ONCE):  # what the reader left over counts too
                    pass
                digests[member.name] = hashing.sum.hexdigest()
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as broken:
        raise Unreadable(WHOLE) from broken
    if promised is None or promised != digests:
        raise Unreadable(WHOLE)


def _is_plain(name: str) -> bool:
    """Whether a member's name can lead nowhere but into its own folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name


def about(name: str, content: Hashing) -> dict[str, Any]:
    """The first member. Raises ``Unreadable`` when this is no backup that we know."""
    told = json.loads(content.read()) if name == "about.json" else {}
    if told.get("kinmap") != "backup":
        raise Unreadable("It is not a backup of Kinmap.")
    if told["format"] not in FORMATS:
        raise Unreadable(f"It was made by a newer Kinmap (version {told['version']}): restore it with that one.")
    found: dict[str, Any] = told
    return found


def check(file: Path, key: Key) -> Found:
    """Read it all: every digest, every row, every link of the trail. Raises ``Unreadable``; changes nothing."""
    found = Found()
    with TemporaryDirectory(prefix="kinmap-heads-") as place:
        trail = TrailThen(Path(place))
        try:
            for name, content in members(file, key):
                _look_at(name, content, found, trail)
        except ValueError as broken:
            raise Unreadable(WHOLE) from broken
        report = trail.end()
    found.key, found.checked, found.chains = trail.key, trail.has_key_of(found.about), report.chains
    if found.checked:
        found.broken, found.wrong = sorted({fault.chain for fault in report.faults}), trail.heads.wrong
    return found


def _look_at(name: str, content: Hashing, found: Found, trail: TrailThen) -> None:
    if not found.about:
        found.about = about(name, content)
    elif name.startswith("filed/"):
        found.files += 1
    elif name.startswith(TRAIL_FOLDER):
        trail.take(name, content)
    else:
        table = table_of(name, found.about)
        for row in rows.told(content.read()):
            found.rows[table] += 1
            if len(row) != len(found.about["tables"][table]):
                raise Unreadable(WHOLE)
            if table == TRAIL:
                trail.follow(row, found.about["tables"][table])


def table_of(name: str, told: dict[str, Any]) -> str:
    """The table whose rows a member holds. Raises ``Unreadable`` for anything else."""
    place, _, rest = name.partition("/")
    table = rest.partition("/")[0]
    if place != "rows" or table not in told["tables"]:
        raise Unreadable(WHOLE)
    return table


def trail_holds() -> list[str]:
    """The chains of this installation's own trail that do not hold together; none when all is well."""
    chains = Chains(read_heads(heads.folder()))
    for row in entries():
        chains.add(row)
    return sorted({fault.chain for fault in chains.end().faults})


__all__ = ["Found", "Unreadable", "check", "members", "trail_holds"]
