"""Carrying what points at one record over to another, one version for each row; what cannot come stays behind.

What stays behind is unchanged and out of sight, with the record that was joined away: a second place in the
same family, the same relationship said twice. What hangs on such a double is hung on the row that stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import Noun
from kinmap.casework.joining.pointers import Pointer, pointers_of, pointing_at
from kinmap.families.models import Family, FamilyMember, Person, Relationship

#: What says nothing about the world: two rows that differ in these alone say the same.
BOOKKEEPING = frozenset({"id", "version", "recorded_at", "recorded_by", "recorded_by_name"})
#: Details that one of two rows may leave empty and still say the same.
DETAILS = frozenset({"words", "note", "started", "year_group"})
#: Who may see it; a double may differ in this from the row that stands.
GUARD = frozenset({"sharing", "named", "hidden_from"})
#: Kinds of relationship that read the same from both ends.
BOTH_WAYS = frozenset(
    {"sibling", "half_sibling", "married", "lives_with", "separated", "divorced", "cousin", "friend"}
    | {"neighbour", "other"}
)

Row = tuple[str, str]


def named(row: models.Model) -> Row:
    """A row as a joining remembers it."""
    return row._meta.label, str(row.pk)


@dataclass
class Moving:
    """One carrying over. ``becomes``: by id, what stands instead; doubles met on the way are added to it."""

    becomes: dict[UUID, UUID]
    by: User
    #: Rows that must stay where they are, though nothing of the database keeps them.
    held_back: frozenset[UUID] = frozenset()
    before: dict[Row, int] = field(default_factory=dict)
    touched: dict[Row, Any] = field(default_factory=dict)
    apart: list[tuple[Row, UUID | None]] = field(default_factory=list)
    loose: list[tuple[Row, str, str]] = field(default_factory=list)

    def carry(self, model: Any, away: Iterable[UUID]) -> None:
        """Carry over everything that points at these rows of ``model``."""
        waiting: list[tuple[Any, list[UUID]]] = [(model, list(away))]
        while waiting:
            of, ids = waiting.pop(0)
            for where, rows in pointing_at(of, ids).items():
                doubles = [row.pk for row in rows if self._carry(row)]
                if doubles:
                    waiting.append((where, doubles))

    def keep(self, row: Any) -> None:
        """Write a row as a new version, remembering the one before the first change."""
        self.before.setdefault(named(row), row.version)
        self.touched[named(row)] = row
        row.keep(by=self.by)

    def changes(self) -> list[list[Any]]:
        """Every row with its version before and after, for the joining to remember."""
        return [[*row, before, self.touched[row].version] for row, before in self.before.items()]

    def _carry(self, row: Any) -> bool:
        """Point one row at what stands; whether it is a double, so that what hangs on it must come too."""
        if row.pk in self.becomes:
            return False
        row = self.touched.get(named(row), row)  # the newest of it, if this joining has written it already
        new = {one: self._instead(one, row) for one in pointers_of(type(row))}
        new = {one: value for one, value in new.items() if value != getattr(row, one.attname)}
        if not new:
            return False
        if row.pk in self.held_back:
            self.apart.append((named(row), None))
            return False
        if not isinstance(row, Noun):
            return self._put_loosely(row, new)
        for one, value in new.items():
            setattr(row, one.attname, value)
        standing = self._double_of(row)
        if standing is not None or not _may_be(row):
            self.apart.append((named(row), standing.pk if standing else None))
            if standing is not None:
                self.becomes[row.pk] = standing.pk
                self._tell_no_less(standing, row)
            return standing is not None
        self.keep(row)
        return False

    def _instead(self, one: Pointer, row: Any) -> Any:
        value = getattr(row, one.attname)
        if one.is_set:
            return frozenset(self.becomes.get(person, person) for person in value)
        if one.is_ref:
            gone = Family.objects.filter(ref=value, pk__in=self.becomes).first()
            return Family.objects.get(pk=self.becomes[gone.pk]).ref if gone else value
        return self.becomes.get(value, value)

    def _put_loosely(self, row: Any, new: dict[Pointer, Any]) -> bool:
        """A row without versions: kept words and drafts, which only their author sees."""
        for one, value in new.items():
            self.loose.append((named(row), one.name, str(getattr(row, one.attname))))
            setattr(row, one.attname, value)
        row.save(update_fields=[one.name for one in new])
        return False

    def _tell_no_less(self, standing: Any, double: Any) -> None:
        """Of two places in one family: whoever was told about a child by either still is, by the one that stands."""
        if isinstance(standing, FamilyMember) and not double.children <= standing.children:
            standing.children |= double.children
            self.keep(standing)

    # --- Doubles -----------------------------------------------------------------------------------

    def _double_of(self, row: Any) -> Any:
        """The row that says the same already, or that leaves no place for this one."""
        others = type(row)._default_manager.exclude(pk=row.pk).exclude(pk__in=list(self.becomes)).order_by("pk")
        for fields, condition in _only_once(row):
            values = {name: getattr(row, type(row)._meta.get_field(name).attname) for name in fields}
            if None in values.values() or not _holds_for(row, condition):
                continue
            found = others.filter(condition, **values).first()
            if found is not None:
                return found
        return self._said_already(row, others)

    def _said_already(self, row: Any, others: Any) -> Any:
        """Facts between people (which belong to no family) that are there already, word for word or in less words."""
        model = type(row)
        keys = {one.attname: one for one in pointers_of(model) if not one.is_set and one.to is not model}
        kinds = {one.to for one in keys.values()}
        if Person not in kinds or Family in kinds:
            return None
        asked = Q(**{name: getattr(row, name) for name in keys})
        if model is Relationship and row.kind in BOTH_WAYS:
            asked |= Q(person_id=row.other_id, other_id=row.person_id)
        return next((other for other in others.filter(asked) if _says_no_more(row, other)), None)


def _only_once(row: Any) -> list[tuple[Sequence[str], Q]]:
    """What may stand only once: unique fields and constraints, each with its condition."""
    options = row._meta
    found: list[tuple[Sequence[str], Q]] = [(one.fields, one.condition or Q()) for one in options.constraints
             if isinstance(one, models.UniqueConstraint) and one.fields]  # fmt: skip
    found += [((one.name,), Q()) for one in options.concrete_fields if one.unique and not one.primary_key]
    pointed = {one.name for one in pointers_of(type(row))}
    return [(fields, condition) for fields, condition in found if pointed & set(fields)]


def _holds_for(row: Any, condition: Q) -> bool:
    """Whether the row, as it stands in the database, meets a constraint's condition (which carries no pointer)."""
    return not condition or type(row)._default_manager.filter(condition, pk=row.pk).exists()


def _may_be(row: Any) -> bool:
    """Whether the row keeps the promises of its table: nobody is their own relative."""
    for one in row._meta.constraints:
        if isinstance(one, models.CheckConstraint):
            check: Any = one
            try:
                check.validate(type(row), row)
            except ValidationError:
                return False
    return True


def _says_no_more(row: Any, other: Any) -> bool:
    """Whether ``row`` says nothing that ``other`` does not say too; who may see them may differ."""
    pointed = {one.name for one in pointers_of(type(row))}
    for one in row._meta.concrete_fields:
        if one.name in BOOKKEEPING | GUARD or (one.name in pointed and one.name not in GUARD):
            continue
        said = getattr(row, one.attname)
        if said != getattr(other, one.attname) and not (one.name in DETAILS and said in (None, "")):
            return False
    return True
