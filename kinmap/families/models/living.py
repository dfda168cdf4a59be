"""Where people live. An address is stored once, with its shield (domain.md §9.4)."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.families.models.ending import ended
from kinmap.families.models.family import Family
from kinmap.families.models.person import Person, seen_by
from kinmap.kit.labels import Label

_JOINED_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


def written_postcode(typed: str) -> str:
    """A postcode as it is written, "NM4 2AB"; whatever is none stays as typed."""
    bare = "".join(typed.upper().split())
    found = _JOINED_POSTCODE.fullmatch(bare)
    return f"{found[1]} {found[2]}" if found else typed.strip()


class AddressQuerySet(GuardedQuerySet):
    """Addresses, which stand behind households."""

    def readable_by(self, reader: Reader) -> Self:
        """Addresses of households that this reader may see; the shield is part of a household's own rule."""
        seen = Household.objects.readable_by(reader).filter(address__isnull=False)
        return self.filter(pk__in=seen.order_by().values("address"))


class Address(Noun, Guarded):
    """A place, written once; whoever lives there points at it. Its level and denials are the shield."""

    lines = models.TextField("address")
    postcode = models.CharField(max_length=10, blank=True)

    objects = AddressQuerySet.as_manager()
    privacy: ClassVar = {"lines": Label.LOCATION, "postcode": Label.LOCATION}

    class Meta:
        verbose_name_plural = "addresses"
        indexes = [models.Index(fields=["postcode"], name="address_by_postcode")]

    def __str__(self) -> str:
        return f"{self.lines}, {self.postcode}".strip(", ").replace("\n", ", ")

    @classmethod
    def write(cls, *, lines: str, postcode: str, by: User, guard: Any = None, setter: UUID | None = None,
              family_id: UUID | None = None) -> Self:  # fmt: skip
        """Write an address down for the first time, with who may know it (``guard``: what ``restrict`` takes)."""
        address = cls(lines=lines, postcode=written_postcode(postcode))
        if guard is not None:
            address.restrict(**guard, setter=setter)
        address.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="address", family_id=family_id, subject_id=address.pk)
        return address

    def correct(self, *, lines: str, postcode: str, by: User, guard: Any = None, setter: UUID | None = None,
                version: int | None = None, family_id: UUID | None = None) -> Self:  # fmt: skip
        """Correct the words or the shield, for every household that points here. A move is a new household."""
        self.expect(version, theirs=str(self))
        self.lines, self.postcode = lines, written_postcode(postcode)
        if guard is not None:
            self.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CHANGE, kind="address", family_id=family_id, subject_id=self.pk)
        return self.keep(by=by)

    @property
    def is_shielded(self) -> bool:
        """Whether somebody is shut out who would otherwise know it."""
        return self.sharing != Sharing.FAMILY_ALL or bool(self.hidden_from)


class HouseholdQuerySet(GuardedQuerySet):
    """Households whose own level and whose address both admit the reader."""

    def readable_by(self, reader: Reader) -> Self:
        """A household behind a shielded address is not there at all for those shut out.

        Council staff see every other; anybody else only where somebody lives, or lived, whom they may see:
        a partner agency invited to one child does not learn where a brother was placed.
        """
        admitted = Address.objects.filter(reader.admits()).order_by().values("pk")
        seen = self.filter(reader.admits(), family__among=reader.family_ids).filter(
            Q(address__isnull=True) | Q(address__in=admitted)
        )
        if reader.is_staff:
            return seen
        stays = Residence.objects.filter(reader.admits(), household=OuterRef("pk"), person__in=seen_by(reader))
        return seen.filter(Exists(stays.order_by()))


class Household(Noun, Guarded):
    """People under one roof: "Mum's house", "Nana Mo's"."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="households")
    name = models.CharField("what people call it", max_length=200)
    address = models.ForeignKey(Address, null=True, blank=True, on_delete=models.PROTECT, related_name="households")

    objects = HouseholdQuerySet.as_manager()
    privacy: ClassVar = {"family": Label.PLAIN, "name": Label.LOCATION, "address": Label.PLAIN}

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def open(cls, *, family: Family, name: str, by: User, address: Address | None = None) -> Self:
        """Write down a household. Its address carries the shield, so its own level stays open."""
        household = cls(family=family, name=name, address=address).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="household", family_id=family.pk, subject_id=household.pk)
        return household

    def describe(self, *, name: str, address: Address | None, by: User, version: int | None = None) -> Self:
        """Change what it is called, or write its address down."""
        self.expect(version, theirs=self.name)
        self.name, self.address = name, address
        record(by=by, verb=Verb.CHANGE, kind="household", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)


class ResidenceQuerySet(GuardedQuerySet):
    """Who lives where, when both the person and the household may be seen."""

    def readable_by(self, reader: Reader) -> Self:
        """Stays of people this reader may see, in households they may see."""
        return self.filter(
            reader.admits(),
            household__in=Household.objects.readable_by(reader).order_by().values("pk"),
            person__in=seen_by(reader),
        )

    def on(self, day: date | None = None) -> Self:
        """Stays that hold on a day (today unless said); one without a first day has always held."""
        day = day or timezone.localdate()
        return self.filter(Q(started__isnull=True) | Q(started__lte=day), Q(ended__isnull=True) | Q(ended__gt=day))


class Residence(Noun, Guarded):
    """One person in one household from when to when: at home, or staying for now.

    Where a child sleeps tonight is the stay that is open today, or else the home.
    """

    class Kind(models.TextChoices):
        HOME = "home", "Lives here"
        STAYING = "staying", "Staying here for now"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residences")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.HOME)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = ResidenceQuerySet.as_manager()
    privacy: ClassVar = {
        "person": Label.PLAIN,
        "household": Label.PLAIN,
        "kind": Label.PERSONAL,
        "started": Label.LOCATION,
        "ended": Label.LOCATION,
        "note": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="residence_ends_after_it_starts",
            )
        ]

    @classmethod
    def move_in(
        cls, *, person: Person, household: Household, by: User, kind: str = Kind.HOME, started: date | None = None,
        leaving: Iterable["Residence"] = (), **facts: Any,
    ) -> Self:  # fmt: skip
        """Say where somebody lives or stays from a day on. ``leaving``: stays that end on that same day.

        Raises ``ValueError`` when one of those began later than this does.
        """
        moved = started or timezone.localdate()
        for earlier in leaving:
            earlier.end(on=moved, by=by)
        made = cls(person=person, household=household, kind=kind, started=started, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="residence", family_id=household.family_id, subject_id=made.pk)
        return made

    def end(self, *, on: date, by: User, version: int | None = None, family_id: UUID | None = None) -> Self:
        """They no longer live or stay here from that day."""
        family = self.household.family_id or family_id
        return ended(self, kind="residence", on=on, by=by, version=version, family_id=family)


def sleeps_tonight(stays: Iterable[Residence]) -> list[Residence]:
    """Where one person sleeps, of the stays that hold today: where they stay for now, or else at home.

    Two homes are two answers (a child who lives by turns with each parent); nobody guesses between them.
    """
    held = list(stays)
    return [stay for stay in held if stay.kind == Residence.Kind.STAYING] or held


def people_of(stays: Iterable[Residence]) -> dict[UUID, list[Residence]]:
    """Stays by person."""
    by_person: dict[UUID, list[Residence]] = {}
    for stay in stays:
        by_person.setdefault(stay.person_id, []).append(stay)
    return by_person
