"""Copies that were handed over, and files that came in, in the exchange file: with their bytes."""

from pathlib import Path
from typing import Any

from kinmap.documents import cabinet
from kinmap.documents.models import Attachment, Issue
from kinmap.kit.arrived import looked_at
from kinmap.kit.rows import Carries, Rows, Value


def _take(row: Any) -> bytes | None:
    """The bytes; nothing for a row whose file did not come with it, or is no longer what was filed."""
    try:
        content: bytes = row.content()
    except (FileNotFoundError, ValueError):
        return None
    return content


def _put(row: Any, content: bytes) -> Path:
    """Raises ``NotTaken`` for what would not be taken in by hand either; the bytes themselves stay as they came."""
    looked_at(content, claims=f"file.{row.kind if isinstance(row, Attachment) else row.format}", most=MOST_COPY)
    place: Path = row.path
    cabinet.put(place, content)
    return place


#: The most that a copy or a file may be, in bytes, when it comes with a record.
MOST_COPY = 50_000_000
_HOLDS = {
    "type": "array",
    "items": {"type": "string", "format": "uuid"},
    "description": "the rows of this file whose words are in the copy",
}
FILE = Carries("content", take=_take, put=_put)
ROWS = (
    Rows("attachments", Attachment, says={"digest": "SHA-256 of the file"}, carries=FILE),
    Rows(
        "issues",
        Issue,
        values={"holds": Value("holds", _HOLDS)},
        says={
            "digest": "SHA-256 of the file",
            "handed_at": "when it was given",
            "taken_away_at": "when the file was destroyed because it held misfiled words",
        },
        carries=FILE,
    ),
)
