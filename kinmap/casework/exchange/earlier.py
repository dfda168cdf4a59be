"""Earlier versions of rows: which of them leave, and how they come back into the history as they were.

A version leaves when its own guard let this reader in, and when everything that it names is in the file. It
carries the moment and the writer of its own. Brought in, versions go into the history as they were told,
numbered anew: how many others there were is nobody's business.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, Guarded
from kinmap.access.reader import Reader
from kinmap.casework.exchange.values import Json, columns
from kinmap.casework.joining.looking_back import looking_back
from kinmap.families.models import Person
from kinmap.kit.people_field import PeopleField
from kinmap.kit.rows import Rows

AT_ONCE = 500
#: What a version does not say again: these belong to the row.
OF_THE_ROW = frozenset({"id", "recorded_at", "recorded_by"})
CHANGED_AT, CHANGED_BY, EARLIER = "changed_at", "changed_by", "earlier"


@dataclass(frozen=True)
class Versions:
    """The versions of one row that may leave: those before today's, and today's with its moment and writer."""

    earlier: tuple[Any, ...]
    now: Any


def versions_of(rows: Rows, found: Mapping[UUID, Any], reader: Reader) -> dict[UUID, Versions]:
    """The versions of rows that were changed since they were written; a row of one version is not among them."""
    if not found:
        return {}
    changed = [pk for pk, row in found.items() if getattr(row, "version", 1) > 1]
    told: dict[UUID, list[Any]] = {}
    for start in range(0, len(changed), AT_ONCE):
        history: Any = rows.model.history  # type: ignore[attr-defined]
        asked = history.filter(id__in=changed[start : start + AT_ONCE]).exclude(history_type="-")
        for version in rows.earlier(_admitted(asked, rows, reader), reader).order_by("history_date", "history_id"):
            told.setdefault(version.id, []).append(version)
    joined = _joined(told)
    for versions in told.values():
        for version in versions:
            _under_todays_records(version, rows, joined)
    return {pk: _split(versions, found[pk]) for pk, versions in told.items()}


def _admitted(asked: Any, rows: Rows, reader: Reader) -> Any:
    related = [column.field.name for column in columns(rows) if _is_outside(column.field) and column.points_at is None]
    asked = asked.select_related("history_user", *related)
    if rows.bare:
        return asked
    eyes = looking_back(reader)
    if issubclass(rows.model, AboutChildren):
        return asked.filter(eyes.admits_about_children())
    return asked.filter(eyes.admits()) if issubclass(rows.model, Guarded) else asked


def _is_outside(field: Any) -> bool:
    return isinstance(field, models.ForeignKey) and field.name != "recorded_by"


def _joined(told: Mapping[UUID, list[Any]]) -> dict[UUID, UUID]:
    """Records of people that were joined with another: a version names them as they were called then."""
    if not told:
        return {}
    away = Person.objects.filter(joined_into__isnull=False).order_by().values_list("pk", "joined_into")
    return {pk: into for pk, into in away if into is not None}


def _under_todays_records(version: Any, rows: Rows, joined: Mapping[UUID, UUID]) -> None:
    if not joined:
        return
    for column in columns(rows):
        value = getattr(version, column.field.attname)
        if isinstance(column.field, PeopleField):
            setattr(version, column.field.attname, frozenset(joined.get(one, one) for one in value))
        elif column.points_at is Person and value in joined:
            setattr(version, column.field.attname, joined[value])


def _split(versions: list[Any], row: Any) -> Versions:
    before = tuple(version for version in versions if version.version < row.version)
    now = next((version for version in reversed(versions) if version.version == row.version), versions[-1])
    return Versions(before, now)


def stands(version: Any, rows: Rows, *, people: frozenset[UUID], here: frozenset[UUID]) -> bool:
    """Whether everything that this version names is in the file; else it would tell of what is not."""
    if issubclass(rows.model, AboutChildren) and not version.children <= people:
        return False
    for column in columns(rows):
        value = getattr(version, column.field.attname)
        if column.points_at is not None and value is not None and value not in here:
            return False
    return True


def writer_of(version: Any) -> Json:
    """Who wrote a version: the name, and the account where there is one."""
    user: User | None = version.history_user
    name = user.name if user else version.recorded_by_name
    writer = {"name": name} | ({"account": user.email} if user else {})
    return writer if name else None


def remember(row: Any, *, at: datetime, by: User | None, name: str, first: bool) -> None:
    """Put one version into the history as it was: its words, its moment, its writer.

    A writer without an account stays a name, kept where the history keeps the name of a row's author.
    """
    model = type(row).history.model
    kept = {field.attname for field in model._meta.concrete_fields}
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname in kept
    }
    if by is None and name:
        values["recorded_by_name"] = name
    model(**values, history_date=at, history_type="+" if first else "~", history_user=by).save()


def changed_moments(row: Mapping[str, Any]) -> Iterable[str]:
    """The moments of a row's versions in the file, in order."""
    yield from (version[CHANGED_AT] for version in row.get(EARLIER, ()))
    if CHANGED_AT in row:
        yield row[CHANGED_AT]
