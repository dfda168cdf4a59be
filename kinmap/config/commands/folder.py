"""The data folder: made when it is new, and found writable before anything depends on it."""

import os
from pathlib import Path

from django.conf import settings

from kinmap.config.commands import Refused


def prepare_folder() -> None:
    """Makes the data folder and its filing cabinet, for this account only. Refuses one that cannot be written."""
    data: Path = settings.KINMAP_DATA
    trial = data / f".trial-{os.getpid()}"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.KINMAP_FILES.mkdir(mode=0o700, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as problem:
        raise Refused(
            f"Kinmap cannot write to its data folder {data} ({problem.strerror}): "
            "set KINMAP_DATA to one that it may write to."
        ) from problem
