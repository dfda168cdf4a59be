"""What the front door sees: contacts that are on no family's record, and who they may be about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.assessment.coming_in import contact_clock
from kinmap.assessment.models import Caller, Contact, ContactChild, ContactDecision
from kinmap.casework.clock import Clock
from kinmap.casework.models import Limits
from kinmap.casework.people.finding import Answer, in_one_line, look_for
from kinmap.casework.people.opening import open_a_family
from kinmap.families.asked import Asked
from kinmap.families.models import Family, Person
from kinmap.families.names import folded
from kinmap.kit.dates import PartialDate, Precision
from kinmap.kit.people_field import people

#: Decided contacts that need no record stay on the list for so many; search finds no contact.
MOST_SHOWN = 50
ASKS_FOR_A_RECORD = (ContactDecision.Decision.REFERRAL, ContactDecision.Decision.EARLY_HELP)


@dataclass(frozen=True)
class Waiting:
    """One contact on the list: whom it is about as they were named, its clock, and what was decided."""

    contact: Contact
    named: str
    clock: Clock
    decision: ContactDecision | None


@dataclass(frozen=True)
class WaitingLists:
    """Contacts to decide, the soonest due first; decided ones that need a record; and the rest."""

    undecided: list[Waiting]
    homeless: list[Waiting]
    settled: list[Waiting]


def waiting_list() -> WaitingLists:
    """Every contact that is on no record, in a fixed number of queries."""
    rows = list(Contact.objects.at_the_front_door().order_by("received", "recorded_at", "id"))
    ids = [row.pk for row in rows]
    named: dict[UUID, list[str]] = {}
    for child in ContactChild.objects.filter(contact__in=ids).order_by("recorded_at", "id"):
        named.setdefault(child.contact_id, []).append(child.name)
    decided: dict[UUID, list[ContactDecision]] = {}
    for decision in ContactDecision.objects.filter(contact__in=ids).order_by("on", "recorded_at", "id"):
        decided.setdefault(decision.contact_id, []).append(decision)
    limits = Limits.today()
    lists = WaitingLists([], [], [])
    for row in rows:
        decisions = decided.get(row.pk, [])
        last = decisions[-1] if decisions else None
        one = Waiting(row, ", ".join(named.get(row.pk, [])), contact_clock(limits, row, decisions), last)
        decided_to = lists.homeless if last and last.decision in ASKS_FOR_A_RECORD else lists.settled
        (decided_to if last else lists.undecided).append(one)
    lists.undecided.sort(key=lambda one: one.clock.due or one.contact.received)
    lists.settled.reverse()
    del lists.settled[MOST_SHOWN:]
    return lists


def caller_for(contact: Contact, reader: Reader) -> Caller | None:
    """Who it was, if this reader may know: a private name is for whoever took the contact."""
    found: Caller | None = Caller.objects.filter(reader.admits(), contact=contact).first()
    return found


def waiting_page(contact: Contact, reader: Reader) -> dict[str, Any]:
    """What the pages of one contact show."""
    decisions = list(ContactDecision.objects.filter(contact=contact).order_by("on", "recorded_at", "id"))
    named = list(ContactChild.objects.filter(contact=contact).order_by("recorded_at", "id"))
    first = named[0] if named else None
    return {
        "contact": contact,
        "caller": caller_for(contact, reader),
        "named": named,
        "decisions": decisions,
        "clock": contact_clock(Limits.today(), contact, decisions),
        "opening": _opening(contact, first) if first else {},
    }


def _opening(contact: Contact, child: ContactChild) -> dict[str, Any]:
    """What stands in the boxes of a new family already."""
    named = f"{child.last_name} family" if child.last_name else ""
    born = PartialDate(child.born, Precision.EXACT) if child.born else None
    facts = {"first_name": child.first_name, "last_name": child.last_name, "family_name": named, "reason": ""}
    return facts | ({"born": born} if born else {}) | {"started": contact.received}


@dataclass(frozen=True)
class Match:
    """One child of a contact and what a search for them found."""

    child: ContactChild
    answer: Answer
    lines: list[tuple[Family, str]]


def contacts_open_to(user: User, reader: Reader, ids: Collection[UUID]) -> Iterator[UUID]:
    """Those of these contacts that somebody may read today: at the front door, or on the record of a family."""
    if user.may(Permission.TAKE_CONTACT):
        yield from Contact.objects.at_the_front_door().filter(pk__in=ids).order_by().values_list("pk", flat=True)
    if user.may(Permission.ASSESS_READ):
        yield from Contact.objects.readable_by(reader).filter(pk__in=ids).order_by().values_list("pk", flat=True)


def matches_for(request: HttpRequest, contact: Contact, *, reader: Reader) -> list[Match]:
    """Search for every child that was named, as search does it: behind its rules of secrecy, and in the trail."""
    found = []
    for child in ContactChild.objects.filter(contact=contact).order_by("recorded_at", "id"):
        asked = replace(Asked.in_boxes(born=child.born), names=tuple(dict.fromkeys(folded(child.name))))
        answer = look_for(request, asked, reader=reader)
        lines = [
            (place.family, in_one_line(one)) for one in answer.results.found if one.is_near for place in one.places
        ]
        found.append(Match(child, answer, lines))
    return found


def open_for_contact(contact_id: UUID, *, child: Person | None, by: User, **opening: Any) -> Family:
    """Open a family around a contact's first child and put the contact on its record.

    Raises ``Http404`` when the contact is on a record already.
    """
    contact = Contact.waiting(contact_id, lock=True)
    family = open_a_family(child=child, by=by, **opening)
    about = people(family.members.filter(role="child").values_list("person", flat=True))
    guard = {"sharing": Sharing.PROFESSIONALS, "named": frozenset(), "hidden_from": frozenset()}
    contact.put_on_record(family, children=about, by=by, guard=guard, setter=Person.of(by).pk)
    return family
