"""A child's involvement with the council: its stage, dates and legal basis. Per child, never per family."""

from datetime import date
from typing import ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label


class Stage(models.TextChoices):
    """Codes of the continuum (domain.md §1.7), from the least to the most; names shown come from label sets."""

    EARLY_HELP = "early_help", "Early help"
    CHILD_IN_NEED = "cin", "Child in need"
    CHILD_PROTECTION = "cp", "Child protection"
    LOOKED_AFTER = "lac", "Looked after"

    @property
    def height(self) -> int:
        """How far along the continuum: a family's map uses the labels of the highest stage among its children."""
        return list(Stage).index(self)


class OfChildQuerySet(GuardedQuerySet):
    """Facts about one child."""

    def readable_by(self, reader: Reader) -> Self:
        """Only facts about the reader's children, in families open to them."""
        return self.filter(reader.admits(), child__among=reader.child_ids, family__among=reader.family_ids)

    def on(self, day: date | None = None) -> Self:
        """Facts that hold on a day (today unless said)."""
        day = day or timezone.localdate()
        return self.filter(Q(ended__isnull=True) | Q(ended__gt=day), started__lte=day)


class Involvement(Noun, Guarded):
    """One child at one stage from a day until a day. A change of stage ends one row and begins another."""

    class Basis(models.TextChoices):
        CONSENT = "consent", "Consent (early help)"
        SECTION_17 = "s17", "Children Act 1989 s.17: child in need"
        SECTION_47 = "s47", "Children Act 1989 s.47: enquiry or child protection plan"
        SECTION_20 = "s20", "Children Act 1989 s.20: accommodated"
        SECTION_31 = "s31", "Children Act 1989 s.31 or s.38: care order"
        OTHER = "other", "Another legal basis"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="involvements")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="involvements")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    basis = models.CharField("legal basis", max_length=20, choices=Basis.choices)
    reason = models.TextField("why", blank=True)
    started = models.DateField()
    ended = models.DateField(null=True, blank=True)
    end_reason = models.TextField("why it ended", blank=True)

    objects = OfChildQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "child": Label.PLAIN,
        "stage": Label.SENSITIVE,
        "basis": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "started": Label.SENSITIVE,
        "ended": Label.SENSITIVE,
        "end_reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "child"], condition=Q(ended__isnull=True), name="one_stage_of_a_child_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")), name="stage_ends_after_it_starts"
            ),
        ]

    @classmethod
    def begin(cls, *, family: Family, child: Person, stage: str, started: date, by: User, **facts: object) -> Self:
        """Begin a stage for one child; a stage still open for this child ends on the same day."""
        for earlier in cls.objects.filter(family=family, child=child, ended__isnull=True):
            earlier.end(on=started, by=by)
        begun = cls(family=family, child=child, stage=stage, started=started, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="involvement", family_id=family.pk, subject_id=begun.pk)
        return begun

    def end(self, *, on: date, by: User, reason: str = "") -> Self:
        """End this stage. Raises ``ValueError`` for a day before it began."""
        if on < self.started:
            raise ValueError("It cannot end before it began.")
        self.ended = on
        self.end_reason = reason
        record(by=by, verb=Verb.CHANGE, kind="involvement", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)


class AgreementQuerySet(OfChildQuerySet):
    """Agreements, given by people the reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Never the agreement of somebody hidden from the reader."""
        return super().readable_by(reader).filter(given_by__in=seen_by(reader))


class Agreement(Noun, Guarded):
    """A parent's agreement to early help for one child: who agreed, to sharing with which agencies, until when.

    Early help works by agreement (domain.md §9.1). Withdrawing keeps the row and dates its end.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="agreements")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements_given")
    agencies = models.CharField("may be shared with", max_length=300, blank=True)
    words = models.TextField("in their words", blank=True)
    started = models.DateField("agreed on")
    ended = models.DateField("withdrawn on", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "child": Label.PLAIN,
        "given_by": Label.PLAIN,
        "agencies": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "started": Label.PERSONAL,
        "ended": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")), name="agreement_ends_after_it_starts"
            )
        ]

    @classmethod
    def found(cls, pk: UUID, *, reader: Reader, lock: bool = False) -> Self:
        """One agreement that this reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.found(pk, reader=reader, lock=lock))

    @classmethod
    def give(cls, *, family: Family, child: Person, given_by: Person, started: date, by: User, **facts: object) -> Self:
        """Write down that somebody agreed to early help for one child (agencies, words, who may see it)."""
        given = cls(family=family, child=child, given_by=given_by, started=started, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="agreement", family_id=family.pk, subject_id=given.pk)
        return given

    def withdraw(self, *, on: date, by: User, version: int | None = None) -> Self:
        """Write down that the agreement was withdrawn; it stays readable with its dates.

        Raises ``ValueError`` for a day before it was given, ``Outdated`` when somebody changed it meanwhile.
        """
        self.expect(version, theirs=f"Withdrawn on {plain_date(self.ended)}." if self.ended else "It was changed.")
        if on < self.started:
            raise ValueError("It cannot be withdrawn before it was given.")
        self.ended = on
        record(by=by, verb=Verb.WITHDRAW, kind="agreement", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
