"""What visits puts on the desk: visits planned or late, children to be seen again, visits that wait for their words."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.models import Involvement, Limits
from kinmap.casework.shelves import DeskLine
from kinmap.kit.dates import plain_date
from kinmap.visits.models import Seen, Visit
from kinmap.visits.reading import IN_THE_SAME_ROOM, LIMITS

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


def to_see_again(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Children whose next visit, counted from the day they were last seen, is late or comes within a fortnight."""
    if not reader.may(Permission.VISIT_EDIT):
        return []
    today = timezone.localdate()
    seen = Seen.objects.readable_by(reader).filter(IN_THE_SAME_ROOM, seen=True)
    last = seen.filter(family=OuterRef("family"), child=OuterRef("child")).order_by().values("child")
    rows = Involvement.objects.readable_by(reader).on(today).filter(stage__in=LIMITS)
    rows = rows.annotate(seen_on=Subquery(last.annotate(day=Max("visit__on")).values("day")))
    rows = rows.filter(seen_on__isnull=False).select_related("family", "child").order_by("seen_on", "id")
    if not rows:  # they are read here, once; without any nobody asks for limits
        return []
    limits, lines = Limits.today(), []
    for row in rows:
        due = limits.due(LIMITS[row.stage], row.seen_on)
        if due is not None and due <= today + AHEAD:
            words = f"{row.child.called} was last seen on {plain_date(row.seen_on)}"
            where = reverse("visits:visits", args=[row.family.ref])
            moment = timezone.make_aware(datetime.combine(due, time(0)))
            lines.append(DeskLine(words, row.family.name, where, due=moment, late=due < today))
    return lines


def to_write_up(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Visits that one made and has not written up; a manager is not told that a colleague is behind."""
    if not reader.may(Permission.VISIT_EDIT):
        return []
    mine = Q(recorded_by=user) | (Q(workers__has=reader.person_id) if reader.person_id else Q())
    rows = Visit.objects.readable_by(reader).made().filter(mine, written_at__isnull=True)
    return [
        DeskLine(
            f"{visit.get_kind_display()} on {plain_date(visit.on)} is not written up",
            visit.family.name,
            reverse("visits:write_up", args=[visit.family.ref, visit.pk]),
        )
        for visit in rows.select_related("family").order_by("on", "id")
    ]
