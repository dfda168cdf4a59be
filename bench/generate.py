"""An invented council: 100,000 people in 20,000 families, their workers, and two families with whole maps.

Everything is made up from lists of names and sentences, the same on every machine. Each worker has fifty
families. The first worker's first two families have a map: one of 150 entries, one of 15, both with five
children and forty numbers on three scales (see ``mapped``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from itertools import chain
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from bench import mapped
from bench.names import FIRST, first_name, known_as, surname
from bench.pouring import analyse, pour
from kinmap.access.models import Organisation, RoleHeld, Team, User
from kinmap.access.roles import PRACTITIONER
from kinmap.casework.models import Agreement, Allocation, Involvement, Stage, TimelineEvent
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, Map

PEOPLE_IN_A_FAMILY, FAMILIES_OF_A_WORKER = 5, 50
NAMES_FOR = UUID("6a0c7a5e-0000-7000-8000-000000000001")
TOLD = (
    "The children were collected late from school three times this week.",
    "Her gran has them every Tuesday and they sleep there.",
    "He said that shouting at night wakes the little ones.",
    "They all eat together on Sundays and say how the week was.",
)
HAPPENED = ("The children were seen at home.", "The people who help met and talked about what comes next.")


@dataclass(frozen=True)
class Town:
    """What was made: who signs in, which families to open, how much of everything there is."""

    worker: User
    big: Family
    small: Family
    people: int
    families: int
    rows: int


@dataclass(frozen=True)
class Maker:
    """Makes ``people`` people in a fifth as many families; two of these families have whole maps."""

    people: int
    today: date

    @cached_property
    def families(self) -> int:
        return max(self.people // PEOPLE_IN_A_FAMILY, 3)

    @cached_property
    def workers(self) -> int:
        return -(-self.families // FAMILIES_OF_A_WORKER)

    @cached_property
    def moment(self) -> datetime:
        return timezone.now() - timedelta(days=90)

    @cached_property
    def council(self) -> Organisation:
        return Organisation(id=self.key("council"), name="Benchmark Council", kind=Organisation.Kind.COUNCIL)

    @cached_property
    def team(self) -> Team:
        return Team(id=self.key("team"), organisation=self.council, name="Benchmark team")

    @cache  # noqa: B019 - one maker a run; the same ids are asked for again and again
    def key(self, *what: object) -> UUID:
        """The same id for the same thing on every machine."""
        return uuid5(NAMES_FOR, "/".join(map(str, what)))

    def size(self, family: int) -> int:
        """How many people belong to a family, so that all of them together are as many as were asked for."""
        if family < mapped.FAMILIES:
            return mapped.PEOPLE
        others = self.families - mapped.FAMILIES
        each, over = divmod(self.people - mapped.FAMILIES * mapped.PEOPLE, others)
        return max(each, 2) + (family - mapped.FAMILIES < over)

    def children_in(self, family: int) -> int:
        """How many of them are children."""
        return mapped.CHILDREN if family < mapped.FAMILIES else min(1 + family % 3, self.size(family) - 1)

    def children(self, family: int) -> frozenset[UUID]:
        """The ids of a family's children."""
        return frozenset(self.key("person", family, one) for one in range(self.children_in(family)))

    # --- Who works here ---------------------------------------------------------------------------

    def accounts(self) -> Iterator[User]:
        for one in range(self.workers):
            yield User(
                id=self.key("user", one), email=f"bench{one}@northmoor.example", name=f"Worker {surname(one)}",
                password=make_password(None), organisation_id=self.council.pk, team_id=self.team.pk,
                job_title="Social worker",
            )  # fmt: skip

    def roles(self) -> Iterator[RoleHeld]:
        for one in range(self.workers):
            yield RoleHeld(
                user_id=self.key("user", one), code=PRACTITIONER.code, started=self.today - timedelta(days=900)
            )

    def helpers(self) -> Iterator[Person]:
        """The workers as people, and for each of them a colleague from health without an account here."""
        for one in range(self.workers):
            facts = {"recorded_at": self.moment, "job_title": "Social worker"}
            yield Person(
                id=self.key("worker", one), first_name="Worker", last_name=surname(one),
                account_id=self.key("user", one),
                organisation_id=self.council.pk, **facts,
            )  # fmt: skip
            yield Person(
                id=self.key("health", one), first_name=FIRST[-1 - one % 9], last_name=surname(one + 7), **facts
            )

    # --- Families -----------------------------------------------------------------------------------

    def every_family(self) -> Iterator[Family]:
        for family in range(self.families):
            yield Family(
                id=self.key("family", family), ref=f"B{family:06}", name=f"{surname(family)} family",
                recorded_at=self.moment,
            )  # fmt: skip

    def every_person(self) -> Iterator[Person]:
        for family in range(self.families):
            for one in range(self.size(family)):
                young = one < self.children_in(family)
                days = (one * 700 + family % 500 + 200) if young else (8_000 + one * 1_500 + family % 900)
                yield Person(
                    id=self.key("person", family, one), first_name=first_name(family, one),
                    last_name=surname(family), known_as=known_as(family, one),
                    born=self.today - timedelta(days=days), recorded_at=self.moment,
                    number=f"{family}-{one}" if young else None,
                )  # fmt: skip

    def every_member(self) -> Iterator[FamilyMember]:
        role = FamilyMember.Role
        for family in range(self.families):
            children, started = self.children(family), self.today - timedelta(days=400)
            facts = {"family_id": self.key("family", family), "started": started, "recorded_at": self.moment}
            for one in range(self.size(family)):
                place = one - self.children_in(family)
                part = role.CHILD if place < 0 else (role.PARENT if place < 2 else role.RELATIVE)
                told = children if part == role.PARENT else frozenset[UUID]()
                yield FamilyMember(person_id=self.key("person", family, one), role=part, children=told, **facts)
            for kind in ("worker", "health"):
                helper = self.key(kind, family // FAMILIES_OF_A_WORKER)
                yield FamilyMember(person_id=helper, role=role.PROFESSIONAL, **facts)

    def every_stage(self) -> Iterator[Involvement]:
        for family in range(self.families):
            stage = Stage.CHILD_PROTECTION if family < mapped.FAMILIES else list(Stage)[family % len(Stage)]
            basis = "consent" if stage == Stage.EARLY_HELP else "s47"
            for child in self.children(family):
                yield Involvement(
                    family_id=self.key("family", family), child_id=child, stage=stage, basis=basis,
                    started=self.today - timedelta(days=100 + family % 300), recorded_at=self.moment,
                )  # fmt: skip

    def every_agreement(self) -> Iterator[Agreement]:
        """Agreement to early help, written down in nine families of ten."""
        for family in range(mapped.FAMILIES, self.families):
            if list(Stage)[family % len(Stage)] != Stage.EARLY_HELP or family % 10 == 0:
                continue
            for child in self.children(family):
                yield Agreement(
                    family_id=self.key("family", family), child_id=child, recorded_at=self.moment,
                    given_by_id=self.key("person", family, self.children_in(family)),
                    started=self.today - timedelta(days=99),
                )  # fmt: skip

    def every_allocation(self) -> Iterator[Allocation]:
        part = Allocation.Part
        for family in range(self.families):
            for kind, does in (("worker", part.SOCIAL_WORKER), ("health", part.PARTNER)):
                for child in self.children(family):
                    yield Allocation(
                        family_id=self.key("family", family), child_id=child, part=does, recorded_at=self.moment,
                        worker_id=self.key(kind, family // FAMILIES_OF_A_WORKER),
                        started=self.today - timedelta(days=60),
                        team_id=self.team.pk if kind == "worker" else None,
                    )  # fmt: skip

    def every_event(self) -> Iterator[TimelineEvent]:
        for family in range(self.families):
            for at, text in enumerate(HAPPENED):
                yield TimelineEvent(
                    family_id=self.key("family", family), children=self.children(family), kind=TimelineEvent.BY_HAND,
                    on=self.today - timedelta(days=30 * at + family % 30), text=text, recorded_at=self.moment,
                )  # fmt: skip

    def every_map(self) -> Iterator[Map]:
        for family in range(self.families):
            yield Map(family_id=self.key("family", family), recorded_at=self.moment)

    def short_maps(self) -> Iterator[Entry]:
        """Four entries in each family without a whole map; in one of ten a next step with its date."""
        kinds = (Category.PAST_HARM, Category.STRENGTH, Category.EXISTING_SAFETY)
        for family in range(mapped.FAMILIES, self.families):
            steps = (Category.NEXT_STEP if family % 10 == 5 else Category.NOT_SURE_YET,)
            for at, category in enumerate(kinds + steps):
                yield Entry(
                    family_id=self.key("family", family), category=category, text=TOLD[at], place=float(at),
                    children=self.children(family), source=Entry.Source.WAS_TOLD, recorded_at=self.moment,
                    due=self.today + timedelta(days=family % 20) if category == Category.NEXT_STEP else None,
                )  # fmt: skip


def make(people: int = 100_000) -> Town:
    """Write the whole council in one transaction, so that the database itself checks that all of it fits."""
    maker = Maker(people, timezone.localdate())
    with transaction.atomic():
        rows = sum(
            pour(model, made)
            for model, made in (
                (Organisation, iter([maker.council])), (Team, iter([maker.team])), (User, maker.accounts()),
                (RoleHeld, maker.roles()), (Person, chain(maker.helpers(), maker.every_person())),
                (Family, maker.every_family()), (FamilyMember, maker.every_member()),
                (Involvement, maker.every_stage()), (Agreement, maker.every_agreement()),
                (Allocation, maker.every_allocation()), (TimelineEvent, maker.every_event()), (Map, maker.every_map()),
                (Entry, maker.short_maps()),
            )
        )  # fmt: skip
        rows += sum(mapped.pour_map(maker, family, entries) for family, entries in enumerate(mapped.ENTRIES))
    analyse()
    big, small = (Family.objects.get(pk=maker.key("family", family)) for family in (0, 1))
    worker = User.objects.get(pk=maker.key("user", 0))
    return Town(worker, big, small, people=maker.people, families=maker.families, rows=rows)
