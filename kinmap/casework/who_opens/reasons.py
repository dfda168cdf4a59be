"""Everybody who can open one family, each with every reason; who could earlier; and what ends soon.

Said from the same rows that the door asks (``casework.ties``): nobody gets in who is not on this page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import RoleHeld, User
from kinmap.access.reader import Reader
from kinmap.casework.models import AccessGrant, Allocation, Opening
from kinmap.families.models import Family, RecordLock
from kinmap.kit.dates import moment_in_words, plain_date
from kinmap.kit.in_a_row import in_a_row

#: What ends within so many days is said in a place of its own.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Reason:
    """Why somebody can open the family, or could. ``until``: the last moment, if there is one; ``end``: where it is
    ended; ``how``: how it ended."""

    words: str
    since: date
    until: datetime | None = None
    said: str = ""
    end: str = ""
    how: str = ""
    opened_at: datetime | None = None

    @property
    def since_in_words(self) -> str:
        """ "14 June 2026", or for an emergency opening "20 November 2026 at 18:40"."""
        return moment_in_words(self.opened_at) if self.opened_at else plain_date(self.since)

    @property
    def until_in_words(self) -> str:
        """ "30 June 2026", or for what ends within the day "30 June 2026 at 14:05"."""
        if self.until is None:
            return ""
        local = timezone.localtime(self.until)
        return plain_date(local.date()) if local.time() == _LAST else moment_in_words(self.until)


@dataclass
class Opener:
    """Somebody who can open the family; ``only``: the children through whom, when it is not the whole family."""

    id: UUID
    name: str
    about: str = ""
    only: tuple[str, ...] = ()
    reasons: list[Reason] = field(default_factory=list)
    agency: str = ""

    @property
    def only_in_words(self) -> str:
        """The children through whom, in a row."""
        return in_a_row(self.only)


_LAST = time(23, 59)


def who_opens(family: Family, reader: Reader, *, lock: RecordLock | None = None) -> list[Opener]:
    """Everybody whom the door lets in today, as far as this reader may know: by name, then their teams' managers."""
    workers = list(_allocations(family, reader).on())
    found: dict[UUID, Opener] = {}
    for rows in _together(workers):
        _add(found, rows[0].worker.account, _allocated(rows, family), children=rows)
    for grant in AccessGrant.objects.readable_by(reader).on().filter(family=family).select_related(*_OF_GRANT):
        _add(found, grant.account, _granted(grant), children=[grant] if grant.child else [])
    openings = Opening.objects.readable_by(reader).lasting().filter(family=family)
    for opening in openings.select_related("account__organisation").order_by("opened_at", "id"):
        _add(found, opening.account, _opened(opening))
    able = set(RoleHeld.objects.today().filter(user__in=list(found)).order_by().values_list("user", flat=True))
    named = sorted((one for one in found.values() if one.id in able), key=lambda one: (one.name, one.id))
    everybody = [*named, *_managers(workers, {one.id: one for one in named})]
    may = lock.may_open if lock else None
    return [one for one in everybody if may is None or one.id in may]


_OF_GRANT = ("account__organisation", "child", "family")


def _allocations(family: Family, reader: Reader) -> Any:
    rows = Allocation.objects.readable_by(reader).filter(family=family)
    rows = rows.select_related("worker__account__organisation", "child", "team")
    return rows.order_by("started", "child__born", "id")


def _together(rows: Iterable[Allocation]) -> list[list[Allocation]]:
    """Allocations of one worker in one part over the same days: one for each child, one reason."""
    found: dict[Any, list[Allocation]] = {}
    for row in rows:
        found.setdefault((row.worker_id, row.part, row.team_id, row.started, row.ended), []).append(row)
    return list(found.values())


def _add(found: dict[UUID, Opener], user: User | None, reason: Reason, *, children: Iterable[Any] = ()) -> None:
    if user is None or not user.is_active:
        return
    one = found.setdefault(user.pk, Opener(user.pk, user.name))
    one.reasons.append(reason)
    if not user.is_council_staff():
        one.agency = one.about = user.organisation.name if user.organisation else ""
        one.only = tuple(dict.fromkeys([*one.only, *(row.child.called for row in children)]))


def _allocated(rows: list[Allocation], family: Family, *, how: str = "") -> Reason:
    first = rows[0]
    children = in_a_row(dict.fromkeys(row.child.called for row in rows))
    part = str(first.get_part_display())
    invited = first.part in (Allocation.Part.PARTNER, Allocation.Part.ADVOCATE)
    words = f"{'Invited' if invited else 'Works'} with {children}: {part.lower()}"
    return Reason(
        words=words, since=first.started, until=_end_of(first.ended - timedelta(days=1)) if first.ended else None,
        said=f"Team: {first.team.name}" if first.team else "", how=how,
        end="" if first.ended else reverse("casework:end_part", args=[family.ref, first.pk]),
    )  # fmt: skip


