"""What the pages about misfiled words show, to whoever may see the words themselves."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import admit
from kinmap.casework.models import Misfiled
from kinmap.casework.shelves import DeskLine, Misfilable, misfilables
from kinmap.casework.ties import ties_of
from kinmap.families.models import Family
from kinmap.kit.identity import new_id


@dataclass(frozen=True)
class Target:
    """Another record to which something may be moved, with the eyes of whoever moves it."""

    family: Family
    reader: Reader

    @property
    def ref(self) -> str:
        """Its reference."""
        return self.family.ref

    @property
    def name(self) -> str:
        """What it is called, with its reference."""
        return f"{self.family.name} ({self.family.ref})"


@dataclass(frozen=True)
class Asked:
    """One request as a page shows it. ``item`` while its words are there; ``to`` where the reader may open that too."""

    row: Misfiled
    item: Any
    own: bool
    may_answer: bool
    to: str

    @property
    def words(self) -> str:
        """Which kind of item it is, or was."""
        return self.row.of_kind.words if self.row.of_kind else "something"

    @property
    def heading(self) -> str:
        """What is asked, or what was done."""
        done = {Misfiled.Act.STRIKE.value: "Struck out", Misfiled.Act.MOVE.value: "Moved to another record"}
        what = done[self.row.act] if self.row.state == Misfiled.State.DONE else str(self.row.get_act_display())
        return f"{what}: {self.words}"

    @property
    def said(self) -> list[tuple[str, str]]:
        """What it says, while it is there."""
        return list(self.row.of_kind.said(self.item)) if self.item is not None and self.row.of_kind else []

    @property
    def waits(self) -> bool:
        """Whether nobody has answered."""
        return bool(self.row.state == Misfiled.State.WAITING)

    @property
    def write(self) -> UUID:
        """The id of taking it back, should somebody press the button."""
        return new_id()


def item_of(name: str, pk: UUID, *, family: Family, reader: Reader) -> tuple[Misfilable, Any]:
    """One item by its kind and id. Raises ``Http404`` for any that the reader may not see, or that is struck out."""
    kind = misfilables.named(name)
    if kind is None or not reader.may(kind.needs):
        raise Http404
    item = kind.noun.objects.filter(family=family).found(pk, reader=reader)
    if Misfiled.objects.filter(subject=pk, state=Misfiled.State.DONE).exists():
        raise Http404
    return kind, item


def misfilable_rows(_user: User, reader: Reader, ids: Collection[UUID]) -> Iterator[UUID]:
    """Which of these ids are items that this reader may see, of whatever kind."""
    for kind in misfilables:
        if reader.may(kind.needs):
            rows = kind.noun.objects.readable_by(reader).filter(pk__in=ids)
            yield from rows.order_by().values_list("pk", flat=True)


def targets_for(user: User, here: Family) -> list[Target]:
    """Every other record that this person may write in, by name."""
    found = []
    refs = Family.objects.filter(pk__in={tie.family_id for tie in ties_of(user)} - {here.pk}).order_by("name", "ref")
    for ref in refs.values_list("ref", flat=True):
        target = target_for(user, ref)
        if target is not None:
            found.append(target)
    return found


def target_for(user: User, ref: str) -> Target | None:
    """One record that this person may write in, if they may."""
    try:
        return Target(*admit(user, ref, to=Permission.FAMILY_EDIT))
    except (Http404, PermissionDenied):
        return None


def of_family(family: Family, reader: Reader, *, user: User) -> list[Asked]:
    """Everything that was asked and that this reader may know of, the newest first."""
    rows = Misfiled.objects.readable_by(reader).filter(family=family)
    rows = rows.select_related("recorded_by", "answered_by", "to_family").order_by("-recorded_at", "-id")
    return [_shown(row, None, reader, user) for row in rows]


def one(pk: UUID, *, family: Family, reader: Reader, user: User) -> Asked:
    """One of them, with what the item says while it is there. Raises ``Http404``."""
    row = Misfiled.found(pk, family=family, reader=reader)
    item = None
    if row.state != Misfiled.State.DONE and row.of_kind is not None:
        item = row.of_kind.noun.objects.found(row.subject, reader=reader)
    return _shown(row, item, reader, user)


def _shown(row: Misfiled, item: Any, reader: Reader, user: User) -> Asked:
    own = row.recorded_by_id == user.pk
    to = target_for(user, row.to_family.ref) if row.to_family else None
    can = row.state == Misfiled.State.WAITING and not own and reader.may(Permission.STRIKE_OUT)
    return Asked(row, item, own, can and (row.to_family is None or to is not None), to.name if to else "")


def waiting_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """What waits for the agreement of somebody who may agree, and did not ask."""
    rows = Misfiled.objects.readable_by(reader).waiting().exclude(recorded_by=user)
    rows = rows.select_related("family", "to_family").order_by("recorded_at", "id")
    return [
        DeskLine(
            capfirst(row.of_kind.words) if row.of_kind else "Words that are asked about", row.family.name,
            reverse("casework:misfiled_one", args=[row.family.ref, row.pk]),
        )
        for row in rows
        if row.to_family is None or target_for(user, row.to_family.ref)
    ]  # fmt: skip
