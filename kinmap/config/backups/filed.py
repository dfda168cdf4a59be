"""The filing cabinet in a backup: the files that rows of the snapshot know, and no others.

A file is written before its row and never changed, so that every row of the snapshot has its file. One
that is being filed while the backup runs has no row in it yet: it belongs to the next backup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kinmap.config.backups.rows import Noun


@dataclass(frozen=True)
class Filed:
    """One file of a row: where it lies under the filing cabinet, and the SHA-256 that its row has kept."""

    name: str
    digest: str


def keeps_files(noun: Noun) -> bool:
    """Whether a row of this noun has bytes in the cabinet: it says where (``path``) and their ``digest``."""
    return isinstance(getattr(noun, "path", None), property) and any(
        field.name == "digest" for field in noun._meta.concrete_fields
    )


def claimed(found: list[Noun]) -> Iterator[Filed]:
    """The files of every row. Inside ``rows.snapshot``."""
    cabinet = Path(settings.KINMAP_FILES)
    for noun in filter(keeps_files, found):
        for row in noun._base_manager.order_by("pk").iterator(chunk_size=500):
            if getattr(row, "taken_away_at", None) is not None:
                continue  # its bytes were destroyed on purpose
            path: Path = row.path  # type: ignore[attr-defined]
            yield Filed(path.relative_to(cabinet).as_posix(), row.digest)  # type: ignore[attr-defined]


def unclaimed(names: set[str]) -> int:
    """How many files lie in the cabinet that are not among these."""
    cabinet = Path(settings.KINMAP_FILES)
    return sum(1 for path in cabinet.rglob("*") if path.is_file() and path.relative_to(cabinet).as_posix() not in names)
