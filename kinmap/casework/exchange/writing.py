"""Writing a family out: only what one reader may see, always in the same order and form."""

import errno
import json
import os
from base64 import b64encode
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.doors import admit
from kinmap.casework.exchange.earlier import (
    CHANGED_AT,
    CHANGED_BY,
    EARLIER,
    OF_THE_ROW,
    Versions,
    stands,
    versions_of,
    writer_of,
)
from kinmap.casework.exchange.parts import every_row
from kinmap.casework.exchange.schema import VERSION
from kinmap.casework.exchange.values import author_of, belongs_to_family, columns, is_left_out, to_json
from kinmap.casework.shelves import exchange_parts
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.people_field import PeopleField
from kinmap.kit.rows import Rows

Found = dict[Rows, dict[UUID, Any]]


def export_family(ref: str, path: Path | str, *, by: User) -> None:
    """Write a family to a file that only this machine's account may read.

    Passes the door as ``by`` and is recorded. Raises ``Http404`` for a stranger, ``PermissionDenied``
    for a colleague without the right.
    """
    try:
        family, reader = admit(by, ref, to=Permission.EXPORT)
    except (Http404, PermissionDenied):
        record(by=by, verb=Verb.REFUSED, kind="family", subject_id=ref[:20], reason=str(Permission.EXPORT))
        raise
    _put_down(Path(path), exported(family, reader, by=by))


def exported(family: Family, reader: Reader, *, by: User) -> str:
    """The text of a family's file for a reader whom the door let in; recorded in the trail."""
    with transaction.atomic():
        text = as_text(written(family, reader))
        record(by=by, verb=Verb.EXPORT, kind="family", family_id=family.pk, subject_id=family.ref)
    return text


def as_text(data: dict[str, Any]) -> str:
    """JSON as Kinmap writes it: the same data gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _put_down(path: Path, text: str) -> None:
    """Write the whole file or none of it; never one that others on the machine may read."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as draft:
        draft.write(text)
    os.replace(draft.name, path)


def written(family: Family, reader: Reader) -> dict[str, Any]:
    """The family as data, limited to what the reader may see. Nothing in it points at anything left out."""
    found = _whole(_readable(family, reader), family, reader)
    people = frozenset(found[_rows_of(Person)])
    here = frozenset(row_id for rows in found.values() for row_id in rows)
    data: dict[str, Any] = {"kinmap": "family", "version": VERSION}
    for part in exchange_parts:
        share: dict[str, Any] = {}
        for rows in part.rows:
            versions = versions_of(rows, found[rows], reader)
            out = [
                row_of(row, rows, people=people, here=here)
                | _versions(versions.get(pk), rows, people=people, here=here)
                | _carried(row, rows)
                for pk, row in sorted(found[rows].items(), key=_by_id)
            ]
            if not rows.one:
                share[rows.key] = out
            elif out:
                share[rows.key] = out[0]
        data[part.name] = share
    return data


def _versions(
    versions: Versions | None, rows: Rows, *, people: frozenset[UUID], here: frozenset[UUID]
) -> dict[str, Any]:  # fmt: skip
    """A changed row's moment and writer, and its earlier versions that may leave."""
    if versions is None:
        return {}
    standing = [version for version in versions.earlier if stands(version, rows, people=people, here=here)]
    earlier = [
        {name: value for name, value in row_of(one, rows, people=people, here=here).items() if name not in OF_THE_ROW}
        | _written(one)
        for one in standing
    ]
    return _written(versions.now) | ({EARLIER: earlier} if earlier else {})


def _written(version: Any) -> dict[str, Any]:
    writer = writer_of(version)
    at = timezone.localtime(version.history_date).isoformat()
    return {CHANGED_AT: at} | ({CHANGED_BY: writer} if writer else {})


def _carried(row: Any, rows: Rows) -> dict[str, Any]:
    """The bytes that a row carries, where they are here and whole."""
    content = rows.carries.take(row) if rows.carries else None
    return {} if content is None or rows.carries is None else {rows.carries.name: b64encode(content).decode("ascii")}


