"""From a visit to the map: what a child said, or what was seen, becomes an entry that remembers where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from kinmap.access.nouns import Guarded
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing, strictest
from kinmap.families.models import Family
from kinmap.kit.dates import PartialDate, Precision
from kinmap.kit.people_field import people
from kinmap.mapping.cards import in_short
from kinmap.mapping.categories import COLUMNS, Category
from kinmap.mapping.models import Entry
from kinmap.visits.models import Said, Visit, VisitAccount
from kinmap.visits.shelves import Line


@dataclass(frozen=True)
class Origin:
    """What goes from a visit to the map: the words, about whom, as secret as they are there."""

    visit: Visit
    words: str
    like: Entry
    initial: dict[str, Any]


def origin_of(visit: Visit, *, family: Family, reader: Reader, said_id: UUID | None = None) -> Origin:
    """A child's words at a visit, or without them what was seen and said in general.

    Raises ``Http404`` for words that this reader may not see, and for those of another visit.
    """
    if not reader.may(Permission.VISIT_READ):
        raise Http404
    if said_id is None:
        account = VisitAccount.objects.readable_by(reader).filter(visit=visit).order_by("recorded_at", "id").first()
        if account is None:
            raise Http404
        return _origin(visit, account.text, about=account.children, guards=[account], source=Entry.Source.SAW)
    said = Said.found(said_id, family=family, reader=reader)
    if said.part.visit_id != visit.pk:
        raise Http404
    child = said.part.child_id
    return _origin(visit, said.words, about=people([child]), guards=[said, said.part, visit],
                   source=Entry.Source.CHILD_SAID, said_by=child)  # fmt: skip


def _origin(visit: Visit, words: str, *, about: Any, guards: Sequence[Guarded], source: str, **more: Any) -> Origin:
    when = PartialDate(visit.on, Precision.EXACT) if visit.on else None
    return Origin(
        visit, words, Entry(children=about, **_strictest(guards)),
        {"text": words, "source": source, **({"when": when} if when else {}), **more},
    )  # fmt: skip


def _strictest(guards: Sequence[Guarded]) -> dict[str, Any]:
    """The strictest level, whoever is named wherever it is not open to all, and everybody shut out of any of them."""
    closed = [guard.named for guard in guards if guard.sharing != Sharing.FAMILY_ALL] or [guards[0].named]
    hidden = frozenset().union(*(guard.hidden_from for guard in guards))
    level = strictest(guard.sharing for guard in guards)
    return {"sharing": level, "named": frozenset.intersection(*closed), "hidden_from": hidden}


def headings(words: dict[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every heading of the map under its column, in this stage's words; the tray last."""
    columns = [
        (words.get(column, ""), [(held.value, words[held]) for held in held_here])
        for column, held_here in COLUMNS.items()
    ]
    return [*columns, ("", [(Category.NOT_SURE_YET.value, words[Category.NOT_SURE_YET])])]


def beside_words_at_a_visit(said: Sequence[Said], visit: Visit, reader: Reader) -> dict[UUID, list[Line]]:
    """The way from each saying to the map, for those who may write there."""
    if not reader.may(Permission.MAP_EDIT):
        return {}
    here = reverse("mapping:from_visit", args=[visit.family.ref, visit.pk])
    return {one.pk: [Line("Put on the map", f"{here}?said={one.pk}")] for one in said}


def on_the_map_from(visit: Visit, reader: Reader) -> list[Line]:
    """Entries of the map that came from this visit, as far as the reader may see them."""
    if not reader.may(Permission.MAP_READ):
        return []
    rows = Entry.objects.readable_by(reader).standing().filter(visit=visit).order_by("recorded_at", "id")
    map_at = reverse("mapping:map", args=[visit.family.ref])
    lines = [Line(in_short(entry.text), f"{map_at}#entry-{entry.pk}", "See it on the map") for entry in rows]
    if reader.may(Permission.MAP_EDIT) and visit.state == Visit.State.MADE and _has_account(visit, reader):
        here = reverse("mapping:from_visit", args=[visit.family.ref, visit.pk])
        lines.append(Line("What was seen and said in general", here, "Put on the map"))
    return lines


def _has_account(visit: Visit, reader: Reader) -> bool:
    return bool(VisitAccount.objects.readable_by(reader).filter(visit=visit).exclude(text="").exists())
