"""What the desk shows of plans: actions that are due, interim plans about to end, drafts."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.shelves import DeskLine
from kinmap.planning.models import Plan, PlanAction

SOON = timedelta(days=14)


def _line(words: str, family: Any, day: Any = None) -> DeskLine:
    due = timezone.make_aware(datetime.combine(day, time())) if day else None
    late = day is not None and day < timezone.localdate()
    return DeskLine(words, family.name, reverse("planning:plan", args=[family.ref]), due, late)


def due_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Actions due within two weeks or late, and interim plans that end by then."""
    until = timezone.localdate() + SOON
    actions = (
        PlanAction.objects.readable_by(reader)
        .standing()
        .filter(due__lte=until, done_on__isnull=True, plan__ended__isnull=True)
    )
    plans = Plan.objects.readable_by(reader).standing().filter(kind=Plan.Kind.INTERIM, expires__lte=until)
    return [
        *(_line(one.text, one.family, one.due) for one in actions.select_related("family").order_by("due", "id")),
        *(
            _line(f"{one.title} ends", one.family, one.expires)
            for one in plans.select_related("family").order_by("expires", "id")
        ),
    ]


def unfinished_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Plans of which no version has been fixed yet."""
    plans = Plan.objects.readable_by(reader).standing().filter(versions__isnull=True)
    return [
        _line(f"{one.title}: no version fixed yet", one.family)
        for one in plans.select_related("family").order_by("started", "id")
    ]
