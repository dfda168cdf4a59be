"""Where else a record repeats the words: every table of a family's record, its versions, and what people left unsaved.

It goes through the models themselves, so that a room that comes later is gone through too. The trail holds no words.
Versions are changed in place: one that keeps the words would be no striking out.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from kinmap.access.models import User
from kinmap.access.nouns import Noun
from kinmap.casework.misfiled.emptying import told_fields
from kinmap.casework.misfiled.passages import Struck
from kinmap.families.models import Family
from kinmap.kit.people_field import PeopleField
from kinmap.live.models import Draft, KeptWords

#: Over so many foreign keys a row can hang from its family.
FURTHEST = 3


def cut_repeats(struck: Struck, family: Family, *, by: User) -> set[UUID]:
    """Cut the words out of every row of this family's record. Answers with the ids of the rows in which they stood."""
    return {pk for noun, rows in tables_of(family) for pk in _cut_in(rows, noun, struck, by)}


def tables_of(family: Family) -> Iterator[tuple[type[models.Model], Any]]:
    """Every noun of ours that hangs from a family, with its rows and then its versions of this one."""
    for model in apps.get_models():
        if not model.__module__.startswith("kinmap.") or model is Family:
            continue
        way = _way_to_family(model)
        if way:
            noun = getattr(model, "instance_type", model)
            yield noun, model._default_manager.filter(**{way: family.pk}).order_by()


def _way_to_family(model: type[models.Model], left: int = FURTHEST) -> str:
    """The lookup that leads from a row to its family, by the shortest way; empty when there is none."""
    ways = []
    for one in model._meta.concrete_fields:
        if not isinstance(one, models.ForeignKey) or one.name in ("to_family", "joined_into"):
            continue
        other = one.remote_field.model
        if other is Family:
            return one.name
        if left > 1 and str(other.__module__).startswith("kinmap.") and other is not model:
            further = _way_to_family(other, left - 1)
            ways += [f"{one.name}__{further}"] if further else []
    return min(ways, key=lambda way: (way.count("__"), way), default="")


def _cut_in(rows: Any, noun: type[models.Model], struck: Struck, by: User) -> Iterator[UUID]:
    names = [one.attname for one in told_fields(noun) if _may_repeat(one)]
    for place, *values in list(rows.values_list("pk", *names)) if names else ():
        cut = {name: struck.cut_json(value) for name, value in zip(names, values, strict=True)}
        if any(cut[name] != value for name, value in zip(names, values, strict=True)):
            row = rows.model._base_manager.get(pk=place)
            for name, value in cut.items():
                setattr(row, name, value)
            if isinstance(row, Noun):
                row.keep(by=by)
            else:  # a version, which has no versions
                row.save(update_fields=names)
            yield getattr(row, noun._meta.pk.attname)


def _may_repeat(one: "models.Field[Any, Any]") -> bool:
    if isinstance(one, models.JSONField):
        return True
    text = isinstance(one, models.CharField | models.TextField)
    return text and not one.choices and not isinstance(one, PeopleField)


def forget_unsaved(struck: Struck, family: Family, ids: set[UUID]) -> None:
    """Take the words out of drafts and of words kept from a clash, whoever they belong to.

    What was typed over one of these items goes whole; elsewhere in this family only what repeats them.
    """
    for kept in KeptWords.objects.filter(family_id=family.pk):
        if _names_one(f"{kept.address}", ids):
            kept.delete()
        else:
            _save_if(kept, words={name: _unsaid(struck, value) for name, value in kept.words.items()})
    for draft in Draft.objects.filter(family_ref=family.ref):
        if _names_one(f"{draft.page} {draft.action} {draft.name}", ids):
            draft.delete()
        else:
            _cut_draft(draft, struck)


def _cut_draft(draft: Draft, struck: Struck) -> None:
    earlier = [{**row, "boxes": _boxes(row["boxes"], struck)} for row in draft.earlier]
    _save_if(draft, fields=_boxes(draft.fields, struck), fullest=_boxes(draft.fullest, struck), earlier=earlier,
             where=_unsaid(struck, draft.where))  # fmt: skip


def _boxes(boxes: list[dict[str, Any]], struck: Struck) -> list[dict[str, Any]]:
    return [{**row, "values": [_unsaid(struck, value) for value in row["values"]]} for row in boxes]


def _unsaid(struck: Struck, value: Any) -> Any:
    return "" if isinstance(value, str) and struck.began_with(value) else struck.cut_json(value)


def _save_if(row: Any, **facts: Any) -> None:
    if any(getattr(row, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()


def _names_one(address: str, ids: set[UUID]) -> bool:
    return any(str(pk) in address or pk.hex in address for pk in ids)
