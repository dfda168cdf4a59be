"""``kinmap print``: one document for one reader, as a PDF or a Word file."""

from argparse import Namespace
from pathlib import Path

from kinmap.casework.copying import CannotCopy, print_document
from kinmap.config.commands import Refused
from kinmap.config.commands.acting import account, door_of
from kinmap.documents.press import PressError


def run(asked: Namespace) -> None:
    """Writes the file and says for whom it was made."""
    by = account(asked.email)
    output = Path(asked.output)
    try:
        with door_of(asked.family):
            made = print_document(
                asked.document, ref=asked.family, copy=asked.copy, person=asked.person, by=by, output=output,
                format=asked.format or _ending(output), size=asked.paper,
            )  # fmt: skip
    except (CannotCopy, PressError) as refusal:
        raise Refused(str(refusal)) from refusal
    print(f"{output}: the {asked.copy} copy for {made.person.name}.")


def _ending(output: Path) -> str:
    """The format that the file's name asks for."""
    return "docx" if output.suffix.lower() == ".docx" else "pdf"
