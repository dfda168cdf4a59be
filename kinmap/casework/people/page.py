"""What the People page shows of one family, read with a fixed number of queries and limited to its reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.families import codes
from kinmap.families.kin_words import ORDER
from kinmap.families.models import (
    Family,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)
from kinmap.families.models.living import sleeps_tonight
from kinmap.kit.in_a_row import in_a_row

Role = FamilyMember.Role

#: The parts of the page, in order: heading, the roles in it, what the button says, the role it offers.
PARTS = (
    ("Parents and carers", (Role.PARENT,), "Add a parent or carer", Role.PARENT),
    ("Relatives", (Role.RELATIVE,), "Add a relative", Role.RELATIVE),
    ("Friends and neighbours", (Role.NETWORK, Role.OTHER), "Add a friend or neighbour", Role.NETWORK),
    ("Professionals", (Role.PROFESSIONAL,), "Add a professional", Role.PROFESSIONAL),
)


@dataclass(frozen=True)
class Kin:
    """One relationship from one end: "child of Dee"."""

    id: UUID
    kind: str
    words: str
    other: Person
    own_words: str
    started: date | None
    ended: date | None


@dataclass
class Somebody:
    """One person of the family with everything that this reader may see about them."""

    member: FamilyMember
    kin: list[Kin] = field(default_factory=list)
    stays: list[Residence] = field(default_factory=list)
    schools: list[SchoolPlace] = field(default_factory=list)
    responsible: list[ParentalResponsibility] = field(default_factory=list)
    responsible_for: list[ParentalResponsibility] = field(default_factory=list)
    told_about: list[Person] = field(default_factory=list)

    @property
    def person(self) -> Person:
        return self.member.person

    @property
    def is_child(self) -> bool:
        return self.member.role == Role.CHILD

    @property
    def is_professional(self) -> bool:
        return self.member.role == Role.PROFESSIONAL

    @property
    def who(self) -> str:
        """Who they are to the family, in words."""
        return self.member.describes or str(Role(self.member.role).label)

    @property
    def kin_now(self) -> list[Kin]:
        return [one for one in self.kin if one.ended is None or one.ended > timezone.localdate()]

    @property
    def kin_lines(self) -> list[tuple[str, str]]:
        """Today's relationships, those of one kind together: ("half-sister of", "Mia, Toby and Isla")."""
        lines: dict[str, list[str]] = {}
        for one in self.kin_now:
            lines.setdefault(one.words, []).append(one.other.called)
        return [(words, in_a_row(names)) for words, names in lines.items()]

    @property
    def stays_now(self) -> list[Residence]:
        return [stay for stay in self.stays if _holds(stay.started, stay.ended)]

    @property
    def homes(self) -> list[Residence]:
        return [stay for stay in self.stays_now if stay.kind == Residence.Kind.HOME]

    @property
    def tonight(self) -> list[Residence]:
        return sleeps_tonight(self.stays_now)

    @property
    def stays_elsewhere(self) -> bool:
        """Whether they sleep somewhere else than at home tonight."""
        return any(stay.kind == Residence.Kind.STAYING for stay in self.tonight)

    @property
    def schools_now(self) -> list[SchoolPlace]:
        return [place for place in self.schools if _holds(place.started, place.ended)]

    @property
    def ethnicity(self) -> str:
        return codes.ethnicity_in_words(self.person.ethnicity)

    @property
    def disability(self) -> str:
        return codes.disability_in_words(self.person.disability)


@dataclass(frozen=True)
class Home:
    """A household with who lives and who stays there, and who must not know its address."""

    household: Household
    stays: list[Residence]
    kept_from: list[str]

    @property
    def is_shielded(self) -> bool:
        return self.household.address is not None and self.household.address.is_shielded


@dataclass
class People:
    """Everybody of a family, by person, and its households."""

    everybody: dict[UUID, Somebody]
    homes: list[Home]

    @property
    def now(self) -> Iterator[Somebody]:
        return (one for one in self.everybody.values() if _holds(None, one.member.ended))

    @property
    def children(self) -> list[Somebody]:
        """Today's children, oldest first, those expected last."""
        here = [one for one in self.now if one.is_child]
        return sorted(here, key=lambda one: (one.person.born is None, one.person.born or one.person.due or date.max))

    @property
    def parts(self) -> list[tuple[str, list[Somebody], str, str]]:
        """Grown-ups by their part: heading, people, what the button says and the role it offers."""
        here = sorted((one for one in self.now if not one.is_child), key=lambda one: (one.person.name, one.person.pk))
        return [
            (heading, [one for one in here if one.member.role in roles], adds, str(role))
            for heading, roles, adds, role in PARTS
        ]

    @property
    def past(self) -> list[Somebody]:
        """Those who belonged once."""
        now = {one.person.pk for one in self.now}
        return [one for pk, one in self.everybody.items() if pk not in now]


