"""How an entry of the map that was misfiled is struck out, with what hangs from it, or moved to another record."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.shelves import Misfilable
from kinmap.families.models import Family, FamilyMember
from kinmap.kit.people_field import People
from kinmap.mapping.categories import PART_WORDS, Category, part_in_words
from kinmap.mapping.models import Entry, Informant, Judgment, OtherView, Scale, Waved, Wording

#: What of an entry arrives in the other record. Ties to this one (what it answers, the visit, who does it) stay behind.
CARRIED = (
    "category", "text", "said_by_words", "source", "event_date", "date_precision", "written_on", "domains", "parts",
    "owner_words", "due", "done_on", "sharing", "named", "hidden_from", "recorded_at", "recorded_by_id",
    "recorded_by_name",
)  # fmt: skip
DOCUMENTS = frozenset({
    "map", "map-four-boxes", "harm-to-plan", "map-to-read", "form", "statements", "plan", "assessment", "visits",
    "early-help-plan", "child-in-need-plan",
})  # fmt: skip


def said_by_entry(entry: Entry) -> Iterator[tuple[str, str]]:
    """Its words, then the category's own questions that somebody answered."""
    yield str(Category(entry.category).label), entry.text
    for part, words in (entry.parts or {}).items():
        if words and part in PART_WORDS:
            yield PART_WORDS[part], part_in_words(entry.category, part, str(words))


def hanging_on(entry: Entry) -> Iterator[Any]:
    """Other views, who told us, wordings, the scale of a statement and everybody's numbers on it."""
    for noun in (OtherView, Informant, Wording):
        yield from noun.objects.filter(entry=entry).order_by("id")
    for scale in Scale.objects.filter(statement=entry):
        yield scale
        yield from Judgment.objects.filter(scale=scale).order_by("id")


def gone_with(entry: Entry) -> Iterator[Any]:
    """Prompts that were waved away: each holds a digest of the words."""
    yield Waved.objects.filter(entry=entry)


def arrive(entry: Entry, *, family: Family, children: People, by: User) -> Entry:
    """The entry anew on another family's map, with its author, its day and its source.

    Who said it comes along as a person only where that person belongs to the other family too.
    """
    arrived = Entry(
        family=family, children=children, moved_here=True, **{name: getattr(entry, name) for name in CARRIED}
    )
    here = FamilyMember.objects.filter(family=family, person=entry.said_by_id, ended__isnull=True)
    arrived.said_by_id = entry.said_by_id if entry.said_by_id and here.exists() else None
    arrived.written(by=by)
    told = Informant.objects.filter(entry=entry).first()
    if told is not None:
        carried = {name: getattr(told, name) for name in ("name", "reason", "sharing", "named", "hidden_from",
                                                           "recorded_by_id", "recorded_by_name")}  # fmt: skip
        Informant(family=family, entry=arrived, **carried).keep(by=by)
    return arrived


MISFILED = Misfilable(
    name="entry",
    words="an entry of the map",
    noun=Entry,
    needs=Permission.MAP_READ,
    said=said_by_entry,
    address=lambda ref, _entry: reverse("mapping:map", args=[ref]),
    hanging=hanging_on,
    gone=gone_with,
    becomes={"status": Entry.Status.STRUCK_OUT, "date_precision": Entry.Precision.UNKNOWN},
    documents=DOCUMENTS,
    arrive=arrive,
    order=10,
)
