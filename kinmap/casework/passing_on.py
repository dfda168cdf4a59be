"""What follows when closing or passing on was agreed, and opening again what was closed. Nothing is taken away."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework import stepping
from kinmap.casework.models import Allocation, Involvement, Proposal, TimelineEvent
from kinmap.casework.models.grant import end_with_the_case
from kinmap.families.models import Family, Person
from kinmap.kit.people_field import People

Part = Allocation.Part


def carry_out(
    proposal: Proposal, *, by: User, reader: Reader, taker: User | None = None, part: str = "",
    staying: People = frozenset(),
) -> None:  # fmt: skip
    """Do what was agreed: end stages and allocations, or let the other team in and the old one out.

    ``taker`` takes over as ``part`` when work is passed on to a team; ``staying`` are workers (person ids)
    whose work goes on although it is passed on.
    """
    Family.objects.select_for_update().filter(pk=proposal.family_id).get()
    if proposal.kind == Proposal.Kind.TEAM:
        _pass_on(proposal, by=by, taker=taker, part=part, staying=staying)
    else:
        _close(proposal, by=by, reader=reader)


def _close(proposal: Proposal, *, by: User, reader: Reader) -> None:
    """Stages and allocations end (domain.md §9.6); whoever agreed keeps the closed record, to be asked about it."""
    family, children = proposal.family, proposal.children
    words = proposal.get_why_display()
    stepping.end_stage(family=family, children=children, on=proposal.on, by=by, reader=reader, reason=words)
    if proposal.kind == Proposal.Kind.COUNCIL:
        _tell(proposal, "Work was passed on to another council.", by=by)
    for row in _outliving(family, children, proposal.on):
        row.end(on=max(proposal.on, row.started), by=by)
    end_with_the_case(family, children, on=proposal.on, still_open=_goes_on(family, proposal.on), by=by)
    keeper = Person.of(by)
    for child in _children(children):
        Allocation.allocate(family=family, child=child, worker=keeper, part=Part.RECORD, by=by, team=by.team)


def _pass_on(proposal: Proposal, *, by: User, taker: User | None, part: str, staying: People) -> None:
    if taker is None:
        raise ValueError("Say who takes over.")
    family, worker = proposal.family, Person.of(taker)
    stepping.bring_in(
        family=family, children=_children(proposal.children), worker=worker, part=part, by=by, team=proposal.to_team,
        started=min(proposal.on, timezone.localdate()),
    )  # fmt: skip
    for row in _of_other_teams(proposal):
        if row.worker_id not in staying and row.worker_id != worker.pk:
            row.end(on=max(proposal.on, row.started), by=by)
    _tell(proposal, "Work was passed on to another team.", by=by)


def _tell(proposal: Proposal, text: str, *, by: User) -> None:
    TimelineEvent.tell(
        family_id=proposal.family_id, kind="stage", text=text, like=proposal, by=by, on=proposal.on
    )  # fmt: skip


def _children(ids: People) -> list[Person]:
    return list(Person.objects.filter(pk__in=ids).order_by("born", "id"))


def _open(family: Family, children: People) -> list[Allocation]:
    rows = Allocation.objects.filter(family=family, child__in=children, ended__isnull=True)
    return list(rows.order_by("started", "id"))


def _outliving(family: Family, children: People, on: date) -> list[Allocation]:
    """Allocations that would go on after a day: those without an end, and those whose end was set for later."""
    rows = Allocation.objects.filter(Q(ended__isnull=True) | Q(ended__gt=on), family=family, child__in=children)
    return list(rows.order_by("started", "id"))


def _goes_on(family: Family, on: date) -> bool:
    """Whether work with any child of the family goes on after a day."""
    rows = Involvement.objects.filter(Q(ended__isnull=True) | Q(ended__gt=on), family=family)
    return rows.exists()


def _of_other_teams(proposal: Proposal) -> list[Allocation]:
    """Workers of the council's other teams; partner agencies, chairs and reviewing officers go on."""
    rows = Allocation.objects.filter(family_id=proposal.family_id, child__in=proposal.children, ended__isnull=True)
    rows = rows.filter(team__isnull=False).exclude(Q(team=proposal.to_team) | Q(part__in=[Part.CHAIR, Part.PARTNER]))
    return list(rows.exclude(part=Part.REVIEWING_OFFICER).select_related("worker", "team").order_by("started", "id"))


def whose_work_would_end(proposal: Proposal, reader: Reader) -> list[tuple[UUID, str]]:
    """The workers whose work ends when it is passed on, as far as the reader may know of them."""
    seen = Allocation.objects.readable_by(reader).filter(family_id=proposal.family_id)
    known = set(seen.order_by().values_list("pk", flat=True))
    rows = [row for row in _of_other_teams(proposal) if row.pk in known]
    return list({row.worker_id: f"{row.worker.name}, {row.team}" for row in rows}.items())


def closed_children(family: Family, reader: Reader) -> list[Involvement]:
    """The last stage of each child with whom no work goes on, as far as this reader may see."""
    rows = Involvement.objects.readable_by(reader).filter(family=family).select_related("child")
    last: dict[UUID, Involvement] = {}
    for row in rows.order_by("started", "recorded_at", "id"):
        last[row.child_id] = row
    today = timezone.localdate()
    return [row for row in last.values() if row.ended is not None and row.ended <= today]


def open_again(
    *, family: Family, children: Iterable[Person], started: date, by: User, reader: Reader, **facts: Any
) -> list[Involvement]:  # fmt: skip
    """Work begins again with children whose record was closed: a new stage, with everything of before under it.

    Whoever kept the closed record works with them as manager from then on. ``facts``: stage, basis, reason, guard.
    """
    again = list(children)
    begun = stepping.change_stage(
        family=family, children=again, started=started, by=by, reader=reader, told="Work with the council began again.",
        **facts,
    )  # fmt: skip
    ids = frozenset(child.pk for child in again)
    for row in _open(family, ids):
        if row.part == Part.RECORD:
            row.end(on=timezone.localdate(), by=by)
    stepping.bring_in(family=family, children=again, worker=Person.of(by), part=Part.MANAGER, by=by, team=by.team)
    return begun
