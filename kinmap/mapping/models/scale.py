"""Scales with written ends (domain.md §1.4): of one danger statement, or overall."""

from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family
from kinmap.kit.labels import Label
from kinmap.mapping.categories import Category
from kinmap.mapping.models.entry import Entry


class ScaleQuerySet(AboutChildrenQuerySet):
    """Scales whose statement, if they have one, the reader may see too."""

    def readable_by(self, reader: Reader) -> Self:
        """Never a scale of a hidden statement."""
        seen = Entry.objects.readable_by(reader).order_by().values("pk")
        return super().readable_by(reader).filter(Q(statement__isnull=True) | Q(statement__in=seen))

    def standing(self) -> Self:
        """Scales whose statement, if they have one, stands on the map as a statement today."""
        on_the_map = Q(statement__status=Entry.Status.ACTIVE, statement__category=Category.DANGER_STATEMENT)
        return self.filter(Q(statement__isnull=True) | on_the_map)

    def may_be_asked(self, reader: Reader) -> Self:
        """Scales about which this person may be asked for a number.

        A child is asked about a worry for all five although they may not read what is written about the
        others; a worry that is kept from somebody, or from everybody like them, is never put before them.
        """
        open_to_them = Entry.objects.filter(reader.admits(), family_id__among=reader.family_ids).order_by().values("pk")
        return self.filter(reader.admits()).filter(Q(statement__isnull=True) | Q(statement__in=open_to_them))


class Scale(Noun, AboutChildren):
    """0 to 10 with both ends written out: of one danger statement, or overall."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "For one statement"
        OVERALL = "safety", "Overall safety"
        CONTEXT = "context", "Compared with other families we know"
        WELLBEING = "wellbeing", "Wellbeing"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="scales")
    statement = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="scale")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STATEMENT)
    zero_text = models.TextField("what 0 means")
    ten_text = models.TextField("what 10 means")

    objects = ScaleQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "statement": Label.PLAIN,
        "kind": Label.PLAIN,
        "zero_text": Label.SENSITIVE,
        "ten_text": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="scale_is_about_a_child"),
            models.CheckConstraint(condition=~Q(zero_text="") & ~Q(ten_text=""), name="scale_has_written_ends"),
            models.CheckConstraint(
                condition=Q(kind="statement", statement__isnull=False)
                | (~Q(kind="statement") & Q(statement__isnull=True)),
                name="statement_scale_has_its_statement",
            ),
        ]

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One of this family's by its id. Raises ``Http404`` when there is none that the reader may see."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @classmethod
    def of_statement(cls, statement: Entry, *, reader: Reader) -> Self | None:
        """The scale of a statement, if it has one that the reader may see."""
        return cls.objects.readable_by(reader).filter(statement=statement).first()

    @classmethod
    def write(cls, *, family: Family, zero_text: str, ten_text: str, by: User, statement: Entry | None = None,
              id: UUID | None = None, **facts: Any) -> Self:  # fmt: skip
        """Write a new scale: of one statement, with its children and its secrecy, or an overall one.

        Raises ``Outdated`` when the statement has a scale already.
        """
        if statement is not None:
            facts = {"kind": cls.Kind.STATEMENT, "children": statement.children, "sharing": statement.sharing,
                     "named": statement.named, "hidden_from": statement.hidden_from}  # fmt: skip
        scale = cls(family=family, statement=statement, zero_text=zero_text, ten_text=ten_text, **facts)
        if id is not None:
            scale.id = id
        record(by=by, verb=Verb.CREATE, kind="scale", family_id=family.pk, subject_id=scale.pk)
        if statement is not None and cls.objects.filter(statement=statement).exists():
            raise Outdated("This statement has a scale already.")
        return scale.keep(by=by)

    def reword(self, *, zero_text: str, ten_text: str, by: User, version: int | None = None) -> Self:
        """Rewrite the ends. Raises ``Outdated`` when somebody else changed them meanwhile."""
        self.expect(version, theirs=f"0: {self.zero_text}\n10: {self.ten_text}")
        self.zero_text, self.ten_text = zero_text, ten_text
        record(by=by, verb=Verb.CHANGE, kind="scale", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
