"""My families: what a desk shows of each, with a fixed number of questions to the database.

A worker's list is read many times a day: values instead of objects, and no question per family.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.models import Allocation, Involvement, Stage, TimelineEvent
from kinmap.families.models import Family, FamilyMember
from kinmap.kit.dates import plain_date

ON_A_PAGE = 50
STAGES = {str(stage): str(stage.label) for stage in Stage}
ORDER = ["", *STAGES]
SHORT = 140
PARTS = {str(part): str(part.label).lower() for part in Allocation.Part}


@dataclass(slots=True)
class MyFamily:
    """One family on the desk, in words ready to be shown. ``stages``: each stage with the children at it."""

    name: str
    ref: str
    stages: list[tuple[str, str]] = field(default_factory=list)
    others: str = ""
    newest_on: str = ""
    newest: str = ""


def my_families(readers: Iterable[Reader], number: Any) -> tuple[Page[Any], list[MyFamily]]:
    """A page of the families open to these readers, by name."""
    readers = list(readers)
    ids = frozenset().union(*(reader.family_ids for reader in readers))
    every = Family.objects.filter(pk__among=ids).order_by("name", "ref").values_list("pk", "name", "ref")
    pages = Paginator(every, ON_A_PAGE)
    pages.count = len(ids)  # known already: one question less
    page = pages.get_page(number)
    rows = list(page)
    found = {ref: MyFamily(name, ref) for _, name, ref in rows}
    for reader in readers:
        here = reader.family_ids & {pk for pk, _, _ in rows}
        if here:
            _children(found, reader, here)
            _others(found, reader, here)
            _newest(found, reader, here)
    return page, list(found.values())


def _children(found: dict[str, MyFamily], reader: Reader, here: frozenset[UUID]) -> None:
    today = timezone.localdate()
    current = Q(ended__isnull=True) | Q(ended__gt=today)
    stage = Involvement.objects.readable_by(reader).on(today).order_by().values("stage")
    stage = stage.filter(child=OuterRef("person"), family=OuterRef("family"))[:1]
    rows = FamilyMember.objects.children_readable_by(reader).filter(current, family__among=here)
    rows = rows.order_by("person__born", "person__due", "person__first_name", "pk")
    at: dict[str, dict[str, list[str]]] = {}
    for ref, first, known_as, code in rows.values_list(
        "family__ref", "person__first_name", "person__known_as", Subquery(stage)
    ):
        at.setdefault(ref, {}).setdefault(code or "", []).append(known_as or first)
    for ref, stages in at.items():
        # The stage furthest along first; children without one last, under no name.
        ordered = sorted(stages, key=ORDER.index, reverse=True)
        found[ref].stages = [(STAGES.get(code, ""), ", ".join(stages[code])) for code in ordered]


def _others(found: dict[str, MyFamily], reader: Reader, here: frozenset[UUID]) -> None:
    rows = Allocation.objects.readable_by(reader).on().filter(family__among=here).exclude(worker=reader.person_id)
    names = rows.order_by("worker__first_name", "worker__last_name", "part").values_list(
        "family__ref", "worker__first_name", "worker__last_name", "part"
    )
    working: dict[str, list[str]] = {}
    for ref, first, last, part in names.distinct():
        working.setdefault(ref, []).append(f"{first} {last} ({PARTS[part]})".replace("  ", " "))
    for ref, words in working.items():
        found[ref].others = ", ".join(words)


def _newest(found: dict[str, MyFamily], reader: Reader, here: frozenset[UUID]) -> None:
    told = (
        TimelineEvent.objects.readable_by(reader).standing().filter(family=OuterRef("pk"), on__lte=timezone.localdate())
    )
    last = told.order_by("-on", "-recorded_at", "-id").values("pk")[:1]
    ids = Family.objects.filter(pk__among=here).order_by().values(newest=Subquery(last))
    # The families are named again, so that the database looks among their events and not through everybody's.
    events = TimelineEvent.objects.filter(pk__in=ids, family__among=here).order_by()
    for ref, on, text in events.values_list("family__ref", "on", "text"):
        found[ref].newest_on, found[ref].newest = plain_date(on), text if len(text) <= SHORT else text[:SHORT] + "…"
