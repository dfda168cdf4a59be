"""``kinmap restore``: a backup into an empty place."""

from argparse import Namespace
from pathlib import Path

from kinmap.config.backups import NotEmpty, Unreadable
from kinmap.config.backups.restoring import refuse_unless_empty, restore
from kinmap.config.commands import Refused
from kinmap.config.commands.backup_command import in_words, warnings
from kinmap.config.commands.folder import prepare_folder
from kinmap.config.commands.keys import key_of


def run(asked: Namespace) -> None:
    """Restores, and says what is here now."""
    file = Path(asked.file)
    prepare_folder()
    try:
        refuse_unless_empty()  # before anybody is asked for a passphrase
        found = restore(file, key_of(asked, file))
    except NotEmpty as refusal:
        raise Refused(f"Nothing was changed. {refusal}") from refusal
    except Unreadable as wrong:
        raise Refused(f"{file} cannot be used, and nothing was changed. {wrong}") from wrong
    print(f"Restored from {file}: made {in_words(found)}.")
    print("\n".join([*warnings(found), "Nobody is signed in. Start it with “kinmap serve”."]))
