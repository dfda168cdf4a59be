"""Earlier versions of what was joined: they lie under the ids that the records had then.

Versions are never rewritten. A version is read with today's right to its row and with its own guard of that
day, and for the guard a record counts as the ones that were joined into it: children who were shown to
somebody as another record, and denials of another record of their own, are met by looking back like this.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from kinmap.access.reader import Reader
from kinmap.families.models import Person


def looking_back(reader: Reader) -> Reader:
    """The same eyes for versions of rows. Never for rows as they stand: those name the record that stands."""
    own = frozenset({reader.person_id} if reader.person_id else ())
    rows = Person.objects.filter(joined_into__in=reader.child_ids | own).order_by()
    away = dict(rows.values_list("pk", "joined_into"))
    children = frozenset(pk for pk, into in away.items() if into in reader.child_ids)
    formerly = frozenset(pk for pk, into in away.items() if into in own)
    return replace(reader, child_ids=reader.child_ids | children, formerly=formerly)


def names_back(called: dict[UUID, str]) -> dict[UUID, str]:
    """What people are called, those among them whose record was joined away by the name of the one that stands."""
    rows = Person.objects.filter(Q(joined_into__in=list(called))).order_by()
    return called | {pk: called[into] for pk, into in rows.values_list("pk", "joined_into") if into}


def standing_now(people: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of these records, those that were joined away, with the record that stands in their place."""
    asked = set(people)
    rows = Person.objects.filter(pk__in=asked, joined_into__isnull=False).order_by() if asked else Person.objects.none()
    return {pk: into for pk, into in rows.values_list("pk", "joined_into") if into}
