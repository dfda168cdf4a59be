"""The key of the trail: whoever can write to the database and has no key cannot write a row that holds.

A row's digest is HMAC-SHA-256 over its own words and the digest before it. It is kept as ``k1.`` and 43 signs of
base64url, all 256 bits: 46 signs of the 64 that the column has. A plain digest of an installation from before is 64
hexadecimal signs, among which there is neither a ``k`` nor a dot, so the one is never taken for the other.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from kinmap.kit.kept_key import keep_key, kept_key

MARK = "k1."


class Row(NamedTuple):
    """One entry of the trail as its table holds it; its fields are the columns to ask for."""

    id: UUID
    chain: str
    number: int
    at: datetime
    user_id: UUID | None
    verb: str
    kind: str
    subject_id: str
    reason: str
    address: str
    previous: str
    digest: str


def key() -> str:
    """``KINMAP_TRAIL_KEY`` from the environment; else the one in the data folder, made at the first asking."""
    return settings.KINMAP_TRAIL_KEY or _kept(Path(settings.KINMAP_TRAIL_KEY_FILE))


@cache
def _kept(file: Path) -> str:
    return kept_key(file)


def take(kept: str) -> None:
    """Go on with the key of a restored trail instead of the one that this new, empty place has made for itself."""
    file = Path(settings.KINMAP_TRAIL_KEY_FILE)
    file.unlink(missing_ok=True)
    _kept.cache_clear()
    keep_key(file, kept)


def fingerprint(of: str = "") -> str:
    """Tells one key from another and nothing about either: to say that this is not the key, rather than 'changed'."""
    return sealed("key", b"which", of)[:12]


def sealed(purpose: str, body: bytes, by: str = "") -> str:
    """HMAC-SHA-256 in base64url. ``purpose`` keeps a digest made for one thing from being shown for another."""
    mac = hmac.digest((by or key()).encode(), purpose.encode() + b"\0" + body, "sha256")
    return urlsafe_b64encode(mac).rstrip(b"=").decode()


def is_keyed(digest: str) -> bool:
    """Whether a digest was made with a key."""
    return digest.startswith(MARK)


def digest_of(row: Row, by: str = "") -> str:
    """The digest that an entry should carry: with the key, or plain when it carries a plain one."""
    words: list[Any] = [
        row.previous, row.chain, row.number, row.at.astimezone(UTC).isoformat(), str(row.user_id), row.verb,
        row.kind, row.subject_id, row.reason, row.address,
    ]  # fmt: skip
    if row.digest and not is_keyed(row.digest):
        return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()
    return MARK + sealed("entry", json.dumps([*words, str(row.id)], ensure_ascii=False).encode(), by)