def row_of(
    row: Any, rows: Rows, *, people: frozenset[UUID] | None = None, here: frozenset[UUID] | None = None
) -> dict[str, Any]:
    """One row as the file has it. ``people`` and ``here``: who and what is in the file (``None``: ask nothing)."""
    out: dict[str, Any] = {}
    stays_behind = rows.leaves_out(row)
    for column in columns(rows):
        field = column.field
        if column.name == "recorded_by":
            author = author_of(row)
            out |= {"recorded_by": author} if author else {}
            continue
        points = column.points_at is not None or (isinstance(field, models.UUIDField) and not field.primary_key)
        if field.name in stays_behind or is_left_out(column, row):
            continue
        if points and here is not None and getattr(row, field.attname) not in here:
            continue
        value = to_json(column, row)
        if isinstance(field, PeopleField) and people is not None:
            value = [one for one in value if UUID(one) in people]
            if not value:
                continue
        out[column.name] = value
    return out


def _by_id(item: tuple[UUID, Any]) -> str:
    return item[0].hex


def _rows_of(model: type[models.Model]) -> Rows:
    return next(rows for _, rows in every_row() if rows.model is model)


def _readable(family: Family, reader: Reader) -> Found:
    found: Found = {}
    for part, rows in every_row():
        found[rows] = {}
        if rows.pointed_at or not reader.may(part.needs):
            continue
        asked: Any = rows.model._default_manager.all()
        if rows.model is Family:
            asked = asked.filter(pk=family.pk)
        elif belongs_to_family(rows):
            asked = asked.filter(family=family)
        if not rows.bare:
            asked = asked.readable_by(reader)
        found[rows] = {row.pk: row for row in asked.select_related(*_related(rows))}
    return found


def _related(rows: Rows) -> list[str]:
    """What a row is written with: its author, and organisations, teams and accounts by their names."""
    found = []
    for column in columns(rows):
        if isinstance(column.field, models.ForeignKey) and column.points_at is None:
            model: Any = column.field.related_model
            name = column.field.name
            found += [name, f"{name}__organisation"] if model.__name__ == "Team" else [name]
    return found


def _whole(found: Found, family: Family, reader: Reader) -> Found:
    """Add what rows point at and the reader may see; take away rows that cannot stand without what is hidden."""
    people = _rows_of(Person)
    members = frozenset(found[people])
    found[people] |= _workers(found, family, reader)
    for rows in found:
        if rows.pointed_at:
            asked: Any = rows.model._default_manager.filter(pk__in=_pointed_at(found, rows.model))
            found[rows] = {row.pk: row for row in asked.readable_by(reader).select_related(*_related(rows))}
    while True:
        every = [(rows, row) for rows, kept in found.items() for row in kept.values()]
        gone = [(rows, row.pk) for rows, row in every if not _stands(row, rows, found)]
        if not gone:
            break
        for rows, row_id in gone:
            del found[rows][row_id]
    for rows in [rows for rows in found if rows.pointed_at or rows is people]:
        needed = _pointed_at(found, rows.model) | (members if rows is people else set())
        found[rows] = {row_id: row for row_id, row in found[rows].items() if row_id in needed}
    return found


def _workers(found: Found, family: Family, reader: Reader) -> dict[UUID, Any]:
    """Professionals whom rows name and who are no members of the family: its workers, and whoever has an account."""
    works_here = Q(works_with__family=family) | Q(account__isnull=False)
    named = Person.objects.filter(reader.admits(), works_here, pk__in=_pointed_at(found, Person))
    strangers = named.exclude(memberships__family=family).exclude(memberships__role=FamilyMember.Role.CHILD)
    return {row.pk: row for row in strangers.distinct().select_related(*_related(_rows_of(Person)))}


def _pointed_at(found: Found, model: type[models.Model]) -> set[UUID]:
    return {
        getattr(row, column.field.attname)
        for rows, kept in found.items()
        for column in columns(rows)
        if column.points_at is model
        for row in kept.values()
    } - {None}


def _stands(row: Any, rows: Rows, found: Found) -> bool:
    """Whether everything that this row must name is in the file."""
    if isinstance(row, AboutChildren) and not row.children <= found[_rows_of(Person)].keys():
        return False
    for column in columns(rows):
        if column.points_at is not None and not column.field.null:
            kept = next(kept for other, kept in found.items() if other.model is column.points_at)
            if getattr(row, column.field.attname) not in kept:
                return False
    return True
