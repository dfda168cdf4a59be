"""Finding the other record, or the other files: only what is open to whoever joins."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import note_look
from kinmap.casework.doors import admit
from kinmap.casework.people.finding import in_one_line, look_for
from kinmap.families.asked import Asked
from kinmap.families.models import Family, FamilyMember, Person, Relationship, Residence, SchoolPlace

MOST_LIKELY = 8


@dataclass(frozen=True)
class Candidates:
    """Records that may be the same person: found by name and birth, and the others of this family."""

    found: list[tuple[UUID, str]]
    here: list[tuple[UUID, str]]
    ask: Sequence[str] = ()


def candidates(request: HttpRequest, family: Family, person: Person, asked: Asked, *, reader: Reader) -> Candidates:
    """Who may be the same as this person, of those whose records are open to the joiner."""
    if asked.is_empty:
        born = f" {person.born.isoformat()}" if person.born else ""
        asked = Asked.of(f"{person.name}{born}")
    answer = look_for(request, asked, reader=reader)
    found = [(one.person.pk, in_one_line(one)) for one in answer.results.found if one.person.pk != person.pk]
    known = {pk for pk, _ in found} | {person.pk}
    members = FamilyMember.objects.readable_by(reader).filter(family=family).select_related("person")
    here: dict[UUID, str] = {}
    for member in members.exclude(person__in=known).order_by("person__first_name", "person"):
        born = f", born {member.person.born_in_words}" if member.person.born else ""
        here[member.person_id] = f"{member.person.full_name}{born}: {member.describes or member.get_role_display()}"
    return Candidates(found, list(here.items()), answer.ask if not found else ())


def other_record(person_id: UUID, *, than: Person, reader: Reader) -> Person:
    """The other record, which must be open to the joiner; raises ``Http404`` for any other, and for the same one."""
    if person_id == than.pk:
        raise Http404
    found: Person = Person.objects.found(person_id, reader=reader)
    return found


def likely_files(family: Family, reader: Reader) -> list[tuple[str, str]]:
    """Families open to the joiner that share somebody with this one, professionals aside."""
    here = FamilyMember.objects.readable_by(reader).exclude(role=FamilyMember.Role.PROFESSIONAL)
    people = here.filter(family=family).order_by().values("person")
    rows = here.exclude(family=family).filter(person__in=people).order_by("family__name", "family__ref")
    found = dict(rows.values_list("family__ref", "family__name"))
    return [(ref, f"{name} ({ref})") for ref, name in list(found.items())[:MOST_LIKELY]]


def files_asked(
    request: HttpRequest, refs: Sequence[str], *, user: User, than: Family
) -> tuple[list[Family], list[str]]:
    """The other files by their references, and those that are not open to the joiner."""
    found: dict[UUID, Family] = {}
    closed: list[str] = []
    for ref in refs:
        try:
            other, _ = admit(user, ref, to=Permission.JOIN)
        except (Http404, PermissionDenied):
            closed.append(ref)
            continue
        if other.pk != than.pk:
            note_look(request, kind="family", family_id=other.pk, subject_id=other.ref, reason="to be joined")
            found[other.pk] = other
    return list(found.values()), closed


@dataclass(frozen=True)
class RecordInShort:
    """One of two records as the joiner sees it: where it belongs, whom it is related to, where it lives and learns."""

    person: Person
    places: list[str]
    kin: list[str]
    homes: list[str]
    schools: list[str]


def in_short(person: Person, reader: Reader) -> RecordInShort:
    """What stands about this record beside its own facts."""
    places = FamilyMember.objects.readable_by(reader).filter(person=person).select_related("family")
    related = Relationship.objects.readable_by(reader).filter(Q(person=person) | Q(other=person))
    kin = [row.seen_from(person) for row in related.select_related("person", "other").order_by("started", "pk")]
    stays = Residence.objects.readable_by(reader).filter(person=person).select_related("household")
    schools = SchoolPlace.objects.readable_by(reader).filter(child=person)
    return RecordInShort(
        person=person,
        places=[f"{one.describes or one.get_role_display()}, {one.family.name} ({one.family.ref})"
                for one in places.order_by("family__ref", "pk")],
        kin=[f"{words} {other.name}" for words, other in kin],
        homes=[one.household.name for one in stays.order_by("started", "pk")],
        schools=[one.name for one in schools.order_by("started", "pk")],
    )  # fmt: skip
