"""``kinmap print``: one document for one reader, as a PDF."""

from argparse import Namespace
from pathlib import Path

from kinmap.casework.copying import CannotCopy, print_document
from kinmap.config.commands import Refused
from kinmap.config.commands.acting import account, door_of
from kinmap.documents.press import PressError


def run(asked: Namespace) -> None:
    """Writes the PDF and says for whom it was made."""
    by = account(asked.email)
    output = Path(asked.output)
    try:
        with door_of(asked.family):
            made = print_document(
                asked.document, ref=asked.family, copy=asked.copy, person=asked.person, by=by, output=output
            )
    except (CannotCopy, PressError) as refusal:
        raise Refused(str(refusal)) from refusal
    print(f"{output}: the {asked.copy} copy for {made.person.name}.")
