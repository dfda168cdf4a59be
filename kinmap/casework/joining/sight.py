"""What everybody with a live tie can read of some families: rows, and what each row tells them.

Asked through ``readable_by`` itself, so that it says of every noun exactly what pages say. A *fact* is one
thing told: that a row is there, what one of its fields says, or that it names somebody whom the same reader
may see. Two records that became one, and two rows that say the same, count as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import RoleHeld, User
from kinmap.access.reader import Reader
from kinmap.casework.doors import kind_of, reader_for, reader_of, ties_of
from kinmap.casework.joining.pointers import nouns
from kinmap.casework.models import AccessGrant, Allocation
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.labels import Label, label_of
from kinmap.kit.people_field import PeopleField

#: (model, id of the row, field, what it says).
Fact = tuple[str, UUID, str, Any]
Added = Mapping[tuple[str, str], frozenset[UUID]]
NAMES = frozenset({"first_name", "last_name", "known_as", "other_names"})
#: Told part by part.
IN_PARTS = {(Person, "note")}
#: A right, and the day on which a place was written down: they say nothing about anybody.
NO_WORDS = {(FamilyMember, "children"), (FamilyMember, "started")}


@dataclass(frozen=True)
class Onlooker:
    """Somebody who can read now: a worker with an account, or one of the family, for whom copies are made."""

    id: UUID
    name: str
    user: User | None = field(default=None, compare=False)


@dataclass
class Sight:
    """What one onlooker reads: the rows by model, and the facts."""

    rows: dict[Any, set[UUID]] = field(default_factory=dict)
    facts: set[Fact] = field(default_factory=set)
    of_family: dict[UUID, dict[Any, set[UUID]]] = field(default_factory=dict)


def onlookers(families: Iterable[UUID]) -> list[Onlooker]:
    """Everybody who reads these families today: workers and their managers first, then the families' people."""
    here = list(families)
    live = Allocation.objects.on().filter(family__in=here)
    managing = RoleHeld.objects.today().filter(code="team_manager").order_by().values("user")
    working = Q(person__in=live.order_by().values("worker"))
    leading = Q(pk__in=managing, team__in=live.order_by().values("team"))
    granted = Q(pk__in=AccessGrant.objects.on().filter(family__in=here).order_by().values("account"))
    accounts = User.objects.filter(working | leading | granted).order_by("name", "pk").distinct()
    found = [Onlooker(Person.of(user).pk, user.name, user) for user in accounts]
    known = {one.id for one in found}
    members = FamilyMember.objects.filter(family__in=here, person__joined_into__isnull=True).select_related("person")
    for member in members.filter(ended__isnull=True).order_by("person__first_name", "person"):
        if member.person_id not in known:
            known.add(member.person_id)
            found.append(Onlooker(member.person_id, member.person.full_name))
    return found


def readers_of(one: Onlooker, families: Iterable[UUID]) -> list[Reader]:
    """The eyes with which somebody reads: on each family's pages, and on their desk over all of these at once."""
    here = list(families)
    if one.user is None:
        places = FamilyMember.objects.filter(family__in=here, person=one.id, ended__isnull=True)
        person = Person.objects.select_related("account__organisation").get(pk=one.id)
        return [reader_for(person, place.family) for place in places.select_related("family").order_by("pk")]
    ties = [tie for family in here for tie in ties_of(one.user, family_id=family, in_emergency=False)]
    readers = [reader_of(one.user, some) for some in ([t for t in ties if t.family_id == f] for f in here) if some]
    if len(readers) > 1 and kind_of(one.user) in ("colleague", "chair"):
        readers.append(reader_of(one.user, ties))
    return readers


@cache
def readable_nouns() -> tuple[Any, ...]:
    """Every noun that says who may read it, a family itself aside."""
    return tuple(one for one in nouns() if hasattr(one._default_manager, "readable_by") and one is not Family)


