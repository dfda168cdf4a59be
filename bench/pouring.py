"""Writing very many rows at once, each with its first version. For invented data only.

The rooms write row by row through their verbs, because every write has a version and a trail entry. Here
the rows are made up, so they are copied in, and their versions are copied after them.
"""

from collections.abc import Iterable

from django.db import connection, models

#: Rows held in memory before they are sent, where the database cannot take a stream.
AT_ONCE = 500


def pour(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Write all rows of one model with their first version; answers how many there were."""
    number = _stream(model, rows) if connection.vendor == "postgresql" else _in_bulk(model, rows)
    _first_versions(model)
    return number


def _in_bulk(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    held = list(rows)
    model._default_manager.bulk_create(held, batch_size=AT_ONCE)
    return len(held)


def _stream(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    fields = [(field.attname, field.get_db_prep_save) for field in model._meta.concrete_fields]
    number = 0
    with connection.cursor() as cursor:
        to = f"COPY {_quoted(model._meta.db_table)} ({_columns(model)}) FROM STDIN"
        with cursor.copy(to) as stream:
            for number, row in enumerate(rows, start=1):  # noqa: B007 - the count is the answer
                stream.write_row([prepare(getattr(row, name), connection) for name, prepare in fields])
    return number


def _first_versions(model: type[models.Model]) -> None:
    """What ``keep`` would have written for a new row: one line of history, dated when it was recorded."""
    history = getattr(model, "history", None)
    if history is None:
        return
    table = _quoted(history.model._meta.db_table)
    columns = _columns(model)
    own = _quoted(model._meta.db_table)
    told = "history_date, history_type, history_user_id, history_change_reason"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}, {told}) SELECT {columns}, recorded_at, '+', recorded_by_id, NULL "
            f"FROM {own} made WHERE NOT EXISTS (SELECT 1 FROM {table} kept WHERE kept.id = made.id)"
        )


def _columns(model: type[models.Model]) -> str:
    return ", ".join(_quoted(field.column) for field in model._meta.concrete_fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def analyse() -> None:
    """Tell PostgreSQL how the rows lie, as it would find out by itself within minutes."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