def people_of(family: Family, reader: Reader) -> People:
    """The People page's content, in six queries whatever the family's size."""
    members = FamilyMember.objects.readable_by(reader).filter(family=family)
    members = members.select_related("person__organisation").order_by("started", "pk")
    # Of somebody who left and came back, the place that holds counts.
    placed = {member.person_id: member for member in sorted(members, key=lambda one: one.ended is None)}
    everybody = {pk: Somebody(member) for pk, member in placed.items()}
    _kin(everybody, reader)
    _responsibility(everybody, reader)
    homes = _homes(family, everybody, reader)
    for place in SchoolPlace.objects.readable_by(reader).filter(child__in=everybody).order_by("-started", "pk"):
        everybody[place.child_id].schools.append(place)
    for one in everybody.values():
        known = (everybody[child].person for child in one.member.children if child in everybody)
        one.told_about = sorted(known, key=lambda child: (child.born is None, child.born or child.due or date.max))
    return People(everybody, homes)


def _kin(everybody: dict[UUID, Somebody], reader: Reader) -> None:
    rows = Relationship.objects.readable_by(reader).filter(person__in=everybody, other__in=everybody)
    for row in sorted(rows.select_related("person", "other").order_by("started", "pk"), key=_as_read):
        for end in (row.person, row.other):
            words, other = row.seen_from(end)
            everybody[end.pk].kin.append(Kin(row.pk, row.kind, words, other, row.words, row.started, row.ended))


def _as_read(row: Relationship) -> int:
    return ORDER.index(row.kind)


def _responsibility(everybody: dict[UUID, Somebody], reader: Reader) -> None:
    rows = ParentalResponsibility.objects.readable_by(reader).filter(person__in=everybody, child__in=everybody)
    for row in rows.filter(_still()).select_related("person", "child").order_by("started", "pk"):
        everybody[row.child_id].responsible.append(row)
        everybody[row.person_id].responsible_for.append(row)


def _homes(family: Family, everybody: dict[UUID, Somebody], reader: Reader) -> list[Home]:
    households = Household.objects.readable_by(reader).filter(family=family).select_related("address").order_by("pk")
    homes = {household.pk: Home(household, [], _kept_from(household, everybody)) for household in households}
    stays = Residence.objects.readable_by(reader).filter(household__in=homes).select_related("person")
    for stay in stays.order_by("-started", "pk"):
        home = homes[stay.household_id]
        stay.household = home.household
        if stay.person_id in everybody:
            everybody[stay.person_id].stays.append(stay)
        if _holds(stay.started, stay.ended):
            home.stays.append(stay)
    return list(homes.values())


def _kept_from(household: Household, everybody: dict[UUID, Somebody]) -> list[str]:
    """Names of those who must not know the address, as far as this reader may see them."""
    address = household.address
    hidden = address.hidden_from if address is not None else frozenset()
    return sorted(everybody[pk].person.name for pk in hidden if pk in everybody)


def _still() -> Q:
    return Q(ended__isnull=True) | Q(ended__gt=timezone.localdate())


def _holds(started: date | None, ended: date | None) -> bool:
    today = timezone.localdate()
    return (started is None or started <= today) and (ended is None or ended > today)


def others_than(people: People, person: Person) -> Iterable[Person]:
    """Everybody else of today's family, for a choice."""
    return sorted((one.person for one in people.now if one.person.pk != person.pk), key=lambda one: one.name)


def grown_ups(people: People) -> list[Person]:
    """Everybody of today's family who is no child and no professional."""
    here = (one.person for one in people.now if not one.is_child and not one.is_professional)
    return sorted(here, key=lambda one: one.name)


def children_for(people: People, person: Person) -> list[UUID]:
    """The children for whom somebody holds parental responsibility: offered as those they may be told about."""
    here = people.everybody.get(person.pk)
    return [held.child_id for held in here.responsible_for] if here else []
