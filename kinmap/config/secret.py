"""The secret key of this installation, made once and kept with its data."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from kinmap.kit.kept_key import kept_key


def secret_key(data: Path) -> str:
    """The key kept in ``data/secret_key``; made at the first run, readable by its owner only.

    Raises ``ImproperlyConfigured`` with a sentence when the folder cannot be written.
    """
    try:
        return kept_key(data / "secret_key")
    except OSError as problem:
        raise ImproperlyConfigured(
            f"Kinmap cannot write to its data folder {data} ({problem.strerror}). "
            "Give it a folder it may write to by setting KINMAP_DATA."
        ) from problem
