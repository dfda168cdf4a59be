"""The published JSON Schema of the exchange file, put together from the rows of every room."""

import inspect
import json
import re
from functools import cache
from typing import Any

from django.db import models

from kinmap.casework.exchange.earlier import CHANGED_AT, CHANGED_BY, EARLIER, OF_THE_ROW
from kinmap.casework.exchange.parts import every_row
from kinmap.casework.exchange.values import FIRST_YEAR, LAST_YEAR, SOMETHING, Schema, columns, schema_of
from kinmap.casework.shelves import exchange_parts
from kinmap.kit.rows import Rows

VERSION = 1
VERSIONS = "what it said before, the oldest first"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABOUT = (
    "One family as Kinmap takes it in and gives it out. A field left out has its default: empty, no, "
    f"nobody, everybody may see it. Days are written 2026-06-18, from {FIRST_YEAR} to {LAST_YEAR}; moments "
    "carry their offset from UTC. Every id stands once in a file, and every id that is pointed at is in it."
)


@cache
def family_schema() -> Schema:
    """The whole schema (draft 2020-12). Made from the models, so it never says anything else than they do."""
    keys: dict[type[models.Model], str] = {rows.model: f"{part.name}.{rows.key}" for part, rows in every_row()}
    parts = {
        part.name: _object({rows.key: _place_of(rows) for rows in part.rows}, _needed(part.rows), part.words)
        for part in exchange_parts
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:kinmap:exchange:family:{VERSION}",
        "title": "A family in Kinmap",
        "description": ABOUT,
        **_object(
            {"kinmap": {"const": "family"}, "version": {"const": VERSION}, **parts},
            ["kinmap", "version", "families"],
        ),
        "$defs": {
            "id": {"type": "string", "format": "uuid", "description": "a UUID, kept by every import"},
            "author": _author(),
            **{rows.model.__name__: _row(rows, keys) for _, rows in every_row()},
            **{f"{rows.model.__name__}Before": _version(rows, keys) for _, rows in every_row()},
        },
    }


def schema_text() -> str:
    """The schema as it is published, byte for byte the same each time."""
    return json.dumps(family_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(properties: Schema, required: list[str], description: str = "") -> Schema:
    said: Schema = {"description": description} if description else {}
    return {"type": "object", **said, "properties": properties, "required": required, "additionalProperties": False}


def _needed(rows: tuple[Rows, ...]) -> list[str]:
    return [one.key for one in rows if one.key in ("family", "people", "members")]


def _place_of(rows: Rows) -> Schema:
    row: Schema = {"$ref": f"#/$defs/{rows.model.__name__}"}
    return row if rows.one else {"type": "array", "items": row}


def _author() -> Schema:
    return _object(
        {
            "name": {"type": "string", "maxLength": 200, "pattern": SOMETHING},
            "account": {"type": "string", "format": "email", "maxLength": 254},
        },
        ["name"],
        "who recorded it; linked to an account only where one with this e-mail address exists, else a name",
    )


def _row(rows: Rows, keys: dict[type[models.Model], str]) -> Schema:
    properties: dict[str, Any] = {}
    required = []
    for column in columns(rows):
        if column.field.primary_key:
            properties["id"] = {"$ref": "#/$defs/id"}
        elif column.name == "recorded_by":
            properties["recorded_by"] = {"$ref": "#/$defs/author"}
        else:
            properties[column.name] = schema_of(column, rows, keys)
        if column.is_required:
            required.append(column.name)
    properties |= _moment("when it was last changed; left out, it never was") | {
        EARLIER: {"type": "array", "items": {"$ref": f"#/$defs/{rows.model.__name__}Before"}, "description": VERSIONS}
    }
    if rows.carries:
        properties[rows.carries.name] = {"type": "string", "contentEncoding": "base64", "description": "the file"}
    return _object(properties, required, _means(rows.model))


def _version(rows: Rows, keys: dict[type[models.Model], str]) -> Schema:
    """An earlier version: what the row said then, without what never changes."""
    kept = [column for column in columns(rows) if column.name not in OF_THE_ROW]
    properties = {column.name: schema_of(column, rows, keys) for column in kept}
    required = [column.name for column in kept if column.is_required]
    about = "An earlier version: what the row said then."
    return _object(properties | _moment("when it was written"), [*required, CHANGED_AT], about)


def _moment(said: str) -> Schema:
    when = {"type": "string", "format": "date-time", "description": said}
    return {CHANGED_AT: when, CHANGED_BY: {"$ref": "#/$defs/author"}}


def _means(model: type[models.Model]) -> str:
    first = (inspect.getdoc(model) or "").split("\n\n")[0]
    return re.sub(r"\s+", " ", first.replace("``", ""))
