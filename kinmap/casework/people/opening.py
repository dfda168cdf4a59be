"""Opening a family: the family, its first child at a stage, and the worker who may open it from then on."""

from datetime import date
from typing import Any
from uuid import UUID

from kinmap.access.models import User
from kinmap.casework.models import Allocation, Involvement, StageName, TimelineEvent
from kinmap.families.models import Family, FamilyMember, Person


def open_a_family(
    *, name: str, child: Person | None, facts: dict[str, Any], part: str, stage: str, basis: str, started: date,
    by: User, reason: str = "", id: UUID | None = None,
) -> Family:  # fmt: skip
    """Open a family around a first child: an existing record, or a new one from ``facts``.

    ``id`` is the id of the act of writing, so that a repeat finds the family it opened. Whoever opens it
    is allocated to the child with their team, which lets them and their manager in.
    """
    family = Family.begin(name=name, by=by, id=id)
    child = child or Person.enter(by=by, family_id=family.pk, **facts)
    family.welcome(child, role=FamilyMember.Role.CHILD, by=by, started=started)
    involvement = Involvement.begin(
        family=family, child=child, stage=stage, basis=basis, started=started, reason=reason, by=by
    )
    worker = Person.of(by)
    Allocation.allocate(family=family, child=child, worker=worker, part=part, team=by.team, started=started, by=by)
    event = TimelineEvent(
        family=family, on=started, kind="stage", text=f"{StageName.of(stage)} began.",
        children=frozenset({child.pk}), subject=involvement.pk,
    )  # fmt: skip
    event.keep(by=by)
    return family


def opened_by(write: UUID) -> Family:
    """The family that this act of writing has opened."""
    return Family.objects.get(pk=write)


def bring_into(
    family: Family, *, person: Person | None, facts: dict[str, Any], role: str, by: User, **place: Any
) -> FamilyMember:
    """Bring somebody into a family: a record that is there already, or a new one from ``facts``.

    ``place``: describes, started, children, and sharing, named, hidden_from. Raises ``ValueError`` for
    somebody who belongs to the family already.
    """
    if person is not None and family.members.filter(person=person, ended__isnull=True).exists():
        raise ValueError("This person cannot be added to this family a second time.")
    person = person or Person.enter(by=by, family_id=family.pk, **facts)
    return family.welcome(person, role=role, by=by, **place)
