"""A key that this installation makes once and keeps in a file of its own."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def kept_key(file: Path) -> str:
    """The key in ``file``; made at the first asking, readable by its owner only.

    It has its name only when it is whole: two processes that start at once take the same one. Raises ``OSError``.
    """
    with suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    keep_key(file, secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii").strip()


def keep_key(file: Path, key: str) -> None:
    """Write a key down where there is none yet; another's stays. Raises ``OSError``."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as place:
            place.write(key + "\n")
            place.flush()
            os.fsync(place.fileno())
        with suppress(FileExistsError):
            os.link(part, file)
    finally:
        part.unlink(missing_ok=True)
