"""What the desk shows of plans: actions that are due, interim plans about to end, drafts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.shelves import DeskLine
from kinmap.planning.models import Plan, PlanAction, PlanVersion

SOON = timedelta(days=14)
FAMILY = ("family__name", "family__ref")


def _line(words: str, family: str, ref: str, day: date | None = None) -> DeskLine:
    due = timezone.make_aware(datetime.combine(day, time())) if day else None
    late = day is not None and day < timezone.localdate()
    return DeskLine(words, family, reverse("planning:plan", args=[ref]), due, late)


def due_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Actions due within two weeks or late, and interim plans that end by then."""
    until = timezone.localdate() + SOON
    actions = (
        PlanAction.objects.readable_by(reader)
        .standing()
        .filter(due__lte=until, done_on__isnull=True, plan__ended__isnull=True)
    )
    plans = Plan.objects.readable_by(reader).standing().filter(kind=Plan.Kind.INTERIM, expires__lte=until)
    doing = actions.order_by("due", "id").values_list("text", *FAMILY, "due")
    ending = plans.order_by("expires", "id").values_list("title", *FAMILY, "expires")
    return [
        *(_line(text, family, ref, day) for text, family, ref, day in doing),
        *(_line(f"{title} ends", family, ref, day) for title, family, ref, day in ending),
    ]


def unfinished_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Plans of which no version has been fixed yet."""
    versions = PlanVersion.objects.readable_by(reader).order_by().values("plan")
    plans = Plan.objects.readable_by(reader).standing().exclude(pk__in=versions)
    drafts = plans.order_by("started", "id").values_list("title", *FAMILY)
    return [_line(f"{title}: no version fixed yet", family, ref) for title, family, ref in drafts]
