"""``kinmap backup-key``: a pair of keys, so that the machine that makes backups cannot read them."""

import os
from argparse import Namespace
from pathlib import Path

import pyrage

from kinmap.config.commands import Refused


def run(asked: Namespace) -> None:
    """Writes the private key, never over another, and prints the public one."""
    file = Path(asked.file)
    pair = pyrage.x25519.Identity.generate()
    try:
        place = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as taken:
        raise Refused(f"{file} is there already, and may be somebody's only key: choose another name.") from taken
    with os.fdopen(place, "w", encoding="ascii") as kept:
        kept.write(f"# public key: {pair.to_public()}\n{pair}\n")
    print(f"The private key is in {file}. Keep it away from this machine, twice: without it no backup can be read.")
    print(f"Make backups for the public key: kinmap backup FILE --key {pair.to_public()}")
