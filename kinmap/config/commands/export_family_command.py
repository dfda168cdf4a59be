"""``kinmap export-family``: a family to one JSON file."""

from argparse import Namespace
from pathlib import Path

from kinmap.casework.exchange import export_family
from kinmap.config.commands.acting import account, door_of


def run(asked: Namespace) -> None:
    """Writes the file and says where it is."""
    by = account(asked.email)
    with door_of(asked.family):
        export_family(asked.family, Path(asked.file), by=by)
    print(f"Family {asked.family} is in {asked.file}. It holds what people said: keep it as you keep the record.")
