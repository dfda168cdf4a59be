"""The lock on a record, and those before it, with the names of who may open it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.families.models import Family, Person, RecordLock


@dataclass(frozen=True)
class Locks:
    """The lock that stands with the names on its list, and the ended ones, the newest first."""

    standing: RecordLock | None
    names: str
    earlier: list[tuple[RecordLock, str]]


def locks_of(family: Family, reader: Reader) -> Locks:
    """Every lock there was on this record, as far as this reader may know."""
    rows = list(RecordLock.objects.readable_by(reader).filter(family=family).order_by("-locked_at", "-id"))
    ids = frozenset().union(*(row.may_open for row in rows)) if rows else frozenset()
    people = _known(ids, reader) if ids else {}
    standing = next((row for row in rows if row.ended_at is None), None)
    return Locks(
        standing=standing, names=_named(standing.may_open, people) if standing else "",
        earlier=[(row, _named(row.may_open, people)) for row in rows if row is not standing],
    )  # fmt: skip


def unseen_on(lock: RecordLock | None, reader: Reader) -> frozenset[UUID]:
    """Accounts on a lock's list whose people are hidden from this reader: who changes it does not take them off."""
    return lock.may_open - frozenset(_known(lock.may_open, reader)) if lock else frozenset()


def _known(ids: Iterable[UUID], reader: Reader) -> dict[UUID, str]:
    """What these accounts are called, but for those of people who are hidden from this reader."""
    people = Person.objects.standing().filter(account=OuterRef("pk")).order_by()
    known = User.objects.filter(~Exists(people) | Exists(people.filter(reader.admits())), pk__in=ids)
    return dict(known.order_by("name", "pk").values_list("pk", "name"))


def _named(ids: Iterable[UUID], people: dict[UUID, str]) -> str:
    return ", ".join(name for pk, name in people.items() if pk in set(ids))
