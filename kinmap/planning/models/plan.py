"""A plan and its versions. Interim plans expire; the family's plan lives on (domain.md §4.5)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label
from kinmap.kit.people_field import people


class PlanQuerySet(AboutChildrenQuerySet):
    """Plans a reader may see."""

    def standing(self) -> Self:
        """Plans in force or being written; not ended."""
        return self.filter(ended__isnull=True)


class Plan(Noun, AboutChildren):
    """Who does what to keep the children safe.

    An interim plan is made the same day, for hours to a few weeks, and must carry an expiry date. The
    family plan is the network's. One noun serves both, and later every other kind of plan.
    """

    class Kind(models.TextChoices):
        INTERIM = "interim", "Interim safety plan"
        FAMILY = "family", "Family plan"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    opening = models.TextField("who is with the children, and what everybody should know first", blank=True)
    must_not = models.TextField("who must not be there", blank=True)
    who_to_ring = models.TextField(blank=True)
    started = models.DateField(default=timezone.localdate)
    expires = models.DateField(null=True, blank=True)
    next_check = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects = PlanQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "kind": Label.PLAIN,
        "title": Label.SENSITIVE,
        "opening": Label.SENSITIVE,
        "must_not": Label.SENSITIVE,
        "who_to_ring": Label.LOCATION,
        "started": Label.SENSITIVE,
        "expires": Label.SENSITIVE,
        "next_check": Label.SENSITIVE,
        "ended": Label.SENSITIVE,
        "end_reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["-started", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="plan_is_about_a_child"),
            models.CheckConstraint(
                condition=~Q(kind="interim") | Q(expires__isnull=False), name="interim_plan_expires"
            ),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gte=models.F("started")),
                name="plan_expires_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @classmethod
    def begin(
        cls, *, family: Family, kind: str, title: str, children: Any, by: User, id: UUID | None = None,
        guard: Mapping[str, Any] | None = None, setter: UUID | None = None, **facts: Any,
    ) -> Self:  # fmt: skip
        """Begin a plan for one or more children. An interim plan without an expiry date is refused (``ValueError``)."""
        if kind == cls.Kind.INTERIM and not facts.get("expires"):
            raise ValueError("An interim plan needs the day on which it ends.")
        plan = cls(family=family, kind=kind, title=title, children=people(children), **facts)
        if id is not None:
            plan.id = id
        if guard is not None:
            plan.restrict(**guard, setter=setter)
        plan.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="plan", family_id=family.pk, subject_id=plan.pk)
        TimelineEvent.tell(family_id=family.pk, kind="plan", text=f"{plan.get_kind_display()} begun.", like=plan, by=by)
        return plan

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Change the plan's own words. Raises ``Outdated`` when somebody else has changed them meanwhile."""
        self.expect(version, theirs=self.opening)
        for fact, value in facts.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind="plan", family_id=self.family_id, subject_id=self.pk)
        TimelineEvent.follow(self, by=by)
        return self.keep(by=by)

    @classmethod
    def found(cls, plan_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One plan of this family. Raises ``Http404`` when there is none that the reader may see."""
        found: Self = cls.objects.filter(family=family).found(plan_id, reader=reader, lock=lock)
        return found

    def newest_version(self, reader: Reader) -> "PlanVersion | None":
        """The version fixed last, as far as this reader may know."""
        return PlanVersion.objects.readable_by(reader).filter(plan=self).order_by("-number").first()

    def fix_version(self, *, by: User, note: str = "", number: int | None = None) -> "PlanVersion":
        """Fix the plan as it stands now as its next numbered version."""
        last = PlanVersion.objects.filter(plan=self).order_by("-number").values_list("number", flat=True).first() or 0
        fixed = PlanVersion(plan=self, family_id=self.family_id, number=number or last + 1, note=note).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="plan version", family_id=self.family_id, subject_id=fixed.pk)
        TimelineEvent.tell(family_id=self.family_id, kind="plan", like=self, by=by,
                           text=f"Version {fixed.number} of the {self.get_kind_display().lower()}.")  # fmt: skip
        return fixed

    def end(self, *, on: date, by: User, reason: str) -> Self:
        """End the plan; it stays readable in full."""
        return self.change(by=by, ended=on, end_reason=reason)


class OfPlanQuerySet(GuardedQuerySet):
    """What belongs to a plan: readable when the plan is, and it itself is."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without its plan."""
        return self.filter(reader.admits(), plan__in=Plan.objects.readable_by(reader).order_by().values("pk"))


class PlanVersion(Noun, Guarded):
    """A numbered moment of a plan: its words are the plan's history as of ``fixed_at``."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    fixed_at = models.DateTimeField(default=timezone.now)
    note = models.TextField("what changed", blank=True)

    objects = OfPlanQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "plan": Label.PLAIN,
        "number": Label.PLAIN,
        "fixed_at": Label.PLAIN,
        "note": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_of_a_number")]

    @classmethod
    def found(cls, version_id: UUID, *, family: Family, reader: Reader) -> Self:
        """One version of a plan of this family. Raises ``Http404`` when there is none that the reader may see."""
        found: Self = cls.objects.filter(family=family).found(version_id, reader=reader)
        return found

    def answered(self, *, by: User, person_id: UUID, answer: str, words: str = "") -> "PlanAgreement":
        """Record somebody's answer to this version; answering again replaces it, the earlier one stays in history."""
        given = PlanAgreement.objects.filter(plan_version=self, person_id=person_id).first() or PlanAgreement(
            family_id=self.family_id, plan_id=self.plan_id, plan_version=self, person_id=person_id,
            sharing=self.sharing, named=self.named, hidden_from=self.hidden_from,
        )  # fmt: skip
        given.answer, given.words, given.on = answer, words, timezone.localdate()
        record(by=by, verb=Verb.CREATE, kind="answer to a plan", family_id=self.family_id, subject_id=given.pk)
        return given.keep(by=by)


class AnswerQuerySet(OfPlanQuerySet):
    """Answers to versions of a plan, of people the reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Never the answer of somebody hidden from the reader, nor one to a hidden version."""
        versions = PlanVersion.objects.readable_by(reader).order_by().values("pk")
        return super().readable_by(reader).filter(person__in=seen_by(reader), plan_version__in=versions)


class PlanAgreement(Noun, Guarded):
    """Somebody's answer to one version of the plan: agreed, agreed in part, or not, in their words."""

    class Answer(models.TextChoices):
        YES = "yes", "Agrees"
        PARTLY = "partly", "Agrees with some of it"
        NO = "no", "Does not agree"
        NOT_ASKED = "not_asked", "Could not be asked"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="agreements")
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.TextField("in their words", blank=True)
    on = models.DateField(default=timezone.localdate)

    objects = AnswerQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "plan": Label.PLAIN,
        "plan_version": Label.PLAIN,
        "person": Label.PLAIN,
        "answer": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "on": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan_version", "person"], name="one_answer_each_to_a_plan_version")
        ]
