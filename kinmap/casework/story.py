"""What the Story page shows: dated facts under their days, and how each came to say what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.guard import IN_SHORT
from kinmap.casework.happenings import kind_in_words
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family
from kinmap.kit.dates import long_date, months_between, partial_date
from kinmap.kit.identity import new_id

#: A silence of so many months is said; shorter ones are part of life.
SILENCE = 6


@dataclass(frozen=True)
class Told:
    """One event as the page shows it: about which children the reader may see, and whether it was typed by hand."""

    event: TimelineEvent
    children: str
    level: str

    @property
    def by_hand(self) -> bool:
        """Whether it is put right here."""
        return self.event.by_hand

    @property
    def write(self) -> UUID:
        """The id of bringing it back, should somebody press the button."""
        return new_id()

    @property
    def kind(self) -> str:
        """What sort of event it is, in plain words; nothing where that says no more than the text."""
        return "" if self.event.kind == TimelineEvent.BY_HAND else kind_in_words(self.event.kind)

    @property
    def known(self) -> str:
        """Who told us and in which way."""
        return known_in_words(self.event)

    @property
    def weight(self) -> str:
        """ "Significant" or "Serious"; nothing for what is ordinary."""
        return "" if self.event.significance == "ordinary" else str(self.event.get_significance_display())


@dataclass(frozen=True)
class Day:
    """One day of the story. ``silence``: months between it and the next one shown, when they are many."""

    on: date | None
    words: str
    told: list[Told]
    silence: int = 0

    @property
    def is_coming(self) -> bool:
        """A day that is booked and has not come yet."""
        return self.on is not None and self.on > timezone.localdate()


def known_in_words(event: TimelineEvent) -> str:
    """Who or what told us, and in which way: "Police log, from a record"."""
    how = str(event.get_source_type_display()) if event.source_type else ""
    return ", ".join(part for part in (event.source, how.lower() if event.source else how) if part)


def day_in_words(event: TimelineEvent) -> str:
    """The day as well as it is known."""
    if event.on is not None and event.precision == TimelineEvent.Precision.EXACT:
        return long_date(event.on)
    words = partial_date(event.on, event.precision)
    return words[:1].upper() + words[1:]


def by_day(events: Iterable[TimelineEvent], names: Mapping[UUID, str], *, silences: bool = False) -> list[Day]:
    """Events under their days; ``names``: the children whose names the reader may see, oldest first."""
    days = [
        Day(on, words, [Told(event, about(event, names), IN_SHORT[event.sharing]) for event in told])
        for (on, words), told in groupby(events, key=lambda event: (event.on, day_in_words(event)))
    ]
    if not silences:
        return days
    return [
        Day(day.on, day.words, day.told, silence=silence(day.on, after.on if after else None))
        for day, after in zip(days, [*days[1:], None], strict=False)
    ]


def silence(one: date | None, other: date | None) -> int:
    """Whole months between two days of the story, when they are so many that a reader would ask; else 0.

    Shown as it is and never filled (domain.md §2.6). Days to come are not silences.
    """
    if one is None or other is None or max(one, other) > timezone.localdate():
        return 0
    months = months_between(min(one, other), max(one, other))
    return months if months >= SILENCE else 0


def about(event: TimelineEvent, names: Mapping[UUID, str]) -> str:
    """The children of an event whom the reader may see."""
    seen = [name for child, name in names.items() if child in event.children]
    return "All children" if len(seen) == len(names) > 1 else ", ".join(seen)


@dataclass(frozen=True)
class EventVersion:
    """One version of an event: when, by whom, and what it said."""

    at: datetime
    by: str
    told: Told
    withdrawn: bool


def versions_of(event: TimelineEvent, family: Family, reader: Reader, names: Mapping[UUID, str]) -> list[EventVersion]:
    """Every version that the reader may see, the newest first; each is limited by its own level too."""
    rows = TimelineEvent.history.filter(reader.admits_about_children(), id=event.pk, family=family)
    return [
        EventVersion(
            row.history_date,
            row.history_user.name if row.history_user else row.recorded_by_name,
            Told(row.instance, about(row.instance, names), IN_SHORT[row.sharing]),
            row.status == TimelineEvent.Status.WITHDRAWN,
        )
        for row in rows.select_related("history_user").order_by("-history_date", "-history_id")
    ]
