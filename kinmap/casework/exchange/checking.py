"""What a file must keep to beyond its form: ids, references, children, moments, and each room's own rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone

from kinmap.casework.exchange.earlier import CHANGED_AT, EARLIER, changed_moments
from kinmap.casework.exchange.opening import TOP
from kinmap.casework.exchange.parts import every_row
from kinmap.casework.exchange.refusal import Refused
from kinmap.casework.exchange.values import Column, belongs_to_family, columns
from kinmap.casework.shelves import exchange_parts
from kinmap.families.models import FamilyMember, Person
from kinmap.kit.people_field import PeopleField
from kinmap.kit.rows import Placed, Rows

#: A clock may be a little wrong; a day is more than any clock is.
LENIENCE = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One row of the file: where it stands, what it is, and its kind."""

    path: str
    row: dict[str, Any]
    rows: Rows


def lines_of(data: dict[str, Any]) -> list[Line]:
    """Every row of the file, in the order in which rows are made."""
    found = []
    for part, rows in every_row():
        share = data.get(part.name, {}).get(rows.key)
        place = f"{TOP}.{part.name}.{rows.key}"
        if rows.one:
            found += [Line(place, share, rows)] if share else []
        else:
            found += [Line(f"{place}[{number}]", row, rows) for number, row in enumerate(share or [])]
    return found


def versions_in(line: Line) -> list[Line]:
    """The earlier versions of a row of the file, each with its own place."""
    return [
        Line(f"{line.path}.{EARLIER}[{number}]", {**version, "id": line.row["id"]}, line.rows)
        for number, version in enumerate(line.row.get(EARLIER, ()))
    ]


def check(lines: list[Line]) -> None:
    """Raise ``Refused`` for the first thing that cannot be."""
    by_id = _ids(lines)
    children = frozenset(
        line.row["person"]
        for line in lines
        if line.rows.model is FamilyMember and line.row["role"] == FamilyMember.Role.CHILD
    )
    for line in lines:
        for column in columns(line.rows):
            if column.name in line.row:
                _check_references(line, column, by_id)
                _check_children(line, column, children)
        _check_moment(line)
        for before in versions_in(line):
            for column in columns(line.rows):
                if column.name in before.row and column.name != "id":
                    _check_references(before, column, by_id)
                    _check_children(before, column, children)
    for part in exchange_parts:
        shares: dict[str, list[Placed]] = {rows.key: [] for rows in part.rows}
        for line in lines:
            if line.rows in part.rows:
                shares[line.rows.key].append((line.path, line.row))
        for path, reason in part.check(shares):
            raise Refused(path, reason)


def _ids(lines: list[Line]) -> dict[str, Line]:
    by_id: dict[str, Line] = {}
    for line in lines:
        first = by_id.setdefault(line.row["id"], line)
        if first is not line:
            raise Refused(f"{line.path}.id", f"The same id stands at {first.path}.")
    return by_id


def _people(line: Line, column: Column) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(line.row[column.name]):
        yield f"{line.path}.{column.name}[{number}]", one


def _check_references(line: Line, column: Column, by_id: dict[str, Line]) -> None:
    if isinstance(column.field, PeopleField):
        for path, one in _people(line, column):
            _check_points_at(path, one, Person, by_id)
    elif column.points_at is not None and line.row[column.name] is not None:
        _check_points_at(f"{line.path}.{column.name}", line.row[column.name], column.points_at, by_id)


def _check_points_at(path: str, one: str, model: type[models.Model], by_id: dict[str, Line]) -> None:
    found = by_id.get(one)
    if found is None:
        raise Refused(path, f"No {model._meta.verbose_name} in this file has this id.")
    if found.rows.model is not model:
        raise Refused(path, f"This is the id of what stands at {found.path}, not of a {model._meta.verbose_name}.")


def _check_children(line: Line, column: Column, children: frozenset[str]) -> None:
    if column.field.name == "children":
        found = list(_people(line, column))
    elif column.field.name == "child" and belongs_to_family(line.rows):
        found = [(f"{line.path}.child", line.row["child"])]
    else:
        return
    for path, one in found:
        if one not in children:
            raise Refused(path, "This person is not among the children of the family.")


def _check_moment(line: Line) -> None:
    at = line.row.get("recorded_at")
    if at is not None and datetime.fromisoformat(at) > timezone.now() + LENIENCE:
        raise Refused(f"{line.path}.recorded_at", "This moment is still to come.")
    if EARLIER in line.row and CHANGED_AT not in line.row:
        raise Refused(f"{line.path}.{CHANGED_AT}", "This is missing: a row with earlier versions says when it changed.")
    moments = [datetime.fromisoformat(moment) for moment in changed_moments(line.row)]
    if moments and moments[-1] > timezone.now() + LENIENCE:
        raise Refused(f"{line.path}.{CHANGED_AT}", "This moment is still to come.")
    if any(later < earlier for earlier, later in pairwise(moments)):
        raise Refused(f"{line.path}.{EARLIER}", "These versions are not in order: the oldest comes first.")
