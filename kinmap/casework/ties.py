"""What opens a family to somebody today: an allocation, their team's, a grant, an emergency opening.

All four are asked for together, in one question: a door costs every page the same, however somebody got in.
A lock is part of each: for whoever is not on its list there is nothing that opens the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from kinmap.access.models import User
from kinmap.casework.models import AccessGrant, Allocation, Opening
from kinmap.families.models import Family
from kinmap.families.models.lock import not_locked

#: The parts of those who were let in without working there; not among ``Allocation.Part``.
GRANTED, OPENED = "granted", "opened"
_FAMILY = [field.attname for field in Family._meta.concrete_fields]


@dataclass(frozen=True)
class Opened:
    """An emergency opening that lasts: its id, why, and until when."""

    id: UUID
    why: str
    until: datetime

    @property
    def why_in_words(self) -> str:
        """The reason, as it was chosen from the list."""
        return str(Opening.Why(self.why).label)


@dataclass(frozen=True)
class Tie:
    """One live relationship of a user with a family: through which child, as a partner agency or not.

    ``child_id`` is empty for what was given for the whole family. ``opened``: the emergency opening that this is.
    """

    family_id: UUID
    child_id: UUID | None
    worker_id: UUID | None
    part: str
    is_own: bool
    opened: Opened | None = None


def ties_of(
    user: User, *, family_id: UUID | None = None, ref: str | None = None, on: date | None = None,
    in_emergency: bool = True,
) -> list[Tie]:  # fmt: skip
    """Every live relationship, with all families or with one; without emergency openings where that is said."""
    here = Q(family_id=family_id) if family_id is not None else Q()
    if ref is not None:
        here &= Q(family__ref=ref)
    found = [tie for _, tie in _found(user, here, on=on, with_family=False)]
    return found if in_emergency else [tie for tie in found if tie.opened is None]


def ties_with_family(user: User, ref: str) -> tuple[Family | None, list[Tie]]:
    """The family of that reference and every live relationship with it, in one question; nothing for a stranger."""
    found = _found(user, Q(family__ref=ref), with_family=True)
    return (found[0][0], [tie for _, tie in found]) if found else (None, [])


def _found(user: User, here: Q, *, with_family: bool, on: date | None = None) -> list[tuple[Any, Tie]]:
    staff = user.is_council_staff()
    allocated, granted = _allocated(user, here, on), _granted(user, here, on)
    columns = [*_SAME, *(f"family__{name}" for name in _FAMILY)] if with_family else list(_SAME)
    asked = [_in_columns(rows, columns) for rows in (allocated, granted, *([_opened(user, here)] if staff else []))]
    rows = asked[0].union(*asked[1:], all=True).order_by("tie_started", "tie_id")
    found = []
    for row in rows:
        family, child, worker, part, own, _, pk, why, until = row[: len(_SAME)]
        if child is None and not staff:  # a partner agency has exactly one child
            continue
        opened = Opened(pk, why, until) if part == OPENED else None
        whole = Family.from_db(None, _FAMILY, row[len(_SAME) :]) if with_family else None
        found.append((whole, Tie(family, child, worker, part, bool(own), opened)))
    return found


_SAME = (
    "family_id", "tie_child", "tie_worker", "tie_part", "tie_own", "tie_started", "tie_id", "tie_why", "tie_until",
)  # fmt: skip


def _in_columns(rows: QuerySet[Any], columns: Iterable[str]) -> QuerySet[Any]:
    return rows.order_by().values_list(*columns)


def _allocated(user: User, here: Q, on: date | None) -> QuerySet[Any]:
    """The user's own allocations that hold on a day, and those of their team when they manage it."""
    mine = Q(worker__account=user)
    if user.team_id and any(role.code == "team_manager" for role in user.roles()):
        mine |= Q(team_id=user.team_id)
    # What stayed with a record that was joined away opens nothing: the same was said on the one that stands.
    rows = Allocation.objects.filter(here, _standing(user), child__joined_into__isnull=True).on(on).filter(mine)
    own = Case(When(worker__account=user, then=Value(True)), default=Value(False), output_field=BooleanField())
    found: QuerySet[Any] = rows.annotate(
        tie_child=F("child_id"), tie_worker=F("worker_id"), tie_part=F("part"), tie_own=own,
        tie_started=F("started"), tie_id=F("id"), tie_why=Value("", CharField()), tie_until=_NO_MOMENT,
    )  # fmt: skip
    return found


def _granted(user: User, here: Q, on: date | None) -> QuerySet[Any]:
    rows = AccessGrant.objects.filter(here, _standing(user), account=user).on(on)
    rows = rows.filter(Q(child__isnull=True) | Q(child__joined_into__isnull=True))
    found: QuerySet[Any] = rows.annotate(
        tie_child=F("child_id"), tie_worker=F("account__person__id"), tie_part=Value(GRANTED, CharField()),
        tie_own=Value(True, BooleanField()), tie_started=F("started"), tie_id=F("id"),
        tie_why=Value("", CharField()), tie_until=_NO_MOMENT,
    )  # fmt: skip
    return found


def _opened(user: User, here: Q) -> QuerySet[Any]:
    rows = Opening.objects.lasting().filter(here, _standing(user), account=user)
    today = Cast(Value(timezone.localdate()), DateField())
    found: QuerySet[Any] = rows.annotate(
        tie_child=Cast(Value(None), UUIDField()), tie_worker=F("account__person__id"),
        tie_part=Value(OPENED, CharField()), tie_own=Value(True, BooleanField()), tie_started=today,
        tie_id=F("id"), tie_why=F("why"), tie_until=F("until"),
    )  # fmt: skip
    return found


def _standing(user: User) -> Q:
    return Q(family__joined_into__isnull=True) & not_locked(user.pk)


_NO_MOMENT = Cast(Value(None), DateTimeField())
