"""How an entry came to say what it says: its versions in words, each limited by its own level too."""

from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from kinmap.access.reader import Reader
from kinmap.casework.joining.looking_back import looking_back, names_back
from kinmap.families.models import Family
from kinmap.kit.dates import partial_date, plain_date
from kinmap.mapping.cards import HOW_KNOWN, guard_in_words
from kinmap.mapping.categories import PART_WORDS, part_in_words
from kinmap.mapping.framework import in_words
from kinmap.mapping.models import Entry, LabelSet
from kinmap.mapping.people import Faces, faces_of


@dataclass(frozen=True)
class Piece:
    """Some words of a text: kept, added or taken out."""

    words: str
    how: str


@dataclass(frozen=True)
class Version:
    """One version: by whom, when, what changed in a few words, and its text against the one before."""

    number: int
    at: datetime
    by: str
    changes: list[str]
    pieces: list[Piece]


def versions_of(entry: Entry, family: Family, reader: Reader) -> list[Version]:
    """Every version that the reader may see, the newest first."""
    rows = list(
        Entry.history.filter(looking_back(reader).admits_about_children(), id=entry.pk)
        .select_related("history_user")
        .order_by("history_date", "history_id")
    )
    faces = faces_of(family, reader)
    faces = replace(faces, called=names_back(faces.called))
    words = LabelSet.of_stage(faces.stage(None)).words
    told = [
        Version(
            number=row.version,
            at=row.history_date,
            by=row.history_user.name if row.history_user else row.recorded_by_name,
            changes=_changes(before, row, faces, words),
            pieces=pieces(before.text if before else "", row.text) if before else [Piece(row.text, "kept")],
        )
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    return told[::-1]


@dataclass(frozen=True)
class Going:
    """What going back to an earlier version would change: in a few words, and word by word."""

    changes: list[str]
    pieces: list[Piece]


def going_back(now: Any, back: Any, family: Family, reader: Reader) -> Going:
    """From one version to an earlier one, in the words of this stage."""
    faces = faces_of(family, reader)
    words = LabelSet.of_stage(faces.stage(None)).words
    return Going(_changes(now, back, faces, words), pieces(now.text, back.text))


def pieces(before: str, after: str) -> list[Piece]:
    """A text against the one before it, word by word."""
    old, new = _words(before), _words(after)
    told: list[Piece] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            told.append(Piece("".join(new[new_from:new_to]), "kept"))
            continue
        if old_to > old_from:
            told.append(Piece("".join(old[old_from:old_to]), "out"))
        if new_to > new_from:
            told.append(Piece("".join(new[new_from:new_to]), "in"))
    return told


def _words(text: str) -> list[str]:
    """Words with the space after them, so that joining them gives the text again."""
    found: list[str] = []
    for letter in text:
        if found and (letter.isspace() or not found[-1][-1:].isspace()):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _changes(before: Any, row: Any, faces: Faces, words: dict[str, str]) -> list[str]:
    """What is different besides the text, in short sentences."""
    if before is None:
        return [f"Written under {words[row.category]}"]
    told = []
    if before.text != row.text:
        told.append("Words changed")
    if before.category != row.category:
        told.append(f"Moved from {words[before.category]} to {words[row.category]}")
    elif before.place != row.place:
        told.append("Moved up or down")
    if before.status != row.status:
        told.append(STATUS[row.status])
    for name, fact in FACTS.items():
        if fact(before, faces) != fact(row, faces):
            told.append(f"{name}: {fact(row, faces) or 'nothing'}")
    told += [
        f"{PART_WORDS[part]} {part_in_words(row.category, part, value)}"
        for part, value in row.parts.items()
        if before.parts.get(part) != value and part in PART_WORDS
    ]
    return told or ["Saved again"]


STATUS = {
    Entry.Status.ACTIVE: "Put back on the map",
    Entry.Status.SUPERSEDED: "Replaced",
    Entry.Status.WITHDRAWN: "Taken off the map",
}

#: Facts of a version as one line each.
FACTS: dict[str, Any] = {
    "About": lambda row, faces: ", ".join(faces.about(row.children)),
    "Who said it": lambda row, faces: row.said_by_words or faces.name(row.said_by_id),
    "How they know": lambda row, faces: HOW_KNOWN.get(row.source, ""),
    "When": lambda row, faces: partial_date(row.event_date, row.date_precision) if row.event_date else "",
    "Written on paper": lambda row, faces: plain_date(row.written_on) if row.written_on else "",
    "Assessment Framework": lambda row, faces: in_words(row.domains),
    "Disputed": lambda row, faces: "yes" if row.disputed else "",
    "Who may see it": lambda row, faces: guard_in_words(row.sharing, row.named, row.hidden_from, faces),
    "Who will do it": lambda row, faces: faces.name(row.owner_id) or row.owner_words,
    "By when": lambda row, faces: plain_date(row.due) if row.due else "",
    "Done": lambda row, faces: plain_date(row.done_on) if row.done_on else "",
}
