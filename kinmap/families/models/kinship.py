"""Who is related to whom, typed and dated, read from both ends; and parental responsibility."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.kin_words import kin_words
from kinmap.families.models.ending import ended
from kinmap.families.models.person import Person, seen_by
from kinmap.kit.labels import Label


class BetweenPeopleQuerySet(GuardedQuerySet):
    """Facts between two people: readable when both of them are, and the fact itself is."""

    ends = ("person", "other")

    def readable_by(self, reader: Reader) -> Self:
        """Facts whose two people this reader may both see."""
        seen = seen_by(reader)
        return self.filter(reader.admits(), **{f"{end}__in": seen for end in self.ends})


class Relationship(Noun, Guarded):
    """``person`` is the *kind* of ``other``: "Dee is parent of Kayla". Stored once, read both ways."""

    class Kind(models.TextChoices):
        PARENT = "parent", "parent of"
        STEP_PARENT = "step_parent", "step-parent of"
        ADOPTIVE_PARENT = "adoptive_parent", "adoptive parent of"
        FOSTER_CARER = "foster_carer", "foster carer of"
        GRANDPARENT = "grandparent", "grandparent of"
        AUNT_UNCLE = "aunt_uncle", "aunt or uncle of"
        SIBLING = "sibling", "brother or sister of"
        HALF_SIBLING = "half_sibling", "half-brother or half-sister of"
        MARRIED = "married", "married to"
        LIVES_WITH = "lives_with", "living as a couple with"
        SEPARATED = "separated", "separated from"
        DIVORCED = "divorced", "divorced from"
        COUSIN = "cousin", "cousin of"
        FRIEND = "friend", "friend of"
        NEIGHBOUR = "neighbour", "neighbour of"
        OTHER = "other", "connected with"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_from")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_to")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    words = models.CharField("in your words", max_length=200, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = BetweenPeopleQuerySet.as_manager()
    privacy: ClassVar = {
        "person": Label.PLAIN,
        "other": Label.PLAIN,
        "kind": Label.PERSONAL,
        "words": Label.PERSONAL,
        "started": Label.PERSONAL,
        "ended": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_is_their_own_relative"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="relationship_ends_after_it_starts",
            ),
        ]

    @classmethod
    def say(
        cls, *, person: Person, kind: str, other: Person, by: User, family_id: UUID | None = None, **facts: Any
    ) -> Self:
        """Say that ``person`` is the *kind* of ``other``; read from both ends, so it is said once.

        ``facts``: words, started, and sharing, named, hidden_from. Raises ``ValueError`` for one person twice.
        """
        if person.pk == other.pk:
            raise ValueError("Nobody is their own relative. Choose somebody else.")
        said = cls(person=person, kind=kind, other=other, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="relationship", family_id=family_id, subject_id=said.pk)
        return said

    def end(self, *, on: date, by: User, version: int | None = None, family_id: UUID | None = None) -> Self:
        """It holds no longer from that day."""
        return ended(self, kind="relationship", on=on, by=by, version=version, family_id=family_id)

    def seen_from(self, person: Person) -> tuple[str, Person]:
        """The relationship in words from one end: ("mother of", Kayla) or ("daughter of", Dee)."""
        forth = person.pk == self.person_id
        here, there = (self.person, self.other) if forth else (self.other, self.person)
        return kin_words(self.kind, back=not forth, gender=here.gender), there


class ResponsibilityQuerySet(BetweenPeopleQuerySet):
    """Parental responsibility, readable when both people are."""

    ends = ("person", "child")


class ParentalResponsibility(Noun, Guarded):
    """Legal rights and duties of one grown-up for one child (Children Act 1989 s.3). Per child, never per family."""

    class Basis(models.TextChoices):
        MOTHER = "mother", "Mother"
        MARRIED_FATHER = "married_father", "Father, married to the mother"
        REGISTERED_FATHER = "registered_father", "Father, on the birth certificate"
        AGREEMENT = "agreement", "Agreement"
        COURT_ORDER = "court_order", "Court order"
        LOCAL_AUTHORITY = "local_authority", "Local authority under an order"
        UNKNOWN = "unknown", "Not checked yet"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responsible_for")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responsible_adults")
    basis = models.CharField(max_length=20, choices=Basis.choices, default=Basis.UNKNOWN)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = ResponsibilityQuerySet.as_manager()
    privacy: ClassVar = {
        "person": Label.PLAIN,
        "child": Label.PLAIN,
        "basis": Label.PERSONAL,
        "started": Label.PERSONAL,
        "ended": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "child"], condition=Q(ended__isnull=True), name="responsible_once_for_a_child"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="responsibility_ends_after_it_starts",
            ),
        ]

    @classmethod
    def hold(
        cls,
        *,
        person: Person,
        child: Person,
        basis: str,
        by: User,
        started: date | None = None,
        family_id: UUID | None = None,
        **facts: Any,
    ) -> Self:
        """Say that ``person`` holds parental responsibility for ``child`` and on what it rests."""
        held = cls(person=person, child=child, basis=basis, started=started, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="parental responsibility", family_id=family_id, subject_id=held.pk)
        return held

    def end(self, *, on: date, by: User, version: int | None = None, family_id: UUID | None = None) -> Self:
        """It is held no longer from that day (a court order, an adoption)."""
        return ended(self, kind="parental responsibility", on=on, by=by, version=version, family_id=family_id)
