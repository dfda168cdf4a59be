"""What opens a backup, from wherever it may be given: never from the command line, where others could read it."""

import os
import sys
import zipfile
from argparse import Namespace
from getpass import getpass
from pathlib import Path

import pyrage

from kinmap.config.backups.sealing import KEY, Key
from kinmap.config.commands import Refused

#: Characters of a passphrase that nobody guesses in the years that a backup is kept.
LENGTH = 16


def key_of(asked: Namespace, file: Path) -> Key:
    """The key for reading ``file``: private keys when they were given, else the passphrase."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    if asked.key_file:
        return Key(identities=tuple(_private(Path(asked.key_file))))
    if given := _given(asked):
        return Key(passphrase=given)
    if zipfile.is_zipfile(file) and KEY not in zipfile.ZipFile(file).namelist():
        raise Refused(f"{file} was made for keys, without a passphrase: give the private key with --key-file.")
    return Key(passphrase=_asked("Passphrase: "))


def new_passphrase(asked: Namespace) -> str:
    """The passphrase for a new backup; typed twice when it is typed. Refuses one that could be guessed."""
    given = _given(asked)
    if not given:
        given = _asked("Passphrase for this backup: ")
        if _asked("Once more: ") != given:
            raise Refused("The two were not the same. Nothing was written.")
    if len(given) < LENGTH:
        raise Refused(
            f"The passphrase is too short: at least {LENGTH} characters, for example five words. Nothing was written."
        )
    return given


def _given(asked: Namespace) -> str:
    if asked.passphrase_file:
        lines = Path(asked.passphrase_file).read_text(encoding="utf-8").splitlines()
        if not lines or not lines[0].strip():
            raise Refused(f"{asked.passphrase_file} holds no passphrase in its first line.")
        return lines[0].strip()
    return os.environ.get("KINMAP_PASSPHRASE", "").strip()


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refused(
            "Say what seals it: --passphrase-file or KINMAP_PASSPHRASE, or --key to make one and --key-file to read."
        )
    return getpass(question).strip()


def _private(file: Path) -> list[object]:
    lines = [line.strip() for line in file.read_text(encoding="ascii", errors="replace").splitlines()]
    try:
        found: list[object] = [
            pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")
        ]
    except pyrage.IdentityError as wrong:
        raise Refused(f"{file} is not a private key: those begin with AGE-SECRET-KEY-1.") from wrong
    if not found:
        raise Refused(f"There is no private key in {file}.")
    return found
