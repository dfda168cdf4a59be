"""The doors. Every case view begins with one; each says who gets in and with which eyes.

A *stranger* has no live relationship with the family: for them it is not there (404). A *colleague*
has one, but not this right (403). Who may open a family is a fact about involvement, so doors live
here and not in ``access`` (design: "Settled").
"""

from dataclasses import replace
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.sharing import ReaderKind
from kinmap.access.trail import Verb, note_door, note_look
from kinmap.casework.emergency.banner import note_opened
from kinmap.casework.models import AccessGrant, Allocation
from kinmap.casework.moved import Moved
from kinmap.casework.ties import Tie, ties_of, ties_with_family
from kinmap.families.models import Family, FamilyMember, Person

__all__ = [
    "admit", "children_of", "desk_readers", "kind_of", "open_desk", "open_family", "open_office", "reader_for",
    "reader_of", "ties_of",
]  # fmt: skip


#: Who opens a record, and what becomes of it, is said by those who answer for it, and by nobody who is there for four
#: hours: otherwise an emergency could be made to last.
NOT_IN_EMERGENCY = frozenset({
    Permission.ALLOCATE, Permission.LOCK, Permission.AUTHORISE, Permission.JOIN, Permission.STRIKE_OUT,
})  # fmt: skip


def kind_of(user: User) -> ReaderKind:
    """How a user reads: partner agencies by their organisation, chairs by their role, all others as colleagues."""
    if not user.is_council_staff():
        return ReaderKind.AGENCY
    return ReaderKind.CHAIR if any(role.reads_as == ReaderKind.CHAIR for role in user.roles()) else ReaderKind.COLLEAGUE


def children_of(eyes: Reader) -> frozenset[UUID]:
    """The children of the families open to somebody, past members included: what was written stays about them.

    Whoever is hidden from them, or locked, is not among these, so that nothing about that child is either.
    """
    rows = FamilyMember.objects.filter(eyes.admits(), family__among=eyes.family_ids, role=FamilyMember.Role.CHILD)
    known = Exists(Person.objects.standing().filter(eyes.admits(), pk=OuterRef("person_id")).order_by())
    return frozenset(rows.filter(known).order_by().values_list("person_id", flat=True))


def reader_of(user: User, ties: list[Tie]) -> Reader:
    """The reader that a user is, over the families and children of these ties.

    Whoever got in by an emergency opening alone reads as a colleague, whatever their role is elsewhere, and decides
    nothing about the record itself.
    """
    in_emergency = _in_emergency(ties)
    kind = ReaderKind.COLLEAGUE if in_emergency else kind_of(user)
    families = frozenset(tie.family_id for tie in ties)
    own = next((tie.worker_id for tie in ties if tie.is_own), None)
    person_id = own or Person.objects.filter(account=user).order_by().values_list("pk", flat=True).first()
    held = user.permissions()
    eyes = Reader(
        kind=kind, name=user.name, family_ids=families,
        child_ids=frozenset(tie.child_id for tie in ties if tie.child_id is not None),
        person_id=person_id, user_id=user.pk, permissions=held - NOT_IN_EMERGENCY if in_emergency else held,
    )  # fmt: skip
    return replace(eyes, child_ids=children_of(eyes)) if eyes.is_staff else eyes


def _in_emergency(ties: list[Tie]) -> bool:
    return bool(ties) and all(tie.opened for tie in ties)


def reader_for(person: Person, family: Family) -> Reader:
    """The reader that a family member or professional will be when a copy is made for them.

    Raises ``ValueError`` for somebody who does not belong to this family.
    """
    member = FamilyMember.objects.filter(family=family, person=person, ended__isnull=True).order_by("id").first()
    if member is None:
        raise ValueError(f"{person.name} is not among the people of this family.")
    role = FamilyMember.Role(member.role)
    if role == FamilyMember.Role.PROFESSIONAL:
        return _reader_for_professional(person, family, member.children)
    kind = {FamilyMember.Role.CHILD: ReaderKind.CHILD, FamilyMember.Role.PARENT: ReaderKind.PARENT}
    return Reader(
        kind=kind.get(role, ReaderKind.NETWORK),
        name=person.name,
        family_ids=frozenset({family.pk}),
        child_ids=frozenset({person.pk}) if role == FamilyMember.Role.CHILD else member.children,
        person_id=person.pk,
    )


