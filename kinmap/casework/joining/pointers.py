"""Where rows point at a record: foreign keys, sets of people, and ids kept loosely, in every room.

Found by walking the models, so that a noun that is added later comes along without being named here
(``tests/test_pointers.py`` fails on a kind of pointing that this does not know).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from kinmap.access.models import TrailEntry
from kinmap.access.nouns import Noun
from kinmap.casework.models import Join
from kinmap.families.models import Family, NameKey, Person
from kinmap.kit.people_field import PeopleField

#: Evidence, the joinings themselves, and keys that are made anew from a name: these never move.
STAY = frozenset({TrailEntry, Join, NameKey})
#: A reference kept as words, so that a floor below families need not know them.
LOOSE_REF = "family_ref"


@dataclass(frozen=True)
class Pointer:
    """One field of one model that holds ids of other rows. ``to``: the model it points at; ``None`` for any."""

    model: Any
    name: str
    to: Any
    is_set: bool = False
    is_ref: bool = False

    @property
    def attname(self) -> str:
        """The attribute that holds the id or the ids."""
        return str(self.model._meta.get_field(self.name).attname)

    def meets(self, ids: Iterable[UUID]) -> Q:
        """Rows that point at one of these by this field."""
        wanted = list(ids)
        if self.is_set:
            return reduce(or_, (Q(**{f"{self.name}__has": one}) for one in wanted))
        if self.is_ref:
            return Q(**{f"{self.name}__in": Family.objects.filter(pk__in=wanted).order_by().values("ref")})
        return Q(**{f"{self.name}__in": wanted})


def nouns() -> Iterator[Any]:
    """Every model of ours that keeps rows of its own; versions belong to their noun."""
    for model in apps.get_models():
        if model.__module__.startswith("kinmap.") and not hasattr(model, "instance_type"):
            yield model


@cache
def pointers() -> tuple[Pointer, ...]:
    """Every field in which a row of any room points at a row."""
    found: list[Pointer] = []
    for model in nouns():
        if model in STAY:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                if isinstance(field.related_model, type) and issubclass(field.related_model, Noun):
                    found.append(Pointer(model, field.name, field.related_model))
            elif isinstance(field, PeopleField):
                found.append(Pointer(model, field.name, Person, is_set=True))
            elif isinstance(field, models.UUIDField) and not field.primary_key:
                found.append(Pointer(model, field.name, None))
            elif field.name == LOOSE_REF:
                found.append(Pointer(model, field.name, Family, is_ref=True))
    return tuple(found)


def pointers_of(model: Any) -> tuple[Pointer, ...]:
    """The fields in which rows of this model point at something."""
    return _by_model().get(model, ())


@cache
def _by_model() -> dict[Any, tuple[Pointer, ...]]:
    found: dict[Any, tuple[Pointer, ...]] = {}
    for one in pointers():
        found[one.model] = (*found.get(one.model, ()), one)
    return found


def pointing_at(model: Any, ids: Iterable[UUID]) -> dict[Any, list[Any]]:
    """Every row that points at one of these rows of ``model``, by its own model, in order of their ids."""
    wanted = list(ids)
    asked: dict[Any, Q] = {}
    for one in pointers():
        if one.to is None or one.to is model:
            asked[one.model] = asked.get(one.model, Q()) | one.meets(wanted)
    found = {where: list(where._default_manager.filter(meets).order_by("pk")) for where, meets in asked.items()}
    return {where: rows for where, rows in found.items() if rows}


def families_of(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The families in which anything points at these people."""
    found: set[UUID] = set()
    for rows in pointing_at(Person, person_ids).values():
        for row in rows:
            if getattr(row, "family_id", None) is not None:
                found.add(row.family_id)
            elif getattr(row, "household_id", None) is not None:
                found.add(row.household.family_id)
    return frozenset(Family.objects.filter(pk__in=found, joined_into__isnull=True).values_list("pk", flat=True))
