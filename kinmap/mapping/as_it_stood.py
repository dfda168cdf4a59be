"""The map as it stood at the end of a day, from the versions that every row keeps.

Two locks on every word: the version's own level, names and denials, and today's. What has been hidden
since is hidden here too; what was hidden then does not come out because it was opened later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.joining.looking_back import looking_back
from kinmap.casework.models import Join
from kinmap.families.models import Family
from kinmap.mapping.board import ENTRY_FACTS, LINK_FACTS, SCALE_FACTS, VIEW_FACTS, visit_day
from kinmap.mapping.cards import Worded
from kinmap.mapping.models import (
    Entry,
    EntryLink,
    Informant,
    Judgment,
    OtherView,
    PinnedQuestion,
    Round,
    Scale,
    Wording,
)


def end_of(day: date) -> datetime:
    """The last moment of a day by the clock of the place where Kinmap runs."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@dataclass(frozen=True)
class Then:
    """The rows of a family's map at the end of ``day``, as far as a reader may see them then and now."""

    family: Family
    reader: Reader
    day: date

    def entries(self) -> Iterable[Any]:
        """Entries as they stood; one withdrawn since is here again."""
        told = Informant.objects.readable_by(self.reader).filter(entry=OuterRef("id")).values("name")[:1]
        asked = PinnedQuestion.behind(self.reader, entry="id")
        rows = self._about_children(Entry).annotate(
            informant_name=Subquery(told), asked=asked, visit_on=visit_day(self.reader)
        )
        facts = (*ENTRY_FACTS, "informant_name", "asked", "visit_on")
        found: Iterable[Any] = rows.order_by("place", "id").values_list(*facts, named=True)
        return found

    def typed_later(self) -> int:
        """How many entries on today's map were on paper by then and were typed up after that day."""
        rows = Entry.objects.readable_by(self.reader).standing().filter(family=self.family, written_on__lte=self.day)
        return int(rows.filter(recorded_at__gte=end_of(self.day)).count())

    def views(self) -> Iterable[Any]:
        """Other views of entries that stood then."""
        seen = self._about_children(Entry).order_by().values("id")
        rows = self._kept(OtherView).filter(self._then.admits(), entry__in=seen)
        return rows.order_by("recorded_at", "id").values_list(*VIEW_FACTS, named=True)

    def links(self) -> Iterable[Any]:
        """Links that stood then."""
        rows = self._kept(EntryLink).filter(self._then.admits())
        return rows.order_by("recorded_at", "id").values_list(*LINK_FACTS)

    def wordings(self) -> Iterable[Worded]:
        """Wordings of entries that were on the map then."""
        entry = self._latest(Entry).filter(id=OuterRef("entry"), status=Entry.Status.ACTIVE).values("category")[:1]
        rows = self._about_children(Wording).annotate(category=Subquery(entry)).filter(category__isnull=False)
        facts = rows.order_by("recorded_at", "id").values_list("id", "entry", "text", "children", "category")
        return [Worded(*row) for row in facts]

    def scales(self) -> Iterable[Any]:
        """Scales with the ends that were written then."""
        return self._about_children(Scale).order_by("recorded_at", "id").values_list(*SCALE_FACTS, named=True)

    def judgments(self) -> Iterable[tuple[Any, ...]]:
        """Numbers given by then, of rounds that had been shown by then (or one's own)."""
        rounds = {
            row.id: row for row in self._about_children(Round).values_list("id", "held_on", "shown_at", named=True)
        }
        own = Q(recorded_by=self.reader.user_id) if self.reader.user_id else Q(pk__in=())
        shown = [pk for pk, row in rounds.items() if row.shown_at is not None]
        rows = self._about_children(Judgment).filter(Q(round__in=shown) | own)
        facts = rows.order_by("given_on", "id").values_list("scale", "person", "halves", "given_on", "round")
        found = [(*row, rounds[row[4]].held_on, rounds[row[4]].shown_at) for row in facts if row[4] in rounds]
        return sorted(found, key=lambda row: (row[5], row[4]))

    @cached_property
    def _then(self) -> Reader:
        """The reader for versions, which name records as they were before any joining."""
        return looking_back(self.reader)

    @cached_property
    def _files(self) -> list[UUID]:
        """The files that were one with this family: versions of its rows lie under these."""
        return sorted(Join.files_ever_one(self.family.pk))

    def _about_children(self, noun: Any) -> "QuerySet[Any]":
        rows: QuerySet[Any] = self._kept(noun).filter(self._then.admits_about_children())
        return rows

    def _kept(self, noun: Any) -> "QuerySet[Any]":
        """The version of that day of every row that the reader may see today."""
        today = noun.objects.readable_by(self.reader).filter(family=self.family).order_by().values("pk")
        rows: QuerySet[Any] = self._latest(noun).filter(id__in=today)
        return rows

    def _latest(self, noun: Any) -> "QuerySet[Any]":
        """One version of each row: the last that was written by the end of the day."""
        by_then = noun.history.filter(family__in=self._files, history_date__lt=end_of(self.day))
        by_then = by_then.exclude(history_type="-")
        last = noun.history.filter(id=OuterRef("id"), history_date__lt=end_of(self.day))
        last = last.order_by("-history_date", "-history_id").values("history_id")[:1]
        rows: QuerySet[Any] = by_then.filter(history_id=Subquery(last))
        return rows
