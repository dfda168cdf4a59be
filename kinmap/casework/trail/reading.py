"""The trail, told: ids turned into the names of workers and the references of families, and into no words of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User, chain_of
from kinmap.access.trail import NO_FAMILY, TrailEntry, Verb
from kinmap.casework.trail.wording import accounts_in, reason_in_words, thing_in_words
from kinmap.families.models import Family
from kinmap.families.models.lock import not_locked

#: What a family may be told of: somebody opened, searched out, printed, handed on or changed its record.
OF_A_FAMILY = tuple(verb for verb in Verb if verb not in (Verb.SIGN_IN, Verb.REFUSED))

#: Said instead of the reference of a record that is locked against the reader of the trail.
LOCKED = "a locked record"

#: Reading who looked is no look at the record.
ABOUT_THE_TRAIL = "trail of a family"


@dataclass(frozen=True)
class Told:
    """One entry in words. ``family``: a reference, or nothing for what belongs to no family.

    ``what`` and ``purpose`` are the codes, for the file; ``thing`` and ``why`` say them in words, for a page.
    """

    at: datetime
    who: str
    where_from: str
    did: str
    what: str
    family: str
    purpose: str
    entry: TrailEntry
    thing: str
    why: str


def asked_for(*, to: User | None = None, who: str = "", family: str = "", verb: str = "", since: date | None = None,
              until: date | None = None) -> QuerySet[TrailEntry]:  # fmt: skip
    """Entries that fit, the newest first. A family or a person that nobody knows fits nothing.

    A family whose record is locked against ``to`` is not known to them either.
    """
    rows = TrailEntry.objects.order_by("-id")
    if who:
        found = User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who)).order_by()
        rows = rows.filter(user_id__in=list(found.values_list("pk", flat=True)))
    if family:
        rows = rows.filter(chain__in=[chain_of(one) for one in _family_ids(family, to)])
    if verb:
        rows = rows.filter(verb=verb)
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    if until:
        rows = rows.filter(at__lt=_midnight(date.fromordinal(until.toordinal() + 1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))


def _family_ids(ref: str, to: User | None) -> list[UUID]:
    open_to = Family.objects.filter(_open_to(to), ref__iexact=ref.strip())
    return list(open_to.order_by().values_list("pk", flat=True))


def _open_to(user: User | None) -> Q:
    return not_locked(user.pk if user else None, family="pk")


def family_of(ref: str, *, to: User) -> Family:
    """The family of a reference; raises ``Http404`` when there is none, or it is locked against ``to``.

    Its name is nobody's business here.
    """
    found = Family.objects.filter(_open_to(to), ref=ref).first()
    if found is None:
        raise Http404
    return found


def done_during(family_id: UUID, *, by: User, since: datetime, until: datetime) -> QuerySet[TrailEntry]:
    """What somebody did with one family's record from a moment to a moment, in order."""
    rows = TrailEntry.objects.filter(chain=chain_of(family_id), user_id=by.pk, at__gte=since, at__lte=until)
    return rows.exclude(kind=ABOUT_THE_TRAIL).order_by("number")


def told(entries: Iterable[TrailEntry], *, to: User | None = None) -> list[Told]:
    """These entries in words: one question for all people, one for all families.

    Of a record that is locked against ``to`` stands that something was done with one, and not with which.
    """
    rows = list(entries)
    ids = {row.user_id for row in rows if row.user_id}.union(*(accounts_in(row) for row in rows))
    people = {user.pk: user for user in User.objects.filter(pk__in=ids)}
    chains = {row.chain for row in rows} - {NO_FAMILY}
    named = Family.objects.filter(pk__in=[UUID(one) for one in chains]).order_by()
    shown = Case(When(_open_to(to), then=F("ref")), default=Value(LOCKED))
    refs = {pk.hex: ref for pk, ref in named.values_list("pk", shown)}
    return [_told(row, people, refs) for row in rows]


def _told(row: TrailEntry, people: Mapping[Any, User], refs: Mapping[str, str]) -> Told:
    somebody = people.get(row.user_id)
    at_the_entrance = row.verb in (Verb.SIGN_IN, Verb.REFUSED)
    nobody = "Nobody signed in" if at_the_entrance else "The command line"
    ref = refs.get(row.chain, "")
    what, thing, family = row.kind, thing_in_words(row), ref
    if ref == LOCKED:
        what, thing, family = f"{what} of {LOCKED}", _of_a_locked(thing), ""
    return Told(
        at=row.at, who=somebody.name if somebody else nobody if row.user_id is None else "A former account",
        where_from=row.address, did=row.get_verb_display(), what=what, family=family,
        purpose=row.reason, entry=row, thing=thing, why=reason_in_words(row, people),
    )  # fmt: skip


def _of_a_locked(thing: str) -> str:
    record = "the record"
    return f"{thing.removesuffix(record)}{LOCKED}" if thing.endswith(record) else f"{thing} of {LOCKED}"


@dataclass(frozen=True)
class Visitor:
    """One person in a letter: who opened a family's record, on how many days, first and last, and what they did."""

    id: UUID
    name: str
    job: str
    workplace: str
    days: int
    first: date
    last: date
    did: str


def visitors(family: Family, *, to: User, since: date | None, until: date | None) -> list[Visitor]:
    """Everybody who did anything with a family's record in a period, in the order of their names."""
    rows = asked_for(to=to, family=family.ref, since=since, until=until).filter(verb__in=OF_A_FAMILY)
    rows = rows.exclude(kind=ABOUT_THE_TRAIL)
    seen: dict[UUID, tuple[set[date], set[str]]] = {}
    for user_id, at, verb in rows.values_list("user_id", "at", "verb").iterator(chunk_size=2000):
        if user_id is None:  # the command line, before anybody had an account
            continue
        days, did = seen.setdefault(user_id, (set(), set()))
        days.add(timezone.localdate(at))
        did.add(str(Verb(verb).label))
    people = User.objects.filter(pk__in=list(seen)).select_related("organisation").order_by("name", "pk")
    return [
        Visitor(
            id=one.pk, name=one.name, job=one.job_title, workplace=one.organisation.name if one.organisation else "",
            days=len(seen[one.pk][0]), first=min(seen[one.pk][0]), last=max(seen[one.pk][0]),
            did=", ".join(sorted(seen[one.pk][1])),
        )
        for one in people
    ]  # fmt: skip
