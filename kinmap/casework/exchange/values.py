"""One field of a row: its name in the file, its schema, and its value there and back."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from kinmap.access.models import Organisation, Team, User
from kinmap.access.nouns import AboutChildren
from kinmap.families.models import Family
from kinmap.kit.people_field import PeopleField
from kinmap.kit.rows import Rows, Value

#: Kept by the installation itself, or written as part of ``recorded_by``.
NOT_IN_FILE = frozenset({"version", "recorded_by_name", "joined_into"})
LAST = ("children", "sharing", "named", "hidden_from", "recorded_at", "recorded_by")
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: The pattern of words that must not be empty.
SOMETHING = r"\S"
#: Made by a clock when a person writes; a file must say when it was.
CLOCKS = (timezone.now, timezone.localdate)

Schema = dict[str, Any]
Json = Any


@dataclass(frozen=True)
class Column:
    """A field of a model as the file knows it."""

    field: "models.Field[Any, Any]"
    name: str
    value: Value | None
    about_children: bool

    @property
    def points_at(self) -> type[models.Model] | None:
        """The model that this column's ids belong to, when it is one of the file's own."""
        related = self.field.related_model if isinstance(self.field, models.ForeignKey) else None
        return related if isinstance(related, type) and related not in (Organisation, Team, User) else None

    @property
    def is_required(self) -> bool:
        """Whether every row must say it."""
        if self.about_children or self.field.primary_key:
            return True
        if self.field.has_default():
            return self.field.default in CLOCKS and self.field.name != "recorded_at"
        return not (self.field.null or self.field.blank)


@cache
def columns(rows: Rows) -> tuple[Column, ...]:
    """The columns of a kind of row: its id, its own fields, who may see it, who recorded it and when."""
    found = []
    for field in rows.model._meta.concrete_fields:
        if field.name in NOT_IN_FILE or field.related_model is Family:
            continue
        value = rows.values.get(field.name)
        about = field.name == "children" and issubclass(rows.model, AboutChildren)
        found.append(Column(field, value.name if value else field.name, value, about))
    return tuple(sorted(found, key=_place))


def _place(column: Column) -> int:
    if column.field.primary_key:
        return -1
    return LAST.index(column.field.name) + 1 if column.field.name in LAST else 0


def belongs_to_family(rows: Rows) -> bool:
    """Whether rows of this kind carry their family themselves."""
    own = rows.model._meta.concrete_fields if rows.model is not Family else ()
    return any(field.related_model is Family for field in own)


# --- To JSON ---------------------------------------------------------------------------------------


def is_left_out(column: Column, row: models.Model) -> bool:
    """Whether the value is what a row without this field would have."""
    value = getattr(row, column.field.attname)
    if column.is_required or (column.value and column.value.name != column.field.name):
        return False
    if column.field.null:
        return value is None
    if column.field.default in (time.time, timezone.now):
        return False
    return bool(value == column.field.get_default())


def to_json(column: Column, row: models.Model) -> Json:
    """The value of one column as it stands in the file."""
    field = column.field
    if isinstance(field, models.ForeignKey):
        return _related_to_json(column, row)
    value = getattr(row, field.attname)
    if column.value:
        return column.value.write(value)
    if isinstance(field, PeopleField):
        return sorted(str(person) for person in value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _related_to_json(column: Column, row: models.Model) -> Json:
    if column.points_at is not None or getattr(row, column.field.attname) is None:
        value = getattr(row, column.field.attname)
        return None if value is None else str(value)
    related = getattr(row, column.field.name)
    if isinstance(related, Organisation):
        return {"name": related.name, "kind": related.kind}
    if isinstance(related, Team):
        return {"name": related.name, "organisation": related.organisation.name}
    return related.email


def author_of(row: Any) -> Json:
    """Who recorded a row: the name, and the account where there is one."""
    author = {"name": row.recorded_by_name or (row.recorded_by.name if row.recorded_by else "")}
    if row.recorded_by:
        author["account"] = row.recorded_by.email
    return author if author["name"] else None


# --- From JSON -------------------------------------------------------------------------------------


def from_json(column: Column, value: Json) -> Any:
    """The model's value of one column; columns of accounts, teams and organisations are not asked here."""
    field = column.field
    if column.value:
        return column.value.read(value)
    if isinstance(field, PeopleField):
        return frozenset(UUID(person) for person in value)
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.UUIDField | models.ForeignKey):
        return UUID(value)
    return float(value) if isinstance(field, models.FloatField) else value


