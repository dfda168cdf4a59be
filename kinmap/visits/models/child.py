"""One child's own part of a visit: seen, seen alone, what they said. Each child's part stands by itself."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family, Person
from kinmap.kit.labels import Label
from kinmap.visits.models.visit import Visit


class SeenQuerySet(GuardedQuerySet):
    """Children's parts of visits."""

    def readable_by(self, reader: Reader) -> Self:
        """Only the reader's children; never when the visit's own level, names or denials keep the reader out."""
        visits = Visit.objects.filter(reader.admits(), family__among=reader.family_ids).order_by().values("pk")
        return self.filter(reader.admits(), child__among=reader.child_ids, visit__in=visits, taken_off=False)


class Seen(Noun, Guarded):
    """Whether one child was seen at a visit, and alone, or why not (Working Together: seen and heard, alone).

    ``seen`` and ``alone`` are ``None`` until somebody says. ``manner`` is where and how the child was.
    ``taken_off``: the visit turned out not to be to this child; the part stays in its versions.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="parts")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    seen = models.BooleanField(null=True, blank=True)
    why_not = models.CharField("why they were not seen", max_length=300, blank=True)
    alone = models.BooleanField("seen alone", null=True, blank=True)
    why_not_alone = models.CharField("why they were not seen alone", max_length=300, blank=True)
    manner = models.TextField("where and how the child was", blank=True)
    taken_off = models.BooleanField("no longer part of this visit", default=False)

    objects = SeenQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "visit": Label.PLAIN,
        "child": Label.PLAIN,
        "seen": Label.SENSITIVE,
        "why_not": Label.SENSITIVE,
        "alone": Label.SENSITIVE,
        "why_not_alone": Label.SENSITIVE,
        "manner": Label.SENSITIVE,
        "taken_off": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "child"], name="one_part_of_a_child_in_a_visit"),
            models.CheckConstraint(condition=~Q(alone=True) | Q(seen=True), name="seen_alone_means_seen"),
        ]

    @classmethod
    def found(cls, part_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One child's part of a visit to this family. Raises ``Http404`` when there is none that the reader may see."""
        found: Self = cls.objects.filter(family=family).found(part_id, reader=reader, lock=lock)
        return found

    def hear(self, words: str, *, guard: Any, by: User, setter: UUID | None = None) -> "Said":
        """Write down something the child said, exactly, with who may see it (``guard``: what ``restrict`` takes)."""
        said = Said(part=self, family_id=self.family_id, words=words)
        said.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CREATE, kind="child's words", family_id=self.family_id, subject_id=said.pk)
        return said.keep(by=by)


class SaidQuerySet(GuardedQuerySet):
    """What children said."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the child's part of the visit, and never past the level of the words themselves."""
        parts = Seen.objects.readable_by(reader).order_by().values("pk")
        return self.filter(reader.admits(), part__in=parts, withdrawn=False)


class Said(Noun, Guarded):
    """A child's own words at a visit, exactly as they were said, with a level of their own.

    What a child says may be hidden from a parent who reads the rest of the visit (domain.md §3, consent).
    ``withdrawn`` words are off the page and stay in their versions.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Seen, on_delete=models.PROTECT, related_name="said")
    words = models.TextField("what the child said")
    withdrawn = models.BooleanField(default=False)

    objects = SaidQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "part": Label.PLAIN,
        "words": Label.CHILDS_WORDS,
        "withdrawn": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_child_said_something")]

    @classmethod
    def found(cls, said_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One child's words of this family. Raises ``Http404`` when there are none that the reader may see."""
        found: Self = cls.objects.filter(family=family).found(said_id, reader=reader, lock=lock)
        return found

    def change(
        self, words: str, *, guard: Any, by: User, setter: UUID | None = None, version: int | None = None
    ) -> Self:  # fmt: skip
        """Put the words right, or say anew who may see them; every earlier version stays.

        Raises ``Outdated`` when somebody else changed them meanwhile.
        """
        self.expect(version, theirs=self.words)
        self.words = words
        self.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CHANGE, kind="child's words", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
