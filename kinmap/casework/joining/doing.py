"""Joining, and looking beforehand at what a joining would do: the same steps, taken back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.casework.joining.moving import Moving, Row
from kinmap.casework.joining.shielding import Shield
from kinmap.casework.joining.sight import Fact, Looking, Onlooker, Sight, as_one, onlookers
from kinmap.casework.models import Join, TimelineEvent
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.people_field import People

#: What the story says, to those council workers only who knew of every file, where it helps to understand the record.
JOINED = "Files of this family were joined into one."


class Changed(Exception):
    """Something is not as the preview showed it, or an answer has changed since: it must be looked at again."""


class Plan(Protocol):
    """What is to be joined, with every answer."""

    what: str
    joiner: Reader

    @property
    def answers(self) -> Any: ...

    @property
    def kept(self) -> UUID: ...
    @property
    def away(self) -> frozenset[UUID]: ...
    def again(self) -> "Plan": ...
    def families(self) -> frozenset[UUID]: ...
    def families_after(self) -> frozenset[UUID]: ...
    def held_back(self) -> frozenset[UUID]: ...
    def check(self) -> None: ...
    def carry(self, moving: Moving) -> None: ...


@dataclass
class Joined:
    """What a joining did, or would do. ``seen``: one word for all that its preview showed."""

    plan: Plan
    people: list[Onlooker]
    before: Mapping[UUID, Sight]
    after: Mapping[UUID, Sight]
    same: Mapping[UUID, UUID]
    added: Mapping[Row, People]
    apart: list[tuple[Row, UUID | None]]
    joiner_saw: Sight
    join: Join
    refs: Mapping[UUID, str] = field(default_factory=dict)
    seen: str = ""


def looked_at(plan: Plan, *, by: User) -> Joined:
    """What the joining would do, done and taken back again. Raises ``Refusal``."""
    with transaction.atomic():
        found = _done(plan, by=by)
        transaction.set_rollback(True)
    return found


def joined(plan: Plan, *, seen: str, by: User, id: UUID) -> Join:
    """Join. ``seen`` is what the preview showed: raises ``Changed`` when that is no longer so, ``Refusal`` when
    the records cannot be one. ``id`` is the id of the act of writing.
    """
    found = _done(plan, by=by)
    if found.seen != seen:
        raise Changed
    join = found.join
    join.pk = id
    join.save(force_insert=True)
    _told(plan, found, by=by)
    return join


def _done(plan: Plan, *, by: User) -> Joined:
    plan = plan.again()
    families = _in_line(plan)
    plan.check()
    people = onlookers(families)
    looking = Looking(families)
    before = {one.id: looking.sight_of(one) for one in people}
    joiner_saw = next((before[one.id] for one in people if one.user == by), Sight())
    shown = _shown(looking, joiner_saw)
    moving = Moving(dict.fromkeys(plan.away, plan.kept), by, held_back=plan.held_back())
    plan.carry(moving)
    told: dict[UUID, set[Fact]] = {}
    for one in people:
        here = moving.becomes.get(one.id, one.id)
        told.setdefault(here, set()).update(as_one(before[one.id].facts, moving.becomes))
    after_people = onlookers(plan.families_after())
    shield = Shield(told, moving.becomes, moving)
    shield.raise_for(plan.families_after(), after_people)
    join = Join(
        what=plan.what, kept=plan.kept, away=plan.away, at=timezone.now(), by=by, changes=moving.changes(),
        apart=[[*row, str(stands) if stands else None] for row, stands in moving.apart],
        loose=[[*row, name, old] for row, name, old in moving.loose], shut_out=shield.by_person(),
    )  # fmt: skip
    refs = dict(Family.objects.filter(pk__in=families).order_by("ref").values_list("pk", "ref"))
    found = Joined(
        plan, people, before, shield.after, moving.becomes, shield.added, moving.apart, joiner_saw, join, refs
    )
    found.seen = _in_one_word(found, shown)
    return found


def _in_line(plan: Plan) -> frozenset[UUID]:
    """Stand in line behind whoever is changing these files; nobody adds to them until this is done."""
    families = plan.families()
    list(Family.objects.select_for_update().filter(pk__in=families).order_by("pk"))
    if plan.what == Join.What.PERSON:
        list(Person.objects.select_for_update(of=("self",)).filter(pk__in={plan.kept, *plan.away}).order_by("pk"))
    return families


def _shown(looking: Looking, saw: Sight) -> list[list[Any]]:
    """The version of everything that the joiner sees; what is hidden from them is no part of it."""
    return sorted(
        [model._meta.label, str(pk), looking.versions[model._meta.label, pk]]
        for model, ids in saw.rows.items() for pk in ids
    )  # fmt: skip


def _in_one_word(found: Joined, shown: list[list[Any]]) -> str:
    saw = {(model._meta.label, str(pk)) for model, ids in found.joiner_saw.rows.items() for pk in ids}
    # By their accounts: a manager's own record may have been made for this look alone.
    who = {one.id: str(one.user.pk if one.user else one.id) for one in found.people}
    hidden = sorted(
        [*row, *sorted(who.get(one, str(one)) for one in people)] for row, people in found.added.items() if row in saw
    )
    return hashlib.sha256(json.dumps([found.plan.answers, shown, hidden]).encode()).hexdigest()


def _told(plan: Plan, found: Joined, *, by: User) -> None:
    """The trail of every file, and of files that became one a line in the story for those who worked with each.

    That there was another file is told to nobody who had no right to it, and to no other agency.
    """
    join = found.join
    kind = "files joined" if plan.what == Join.What.FILES else "records of a person joined"
    for family in sorted(plan.families()):
        record(by=by, verb=Verb.CHANGE, kind=kind, family_id=family, subject_id=join.pk)
    for person in sorted(join.shut_out):
        record(by=by, verb=Verb.CHANGE, kind="kept from somebody when joining", family_id=_chain(plan),
               subject_id=person, reason=str(join.pk))  # fmt: skip
    if plan.what == Join.What.FILES:
        for children in sorted(children_by_file(join), key=sorted):
            TimelineEvent(
                family_id=plan.kept, on=timezone.localdate(), kind="joining", text=JOINED, children=children,
                sharing=Sharing.NAMED_AGENCIES, hidden_from=_who_knew_not_all(found), subject=join.pk,
            ).keep(by=by)  # fmt: skip


def _who_knew_not_all(found: Joined) -> People:
    """Whoever read some of these files and not every one of them, by the record that stands for them now."""
    files = found.plan.families()
    some = [one.id for one in found.people if not files <= found.before[one.id].of_family.keys()]
    return frozenset(found.same.get(one, one) for one in some)


def _chain(plan: Plan) -> UUID:
    return plan.kept if plan.what == Join.What.FILES else sorted(plan.families())[0]


def children_by_file(join: Join) -> set[frozenset[UUID]]:
    """The children of each file as it was: each file's own line in the story is about these alone."""
    came: dict[UUID, set[UUID]] = {}
    moved = {pk for label, pk, _, _ in join.changes if label == FamilyMember._meta.label}
    rows = FamilyMember.objects.filter(role=FamilyMember.Role.CHILD, family__in={join.kept, *join.away})
    for row in rows:
        old = row.history.filter(recorded_at=row.recorded_at).order_by("history_date", "history_id").first()
        of = old.family_id if str(row.pk) in moved and old is not None else row.family_id
        came.setdefault(of, set()).add(row.person_id)
    return {frozenset(some) for some in came.values()}