def _granted(grant: AccessGrant, *, how: str = "") -> Reason:
    purpose = str(grant.get_purpose_display())
    whom = f"Only {grant.child.called}" if grant.child else "The whole family"
    return Reason(
        words=f"Given by {grant.recorded_by_name}: {purpose[:1].lower()}{purpose[1:]}. {whom}", since=grant.started,
        until=_end_of(grant.until), said=grant.words, how=how,
        end="" if how else reverse("casework:end_grant", args=[grant.family.ref, grant.pk]),
    )  # fmt: skip


def _opened(opening: Opening, *, how: str = "") -> Reason:
    return Reason(
        words=f"Opened in an emergency: {opening.get_why_display()}", said=opening.words, how=how,
        since=timezone.localdate(opening.opened_at), until=opening.over_at, opened_at=opening.opened_at,
    )  # fmt: skip


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, _LAST))


def _managers(rows: Iterable[Allocation], named: dict[UUID, Opener]) -> list[Opener]:
    """Managers of the teams that work with the children; those let in by name have this reason besides."""
    teams: dict[UUID, date] = {}
    for row in rows:
        if row.team_id:
            teams[row.team_id] = min(row.started, teams.get(row.team_id, row.started))
    managing = RoleHeld.objects.today().filter(code="team_manager").order_by().values("user")
    found = User.objects.filter(team__in=teams, pk__in=managing, is_active=True).select_related("team")
    others = []
    for manager in found.order_by("name", "pk"):
        if manager.team is None:
            continue
        reason = Reason(words=f"Manages {manager.team}", since=teams[manager.team.pk])
        if manager.pk in named:
            named[manager.pk].reasons.append(reason)
        else:
            others.append(Opener(manager.pk, manager.name, f"manages {manager.team}", reasons=[reason]))
    return others


@dataclass(frozen=True)
class Earlier:
    """Somebody who could open the family once, why, and how it ended."""

    name: str
    reason: Reason


def who_opened_earlier(family: Family, reader: Reader) -> list[Earlier]:
    """Allocations, grants and emergency openings that are over, the newest end first."""
    today, now = timezone.localdate(), timezone.now()
    ended = _together(_allocations(family, reader).filter(ended__lte=today))
    found = [Earlier(rows[0].worker.name, _allocated(rows, family, how="Their work here ended")) for rows in ended]
    over = Q(until__lt=today) | Q(ended__lte=today)
    grants = AccessGrant.objects.readable_by(reader).filter(over, family=family).select_related(*_OF_GRANT)
    found += [Earlier(grant.account.name, _ended(grant)) for grant in grants]
    past = Q(until__lte=now) | Q(closed_at__isnull=False)
    openings = Opening.objects.readable_by(reader).filter(past, family=family).select_related("account")
    for one in openings:
        how = "Closed by the opener" if one.closed_at else "Closed by itself"
        found.append(Earlier(one.account.name, _opened(one, how=how)))
    return sorted(found, key=lambda one: (one.reason.until or now, one.name), reverse=True)


def _ended(grant: AccessGrant) -> Reason:
    if grant.ended is None:
        return _granted(grant, how="It came to its last day")
    if grant.ended < grant.started:
        never = _granted(grant, how=f"Ended before it began, by {grant.ended_by_name}: {grant.end_words}")
        return Reason(**{**never.__dict__, "until": None})
    early = _granted(grant, how=f"Ended by {grant.ended_by_name}: {grant.end_words}")
    last = grant.ended - timedelta(days=1)
    return Reason(**{**early.__dict__, "until": _end_of(max(last, grant.started))})


def ends_soon(openers: Iterable[Opener]) -> list[tuple[str, Reason]]:
    """What comes to an end by itself within two weeks, the soonest first."""
    limit = timezone.now() + SOON
    found = [(one.name, reason) for one in openers for reason in one.reasons]
    soon = [(name, reason) for name, reason in found if reason.until is not None and reason.until <= limit]
    return sorted(soon, key=lambda one: (one[1].until or limit, one[0]))


def begins_later(family: Family, reader: Reader) -> list[tuple[str, Reason]]:
    """Work and access that begin on a later day, the soonest first."""
    today = timezone.localdate()
    works = _together(_allocations(family, reader).filter(started__gt=today, ended__isnull=True))
    found = [(rows[0].worker.name, _allocated(rows, family)) for rows in works]
    grants = AccessGrant.objects.readable_by(reader).filter(family=family, started__gt=today, ended__isnull=True)
    found += [(row.account.name, _granted(row)) for row in grants.select_related(*_OF_GRANT).order_by("started", "id")]
    return sorted(found, key=lambda one: (one[1].since, one[0]))
