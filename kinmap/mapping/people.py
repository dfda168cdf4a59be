"""The people of a map as its reader knows them: names, children, stages. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, DateField, F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.models import Allocation, Involvement, Stage
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.mapping.models import Map

FACTS = (
    "id", "first_name", "known_as", "last_name", "born", "due", "role", "left", "stage", "unshared", "share_by", "helps"
)  # fmt: skip


@dataclass(frozen=True)
class Faces:
    """Whom the reader may see. ``children`` are today's, oldest first, as (id, first name)."""

    reader: Reader
    called: dict[UUID, str]
    children: tuple[tuple[UUID, str], ...]
    stages: dict[UUID, str]
    not_yet_shared: bool
    share_by: date | None

    def name(self, person: UUID | None) -> str:
        """What somebody is called; nothing for nobody, and for somebody whom the reader may not see."""
        return self.called.get(person, "") if person else ""

    def names(self, people: Iterable[UUID]) -> list[str]:
        """Names of those whom the reader may see: children in order of age, then others by name."""
        ids = frozenset(people)
        children = [name for child, name in self.children if child in ids]
        others = ids - {child for child, _ in self.children}
        return children + sorted(filter(None, map(self.name, others)))

    def about(self, children: frozenset[UUID]) -> list[str]:
        """The children of an entry for its chips: "All children" when it is all of several."""
        all_of_them = frozenset(child for child, _ in self.children)
        return ["All children"] if len(all_of_them) > 1 and all_of_them <= children else self.names(children)

    def stage(self, child: UUID | None) -> Stage:
        """The stage whose words the map speaks: one child's, or the highest of the reader's children."""
        codes = [self.stages.get(child, "")] if child else self.stages.values()
        return max((Stage(code) for code in codes if code), key=lambda stage: stage.height, default=Stage.EARLY_HELP)


def faces_of(family: Family, reader: Reader, *, on: date | None = None) -> Faces:
    """Everybody of this family whom the reader may see, and the workers who help it.

    The faces' own ``reader`` knows whom they may see, so that the rest of the page need not ask again.
    """
    of_person = FamilyMember.objects.filter(family=family, person=OuterRef("pk"))
    of_person = of_person.order_by(F("ended").desc(nulls_first=True), "id")  # where they belong now comes first
    stage = Involvement.objects.on(on).filter(family=family, child=OuterRef("pk"), child__in=reader.child_ids)
    of_map = Map._default_manager.filter(family=family).order_by()
    rows = Person.objects.readable_by(reader).annotate(
        role=Subquery(of_person.values("role")[:1]),
        left=Subquery(of_person.values("ended")[:1]),
        stage=Subquery(stage.order_by().values("stage")[:1]),
        unshared=Subquery(of_map.values("not_yet_shared")[:1]),
        share_by=Subquery(of_map.values("share_by")[:1]),
        helps=Value(False),
    )
    helping = Allocation.objects.filter(family=family).order_by().values("worker")
    workers = Person.objects.filter(reader.admits(), pk__in=helping).annotate(
        role=Value(None, CharField()),
        left=Value(None, DateField()),
        stage=Value(None, CharField()),
        unshared=Value(None, BooleanField()),
        share_by=Value(None, DateField()),
        helps=Value(True),
    )
    # Both at once, and told apart by ``helps``: whom one knows by name as a worker is not therefore in the family.
    both = rows.order_by().values_list(*FACTS, named=True).union(workers.order_by().values_list(*FACTS), all=True)
    found = list(both.order_by("born", "due", "first_name", "id"))
    seen = [row for row in found if not row.helps]
    names = {row.id: _called(row) for row in found if row.helps}
    return _faces(seen, names, reader.knowing(frozenset(row.id for row in seen)))


def children_of(family: Family, reader: Reader) -> list[tuple[UUID, str]]:
    """Today's children, for those who need nothing else of ``faces_of``: each id with its first name."""
    today = timezone.localdate()
    here = FamilyMember.objects.children_readable_by(reader).filter(Q(ended__isnull=True) | Q(ended__gt=today))
    rows = here.filter(family=family).order_by("person__born", "person__due", "person__first_name", "person")
    return [
        (child, known_as or first)
        for child, first, known_as in rows.values_list("person", "person__first_name", "person__known_as")
    ]


def _faces(rows: list[Any], workers: dict[UUID, str], reader: Reader) -> Faces:
    today = timezone.localdate()
    now = [
        row for row in rows
        if row.role == FamilyMember.Role.CHILD and row.id in reader.child_ids and (row.left is None or row.left > today)
    ]  # fmt: skip
    now.sort(key=lambda row: (row.born is None, row.born or row.due or today))
    return Faces(
        reader=reader,
        called=workers | {row.id: _called(row) for row in rows},
        children=tuple((row.id, row.known_as or row.first_name) for row in now),
        stages={row.id: row.stage for row in rows if row.stage},
        not_yet_shared=bool(rows and rows[0].unshared),
        share_by=rows[0].share_by if rows else None,
    )


def _called(row: Any) -> str:
    """First name within the family; professionals by their whole name."""
    if row.role in (None, FamilyMember.Role.PROFESSIONAL):
        return f"{row.first_name} {row.last_name}".strip()
    return str(row.known_as or row.first_name)
