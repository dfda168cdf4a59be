"""Visits as a page or a sheet tells them: only what one reader may see, in a fixed number of questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.banner import children_in_short
from kinmap.casework.guard import IN_SHORT
from kinmap.casework.models import Limits, Stage
from kinmap.families.models import Family, Person
from kinmap.visits.heard import last_heard
from kinmap.visits.models import Said, Seen, Visit, VisitAccount, VisitPlace


@dataclass
class PartTold:
    """One child's part, with the child's name and words."""

    child: UUID
    name: str
    row: Seen
    said: list[Said] = field(default_factory=list)

    @property
    def unsaid(self) -> list[str]:
        """What this part leaves open, gently: nothing here blocks anybody."""
        if self.row.seen is False:
            return [] if self.row.why_not else ["why not"]
        if self.row.seen and self.row.alone is None:
            return ["whether alone"]
        if self.row.seen and self.row.alone is False and not self.row.why_not_alone:
            return ["why not alone"]
        return []


@dataclass
class VisitRead:
    """One visit with everything about it that the reader may see."""

    visit: Visit
    workers: str
    parts: list[PartTold] = field(default_factory=list)
    account: VisitAccount | None = None
    present: str = ""
    place: str = ""
    place_row: VisitPlace | None = None
    place_guard: str = ""

    @property
    def when(self) -> date | None:
        """The day it was made, or is planned for."""
        return self.visit.on or self.visit.planned_for

    @property
    def names(self) -> str:
        """The children it was to, whom the reader may see."""
        return _and([part.name for part in self.parts])

    @property
    def late(self) -> bool:
        """Planned for a day that has passed."""
        planned = self.visit.planned_for
        return self.visit.state == Visit.State.PLANNED and planned is not None and planned < timezone.localdate()

    @property
    def unwritten(self) -> bool:
        """Made, and not written up yet."""
        return self.visit.state == Visit.State.MADE and self.visit.written_at is None

    @property
    def guard(self) -> str:
        """Who may see it, in a word."""
        return IN_SHORT[self.visit.sharing] or ("Hidden from somebody" if self.visit.hidden_from else "")


@dataclass(frozen=True)
class ChildLast:
    """When one child was last seen, seen alone and heard."""

    child: UUID
    name: str
    seen: date | None
    alone: date | None
    heard: date | None
    #: The last day for the next visit at which this child is seen, by the limit of the child's stage.
    due: date | None = None
    limit: str = ""

    @property
    def overdue(self) -> bool:
        """Whether that day has passed."""
        return self.due is not None and self.due < timezone.localdate()


Names = Mapping[UUID, Person]

#: The limit for the next visit at each stage (domain.md §6.6); other stages have none.
LIMITS: dict[str, str] = {Stage.CHILD_PROTECTION: "cp_visit", Stage.LOOKED_AFTER: "lac_visit_next"}

#: Parts of visits made where worker and child were in one room: only these count as seeing a child.
IN_THE_SAME_ROOM = Q(visit__kind__in=Visit.IN_PERSON, visit__state=Visit.State.MADE)


def read(
    visits: Iterable[Visit], reader: Reader, names: Names, *, also: Reader | None = None, whole: bool = False
) -> list[VisitRead]:
    """These visits, told. ``names``: whom the reader may see. ``also``: a copy's recipient, who limits it further.

    ``whole``: people by their whole names, as among professionals.
    """
    told = {visit.pk: VisitRead(visit, _people(visit.workers, names, whole=True)) for visit in visits}
    seen = _both(Seen.objects.filter(visit__in=told), reader, also).order_by(
        F("child__born").asc(nulls_last=True), "child__due", "child__first_name", "id"
    )
    parts: dict[UUID, PartTold] = {}
    for row in seen:
        person = names.get(row.child_id)
        if person is not None:
            parts[row.pk] = PartTold(row.child_id, person.name if whole else person.called, row)
            told[row.visit_id].parts.append(parts[row.pk])
    for said in _both(Said.objects.filter(part__in=parts), reader, also).order_by("recorded_at", "id"):
        parts[said.part_id].said.append(said)
    _accounts(told, reader, also, names, whole=whole)
    return list(told.values())


def _accounts(told: dict[UUID, VisitRead], reader: Reader, also: Reader | None, names: Names, *, whole: bool) -> None:
    accounts = _both(VisitAccount.objects.filter(visit__in=told), reader, also).order_by("-recorded_at", "-id")
    for account in accounts:
        one = told[account.visit_id]
        one.account = account
        others = [account.present_words] if account.present_words else []
        one.present = ", ".join([part for part in [_people(account.present, names, whole=whole)] if part] + others)
    of_account = {one.account.pk: one for one in told.values() if one.account}
    places = _both(VisitPlace.objects.filter(account__in=of_account), reader, also).select_related("household")
    for place in places.order_by("id"):
        one = of_account[place.account_id]
        here = [place.household.name if place.household else "", place.words]
        one.place, one.place_row = ", ".join(part for part in here if part), place
        one.place_guard = IN_SHORT[place.sharing] or ("Hidden from somebody" if place.hidden_from else "")


def _both(rows: Any, reader: Reader, also: Reader | None) -> Any:
    mine = rows.readable_by(reader)
    return mine.readable_by(also) if also else mine


def _people(ids: Iterable[UUID], names: Names, *, whole: bool) -> str:
    known = [names[one] for one in names if one in frozenset(ids)]
    return _and([person.name if whole else person.called for person in known])


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def coming(family: Family, reader: Reader) -> list[Visit]:
    """Visits that are planned, the earliest first; those whose day has passed stand first of all."""
    rows = Visit.objects.readable_by(reader).coming().filter(family=family)
    return list(rows.order_by("planned_for", F("planned_at").asc(nulls_last=True), "id"))


def past(family: Family, reader: Reader, *, child: UUID | None = None) -> Any:
    """Visits made, tried or called off, newest first; to one child when asked."""
    rows = Visit.objects.readable_by(reader.only(child) if child else reader).filter(family=family)
    day = F("on").desc(nulls_last=True)
    return rows.exclude(state=Visit.State.PLANNED).order_by(
        day, F("planned_for").desc(nulls_last=True), "-recorded_at", "-id"
    )


def lasts(family: Family, reader: Reader) -> list[ChildLast]:
    """When each of the reader's children was last seen in the same room, seen alone, and heard."""
    rows = (
        Seen.objects.readable_by(reader).filter(IN_THE_SAME_ROOM, family=family, seen=True).order_by().values("child")
    )
    days = {
        row["child"]: (row["seen_on"], row["alone_on"])
        for row in rows.annotate(seen_on=Max("visit__on"), alone_on=Max("visit__on", filter=Q(alone=True)))
    }
    heard, limits = last_heard(family, reader), Limits.today()
    found = []
    for child in children_in_short(family, reader):
        seen, alone = days.get(child.id, (None, None))
        code = LIMITS.get(child.stage, "")
        due = limits.due(code, seen) if code and seen else None
        found.append(ChildLast(child.id, child.name, seen, alone, heard.get(child.id), due, code if due else ""))
    return found


def rhythm_of(told: Iterable[ChildLast]) -> str:
    """Where the days for the next visit come from; nothing where no child has a limit."""
    codes = sorted({one.limit for one in told} - {""})
    if not codes:
        return ""
    limits, today = Limits.today(), timezone.localdate()
    held = [limits.holding(code, today) for code in codes]
    return "Counted from the day the child was last seen. " + " ".join(
        f"{limit.name}: {limit.in_words} ({limit.source})." for limit in held
    )
