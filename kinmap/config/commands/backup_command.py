"""``kinmap backup``: everything to one sealed file; with ``--check``, such a file read from end to end."""

import errno
from argparse import Namespace
from pathlib import Path

import pyrage
from django.db import transaction

from kinmap.access.trail import Verb, record
from kinmap.config.backups import Unreadable
from kinmap.config.backups.checking import Found, check
from kinmap.config.backups.making import Made, make
from kinmap.config.commands import Refused
from kinmap.config.commands.keys import key_of, new_passphrase
from kinmap.config.commands.serve_command import check_database

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def run(asked: Namespace) -> None:
    """Makes a backup, or checks one, and says what it holds."""
    file = Path(asked.file)
    print(_checked(file, asked) if asked.check else _made(file, asked))


def _checked(file: Path, asked: Namespace) -> str:
    if asked.key:
        raise Refused("--key names a public key, and that opens nothing: give the private key with --key-file.")
    try:
        found = check(file, key_of(asked, file))
    except Unreadable as wrong:
        raise Refused(f"{file} cannot be used. {wrong}") from wrong
    return "\n".join([f"{file} is whole: made {in_words(found)}.", *warnings(found)])


def _made(file: Path, asked: Namespace) -> str:
    if asked.key_file:
        raise Refused("--key-file is for reading a backup; to make one, give the public key with --key.")
    check_database()
    if file.exists():
        raise Refused(f"{file} is there already: choose another name. Nothing was written.")
    keys = [_public(key) for key in asked.key]
    passphrase = "" if keys and not asked.passphrase_file else new_passphrase(asked)
    try:
        made = make(file, keys=keys, passphrase=passphrase)
    except OSError as problem:
        reason = "there is no room left" if problem.errno in NO_ROOM else problem.strerror or str(problem)
        raise Refused(f"{file} could not be written: {reason}. No part of it was left behind.") from problem
    except Unreadable as wrong:
        raise Refused(f"What was written could not be read back. {wrong} No part of it was left behind.") from wrong
    with transaction.atomic():
        record(by=None, verb=Verb.EXPORT, kind="backup", reason="command line")
    assert made.found is not None  # noqa: S101 - make() has read it back
    told = [f"{file} is written and was read back: made {in_words(made.found)}.", *warnings(made.found), *_about(made)]
    return "\n".join(told)


def _public(key: str) -> object:
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError as wrong:
        raise Refused(f"“{key[:12]}…” is not a public key: those begin with age1 (see kinmap backup-key).") from wrong


def in_words(found: Found) -> str:
    """When it was made, and how much it holds."""
    rows = sum(found.rows.values())
    families = found.rows["families_family"]
    when = found.about["made_at"][:16].replace("T", " ")
    return (
        f"{when} UTC by Kinmap {found.about['version']}; {families:,} families, {rows:,} rows in "
        f"{len(found.about['tables'])} tables, {found.files:,} files, {found.chains:,} chains of the trail"
    )


def warnings(found: Found) -> list[str]:
    """What is whole as a backup and still wrong with what was backed up."""
    told = []
    if not found.checked:
        told.append(
            "The trail was not checked: its key is not in the backup, because it was kept elsewhere on purpose. "
            "Set KINMAP_TRAIL_KEY to it."
        )
    if found.broken:
        told.append(
            f"WARNING: the trail does not hold together in {len(found.broken)} of its chains: somebody has changed it, "
            f"and had done so before the backup. Keep this file as evidence. Chains: {', '.join(found.broken[:5])}."
        )
    return told + [f"WARNING: {said}" for said in found.wrong]


def _about(made: Made) -> list[str]:
    told = []
    if made.missing:
        told.append(
            f"WARNING: {len(made.missing)} filed documents are missing or are not what was filed: "
            + ", ".join(made.missing[:5])
        )
    if made.unclaimed:
        told.append(f"{made.unclaimed} files in the folder belong to nothing that was saved, and were left out.")
    return told
