"""Routine checks of the trail (domain.md §9.6): looks to ask somebody about. None of them says that it was wrong."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.trail import NO_FAMILY, Verb
from kinmap.casework.trail.reading import ABOUT_THE_TRAIL, asked_for
from kinmap.families.models import FamilyMember, Person, RecordLock

#: Ten families between ten in the evening and six in the morning: more than any emergency.
MANY_BY_NIGHT, NIGHT_BEGINS, NIGHT_ENDS = 10, 22, 6


@dataclass(frozen=True)
class Question:
    """One look, or one night of looks, to ask somebody about. ``family``: a reference, or nothing for a whole night."""

    what: str
    who: User
    on: date
    family: str = ""
    times: int = 1


def questions(*, since: date, until: date, to: User | None = None) -> list[Question]:
    """Everything that the checks find in a period, the newest first; nothing of records locked against ``to``."""
    rows = asked_for(since=since, until=until).filter(verb=Verb.LOOK)
    locked = RecordLock.objects.against(to.pk if to else None).order_by().values_list("family", flat=True)
    rows = rows.exclude(chain__in=[NO_FAMILY, *(one.hex for one in locked)]).exclude(kind=ABOUT_THE_TRAIL)
    looks: dict[tuple[UUID, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    nights: dict[tuple[UUID, date], set[str]] = defaultdict(set)
    for user_id, chain, at in rows.values_list("user_id", "chain", "at").iterator(chunk_size=2000):
        if user_id is None:
            continue
        local = timezone.localtime(at)
        looks[user_id, chain][local.date()] += 1
        if local.hour >= NIGHT_BEGINS or local.hour < NIGHT_ENDS:
            evening = local.date() if local.hour >= NIGHT_BEGINS else local.date() - timedelta(days=1)
            nights[user_id, evening].add(chain)
    users = {one.pk: one for one in User.objects.filter(pk__in={user for user, _ in looks})}
    found = [*_of_their_own(looks, users), *_by_night(nights, users)]
    return sorted(found, key=lambda one: (one.on, one.who.name, one.family), reverse=True)


def _by_night(nights: dict[tuple[UUID, date], set[str]], users: dict[UUID, User]) -> Iterable[Question]:
    for (user_id, evening), families in nights.items():
        if len(families) >= MANY_BY_NIGHT and user_id in users:
            yield Question("Many families in one night", users[user_id], evening, times=len(families))


def _of_their_own(looks: dict[tuple[UUID, str], dict[date, int]], users: dict[UUID, User]) -> Iterable[Question]:
    """Their own record, or one of somebody with their surname who is no professional there."""
    families = {UUID(chain) for _, chain in looks}
    own = dict(Person.objects.filter(account__in=list(users)).order_by().values_list("account_id", "pk"))
    members: dict[str, list[tuple[UUID, str, str]]] = defaultdict(list)
    inside = FamilyMember.objects.filter(family__in=families).exclude(role=FamilyMember.Role.PROFESSIONAL).order_by()
    for family, ref, person, last in inside.values_list("family_id", "family__ref", "person_id", "person__last_name"):
        members[family.hex].append((person, (last or "").casefold(), ref))
    for (user_id, chain), days in looks.items():
        user = users.get(user_id)
        if user is None:
            continue
        surname = user.name.split()[-1].casefold() if user.name.split() else ""
        here = members.get(chain, [])
        if any(person == own.get(user_id) for person, _, _ in here):
            what = "Their own record"
        elif surname and any(last.split()[-1:] == [surname] for _, last, _ in here):
            what = "Somebody with their surname"
        else:
            continue
        for day, times in days.items():
            yield Question(what, user, day, family=here[0][2], times=times)
