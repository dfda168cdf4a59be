"""A child open twice at once: one stage stands, the other ends on the day of the joining."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone

from kinmap.casework.joining.moving import Moving
from kinmap.casework.models import Involvement, Stage

WHY = "Two records were joined; the other stage stands."


def open_stages(
    families: Iterable[UUID], *, people: Iterable[UUID], across: bool = False
) -> dict[str, list[Involvement]]:
    """Open stages of which only one can stand afterwards, the one that stands unless somebody chooses first.

    Of these people in one family, by the family's id; ``across``: of each of these people over all these
    files, by the person's id. The furthest along stands, and of two alike the earlier.
    """
    rows = Involvement.objects.filter(family__in=list(families), child__in=list(people), ended__isnull=True)
    together: dict[str, list[Involvement]] = {}
    for row in rows.select_related("child", "family").order_by("started", "pk"):
        together.setdefault((row.child_id if across else row.family_id).hex, []).append(row)
    for some in together.values():
        some.sort(key=lambda row: (-Stage(row.stage).height, row.started, row.pk.hex))
    return {key: some for key, some in together.items() if len(some) > 1}


def settle_stages(together: Mapping[str, list[Involvement]], chosen: Mapping[str, UUID], moving: Moving) -> None:
    """End every open stage but the one that was chosen."""
    today = timezone.localdate()
    for key, rows in together.items():
        stands = chosen.get(key, rows[0].pk)
        for row in rows:
            if row.pk != stands:
                row.ended, row.end_reason = max(today, row.started), WHY
                moving.keep(row)
