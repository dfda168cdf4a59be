"""A family: a view over people, not a box that owns them. Half-siblings may belong to two families."""

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models.ending import ended
from kinmap.families.models.person import Person
from kinmap.kit.labels import Label
from kinmap.kit.people_field import PeopleField, people

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


#: A reference is read out on the telephone: no vowels (no words), nothing like 0 and O, 1 and I.
REF_BEGINS, REF_SIGNS, REF_LENGTH = "KM-", "23456789BCDFGHJKMNPQRSTVWXZ", 5


class FamilyQuerySet(models.QuerySet["Family"]):
    """Families. Who may open one is casework's question; a reader carries the answer."""

    def readable_by(self, reader: Reader) -> Self:
        """Families open to this reader."""
        return self.filter(pk__among=reader.family_ids)


class Family(Noun):
    """The people around some children, under one reference that is safe to say aloud.

    ``joined_into``: the file that stands for this family instead of this one, whose reference leads there.
    """

    ref = models.CharField("reference", max_length=20, unique=True)
    name = models.CharField("family name", max_length=200)
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined_from", editable=False
    )

    if TYPE_CHECKING:
        members: RelatedManager["FamilyMember"]

    objects = FamilyQuerySet.as_manager()
    privacy: ClassVar = {"ref": Label.PLAIN, "name": Label.PERSONAL, "joined_into": Label.PLAIN}

    class Meta:
        verbose_name_plural = "families"
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def begin(cls, *, name: str, by: User, id: UUID | None = None) -> Self:
        """A new family under a new reference. It has nobody in it yet and nobody may open it yet."""
        family = cls(name=name, ref=cls.new_ref())
        if id is not None:
            family.id = id
        family.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="family", family_id=family.pk, subject_id=family.ref)
        return family

    @classmethod
    def new_ref(cls) -> str:
        """A reference nobody has: five signs that are not mistaken for one another, and no words."""
        while True:
            ref = REF_BEGINS + "".join(secrets.choice(REF_SIGNS) for _ in range(REF_LENGTH))
            if not cls._default_manager.filter(ref=ref).exists():
                return ref

    @classmethod
    def file_now(cls, ref: str) -> str:
        """The reference that stands for this one: another's, when the file was joined with it."""
        joined = cls._default_manager.filter(ref=ref, joined_into__isnull=False)
        return joined.values_list("joined_into__ref", flat=True).first() or ref

    def children_on(self, day: date | None = None) -> "models.QuerySet[Person]":
        """This family's children, oldest first, those expected last."""
        day = day or timezone.localdate()
        current = Q(memberships__ended__isnull=True) | Q(memberships__ended__gt=day)
        return Person.objects.standing().filter(
            current, memberships__family=self, memberships__role=FamilyMember.Role.CHILD
        )

    def welcome(self, person: Person, *, role: str, by: User, **facts: Any) -> "FamilyMember":
        """Add somebody who has a record already. ``facts``: describes, children, sharing, named, hidden_from."""
        member = FamilyMember(family=self, person=person, role=role, **facts)
        member.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="family member", family_id=self.pk, subject_id=member.pk)
        return member


class FamilyMemberQuerySet(GuardedQuerySet):
    """Who belongs, as far as a reader may know."""

    def readable_by(self, reader: Reader) -> Self:
        """Members of open families: grown-ups admitted by the item, and only the reader's children."""
        not_their_child = Q(role=FamilyMember.Role.CHILD) & ~Q(person_id__among=reader.child_ids)
        return self.filter(
            reader.admits(), family__among=reader.family_ids, person__in=Person.objects.readable_by(reader)
        ).exclude(not_their_child)

    def children_readable_by(self, reader: Reader) -> Self:
        """The children among ``readable_by``, asked more simply for long lists.

        Says the same: a child's own place that admits the reader is the place that ``Person`` asks for,
        and a child of the reader's is nobody whom ``Person`` leaves out (families/tests say so too).
        """
        person = Exists(Person.objects.standing().filter(reader.admits(), pk=OuterRef("person_id")).order_by())
        return self.filter(
            reader.admits(), person, role=FamilyMember.Role.CHILD, family__among=reader.family_ids,
            person__among=reader.child_ids,
        )  # fmt: skip


class FamilyMember(Noun, Guarded):
    """One person's place in one family, from when to when.

    ``children``: for a grown-up, the children whose matters they may be told about (set by a worker,
    offered from parental responsibility; empty means none). ``describes``: "mum", "mum's friend".
    """

    class Role(models.TextChoices):
        CHILD = "child", "Child"
        PARENT = "parent", "Parent or carer"
        RELATIVE = "relative", "Relative"
        NETWORK = "network", "Friend or neighbour"
        PROFESSIONAL = "professional", "Professional"
        OTHER = "other", "Somebody else"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    describes = models.CharField("who they are", max_length=200, blank=True)
    children = PeopleField()
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = FamilyMemberQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "person": Label.PLAIN,
        "role": Label.PERSONAL,
        "describes": Label.PERSONAL,
        "children": Label.PERSONAL,
        "started": Label.PERSONAL,
        "ended": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "person"], condition=Q(ended__isnull=True), name="one_place_in_a_family"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="member_leaves_after_coming",
            ),
        ]

    def describe(self, *, role: str, describes: str, by: User, version: int | None = None) -> Self:
        """Say what part somebody has in the family and who they are to it ("mum's friend")."""
        self.expect(version, theirs=f"{self.get_role_display()}: {self.describes}")
        self.role, self.describes = role, describes
        record(by=by, verb=Verb.CHANGE, kind="family member", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def end(self, *, on: date, by: User, version: int | None = None, family_id: UUID | None = None) -> Self:
        """They no longer belong to this family from that day; what was written about them stays."""
        return ended(self, kind="family member", on=on, by=by, version=version, family_id=self.family_id or family_id)

    def may_be_told_about(self, *children: Person, by: User) -> Self:
        """Say which children's matters this person may be told about; nobody means none."""
        self.children = people(children)
        record(by=by, verb=Verb.CHANGE, kind="family member", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
