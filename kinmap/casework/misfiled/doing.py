"""Doing what two people agreed: the words arrive where they belong, if anywhere, and go from here for good.

All of it in the caller's transaction; only the bytes of filed copies go after it has held. Old backups, paper that
was handed over, and files that were exported earlier are out of reach: the pages say so.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction

from kinmap.access.models import User
from kinmap.access.nouns import Outdated
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.doors import admit
from kinmap.casework.misfiled.copies import copies_with, take_away
from kinmap.casework.misfiled.emptying import empty, texts_of
from kinmap.casework.misfiled.forms import AnswerForm
from kinmap.casework.misfiled.passages import Struck
from kinmap.casework.misfiled.repeating import cut_repeats, forget_unsaved
from kinmap.casework.models import Misfiled, TimelineEvent
from kinmap.casework.shelves import Misfilable, made_of
from kinmap.families.models import Family

TOLD = "Something that did not belong in this record was taken out."


def answered(asked: Misfiled, form: AnswerForm, *, reader: Reader, by: User) -> None:
    """Do what the second person said."""
    said = form.cleaned_data
    if form.agrees:
        agree(asked, reader=reader, by=by, version=said["version"], seen=said["seen"])
    else:
        asked.refuse(words=said["words"], by=by, version=said["version"])


def agree(asked: Misfiled, *, reader: Reader, by: User, version: int | None, seen: int | None) -> Misfiled:
    """A second person agrees: the item is moved or struck out, now.

    ``version``: of the request, ``seen``: of the item, as they stood on the page. Raises ``PermissionError`` for the
    person who asked, ``Outdated`` when either has changed since, ``Http404`` when the record that the item is to go
    to is not open to whoever agrees.
    """
    asked.needs_another(by)
    asked.expect_waiting(version)
    kind = asked.of_kind
    if kind is None:
        raise Outdated("This kind of item is kept by no room any more.")
    item = kind.noun.objects.found(asked.subject, reader=reader, lock=True)
    item.expect(seen, theirs="\n".join(words for _, words in kind.said(item)))
    if asked.act == Misfiled.Act.MOVE:
        _move(asked, kind, item, by=by)
    asked.guarded_like(item)
    _strike_out(item, kind, asked.family, reader=reader, by=by)
    return _settle(asked, kind, by=by)


def _move(asked: Misfiled, kind: Misfilable, item: Any, *, by: User) -> None:
    there = asked.to_family
    if kind.arrive is None or there is None:
        raise ValueError("Such an item can only be struck out.")
    admit(by, there.ref, to=Permission.FAMILY_EDIT)
    arrived = kind.arrive(item, family=there, children=asked.to_children, by=by)
    record(by=by, verb=Verb.CREATE, kind="moved here", family_id=there.pk, subject_id=arrived.pk,
           reason="from another record, by two people")  # fmt: skip


def _strike_out(item: Any, kind: Misfilable, family: Family, *, reader: Reader, by: User) -> None:
    if connection.vendor == "sqlite":  # the pages of the file that held the words are overwritten, not only let go
        _pragma("secure_delete = ON")
        transaction.on_commit(_empty_the_log)
    hanging = [row for row in kind.hanging(item) if not isinstance(row, kind.own_words) or _read_by(row, reader)]
    hanging += [row for other in made_of for row in other.rows([item.pk])]
    rows = [item, *hanging]
    ids: set[UUID] = {row.pk for row in rows}
    struck = Struck.of(texts_of(rows))
    for rows_gone in kind.gone(item):
        rows_gone.model.history.filter(id__in=list(rows_gone.order_by().values_list("pk", flat=True))).delete()
        rows_gone.delete()
    for row in hanging:
        empty(row, by=by)
    empty(item, by=by, becomes=kind.becomes)
    TimelineEvent.untell(item, by=by)
    ids |= cut_repeats(struck, family, by=by)
    take_away(copies_with(item, ids, kind, family), by=by)
    forget_unsaved(struck, family, ids)


def _read_by(row: Any, reader: Reader) -> bool:
    return bool(type(row)._default_manager.readable_by(reader).filter(pk=row.pk).exists())


def _pragma(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")


def _empty_the_log() -> None:
    """The write-ahead log holds old pages too. Where somebody reads at this moment, the next restart empties it."""
    if not connection.in_atomic_block:
        with suppress(OperationalError):
            _pragma("wal_checkpoint(TRUNCATE)")


def _settle(asked: Misfiled, kind: Misfilable, *, by: User) -> Misfiled:
    """What stays: which kind, who asked, who agreed, when, and the reason from the list."""
    moved = ", moved to another record" if asked.act == Misfiled.Act.MOVE else ""
    Misfiled.history.filter(id=asked.pk).delete()
    asked.words, asked.answer, asked.to_family, asked.to_children = "", "", None, frozenset()
    record(by=by, verb=Verb.STRIKE_OUT, kind=kind.words, family_id=asked.family_id, subject_id=asked.subject,
           reason=f"{asked.reason}{moved}; asked by {asked.recorded_by_id}")  # fmt: skip
    asked.done(by=by)
    TimelineEvent.tell(family_id=asked.family_id, kind="misfiled", text=TOLD, like=asked, by=by)
    return asked
