"""The secret key of this installation, made once and kept with its data."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(data: Path) -> str:
    """The key kept in ``data/secret_key``; made at the first run, readable by its owner only.

    Raises ``ImproperlyConfigured`` with a sentence when the folder cannot be written.
    """
    kept = data / "secret_key"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return kept.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as file:
            key = secrets.token_urlsafe(64)
            file.write(key + "\n")
    except OSError as problem:
        raise ImproperlyConfigured(
            f"Kinmap cannot write to its data folder {data} ({problem.strerror}). "
            "Give it a folder it may write to by setting KINMAP_DATA."
        ) from problem
    return key
