"""Plain factories for tests: a small council, families and whoever works with them.

    dee = making.person("Dee", "Larkin")
    family = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
    hannah = making.worker("Hannah Osei", family=family.family)

Everything is written through the models' own verbs, as a page would do it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from kinmap.access.models import Organisation, RoleName, Team, User
from kinmap.access.reader import Reader
from kinmap.access.roles import (
    CONFERENCE_CHAIR,
    FRONT_DOOR,
    PARTNER,
    PRACTICE_LEAD,
    PRACTITIONER,
    SYSTEM_ADMINISTRATOR,
    TEAM_MANAGER,
    Role,
)
from kinmap.assessment.models import Contact
from kinmap.casework.doors import reader_for, reader_of, ties_of
from kinmap.casework.models import Allocation, Involvement, Stage
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.people_field import people
from kinmap.mapping.models import Map
from kinmap.visits.models import Said, Seen, Visit, VisitAccount, VisitPlace

NUMBERS = count(1)


def council() -> Organisation:
    """The invented council of Northmoor."""
    return Organisation.objects.get_or_create(name="Northmoor Council", defaults={"kind": "council"})[0]


def school(name: str = "Beckside Primary") -> Organisation:
    """A partner agency."""
    return Organisation.objects.get_or_create(name=name, defaults={"kind": "school"})[0]


def team(name: str = "East team") -> Team:
    """A team of the council."""
    return Team.objects.get_or_create(organisation=council(), name=name)[0]


def user(name: str = "", *, role: Role | None = PRACTITIONER, organisation: Organisation | None = None,
         team: Team | None = None) -> User:  # fmt: skip
    """Somebody with an account, of the council unless another organisation is given, and no family."""
    number = next(NUMBERS)
    name = name or f"Worker {number}"
    made = User.objects.create_user(
        f"worker{number}@northmoor.example", "a long enough pass phrase", name=name,
        organisation=organisation or council(), team=team,
    )  # fmt: skip
    if role is not None:
        made.hold(role, since=timezone.localdate() - timedelta(days=400))
    return made


def password_is_enough(role: Role = PRACTITIONER) -> None:
    """The council asks people in this role for no second step."""
    RoleName(code=role.code, name=role.name, second_step=False).keep(by=None)


def person(first: str, last: str = "", **facts: Any) -> Person:
    """A person with a record, who can be found by name."""
    return Person.enter(first_name=first, last_name=last, by=None, **facts)


@dataclass
class Household:
    """A family made for a test, with its people by first name."""

    family: Family
    people: dict[str, Person] = field(default_factory=dict)
    map: Map | None = None

    def __getitem__(self, first_name: str) -> Person:
        return self.people[first_name]

    @property
    def ref(self) -> str:
        return self.family.ref


def family(name: str = "Larkin", *, children: list[str] | None = None, parents: list[str] | None = None,
           network: list[str] | None = None, stage: str = Stage.CHILD_PROTECTION) -> Household:  # fmt: skip
    """A family whose children are at a stage, with parents who may be told about all of them."""
    number = next(NUMBERS)
    made = Household(Family(ref=f"T{number:05}", name=f"{name} family").keep(by=None))
    started = timezone.localdate() - timedelta(days=100)
    for age, child in enumerate(children or ["Kayla"]):
        made.people[child] = person(child, name, born=date(2012 + age, 3, 9))
        made.family.welcome(made[child], role=FamilyMember.Role.CHILD, by=None, started=started)
        Involvement.begin(family=made.family, child=made[child], stage=stage, basis="s47", started=started, by=None)
    everyone = people(made[child] for child in children or ["Kayla"])
    for parent in parents or ["Dee"]:
        made.people[parent] = person(parent, name, born=date(1992, 1, 1))
        made.family.welcome(made[parent], role=FamilyMember.Role.PARENT, by=None, children=everyone)
    for friend in network or []:
        made.people[friend] = person(friend, name)
        made.family.welcome(made[friend], role=FamilyMember.Role.NETWORK, by=None)
    made.map = Map.of(made.family)
    made.map.keep(by=None)
    return made


def allocate(worker: User, household: Household, *, children: list[str] | None = None, part: str = "social_worker",
             team: Team | None = None, started: date | None = None) -> list[Allocation]:  # fmt: skip
    """Let somebody in through some of the children (all of them unless said)."""
    members = household.family.children_on()
    chosen = [household[child] for child in children] if children else list(members)
    return [
        Allocation.allocate(
            family=household.family, child=child, worker=Person.of(worker), part=part, by=worker, team=team,
            started=started or timezone.localdate() - timedelta(days=30),
        )
        for child in chosen
    ]  # fmt: skip


def worker(name: str = "Hannah Osei", *, of: Household, role: Role = PRACTITIONER, **kwargs: Any) -> User:
    """A council worker allocated to all the children of a family."""
    made = user(name, role=role)
    allocate(made, of, **kwargs)
    return made


def partner(name: str = "Anita Desai", *, of: Household, children: list[str]) -> User:
    """A partner-agency professional invited to some of the children."""
    made = user(name, role=PARTNER, organisation=school())
    allocate(made, of, children=children, part="partner")
    return made


def visit(home: Household, *children: str, on: date | None = None, planned_for: date | None = None, words: str = "",
          place: str = "", text: str = "", guard: dict[str, Any] | None = None, by: User | None = None,
          **facts: Any) -> Visit:  # fmt: skip
    """A visit to some children: made ``on`` a day (today unless it is planned), each child seen alone and saying
    ``words``; everything in it guarded alike.
    """
    guard = guard or {}
    day = on or (None if planned_for else timezone.localdate())
    usual = {"kind": "home", "state": "made" if day else "planned", "written_at": timezone.now() if day else None}
    made = Visit(family=home.family, on=day, planned_for=planned_for, **{**usual, **facts}, **guard).keep(by=by)
    about = people(home[child] for child in children)
    account = VisitAccount(family=home.family, visit=made, children=about, text=text, **guard).keep(by=by)
    if place:
        VisitPlace(family=home.family, account=account, words=place, **guard).keep(by=by)
    for child in children:
        seen = True if day else None
        part = Seen(family=home.family, visit=made, child=home[child], seen=seen, alone=seen, **guard).keep(by=by)
        if words:
            Said(family=home.family, part=part, words=words, **guard).keep(by=by)
    return made


def contact(by: User, *, child: str = "Ruby", received: date | None = None, **facts: Any) -> Contact:
    """A contact that waits at the front door, taken by this worker."""
    told = {"source": "2A", "reason": "She came to school hungry.", **facts}
    return Contact.take(
        children=[{"first_name": child, "last_name": "Tennant"}], received=received or timezone.localdate(), by=by,
        taker=Person.of(by).pk, **told,
    )  # fmt: skip


def eyes_of(account: User) -> Reader:
    """The reader that somebody with an account is today, over all families open to them."""
    return reader_of(account, ties_of(account))


def eyes_for(household: Household, first_name: str) -> Reader:
    """The reader that one of the family will be when a copy is made for them."""
    return reader_for(household[first_name], household.family)


__all__ = [
    "CONFERENCE_CHAIR", "FRONT_DOOR", "PARTNER", "PRACTICE_LEAD", "PRACTITIONER", "SYSTEM_ADMINISTRATOR",
    "TEAM_MANAGER", "Household", "allocate", "contact", "council", "eyes_for", "eyes_of", "family", "partner", "person",
    "school", "team", "user", "visit", "worker",
]  # fmt: skip
