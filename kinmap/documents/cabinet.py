"""Putting bytes into the filing cabinet: whole or not at all, and on the disk before anybody is told. And out."""

import os
from contextlib import suppress
from pathlib import Path


def put(place: Path, content: bytes) -> None:
    """Write a new file. A full disk or a power cut leaves either all of it or nothing under this name.

    Raises ``FileExistsError`` when something lies there already, ``OSError`` when it cannot be written.
    """
    if place.exists():
        raise FileExistsError(17, "something is filed there already", str(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.rename(place)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    _hold(place.parent)


def destroy(place: Path) -> None:
    """Take a file away for good; one that is gone already is gone."""
    if place.exists():
        place.unlink(missing_ok=True)
        _hold(place.parent)


def _hold(place: Path) -> None:
    folder = os.open(place, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name is kept, or gone, too
    finally:
        os.close(folder)
