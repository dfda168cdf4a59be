"""How a fact of the story that was written by hand and misfiled is struck out, or moved to another record."""

from collections.abc import Iterator

from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.models import TimelineEvent
from kinmap.casework.shelves import Misfilable
from kinmap.families.models import Family
from kinmap.kit.people_field import People

CARRIED = (
    "on", "precision", "kind", "text", "significance", "meant", "source", "source_type", "sharing", "named",
    "hidden_from", "recorded_at", "recorded_by_id", "recorded_by_name",
)  # fmt: skip


def said_by_event(event: TimelineEvent) -> Iterator[tuple[str, str]]:
    """What happened, and what it meant."""
    yield "What happened", event.text
    if event.meant:
        yield "What it meant for the child", event.meant
    if event.source:
        yield "Who or what told us", event.source


def arrive(event: TimelineEvent, *, family: Family, children: People, by: User) -> TimelineEvent:
    """The fact anew in another family's story, with its author, its day and its source."""
    carried = {name: getattr(event, name) for name in CARRIED}
    return TimelineEvent(family=family, children=children, **carried).keep(by=by)


MISFILED = Misfilable(
    name="event",
    words="a fact of the story",
    noun=TimelineEvent,
    needs=Permission.FAMILY_READ,
    said=said_by_event,
    address=lambda ref, _event: reverse("casework:story", args=[ref]),
    becomes={"status": TimelineEvent.Status.WITHDRAWN, "on": None, "precision": TimelineEvent.Precision.UNKNOWN},
    documents=frozenset({"chronology"}),
    arrive=arrive,
    order=40,
)
