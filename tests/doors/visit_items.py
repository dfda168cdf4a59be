"""A visit that was made, one that is planned, and their parts, about one child, for the doors."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kinmap.access.models import User
from kinmap.visits.models import Said, Seen
from tests import making


def make_visit_items(house: making.Household, child: str, *, by: User, guard: dict[str, Any]) -> dict[str, Any]:
    """Each noun of the visits room, guarded like this."""
    made = making.visit(house, child, words="I like cake.", place="The art room", text="Warm.", guard=guard, by=by)
    later = timezone.localdate() + timedelta(days=3)
    planned = making.visit(house, child, planned_for=later, guard=guard, by=by)
    part = Seen.objects.get(visit=made)
    return {
        "visit": {"visit_id": made.pk},
        "planned visit": {"visit_id": planned.pk},
        "visit part": {"part_id": part.pk},
        "child's words": {"said_id": Said.objects.get(part=part).pk},
    }
