"""Decisions about sharing as their pages show them, each limited to what one reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from kinmap.access.reader import Reader
from kinmap.casework.copying import filed
from kinmap.casework.guard import IN_SHORT
from kinmap.casework.models import Basis, SharingBasis, SharingDecision
from kinmap.documents.models import Issue
from kinmap.families.models import Family, Person
from kinmap.families.models.person import names_for
from kinmap.kit.in_a_row import in_a_row


@dataclass(frozen=True)
class Decided:
    """One decision, or one version of it. ``people``: whom the reader may see; ``copies``: the filed ones they may."""

    row: Any
    people: Mapping[UUID, Person]
    child_ids: frozenset[UUID]
    copies: Mapping[UUID, Issue]
    bases: Mapping[str, Basis]

    @property
    def basis(self) -> Basis:
        """What it rests on; a basis that is not known here stays readable by its code."""
        code = str(self.row.basis)
        return self.bases.get(code) or Basis(code, code.replace("_", " "))

    @property
    def children(self) -> str:
        """The children it is about whom the reader may see."""
        about = (one for pk, one in self.people.items() if pk in self.row.children & self.child_ids)
        return in_a_row(person.called for person in about)

    @property
    def recipient(self) -> str:
        """To whom, by name or in words."""
        person = self.people.get(self.row.recipient_id)
        return person.name if person else str(self.row.recipient_words)

    @property
    def copy(self) -> Issue | None:
        """The filed copy, when the reader may look into it."""
        return self.copies.get(self.row.copy_id)

    @property
    def level(self) -> str:
        """Its level of sharing beside it."""
        return IN_SHORT[self.row.sharing]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it no longer holds."""
        return bool(self.row.status == SharingDecision.Status.WITHDRAWN)


@dataclass(frozen=True)
class Version:
    """What a decision said from a moment on, and who wrote that."""

    at: datetime
    by: str
    said: Decided


def decisions_of(family: Family, reader: Reader) -> list[Decided]:
    """Every decision of a family that the reader may see, the newest first."""
    rows = SharingDecision.objects.readable_by(reader).filter(family=family)
    return _shown(list(rows.order_by("-decided_on", "-recorded_at", "-id")), family, reader)


def one_decision(pk: UUID, *, family: Family, reader: Reader) -> Decided:
    """One of them. Raises ``Http404`` when there is none that the reader may see."""
    return _shown([SharingDecision.found(pk, family=family, reader=reader)], family, reader)[0]


def versions_of(pk: UUID, *, family: Family, reader: Reader) -> list[Version]:
    """What it said before, the newest first; a version is limited by its own level too."""
    rows = SharingDecision.history.filter(reader.admits_about_children(), id=pk, family=family)
    told = list(rows.select_related("history_user").order_by("-version", "-history_id"))
    shown = _shown([row.instance for row in told], family, reader)
    known = {None, *(shown[0].people if shown else ())}
    return [
        Version(row.history_date, row.history_user.name if row.history_user else row.recorded_by_name, said)
        for row, said in zip(told, shown, strict=True)
        if row.recipient_id in known
    ]


def handed_over(given: str | None, *, family: Family, reader: Reader) -> Issue | None:
    """The copy that an address names, about which a decision is to be written. Raises ``Http404`` for any other."""
    if not given:
        return None
    found = next((one for one in filed(family, reader) if str(one.pk) == given), None)
    if found is None:
        raise Http404
    return found


def decided_about(family: Family, reader: Reader) -> frozenset[UUID]:
    """The filed copies about which a standing decision says why they were given."""
    rows = SharingDecision.objects.readable_by(reader).standing().filter(family=family, copy__isnull=False)
    return frozenset(rows.order_by().values_list("copy", flat=True))


def _shown(rows: Sequence[Any], family: Family, reader: Reader) -> list[Decided]:
    people = names_for(reader) if rows else {}
    copies = {one.pk: one for one in filed(family, reader)} if any(row.copy_id for row in rows) else {}
    bases = SharingBasis.known() if rows else {}
    return [Decided(row, people, reader.child_ids, copies, bases) for row in rows]
