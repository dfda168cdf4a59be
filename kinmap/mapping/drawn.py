"""What an assessment draws from the map: shown and printed beside it, and never copied into it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.assessment.shelves import Drawn
from kinmap.casework.joining.looking_back import standing_now
from kinmap.families.models import Family
from kinmap.mapping.as_it_stood import Then
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, Map

#: In the order of the map. What has no place yet, and who does what next, is no part of an analysis.
SHOWN = (
    Category.PAST_HARM,
    Category.DANGER_STATEMENT,
    Category.COMPLICATING_FACTOR,
    Category.STRENGTH,
    Category.EXISTING_SAFETY,
    Category.GOAL,
)


def drawn_from_the_map(family: Family, readers: Sequence[Reader], at: datetime | None) -> list[Drawn]:
    """Entries that everybody concerned may see: as they stand, or as they stood at the end of a moment's day."""
    rows = Entry.objects.filter(family=family, category__in=SHOWN)
    for reader in readers:
        rows = rows.readable_by(reader)
    found: list[tuple[str, str, frozenset[UUID], Entry, Entry | None]]
    if at is None:
        rows = rows.standing()
        found = [(row.category, row.text, row.children, row, None) for row in rows.order_by("place", "id")]
    else:
        found = _as_it_stood(family, readers, at, {row.pk: row for row in rows})
    eyes = replace(readers[0], child_ids=frozenset.intersection(*(reader.child_ids for reader in readers)))
    headings = Map.of(family).labels(eyes, on=timezone.localdate(at) if at else None).words
    found.sort(key=lambda one: SHOWN.index(Category(one[0])))
    return [Drawn(headings[category], text, children, row, then) for category, text, children, row, then in found]


def _as_it_stood(
    family: Family, readers: Sequence[Reader], at: datetime, today: dict[UUID, Entry]
) -> list[tuple[str, str, frozenset[UUID], Entry, Entry | None]]:
    """Two locks on every word: the version's own guard, and today's. Whoever files these words files both."""
    then: list[dict[UUID, Any]] = [
        {row.id: row for row in Then(family, reader, timezone.localdate(at)).entries() if row.category in SHOWN}
        for reader in readers
    ]
    first, *others = then
    kept = [row for pk, row in first.items() if pk in today and all(pk in other for other in others)]
    return [(row.category, row.text, row.children, today[row.id], guard) for row, guard in _guards_then(kept)]


def _guards_then(rows: Sequence[Any]) -> Iterator[tuple[Any, Entry]]:
    """What guarded each version, its people as the records that stand: versions name those that were joined since."""
    people = frozenset[UUID]().union(*(row.named | row.hidden_from | row.children for row in rows))
    stands = standing_now(people)
    for row in rows:
        guard = Entry(id=row.id, text=row.text, sharing=row.sharing)
        for name in ("named", "hidden_from", "children"):
            setattr(guard, name, frozenset(stands.get(pk, pk) for pk in getattr(row, name)))
        yield row, guard
