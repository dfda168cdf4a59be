"""My families: what a desk shows of each, with a fixed number of questions to the database.

A worker's list is read many times a day: values instead of objects, and no question per family.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.models import Allocation, Involvement, Stage, TimelineEvent
from kinmap.families.models import Family, FamilyMember

ON_A_PAGE = 50
STAGES = {str(stage): str(stage.label) for stage in Stage}
PARTS = {str(part): str(part.label).lower() for part in Allocation.Part}


class Newest(NamedTuple):
    """The newest line of a family's story."""

    on: date
    text: str


@dataclass
class MyFamily:
    """One family on the desk. ``stages``: each stage with the first names of the children at it."""

    name: str
    ref: str
    stages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    others: list[str] = field(default_factory=list)
    newest: Newest | None = None

    @property
    def by_stage(self) -> list[tuple[str, str]]:
        """The stages furthest along first; children without one last, under no name."""
        order = ["", *STAGES]
        found = sorted(self.stages.items(), key=lambda pair: -order.index(pair[0]))
        return [(STAGES.get(code, ""), ", ".join(names)) for code, names in found]

    @property
    def with_whom(self) -> str:
        """Who else works there."""
        return ", ".join(self.others)


def my_families(readers: Iterable[Reader], number: Any) -> tuple[Page[Any], list[MyFamily]]:
    """A page of the families open to these readers, by name."""
    readers = list(readers)
    every = Family.objects.filter(pk__in=frozenset().union(*(reader.family_ids for reader in readers)))
    page = Paginator(every.order_by("name", "ref").values_list("pk", "name", "ref"), ON_A_PAGE).get_page(number)
    found = {pk: MyFamily(name, ref) for pk, name, ref in page}
    for reader in readers:
        here = reader.family_ids & found.keys()
        if here:
            _children(found, reader, here)
            _others(found, reader, here)
            _newest(found, reader, here)
    return page, list(found.values())


def _children(found: dict[UUID, MyFamily], reader: Reader, here: frozenset[UUID]) -> None:
    today = timezone.localdate()
    current = Q(ended__isnull=True) | Q(ended__gt=today)
    stage = Involvement.objects.readable_by(reader).on(today).order_by().values("stage")
    stage = stage.filter(child=OuterRef("person"), family=OuterRef("family"))[:1]
    rows = FamilyMember.objects.readable_by(reader).filter(current, family__in=here, role=FamilyMember.Role.CHILD)
    rows = rows.order_by("person__born", "person__due", "person__first_name", "pk")
    for family, first, known_as, code in rows.values_list(
        "family", "person__first_name", "person__known_as", Subquery(stage)
    ):
        found[family].stages[code or ""].append(known_as or first)


def _others(found: dict[UUID, MyFamily], reader: Reader, here: frozenset[UUID]) -> None:
    rows = Allocation.objects.readable_by(reader).on().filter(family__in=here).exclude(worker=reader.person_id)
    rows = rows.order_by("started", "worker__last_name", "worker__first_name", "part")
    for family, first, last, part in rows.values_list("family", "worker__first_name", "worker__last_name", "part"):
        words = f"{first} {last}".strip() + f" ({PARTS[part]})"
        if words not in found[family].others:
            found[family].others.append(words)


def _newest(found: dict[UUID, MyFamily], reader: Reader, here: frozenset[UUID]) -> None:
    told = TimelineEvent.objects.readable_by(reader).filter(family=OuterRef("pk"), on__lte=timezone.localdate())
    last = told.order_by("-on", "-recorded_at", "-id").values("pk")[:1]
    ids = Family.objects.filter(pk__in=here).order_by().values_list(Subquery(last), flat=True)
    events = TimelineEvent.objects.filter(pk__in=[pk for pk in ids if pk])
    for family, on, text in events.order_by().values_list("family", "on", "text"):
        found[family].newest = Newest(on, text)