class Looking:
    """One look at everything, at one moment: rows are fetched once for all onlookers.

    ``added``: denials that a joining itself wrote, which are nobody's words. ``versions``: of every row seen.
    """

    def __init__(self, families: Iterable[UUID], *, added: Added | None = None) -> None:
        self.families = sorted(families)
        self.added = added or {}
        self.versions: dict[tuple[str, UUID], int] = {}
        self._told: dict[tuple[Any, UUID], list[tuple[str, Any, bool]]] = {}
        self._nouns = [one for one in readable_nouns() if self._is_there(one)]

    def sight_of(self, one: Onlooker) -> Sight:
        """Everything that one onlooker reads, over all their readers."""
        seen = Sight()
        for reader in readers_of(one, self.families):
            self._look(reader, seen)
        return seen

    def _is_there(self, model: Any) -> bool:
        """Whether a model has any row that could be read here at all."""
        rows = model._default_manager.all()
        if any(one.related_model is Family for one in model._meta.concrete_fields):
            rows = rows.filter(family__in=self.families)
        return bool(rows.exists())

    def _look(self, reader: Reader, seen: Sight) -> None:
        rows: dict[Any, set[UUID]] = {Person: set(Person.objects.readable_by(reader).values_list("pk", flat=True))}
        self._know(Person, rows[Person])
        # Nearly every noun asks whom the reader may see; asked once, the rest of this one look takes half the time.
        reader = reader.knowing(frozenset(rows[Person]))
        for model in (one for one in self._nouns if one is not Person):
            found = model._default_manager.readable_by(reader).order_by().values_list("pk", flat=True)
            rows[model] = set(found)
            self._know(model, rows[model])
        helping = Allocation.objects.filter(family__in=reader.family_ids).order_by().values("worker")
        workers = Person.objects.standing().filter(reader.admits(), pk__in=helping).order_by()
        people = rows[Person] | set(workers.values_list("pk", flat=True))
        for model, ids in rows.items():
            seen.rows.setdefault(model, set()).update(ids)
            if len(reader.family_ids) == 1:
                (family,) = reader.family_ids
                seen.of_family.setdefault(family, {}).setdefault(model, set()).update(ids)
            for pk in ids:
                seen.facts.add((model._meta.label, pk, "", ""))
                for name, said, is_person in self._told[model, pk]:
                    if not is_person or said in people:
                        seen.facts.add((model._meta.label, pk, name, said))

    def _know(self, model: Any, ids: set[UUID]) -> None:
        """Fetch what these rows say, those not fetched yet."""
        new = [pk for pk in ids if (model, pk) not in self._told]
        for start in range(0, len(new), 500):
            for row in model._default_manager.filter(pk__in=new[start : start + 500]):
                self._told[model, row.pk] = self._facts_of(row)
                self.versions[model._meta.label, row.pk] = row.version

    def _facts_of(self, row: models.Model) -> list[tuple[str, Any, bool]]:
        told: list[tuple[str, Any, bool]] = []
        added = self.added.get((row._meta.label, str(row.pk)), frozenset())
        for one in row._meta.concrete_fields:
            value = getattr(row, one.attname)
            if (type(row), one.name) in NO_WORDS or value in (None, "", frozenset()):
                continue
            if isinstance(one, PeopleField):
                told += [(one.name, person, True) for person in value if person not in added]
            elif one.related_model is Person:
                told.append((one.name, value, True))
            elif not one.is_relation and label_of(type(row), one.name) != Label.PLAIN:
                # Two notes, one after the other, tell what each of them told.
                parts = str(value).split("\n\n") if (type(row), one.name) in IN_PARTS else [str(value)]
                told += [(one.name, part, False) for part in parts]
        return told


def as_one(facts: Iterable[Fact], same: Mapping[UUID, UUID]) -> set[Fact]:
    """The same facts, told of the rows that stand for those that became one with them."""
    return {
        (label, same.get(pk, pk), name, same.get(said, said) if isinstance(said, UUID) else said)
        for label, pk, name, said in facts
    }
