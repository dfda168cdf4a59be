"""What the Story page shows: dated facts, newest day first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.guard import IN_SHORT
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family


@dataclass(frozen=True)
class Told:
    """One event as the page shows it: about which children the reader may see, and whether it was typed by hand."""

    event: TimelineEvent
    children: str
    by_hand: bool
    level: str


@dataclass(frozen=True)
class Day:
    """One day of the story."""

    on: date
    told: list[Told]

    @property
    def is_coming(self) -> bool:
        """A day that is booked and has not come yet."""
        return self.on > timezone.localdate()


def events_of(family: Family, reader: Reader) -> QuerySet[TimelineEvent]:
    """The events that this reader may see, newest first."""
    return TimelineEvent.objects.readable_by(reader).filter(family=family).order_by("-on", "-recorded_at", "-id")


def by_day(events: Iterable[TimelineEvent], names: dict[UUID, str]) -> list[Day]:
    """Events under their days; ``names``: the children whose names the reader may see, oldest first."""
    return [
        Day(
            on,
            [
                Told(event, _about(event, names), event.kind == TimelineEvent.BY_HAND, IN_SHORT[event.sharing])
                for event in events
            ],
        )
        for on, events in groupby(events, key=lambda event: event.on)
    ]


def _about(event: TimelineEvent, names: dict[UUID, str]) -> str:
    seen = [name for child, name in names.items() if child in event.children]
    return "All children" if len(seen) == len(names) > 1 else ", ".join(seen)
