"""A small set of people kept inside the row.

Which children an entry is about, who is named on it and from whom it is hidden must be part of every
version, or "the map as it stood on 18 June" could show words to somebody who was shut out then. A
join table would need a history of its own and two joins for each filter; the set therefore lives in
the row as sorted ids, and two lookups answer the only two questions that secrecy asks:

``children__within=ids``  every child of this row is one of ``ids`` (fails closed on an unknown id)
``hidden_from__has=id``   this person is in the set
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup

from kinmap.kit.among import as_json

People = frozenset[UUID]


def people(ids: Iterable[Any]) -> People:
    """A set of person ids from ids, hex strings or objects with a ``pk``."""
    if isinstance(ids, frozenset) and all(type(one) is UUID for one in ids):
        return ids
    return frozenset(_one(value) for value in ids)


def _one(value: Any) -> UUID:
    if isinstance(value, UUID):
        return value
    if hasattr(value, "pk"):
        return UUID(str(value.pk))
    return UUID(str(value))


class PeopleField(models.TextField):  # type: ignore[type-arg]
    """A set of person ids, stored as ``hex;hex;`` in order, never null."""

    description = "a set of people"
    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: People  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["default"] = frozenset
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> People:
        return frozenset(UUID(part) for part in (value or "").split(";") if part)

    def to_python(self, value: Any) -> People:
        if isinstance(value, str):
            value = [part for part in value.split(";") if part]
        try:
            return people(value or ())
        except (ValueError, AttributeError, TypeError) as wrong:
            raise ValidationError("This is not a list of people.") from wrong

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            value = [part for part in value.split(";") if part]
        return "".join(f"{one};" for one in sorted(person.hex for person in people(value or ())))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        return None  # forms choose people with their own fields


@PeopleField.register_lookup
class Has(Lookup):  # type: ignore[type-arg]
    """``field__has=person``: the person is in the set."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"%{_one(self.rhs).hex};%"]


#: Up to so many ids, taking them out one by one is quickest. SQLite cannot read a statement nested much deeper:
#: from 38 on it answers "parser stack overflow", so a worker with ten families would have had no desk.
FEW = 12


@PeopleField.register_lookup
class Within(Lookup):  # type: ignore[type-arg]
    """``field__within=ids``: nobody outside ``ids`` is in the set.

    Takes each allowed id out of the text; what is left over is somebody not allowed. For the children
    of many families the set is taken apart instead. An id that we have never heard of is not allowed
    either way, so the lookup fails closed.
    """

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        allowed = people(self.rhs)
        if len(allowed) > FEW:
            return self._apart(column, list(params), allowed, connection.vendor)
        sql, params = column, list(params)
        for one in sorted(person.hex for person in allowed):
            sql = f"REPLACE({sql}, %s, '')"
            params.append(f"{one};")
        return f"{sql} = ''", params

    def _apart(self, column: str, params: list[Any], allowed: People, vendor: str) -> tuple[str, list[Any]]:
        if vendor == "postgresql":
            ids = [person.hex for person in allowed]
            return f"string_to_array(RTRIM({column}, ';'), ';') <@ %s::text[]", [*params, ids]
        each = f"""json_each('["' || REPLACE(RTRIM({column}, ';'), ';', '","') || '"]')"""
        stranger = f"SELECT 1 FROM {each} WHERE value NOT IN (SELECT value FROM json_each(%s))"  # noqa: S608
        return f"({column} = '' OR NOT EXISTS ({stranger}))", [*params, *params, as_json(allowed)]