# --- The schema ------------------------------------------------------------------------------------


def schema_of(column: Column, rows: Rows, keys: Mapping[type[models.Model], str]) -> Schema:
    """The JSON Schema of one column; ``keys`` says where in the file the rows of a model stand."""
    if column.value:
        return dict(column.value.schema)
    schema = _form_of(column, keys)
    said = rows.says.get(column.name) or _said(column)
    if said and "$ref" not in schema:
        schema["description"] = f"{said}; {schema['description']}" if "description" in schema else said
    return schema


def _said(column: Column) -> str:
    words = str(column.field.verbose_name)
    return "" if words == column.field.name.replace("_", " ") else words


def _form_of(column: Column, keys: Mapping[type[models.Model], str]) -> Schema:
    field = column.field
    if isinstance(field, models.ForeignKey):
        return _form_of_related(column, keys)
    if isinstance(field, PeopleField):
        people: Schema = {"type": "array", "items": {"$ref": "#/$defs/id"}, "uniqueItems": True}
        return people | ({"minItems": 1} if column.about_children else {})
    if field.choices:
        return _form_of_choices(field)
    form = _plain_form(field)
    return {**form, "type": [form["type"], "null"]} if field.null else form


def _form_of_related(column: Column, keys: Mapping[type[models.Model], str]) -> Schema:
    kind: list[str] | str = ["string", "null"] if column.field.null else "string"
    if column.points_at is not None:
        place = keys[column.points_at]
        return {"type": kind, "format": "uuid", "description": f"id of a row in {place}"}
    if column.field.related_model is User:
        return {"type": kind, "format": "email", "maxLength": 254}
    both = {
        Organisation: ("name", "kind", [code for code, _ in Organisation.Kind.choices]),
        Team: ("name", "organisation", None),
    }
    name, second, codes = both[column.field.related_model]  # type: ignore[index]
    text = {"type": "string", "maxLength": 200, "pattern": SOMETHING}
    return {
        "type": ["object", "null"],
        "properties": {name: text, second: {"enum": codes} if codes else text},
        "required": [name, second],
        "additionalProperties": False,
    }


def _form_of_choices(field: "models.Field[Any, Any]") -> Schema:
    codes: list[str | None] = [code for code, _ in field.flatchoices]
    if field.blank and "" not in codes:
        codes.append("")
    if field.null:
        codes.append(None)
    return {"enum": codes, "description": "; ".join(f"{code}: {words}" for code, words in field.flatchoices)}


def _plain_form(field: "models.Field[Any, Any]") -> Schema:
    match field:
        case models.DateTimeField():
            return {"type": "string", "format": "date-time"}
        case models.DateField():
            return {"type": "string", "format": "date"}
        case models.UUIDField():
            return {"type": "string", "format": "uuid"}
        case models.BooleanField():
            return {"type": "boolean"}
        case models.FloatField():
            return {"type": "number", "minimum": -1e12, "maximum": 1e12}
        case models.IntegerField():
            return {"type": "integer", "minimum": 1, "maximum": 32767}
        case models.CharField() | models.TextField():
            text: Schema = {"type": "string"}
            if field.max_length:
                text["maxLength"] = field.max_length
            return text if field.blank else text | {"pattern": SOMETHING}
    raise TypeError(f"The exchange file has no form for {field}: give its Rows a Value.")
