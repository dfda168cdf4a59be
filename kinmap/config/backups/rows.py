"""Rows as lines of JSON that either database can take in, with every digit of a time kept.

Every table goes along, versions, trail, receipts, drafts and kept words included, except what is named in
``LEFT_OUT``: somebody who restores a backup must not find themself signed in as somebody else.
"""

import base64
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction

LEFT_OUT = frozenset({"django_session", "access_signedin"})
#: Read in this order; the trail so that its chains can be followed while it streams.
ORDER = {"access_trailentry": ("chain", "number")}
#: Bytes of lines that are gathered before they become one member.
TOGETHER = 4 * 1024 * 1024

Noun = type[models.Model]


def nouns(registry: Any) -> list[Noun]:
    """Every table's model that a backup holds, those that join two others included."""
    found = {model._meta.db_table: model for model in registry.get_models(include_auto_created=True)
             if model._meta.managed and not model._meta.proxy}  # fmt: skip
    return [found[table] for table in sorted(found) if table not in LEFT_OUT]


def columns(noun: Noun) -> list[str]:
    """The names of what a row holds, in the order of its line."""
    return [field.attname for field in _fields(noun)]


def _fields(noun: Noun) -> "list[models.Field[Any, Any]]":
    return [field for field in noun._meta.concrete_fields if not getattr(field, "generated", False)]


@contextmanager
def snapshot() -> Iterator[None]:
    """Reads inside see the database as it stands now, whatever is written meanwhile; nobody waits for them."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # deferred: atomic() would take the write lock
        try:
            cursor.execute("SELECT count(*) FROM django_migrations")  # the first look fixes the moment
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines(noun: Noun) -> Iterator[bytes]:
    """Every row as one line, gathered into pieces of some megabytes. Inside ``snapshot``."""
    fields = _fields(noun)
    order = ORDER.get(noun._meta.db_table, ("pk",))
    rows = noun._base_manager.order_by(*order).values_list(*columns(noun)).iterator(chunk_size=2000)
    piece = bytearray()
    for row in rows:
        told = [field.get_prep_value(value) for field, value in zip(fields, row, strict=True)]
        piece += json.dumps(told, ensure_ascii=False, default=_plain, separators=(",", ":")).encode() + b"\n"
        if len(piece) >= TOGETHER:
            yield gzip.compress(piece, 5, mtime=0)
            piece.clear()
    if piece:
        yield gzip.compress(piece, 5, mtime=0)


def told(piece: bytes) -> Iterator[list[Any]]:
    """The rows of one piece, as they were written down. Raises ``ValueError`` when it is no such piece."""
    try:
        plain = gzip.decompress(piece)
    except (OSError, EOFError, zlib.error) as broken:
        raise ValueError("not a piece of rows") from broken
    for line in plain.splitlines():
        yield json.loads(line)


def write(noun: Noun, rows: Iterable[list[Any]], *, names: list[str]) -> None:
    """Put rows into their table as they were: no version, no trail entry is added. ``names``: what each line holds."""
    known = {field.attname: field for field in _fields(noun)}
    fields = [known[name] for name in names]
    into = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(noun._meta.db_table)
    prepared = [
        [field.get_db_prep_save(field.to_python(value), connection) for field, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({into}) VALUES ({places})", prepared)  # noqa: S608 names are ours


def clear(noun: Noun) -> None:
    """Take out what a new database is shipped with; the backup brings its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(noun._meta.db_table)}")  # noqa: S608 names are ours


def count_on(found: list[Noun]) -> None:
    """Let numbers that the database gives out go on after the highest."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def _plain(value: Any) -> str:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"A backup does not know how to write down a {type(value).__name__}.")
