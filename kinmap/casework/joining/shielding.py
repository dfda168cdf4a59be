"""Nobody gains: whatever somebody could not read before a joining, and could read after it, is hidden from them.

The denial goes where it says most with least: first to a place in the family (whoever cannot see a child's
place sees nothing about that child), then to what hangs on nothing, then to facts between people, and to a
person or an address, which other families share, only at last. Each denial can open nothing, but taking a
place out of sight may: so it is asked again until nothing is gained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.db import models

from kinmap.access.nouns import Guarded
from kinmap.casework.joining.moving import Moving, Row
from kinmap.casework.joining.sight import NAMES, Fact, Looking, Onlooker, Sight, as_one
from kinmap.families.models import Address, Family, FamilyMember, Person
from kinmap.families.names import MEANT, folded, likeness

MOST_ROUNDS = 40


class CannotShield(Exception):
    """Something would be gained that no denial takes away. A mistake of ours; nothing is joined then."""


@dataclass
class Shield:
    """The denials of one joining. ``before``: what everybody read before it, by onlooker's id as it is now."""

    before: Mapping[UUID, set[Fact]]
    same: Mapping[UUID, UUID]
    moving: Moving
    added: dict[Row, frozenset[UUID]] = field(default_factory=dict)
    after: dict[UUID, Sight] = field(default_factory=dict)

    def raise_for(self, families: Iterable[UUID], people: Iterable[Onlooker]) -> None:
        """Hide what is gained, until nobody gains anything. ``after`` then holds what everybody reads."""
        asking = list(people)
        for _ in range(MOST_ROUNDS):
            looking = Looking(families, added=self.added)
            gaining: dict[Onlooker, set[Row]] = {}
            for one in asking:
                self.after[one.id] = looking.sight_of(one)
                told = as_one(self.after[one.id].facts, self.same)
                if gained := gains(self.before.get(one.id, set()), told):
                    gaining[one] = {(label, str(pk)) for label, pk, _, _ in gained}
            if not gaining:
                return
            self._deny(gaining)
            asking = list(gaining)  # a denial names one person, and changes what that person sees alone
        raise CannotShield

    def _deny(self, gaining: Mapping[Onlooker, set[Row]]) -> None:
        shut: dict[Row, set[UUID]] = {}
        for one, rows in gaining.items():
            for row in first_to_hide(rows):
                shut.setdefault(row, set()).add(one.id)
        for row, people in sorted(shut.items()):
            found = self.moving.touched.get(row) or apps.get_model(row[0])._default_manager.get(pk=row[1])
            if not isinstance(found, Guarded) or people <= found.hidden_from:
                raise CannotShield(str(row))
            # Somebody named may stay named: a denial beats it.
            self.added[row] = self.added.get(row, frozenset()) | (people - found.hidden_from)
            found.hidden_from |= people
            self.moving.keep(found)

    def by_person(self) -> dict[str, list[list[str]]]:
        """The rows that each person is shut out of, for the joining to remember."""
        told: dict[str, list[list[str]]] = {}
        for row, people in sorted(self.added.items()):
            for person in sorted(map(str, people)):
                told.setdefault(person, []).append(list(row))
        return told


def gains(before: set[Fact], after: set[Fact]) -> set[Fact]:
    """What is told after and was not before. A name spelt a little differently tells nothing new."""
    new = after - before
    known: dict[UUID, set[str]] = {}
    person = Person._meta.label
    if any(label == person and name in NAMES for label, _, name, _ in new):
        for label, pk, name, value in before:
            if label == person and name in NAMES:
                known.setdefault(pk, set()).update(folded(value))
    return {
        fact for fact in new if not (fact[0] == person and fact[2] in NAMES and _alike(fact[3], known.get(fact[1])))
    }


def _alike(value: str, known: set[str] | None) -> bool:
    return bool(known) and all(any(likeness(one, other) >= MEANT for other in known or ()) for one in folded(value))


def first_to_hide(rows: set[Row]) -> set[Row]:
    """Of what somebody would gain, what is to be hidden now; the rest may vanish with it."""
    places = {row for row in rows if row[0] == FamilyMember._meta.label}
    if places:
        return places
    shared = {row for row in rows if row[0] in (Person._meta.label, Address._meta.label)}
    rest = rows - shared
    of_family = {row for row in rest if _has_family(row[0])}
    for some in (of_family, rest - of_family):
        if some:
            return _roots(some) or some
    return shared


def _has_family(label: str) -> bool:
    return any(one.related_model is Family for one in apps.get_model(label)._meta.concrete_fields)


def _roots(rows: set[Row]) -> set[Row]:
    """Those that hang on no other of these."""
    ids = {pk for _, pk in rows}
    found = set()
    for label, pk in rows:
        row = apps.get_model(label)._default_manager.get(pk=pk)
        keys = (one for one in row._meta.concrete_fields if isinstance(one, models.ForeignKey))
        if not any(str(getattr(row, one.attname)) in ids for one in keys):
            found.add((label, pk))
    return found
