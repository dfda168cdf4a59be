"""Gathering numbers: who is in the circle, and what one person is asked.

Nothing here holds a number. Who has answered is told, what they answered is not (design: "Settled").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.doors import reader_for
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.mapping.models import Round, Scale
from kinmap.mapping.spread import PROFESSIONAL, Face, kind_of

Role = FamilyMember.Role
ORDER = [Role.CHILD, Role.PARENT, Role.RELATIVE, Role.NETWORK, Role.OTHER, Role.PROFESSIONAL]


@dataclass(frozen=True)
class Seat:
    """Somebody who may be asked: who they are, how many worries they have answered about, how many there are."""

    face: Face
    who: str
    answered: int
    of: int

    @property
    def is_done(self) -> bool:
        """Has answered about everything."""
        return self.answered >= self.of


@dataclass(frozen=True)
class Asking:
    """One person in one round: about which scales they are asked, and which of these are left."""

    round: Round
    person: Person
    face: Face
    offered: Sequence[Scale]
    left: Sequence[Scale]

    def after(self, scale_id: UUID | None) -> Scale | None:
        """The next scale that is left, going on from this one; the first one without it."""
        ids = [scale.pk for scale in self.offered]
        start = ids.index(scale_id) + 1 if scale_id in ids else 0
        return next((scale for scale in self.offered[start:] if scale in self.left), None)


def circle(family: Family, reader: Reader, opened: Round) -> list[Seat]:
    """Everybody of the family today whom the reader may see and who can be asked: children, family, professionals."""
    today = timezone.localdate()
    members = FamilyMember.objects.readable_by(reader).filter(
        Q(ended__isnull=True) | Q(ended__gt=today), family=family, person__died__isnull=True, person__due__isnull=True
    )
    told, scales = opened.answered(reader), len(opened.scales_for(reader))
    rows = members.select_related("person__organisation").order_by("person__first_name", "id")
    return [
        Seat(_face(member), _who(member), sum(person == member.person_id for _, person in told), scales)
        for member in sorted(rows, key=lambda one: _place(one, today))
    ]


def ask(family: Family, reader: Reader, opened: Round, person_id: UUID) -> Asking:
    """What one person is asked. Raises ``Http404`` for somebody whom the reader may not see or who is not asked."""
    members = FamilyMember.objects.readable_by(reader).filter(family=family, person=person_id, ended__isnull=True)
    member = members.select_related("person").order_by("id").first()
    if member is None:
        raise Http404
    offered = opened.asks(reader_for(member.person, family), reader=reader)
    done = {scale for scale, person in opened.answered(reader) if person == person_id}
    left = [scale for scale in offered if scale.pk not in done]
    return Asking(opened, member.person, _face(member), offered, left)


def _place(member: FamilyMember, today: date) -> tuple[int, date]:
    """Children first, oldest first, then the family, then professionals: everybody by their part."""
    return ORDER.index(Role(member.role)), member.person.born or today


def _face(member: FamilyMember) -> Face:
    """First name within the family; professionals by their whole name."""
    kind = kind_of(member.role)
    return Face(member.person_id, member.person.name if kind == PROFESSIONAL else member.person.called, kind)


def _who(member: FamilyMember) -> str:
    person = member.person
    if member.role == Role.PROFESSIONAL:
        organisation = person.organisation.name if person.organisation else ""
        return ", ".join(part for part in (person.job_title or member.describes, organisation) if part)
    return member.describes or member.get_role_display()
