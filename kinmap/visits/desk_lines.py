"""What visits puts on the desk: visits that are planned or late, and visits made that wait for their words."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.shelves import DeskLine
from kinmap.kit.dates import plain_date
from kinmap.visits.models import Visit

#: How far ahead the desk looks: this fortnight.
AHEAD = timedelta(days=14)


def to_make(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Planned visits whose day has passed or comes within a fortnight, the earliest first."""
    if not reader.may(Permission.VISIT_EDIT):
        return []
    today = timezone.localdate()
    rows = Visit.objects.readable_by(reader).coming().filter(planned_for__lte=today + AHEAD)
    rows = rows.select_related("family").order_by("planned_for", F("planned_at").asc(nulls_last=True), "id")
    return [
        DeskLine(
            f"{visit.get_kind_display()} planned for {plain_date(visit.planned_for)}",
            visit.family.name,
            reverse("visits:visit", args=[visit.family.ref, visit.pk]),
            due=timezone.make_aware(datetime.combine(visit.planned_for, visit.planned_at or time(0))),
            late=visit.planned_for < today,
        )
        for visit in rows
    ]


def to_write_up(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Visits that were made and are not written up."""
    if not reader.may(Permission.VISIT_EDIT):
        return []
    rows = Visit.objects.readable_by(reader).made().filter(written_at__isnull=True)
    return [
        DeskLine(
            f"{visit.get_kind_display()} on {plain_date(visit.on)} is not written up",
            visit.family.name,
            reverse("visits:write_up", args=[visit.family.ref, visit.pk]),
        )
        for visit in rows.select_related("family").order_by("on", "id")
    ]
