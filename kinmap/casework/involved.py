"""What the Work page shows: each child's stages, and who works with whom; who can open it: ``who_opens``."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.banner import ChildInShort, children_in_short
from kinmap.casework.models import Agreement, Allocation, Involvement, StageName
from kinmap.families.models import Family, Person


@dataclass(frozen=True)
class StageLine:
    """One stage of one child, with its dates and its legal basis in words."""

    words: str
    basis: str
    started: date
    ended: date | None
    reason: str
    end_reason: str


@dataclass
class ChildAtWork:
    """A child with the stages they have been at, newest first."""

    child: ChildInShort
    stages: list[StageLine] = field(default_factory=list)

    @property
    def now(self) -> StageLine | None:
        """The stage they are at today."""
        today = timezone.localdate()
        return next((line for line in self.stages if line.ended is None or line.ended > today), None)


@dataclass(frozen=True)
class WorkerHere:
    """One worker's part with some of the children, over the same days.

    One row for each child is kept; ``id`` is that of one of them.
    """

    worker: Person
    part: str
    team: str
    children: list[str]
    started: date
    ended: date | None
    id: UUID


def children_at_work(family: Family, reader: Reader) -> list[ChildAtWork]:
    """Every child the reader may see, each with their own stages."""
    found = {child.id: ChildAtWork(child) for child in children_in_short(family, reader)}
    rows = Involvement.objects.readable_by(reader).filter(family=family).order_by("-started", "-recorded_at", "-id")
    names = StageName.names()
    for row in rows:
        if row.child_id in found:
            line = StageLine(
                names[row.stage], row.get_basis_display(), row.started, row.ended, row.reason, row.end_reason
            )
            found[row.child_id].stages.append(line)
    return list(found.values())


def workers_here(family: Family, reader: Reader, *, ended: bool = False) -> list[WorkerHere]:
    """Who works with which of the reader's children, or who did."""
    today = timezone.localdate()
    live = Q(ended__isnull=True) | Q(ended__gt=today)
    rows = Allocation.objects.readable_by(reader).filter(~live if ended else live, family=family)
    rows = rows.select_related("worker__organisation", "child", "team").order_by("started", "child__born", "id")
    together: dict[tuple[object, ...], list[Allocation]] = {}
    for row in rows:
        together.setdefault((row.worker_id, row.part, row.team_id, row.started, row.ended), []).append(row)
    here = [
        WorkerHere(
            worker=first.worker, part=str(Allocation.Part(first.part).label),
            team=first.team.name if first.team else "", children=[row.child.called for row in group],
            started=first.started, ended=first.ended, id=first.pk,
        )
        for group in together.values()
        for first in group[:1]
    ]  # fmt: skip
    parts = [str(part.label) for part in Allocation.Part]
    return sorted(here, key=lambda one: (parts.index(one.part), one.started, one.worker.name))


def agreements_of(family: Family, reader: Reader) -> list[Agreement]:
    """Agreements to early help that the reader may see, newest first."""
    rows = Agreement.objects.readable_by(reader).filter(family=family).select_related("child", "given_by")
    return list(rows.order_by("-started", "child__born", "id"))
