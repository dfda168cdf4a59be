"""Where people live and go to school. An address is stored once, with its shield (domain.md §9.4)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.families.models.family import Family
from kinmap.families.models.person import Person
from kinmap.kit.labels import Label


class Address(Noun, Guarded):
    """A place, written once; whoever lives there points at it. Its level and denials are the shield."""

    lines = models.TextField("address")
    postcode = models.CharField(max_length=10, blank=True)

    objects = GuardedQuerySet.as_manager()
    privacy: ClassVar = {"lines": Label.LOCATION, "postcode": Label.LOCATION}

    class Meta:
        verbose_name_plural = "addresses"
        indexes = [models.Index(fields=["postcode"], name="address_by_postcode")]

    def __str__(self) -> str:
        return f"{self.lines}, {self.postcode}".strip(", ").replace("\n", ", ")


class HouseholdQuerySet(GuardedQuerySet):
    """Households whose own level and whose address both admit the reader."""

    def readable_by(self, reader: Reader) -> Self:
        """A household behind a shielded address is not there at all for those shut out."""
        seen = Address.objects.readable_by(reader).order_by().values("pk")
        return self.filter(reader.admits(), family__in=reader.family_ids).filter(
            Q(address__isnull=True) | Q(address__in=seen)
        )


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


class ResidenceQuerySet(GuardedQuerySet):
    """Who lives where, when both the person and the household may be seen."""

    def readable_by(self, reader: Reader) -> Self:
        """Stays of people this reader may see, in households they may see."""
        return self.filter(
            reader.admits(),
            household__in=Household.objects.readable_by(reader).order_by().values("pk"),
            person__in=Person.objects.readable_by(reader).order_by().values("pk"),
        )


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


class SchoolPlaceQuerySet(GuardedQuerySet):
    """School places of the children whose matters a reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Only the reader's children."""
        return self.filter(reader.admits(), child__in=reader.child_ids)


class SchoolPlace(Noun, Guarded):
    """Where one child learns, from when to when. Per child; may itself need a shield (domain.md §9.4)."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="schools")
    name = models.CharField("school or nursery", max_length=200)
    year_group = models.CharField(max_length=40, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = SchoolPlaceQuerySet.as_manager()
    privacy: ClassVar = {
        "child": Label.PLAIN,
        "name": Label.LOCATION,
        "year_group": Label.PERSONAL,
        "started": Label.PERSONAL,
        "ended": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
