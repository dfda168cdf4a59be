"""``kinmap import-family``: a family from one JSON file, all of it or nothing."""

from argparse import Namespace
from pathlib import Path

from kinmap.casework import exchange
from kinmap.config.commands import Refused
from kinmap.config.commands.acting import account


def run(asked: Namespace) -> None:
    """Takes the family in and says under which reference."""
    by = account(asked.email)
    try:
        family = exchange.import_family(Path(asked.file), by=by)
    except exchange.Refused as refusal:
        raise Refused(f"{asked.file} was refused, and nothing was changed. {_told(refusal, asked.file)}") from refusal
    print(f"Family {family.ref} is here.")


def _told(refusal: exchange.Refused, file: str) -> str:
    """The reason, with the line and the column in the file."""
    try:
        return refusal.told(Path(file).read_bytes())
    except OSError:
        return str(refusal)
