"""One entry as the page draws it: every word ready, so that a template only places them."""

from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from django.utils import timezone

from kinmap.access.sharing import Sharing
from kinmap.casework.guard import IN_SHORT
from kinmap.kit.dates import partial_date, plain_date
from kinmap.mapping.categories import PART_WORDS, PARTS, Category, part_in_words
from kinmap.mapping.models import Entry
from kinmap.mapping.people import Faces

#: Printed instead of a name that must stay private (domain.md §2.6).
PRIVATE_NAME = "someone whose name we must keep private"

#: How they know, in the words of a line that begins with their name.
HOW_KNOWN: dict[str, str] = {
    Entry.Source.SAW: "saw or heard it",
    Entry.Source.WAS_TOLD: "was told",
    Entry.Source.RECORD: "from a record",
    Entry.Source.OPINION: "professional opinion",
    Entry.Source.CHILD_SAID: "a child said it",
}


class Worded(NamedTuple):
    """An entry's wording for a reader who may not see all of its children."""

    id: UUID
    entry: UUID
    text: str
    children: frozenset[UUID]
    category: str


class Card(TypedDict):
    """What is drawn of one entry. ``own`` is false for a wording, which cannot be changed in its place."""

    id: UUID
    version: int
    category: str
    text: str
    about: frozenset[UUID]
    children: list[str]
    said: str
    asked: str
    visit: str
    moved: str
    private: str
    written: str
    guard: str
    guard_mark: str
    disputed: bool
    views: list[dict[str, Any]]
    wordings: list[dict[str, Any]]
    parts: list[tuple[str, str]]
    owner: str
    due: str
    done: str
    answers_id: UUID | None
    answers: "Reference | None"
    linked: list["Reference"]
    mark: str
    unfinished: list[str]
    prompt: str
    answered: dict[str, Any]
    dated: bool
    waved: list[str]
    thoughts: list[str]
    wave: UUID | None
    own: bool
    standing: bool
    withdrawn: bool
    focus: bool
    undo: bool
    write: UUID | None


class Reference(TypedDict):
    """Another entry, named in a few words."""

    id: UUID
    words: str


SHORT = 70


def in_short(text: str) -> str:
    """How a text begins, for a list."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]}…"


def reference(card: Card) -> Reference:
    """An entry by its mark, or by how it begins."""
    return {"id": card["id"], "words": card["mark"] or in_short(card["text"])}


def card_of(row: Any, faces: Faces) -> Card:
    """The card of one entry, before it is joined to the others."""
    return {
        "id": row.id,
        "version": row.version,
        "category": row.category,
        "text": row.text,
        "about": row.children,
        "children": faces.about(row.children),
        "said": _said(row, faces),
        "asked": row.asked or "",
        "visit": f"From the visit of {plain_date(row.visit_on)}" if row.visit_on else "",
        "moved": "Moved here from another record" if row.moved_here else "",
        "private": row.informant_name or "",
        "written": written_words(row.written_on, row.recorded_at),
        "guard": guard_in_words(row.sharing, row.named, row.hidden_from, faces),
        "guard_mark": guard_mark(row.sharing, row.hidden_from, faces),
        "disputed": row.disputed,
        "views": [],
        "wordings": [],
        "parts": _parts(row.category, row.parts),
        "owner": faces.name(row.owner) or row.owner_words,
        "due": plain_date(row.due) if row.due else "",
        "done": plain_date(row.done_on) if row.done_on else "",
        "answers_id": row.answers,
        "answers": None,
        "linked": [],
        "mark": "",
        "unfinished": [],
        "prompt": "",
        "answered": row.parts or {},
        "dated": row.event_date is not None,
        "waved": (getattr(row, "waved_away", None) or "").split(),
        "thoughts": [],
        "wave": None,
        "own": True,
        "standing": row.status == Entry.Status.ACTIVE,
        "withdrawn": row.status == Entry.Status.WITHDRAWN,
        "focus": False,
        "undo": False,
        "write": None,
    }


def worded_card(worded: Worded, faces: Faces) -> Card:
    """The card of a wording, in the place of the entry that this reader may not see."""
    nothing: Any = _Nothing()
    return {
        **card_of(nothing, faces), "id": worded.id, "category": worded.category, "text": worded.text,
        "about": worded.children, "children": faces.about(worded.children), "own": False, "standing": True,
    }  # fmt: skip


class _Nothing:
    """An entry of which a reader may know nothing but its wording."""

    children = named = hidden_from = frozenset[UUID]()
    sharing, category, status = Sharing.FAMILY_ALL, Category.NOT_SURE_YET, ""
    date_precision = "unknown"

    def __getattr__(self, name: str) -> None:
        return None


def _said(row: Any, faces: Faces) -> str:
    """Who said it, how they know, when it was: in one line."""
    who = row.said_by_words or faces.name(row.said_by)
    if not who and row.source == Entry.Source.WAS_TOLD:
        how = f"told by {PRIVATE_NAME}"
    else:
        how = HOW_KNOWN.get(row.source, "")
    when = partial_date(row.event_date, row.date_precision) if row.event_date else ""
    whose = who if not who or who.lower().startswith("from ") else f"from {who}"
    line = " · ".join(part for part in (whose, how, when) if part)
    return line[:1].upper() + line[1:]


def written_words(written_on: date | None, recorded_at: datetime | None) -> str:
    """When something was written on paper and when it was typed up; nothing when it was not."""
    if written_on is None or recorded_at is None:
        return ""
    return f"written {plain_date(written_on)}, typed up {plain_date(timezone.localdate(recorded_at))}"


def _parts(category: str, parts: dict[str, Any] | None) -> list[tuple[str, str]]:
    """The category's own fields that somebody filled in, as question and answer."""
    if not parts:
        return []
    held = PARTS[Category(category)]
    return [(PART_WORDS[part], part_in_words(category, part, str(parts[part]))) for part in held if parts.get(part)]


def guard_mark(sharing: str, hidden: frozenset[UUID], faces: Faces) -> str:
    """A word or two for the face of the card, which a room may see: no names, those stand in its fold."""
    hides = "hidden from somebody" if hidden and faces.reader.is_staff else ""
    line = " · ".join(part for part in (IN_SHORT[sharing], hides) if part)
    return line[:1].upper() + line[1:]


def guard_in_words(sharing: str, named: frozenset[UUID], hidden: frozenset[UUID], faces: Faces) -> str:
    """Who may see it, for those who may; who is named or shut out only for council staff."""
    words = [IN_SHORT[sharing]] if IN_SHORT[sharing] else []
    if faces.reader.is_staff:
        if named:
            words.append(f"named: {', '.join(faces.names(named)) or 'nobody whom you can see'}")
        if hidden:
            words.append(f"hidden from {', '.join(faces.names(hidden)) or 'somebody'}")
    line = " · ".join(words)
    return line[:1].upper() + line[1:]