def _reader_for_professional(person: Person, family: Family, children: frozenset[UUID]) -> Reader:
    """Council staff with a live tie read as they would on screen; anybody else as a partner agency.

    An emergency opening widens nothing that is made for the one who opened.
    """
    account = person.account
    if account is not None and account.is_council_staff():
        ties = ties_of(account, family_id=family.pk, in_emergency=False)
        if ties:
            return reader_of(account, ties)
    allocated = Allocation.objects.on().filter(family=family, worker=person).order_by("id")
    let_in = set(allocated.values_list("child_id", flat=True))
    if account is not None:
        granted = AccessGrant.objects.on().filter(family=family, account=account, child__isnull=False).order_by()
        let_in |= set(granted.values_list("child_id", flat=True))
    return Reader(
        kind=ReaderKind.AGENCY,
        name=person.name,
        family_ids=frozenset({family.pk}),
        child_ids=children | let_in,
        person_id=person.pk,
    )


def admit(user: User, ref: str, *, to: Permission) -> tuple[Family, Reader]:
    """The door without a request (the command line passes it too); a file joined into another opens that one.

    Raises ``Http404`` for a stranger and ``PermissionDenied`` for a colleague without the right.
    """
    family, reader, _ = _admitted(user, ref, to=to)
    return family, reader


def _admitted(user: User, ref: str, *, to: Permission) -> tuple[Family, Reader, list[Tie]]:
    family, ties = ties_with_family(user, ref)
    if family is None:
        family, ties = ties_with_family(user, Family.file_now(ref))
    if family is None:
        raise Http404
    if not user.may(to) or (to in NOT_IN_EMERGENCY and _in_emergency(ties)):
        raise PermissionDenied
    return family, reader_of(user, ties), ties


def open_family(request: HttpRequest, family_ref: str, *, to: Permission) -> tuple[Family, Reader]:
    """The door of every page of a family: the family and the eyes to read it with; the look is recorded.

    Raises ``Moved`` for a file that was joined into another which this person may open.
    """
    user = cast(User, request.user)
    purpose = f"{request.resolver_match.view_name if request.resolver_match else ''}"
    try:
        family, reader, ties = _admitted(user, family_ref, to=to)
    except (Http404, PermissionDenied) as refused:
        note_look(request, kind="family", subject_id=family_ref[:20], verb=Verb.REFUSED, reason=f"{to}: {purpose}")
        raise refused
    if family.ref != family_ref:
        raise Moved(old=family_ref, new=family.ref)
    note_door(request, kind="family", family_id=family.pk, subject_id=family.ref, reason=purpose)
    note_opened(request, family, ties)
    return family, reader


def open_office(request: HttpRequest, *, to: Permission) -> User:
    """The door of pages that belong to no family (search, opening a family, settings)."""
    user = cast(User, request.user)
    if not user.may(to):
        note_look(request, kind="office", verb=Verb.REFUSED, reason=str(to))
        raise PermissionDenied
    note_look(request, kind="office", reason=str(to))
    return user


def open_desk(request: HttpRequest) -> tuple[User, list[Reader]]:
    """The door of one's own desk: everybody has one; it shows only families open to them today."""
    user = cast(User, request.user)
    note_look(request, kind="desk", subject_id=user.pk)
    return user, desk_readers(user)


def desk_readers(user: User) -> list[Reader]:
    """Who a user is on their own desk: one reader over all their families, whenever that says the same.

    A partner agency invited to a child through one family sees nothing of that child in another family
    where it was invited only to the half-brother. Where its children cross like that, each family has
    a reader of its own.
    """
    if not user.may(Permission.FAMILY_READ):  # their role has ended, whatever they were allocated to
        return []
    ties = ties_of(user, on=timezone.localdate())
    whole = reader_of(user, ties)
    if whole.is_staff:
        return _apart(user, ties) if any(tie.opened for tie in ties) else [whole]
    invited = {(tie.family_id, tie.child_id) for tie in ties}
    places = FamilyMember.objects.filter(
        role=FamilyMember.Role.CHILD, family__in=whole.family_ids, person__in=whole.child_ids
    )
    if invited.issuperset(places.order_by().values_list("family_id", "person_id")):
        return [whole]
    families = dict.fromkeys(tie.family_id for tie in ties)
    return [reader_of(user, [tie for tie in ties if tie.family_id == family]) for family in families]


def _apart(user: User, ties: list[Tie]) -> list[Reader]:
    """One's own families, and with the eyes of a colleague those that are open in an emergency alone."""
    known = {tie.family_id for tie in ties if tie.opened is None}
    opened = [tie for tie in ties if tie.family_id not in known]
    own = [tie for tie in ties if tie.family_id in known]
    return [reader_of(user, some) for some in (own, opened) if some] or [reader_of(user, [])]
