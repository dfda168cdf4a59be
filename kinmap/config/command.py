"""The ``kinmap`` command: reads what was asked, hands it to one module per command, ends with a sentence.

Each command's work is in its room; ``kinmap.config.commands`` only joins it to the words typed.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DatabaseError

from kinmap import VERSION
from kinmap.access.roles import ROLES
from kinmap.config.commands import Refused

#: Codes of ``access.models.Organisation.Kind``, which cannot be read before the settings are.
KINDS = ["council", "school", "health", "police", "voluntary", "other"]

EPILOG = (
    "Settings come from the environment: KINMAP_DATA (folder of the data), KINMAP_PORT, DATABASE_URL and others; "
    "they are listed in kinmap/config/settings.py."
)


def parser() -> argparse.ArgumentParser:
    """Every command and its options."""
    top = argparse.ArgumentParser(
        prog="kinmap", description="Casework for child protection: the family's map and plan.", epilog=EPILOG
    )
    top.add_argument("--version", action="version", version=f"kinmap {VERSION}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="serve the pages", description="Serves Kinmap's pages until stopped.")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, help="port to listen on (default: KINMAP_PORT, or 8000)")
    serve.add_argument("--workers", type=int, default=1, metavar="N", help="processes; more than one needs PostgreSQL")

    migrate = commands.add_parser(
        "migrate",
        help="bring the database up to date",
        description="Makes the tables, or brings them up to date with this version of Kinmap; loses nothing.",
    )
    migrate.add_argument("--quiet", action="store_true", help="say nothing unless something goes wrong")

    demo = commands.add_parser(
        "demo",
        help="load the demonstration families",
        description="Loads the demonstration partnership: invented people and two invented families.",
    )
    demo.add_argument("--if-empty", action="store_true", help="do nothing when somebody has an account already")

    _account(commands)

    copy = commands.add_parser(
        "print",
        help="print a document for one reader",
        description="Writes a file made for one reader, with what that reader and you may both see; this is recorded.",
    )
    copy.add_argument("document", metavar="DOCUMENT", help="map, form, statements, plan …")
    copy.add_argument("--family", required=True, metavar="REF", help="the family's reference")
    copy.add_argument("--copy", required=True, choices=["family", "professional", "child"], help="whose copy it is")
    copy.add_argument("--for", dest="person", metavar="PERSON", help="who will read it: a person's id or name")
    _as_whom(copy)
    copy.add_argument("--format", choices=["pdf", "docx"], help="PDF or Word file (default: what FILE's name ends in)")
    copy.add_argument("--paper", choices=["A4", "A3"], default="", help="size of paper, where there is a choice")
    copy.add_argument("-o", "--output", required=True, metavar="FILE", help="the file to write")

    leaving = commands.add_parser(
        "export-family",
        help="write a family to a file",
        description="Writes all that you may see of a family to one JSON file; this is recorded.",
    )
    leaving.add_argument("family", metavar="REF", help="the family's reference")
    leaving.add_argument("file", metavar="FILE", help="the JSON file to write")
    _as_whom(leaving)

    arriving = commands.add_parser(
        "import-family",
        help="read a family from a file",
        description="Takes in a family from one JSON file, all of it or nothing; this is recorded.",
    )
    arriving.add_argument("file", metavar="FILE", help="the JSON file to read")
    _as_whom(arriving)

    check = commands.add_parser(
        "check",
        help="find out whether the configuration is safe",
        description="Says each reason why this configuration is unsafe; ends with 1 when there is one.",
    )
    check.add_argument("--deploy", action="store_true", help="as it must be under a public name, over a network")

    _backups(commands)
    _trail(commands)
    return top


def _trail(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser(
        "verify-trail",
        help="find out whether the trail is what was written",
        description="Reads every entry of the trail and compares it with its digest, the one before it and the heads "
        "outside the database; says what was changed and how far it can vouch. Ends with 1 when anything is wrong.",
    )
    commands.add_parser(
        "write-heads",
        help="write the trail's heads now",
        description="Writes the last number and digest of every chain of the trail that has grown to the folder of "
        "heads (KINMAP_TRAIL_HEADS). “kinmap serve” does so every five minutes.",
    )


def _backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser(
        "backup",
        help="write all that Kinmap holds to one sealed file, or check such a file",
        description="Writes database and filed documents to one sealed file while people work, and reads it back; this "
        "is recorded. With --check it reads a backup from end to end instead and changes nothing.",
    )
    backup.add_argument("file", metavar="FILE", help="the file to write; with --check the file to read")
    backup.add_argument("--check", action="store_true", help="check a backup instead of making one")
    backup.add_argument(
        "--key", action="append", default=[], metavar="AGE1…", help="a public key that may open it; may be repeated"
    )
    backup.add_argument("--key-file", metavar="FILE", help="with --check: the file with the private key")

    restore = commands.add_parser(
        "restore",
        help="put a backup into an empty place",
        description="Puts a backup into an empty data folder and database, all of it or nothing; this is recorded.",
    )
    restore.add_argument("file", metavar="FILE", help="the backup to read")
    restore.add_argument("--key-file", metavar="FILE", help="the file with the private key")

    for command in (backup, restore):
        command.add_argument(
            "--passphrase-file",
            metavar="FILE",
            help="read the passphrase from this file's first line (else from KINMAP_PASSPHRASE; else you are asked)",
        )

    key = commands.add_parser(
        "backup-key",
        help="make a pair of keys for backups",
        description="Writes a new private key to a file and prints the public key that backups are made for.",
    )
    key.add_argument("file", metavar="FILE", help="the file for the private key; keep it away from this machine")


def _account(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    account = commands.add_parser(
        "account",
        help="open, change or close somebody's account",
        description="Opens an account in one role, or brings it up to date (an earlier role ends today), and prints "
        "the address at which its owner chooses a password, once. This is recorded.",
    )
    account.add_argument("email", metavar="EMAIL", help="the person's work e-mail address")
    account.add_argument("--name", help="the person's name")
    account.add_argument("--role", choices=list(ROLES), help="what they are there to do")
    account.add_argument("--organisation", metavar="NAME", help="where they work (default: the only council)")
    account.add_argument("--kind", choices=KINDS, help="what kind of organisation it is, when it is new here")
    account.add_argument("--team", metavar="NAME", help="their team, for people of the council")
    account.add_argument(
        "--password-from-stdin", action="store_true", help="read the password from the first line of standard input"
    )
    account.add_argument("--close", action="store_true", help="close the account instead; what they wrote stays")
    account.add_argument(
        "--reset-sign-in",
        action="store_true",
        help="instead: end their sessions, take off their second steps and their tie to single sign-on",
    )
    account.add_argument("--as", dest="by", metavar="EMAIL", help="who resets it: somebody who may change settings")


def _as_whom(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as",
        dest="email",
        required=True,
        metavar="EMAIL",
        help="whose rights to use: the e-mail address of an account",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; answers the exit status. What goes wrong is one sentence on standard error."""
    asked = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinmap.config.settings")
    before = os.umask(0o077)  # whatever is written here, others on this machine may not read
    try:
        django.setup()
        module = import_module("kinmap.config.commands." + asked.command.replace("-", "_") + "_command")
        module.run(asked)
    except KeyboardInterrupt:
        return 130
    except (Refused, ImproperlyConfigured, PermissionDenied, ObjectDoesNotExist, ValidationError) as refusal:
        return _say(refusal)
    except DatabaseError as problem:
        return _say(_about_the_database(problem))
    except OSError as problem:
        return _say(f"{problem.filename or 'A file'}: {problem.strerror or problem}.")
    finally:
        os.umask(before)
    return 0


def _about_the_database(problem: DatabaseError) -> str:
    """A sentence without the database's own message, which may quote what people wrote."""
    said = str(problem)
    if "readonly" in said or "unable to open" in said:
        return "Kinmap cannot write to its database: check that the data folder (KINMAP_DATA) may be written to."
    if "no such table" in said or "does not exist" in said:
        return "The database is not ready: run “kinmap migrate” first."
    if "is full" in said or "disk I/O" in said or "No space" in said:
        return "The database has no room left: its disk is full."
    if "connect" in said or "pool" in said:
        return "Kinmap cannot reach its database: check DATABASE_URL, and that PostgreSQL is running."
    return f"The database refused this ({type(problem).__name__})."


def _say(sentence: object) -> int:
    if isinstance(sentence, ValidationError):
        sentence = " ".join(sentence.messages)
    print(str(sentence) or "You may not do this.", file=sys.stderr)
    return 1
