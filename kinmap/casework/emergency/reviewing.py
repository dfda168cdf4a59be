"""Emergency openings as whoever reviews them sees them: due within the council's limit, late ones first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.clock import Clock, clock
from kinmap.casework.models import Limits, Opening, OpeningReview
from kinmap.casework.shelves import DeskLine
from kinmap.casework.trail.reading import Told, done_during, told
from kinmap.families.models import Family, RecordLock
from kinmap.kit.dates import moment_in_words

#: The time limit of a review, counted from the day of the opening.
LIMIT = "break_glass_review"
LOCKED = "A locked record"
REVIEWED_SHOWN = 50


@dataclass(frozen=True)
class ToReview:
    """One opening on the list. ``family`` is what this reviewer may read of it: its reference, a name for a manager."""

    opening: Opening
    family: str
    clock: Clock
    review: OpeningReview | None


def to_review(user: User) -> tuple[list[ToReview], list[ToReview]]:
    """Those that wait, the latest first, and those that were reviewed."""
    rows = Opening.objects.for_review_by(user).select_related("family", "account", "review")
    waiting = _shown(rows.waiting().order_by("opened_at", "id"), user)
    done = rows.filter(review__isnull=False).order_by("-opened_at", "-id")[:REVIEWED_SHOWN]
    return sorted(waiting, key=lambda one: one.clock.due or date.max), _shown(done, user)


def in_full(opening: Opening, *, user: User) -> dict[str, Any]:
    """One opening; what was looked at meanwhile, for whoever may read the trail."""
    shown = _shown([opening], user)[0]
    looked: list[Told] | None = None
    if user.may(Permission.READ_TRAIL):
        rows = done_during(opening.family_id, by=opening.account, since=opening.opened_at, until=opening.over_at)
        looked = told(rows, to=user)
    return {"shown": shown, "opening": opening, "looked": looked}


def _shown(rows: Any, user: User) -> list[ToReview]:
    found = list(rows)
    limits, locked = Limits.today(), _locked(found, user)
    return [
        ToReview(
            opening=row, family=LOCKED if row.family_id in locked else _named(row.family, user),
            clock=_clock(row, limits), review=getattr(row, "review", None),
        )
        for row in found
    ]  # fmt: skip


def _locked(rows: Sequence[Opening], user: User) -> set[Any]:
    against = RecordLock.objects.against(user.pk).filter(family__in=[row.family_id for row in rows])
    return set(against.order_by().values_list("family", flat=True))


def _named(family: Family, user: User) -> str:
    """A manager opens the family and knows its name; whoever opens no family reads a reference."""
    return f"{family.name}, {family.ref}" if user.may(Permission.FAMILY_READ) else family.ref


def _clock(row: Opening, limits: Limits) -> Clock:
    review = getattr(row, "review", None)
    done = timezone.localdate(review.recorded_at) if review else None
    return clock(limits, LIMIT, trigger=timezone.localdate(row.opened_at), done=done)


def waiting_lines(user: User, _reader: Reader) -> list[DeskLine]:
    """The desk of whoever reviews: each opening that nobody has looked at."""
    waiting, _ = to_review(user)
    return [
        DeskLine(
            f"{one.opening.account.name} opened a record in an emergency on {moment_in_words(one.opening.opened_at)}",
            one.family,
            reverse("casework:opening", args=[one.opening.pk]),
            due=timezone.make_aware(datetime.combine(one.clock.due, time(23, 59))) if one.clock.due else None,
            late=one.clock.late,
        )
        for one in waiting
    ]  # fmt: skip


def openings_open_to(user: User, _reader: Reader, ids: Collection[UUID]) -> Iterable[UUID]:
    """Those of these openings that somebody may review: what they typed about one is shown to them as long."""
    rows = Opening.objects.for_review_by(user).filter(pk__in=ids)
    return rows.order_by().values_list("pk", flat=True)
