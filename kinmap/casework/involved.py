"""What the Work page shows: each child's stages, who works with whom, who can open the family."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kinmap.access.models import RoleHeld, User
from kinmap.access.reader import Reader
from kinmap.casework.banner import ChildInShort, children_in_short
from kinmap.casework.models import Agreement, Allocation, Involvement, Stage
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


@dataclass(frozen=True)
class Opener:
    """Somebody who can open the family today; ``only``: the children through whom, when it is not the whole family."""

    name: str
    about: str = ""
    only: tuple[str, ...] = ()


def children_at_work(family: Family, reader: Reader) -> list[ChildAtWork]:
    """Every child the reader may see, each with their own stages."""
    found = {child.id: ChildAtWork(child) for child in children_in_short(family, reader)}
    rows = Involvement.objects.readable_by(reader).filter(family=family).order_by("-started", "-recorded_at", "-id")
    for row in rows:
        if row.child_id in found:
            line = StageLine(
                str(Stage(row.stage).label), row.get_basis_display(), row.started, row.ended, row.reason, row.end_reason
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


def who_can_open(family: Family, reader: Reader) -> list[Opener]:
    """Everybody whom the door lets in today, as far as this reader may know: workers, then their teams' managers."""
    rows = Allocation.objects.readable_by(reader).on().filter(family=family, worker__account__is_active=True)
    rows = rows.filter(worker__account__in=RoleHeld.objects.today().order_by().values("user"))
    rows = rows.select_related("worker__account__organisation", "child", "team").order_by("child__born", "id")
    workers: dict[UUID, list[Allocation]] = {}
    for row in rows:
        workers.setdefault(row.worker_id, []).append(row)
    here = [_opener(group) for group in workers.values()]
    named = {group[0].worker.account_id for group in workers.values()}
    return sorted(here, key=lambda one: one.name) + _managers(rows, named)


def _opener(rows: list[Allocation]) -> Opener:
    worker, account = rows[0].worker, rows[0].worker.account
    if account is None or account.is_council_staff():
        return Opener(worker.name)
    children = tuple(dict.fromkeys(row.child.called for row in rows))
    return Opener(worker.name, account.organisation.name if account.organisation else "", children)


def _managers(rows: Iterable[Allocation], named: set[UUID | None]) -> list[Opener]:
    """Managers of the teams that are allocated; those allocated by name are listed already."""
    teams = {row.team_id for row in rows if row.team_id}
    managing = RoleHeld.objects.today().filter(code="team_manager").order_by().values("user")
    managers = User.objects.filter(team__in=teams, pk__in=managing, is_active=True).exclude(pk__in=named - {None})
    managers = managers.select_related("team").order_by("name", "pk")
    return [Opener(manager.name, f"manages {manager.team}") for manager in managers]
