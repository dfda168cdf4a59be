"""Emptying a row of everything that its labels call more than plain, in every version.

The labels decide, so that a field that a room adds later is emptied too. What guards the row stays: who may know
that something was struck out is decided by the same people as before.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from kinmap.access.models import User
from kinmap.kit.labels import Label, label_of
from kinmap.kit.people_field import PeopleField

STRUCK = "Struck out"
#: They guard the row or say who wrote it, and are no words about anybody.
STAYS = frozenset({"children", "named", "hidden_from", "sharing", "recorded_by_name"})


def told_fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The fields of a noun that hold more than what is plain."""
    rows = [one for one in model._meta.concrete_fields if one.name not in STAYS]
    return [one for one in rows if label_of(model, one.name) not in (None, Label.PLAIN)]


def texts_of(rows: Iterable[Any]) -> list[str]:
    """Every text that these rows hold or have held, once each: what was said, as it stands in boxes of many lines.

    A line says who, where or when ("Mrs Desai, class teacher"), and says it with every right of other items too: it is
    emptied here, and looked for nowhere else.
    """
    found: dict[str, None] = {}
    for row in rows:
        boxes = (one for one in told_fields(type(row)) if isinstance(one, models.TextField))
        names = [one.attname for one in boxes if not isinstance(one, PeopleField)]
        for version in [row, *_versions(row)]:
            found.update(dict.fromkeys(text for name in names if (text := getattr(version, name))))
    return list(found)


def empty(row: Any, *, by: User, becomes: Mapping[str, Any] | None = None) -> None:
    """Take the words out of a row and out of every version of it; one version stays, which says so."""
    for one in told_fields(type(row)):
        setattr(row, one.attname, _blank(one, getattr(row, one.attname)))
    for name, value in (becomes or {}).items():
        setattr(row, name, value)
    _versions(row).delete()
    row.keep(by=by)


def _versions(row: Any) -> Any:
    return type(row).history.filter(id=row.pk)


def _blank(one: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(one, PeopleField):
        return frozenset()
    if isinstance(one, models.JSONField):
        return one.get_default()
    if one.null:
        return None
    if isinstance(one, models.CharField | models.TextField):
        if one.blank:
            return ""
        return one.get_default() if one.has_default() else value if one.choices else STRUCK[: one.max_length]
    return one.get_default() if one.has_default() else value
