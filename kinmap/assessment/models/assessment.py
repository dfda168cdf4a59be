"""The single assessment: one for a family's children, with outcome and factors for each of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildrenQuerySet, Guarded, GuardedQuerySet
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.assessment.codes import FACTORS, OTHER_FACTOR, factors_in
from kinmap.assessment.models.act import Act, OfChildUnder, Under, UnderQuerySet, tell_of
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label


class Closed(ValueError):
    """The assessment is waiting for a manager, or authorised; the message says what to do."""


class Assessment(Act):
    """One assessment of some of a family's children, from its start until a manager authorises it.

    ``counted_from`` is the day of the referral, from which its 45 working days run. Its analysis is the
    map's, read beside it and not copied. Whether it waits or is authorised is a row (``AssessmentStep``).
    """

    KIND: ClassVar[str] = "assessment"
    NOUN: ClassVar[str] = "assessment"

    counted_from = models.DateField("day of the referral")
    started = models.DateField("started on")
    review_on = models.DateField("internal review", null=True, blank=True)
    lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    analysis = models.TextField("what we make of it", blank=True)
    family_view = models.TextField("what the family says about it", blank=True)
    late_reason = models.TextField("why it is late", blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "counted_from": Label.SENSITIVE,
        "started": Label.SENSITIVE,
        "review_on": Label.SENSITIVE,
        "lead": Label.PLAIN,
        "analysis": Label.SENSITIVE,
        "family_view": Label.SENSITIVE,
        "late_reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["-started", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="assessment_is_about_a_child"),
            models.CheckConstraint(
                condition=Q(started__gte=F("counted_from")), name="assessment_starts_after_its_referral"
            ),
        ]

    @classmethod
    def begin(
        cls, *, family: Family, by: User, guard: Any, setter: UUID | None = None, id: UUID | None = None, **facts: Any
    ) -> Self:
        """Begin an assessment. Raises ``ValueError`` for a day before the referral."""
        assessment = cls(family=family, **facts)
        if assessment.started < assessment.counted_from:
            raise ValueError("An assessment cannot start before its referral.")
        if id is not None:
            assessment.id = id
        assessment.restrict(**guard, setter=setter)
        return assessment._begin(by=by, told="Single assessment began.", on=assessment.started)

    def under(self) -> "Iterable[AssessedChild]":
        return AssessedChild.objects.filter(assessment=self)

    def in_words(self) -> str:
        parts = (f"Started {plain_date(self.started)}.", self.analysis, self.family_view)
        return "\n".join(part for part in parts if part)

    def change(self, *, by: User, version: int | None = None, guard: Any = None, setter: UUID | None = None,
               **facts: Any) -> Self:  # fmt: skip
        """Put its words right. Raises ``Closed`` while a manager has it or after it was authorised."""
        if facts.keys() - {"late_reason"}:
            self.must_be_open()
        changed = super().change(by=by, version=version, guard=guard, setter=setter, **facts)
        for step in AssessmentStep.objects.filter(assessment=self):
            step.follow(self, by=by)
        return changed

    # --- Its states, each a row ---------------------------------------------------------------------

    def last_step(self) -> "AssessmentStep | None":
        """The newest of its states; none while it is being written."""
        return AssessmentStep.objects.filter(assessment=self).order_by("-recorded_at", "-id").first()

    def must_be_open(self) -> None:
        """Raise ``Closed`` unless its words may still be changed."""
        last = self.last_step()
        if last is not None and last.state != AssessmentStep.State.RETURNED:
            raise Closed(f"{last.get_state_display()}: its words no longer change. A manager can give it back.")

    def send(self, *, on: date, by: User, comment: str = "") -> "AssessmentStep":
        """Send it to a manager.

        Raises ``Closed`` when it was sent already, ``ValueError`` while a child has no outcome.
        """
        self.must_be_open()
        self._must_be_complete()
        return self._step(AssessmentStep.State.SENT, on=on, by=by, comment=comment)

    def _must_be_complete(self) -> None:
        if without := self.children - {row.child_id for row in self.under() if row.is_complete}:
            raise ValueError(f"{len(without)} of the children have no outcome yet.")

    def give_back(self, *, on: date, by: User, comment: str) -> "AssessmentStep":
        """A manager gives it back, saying what is missing; it may be written on again."""
        return self._step(AssessmentStep.State.RETURNED, on=on, by=by, comment=comment)

    def authorise(self, *, on: date, by: User, comment: str = "") -> "AssessmentStep":
        """A manager authorises it: its clock stops, and its words no longer change.

        Raises ``ValueError`` for a day before it started, or while a child has no outcome.
        """
        if on < self.started:
            raise ValueError("It cannot be authorised before it started.")
        self._must_be_complete()
        step = self._step(AssessmentStep.State.AUTHORISED, on=on, by=by, comment=comment)
        TimelineEvent.tell(family_id=self.family_id, kind=self.KIND, text="Single assessment authorised.", like=self,
                           by=by, on=on)  # fmt: skip
        return step

    def answer(self, *, authorised: bool, on: date, by: User, comment: str = "") -> "AssessmentStep":
        """A manager's word: authorised, or given back. Raises ``ValueError`` for what cannot be authorised."""
        act = self.authorise if authorised else self.give_back
        return act(on=on, by=by, comment=comment)

    def _step(self, state: str, *, on: date, by: User, comment: str) -> "AssessmentStep":
        step = AssessmentStep(assessment=self, family_id=self.family_id, state=state, on=on, comment=comment)
        step.guard_like(self)
        step.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind=f"assessment {state}", family_id=self.family_id, subject_id=step.pk)
        return step

    def child_in_it(self, child_id: UUID, *, reader: Reader) -> Person:
        """One of its children; raises ``Http404`` for one who is not, or whom this reader may not see."""
        if child_id not in self.children & reader.child_ids:
            raise Http404
        return cast(Person, Person.objects.found(child_id, reader=reader))

    def assess(self, child: Person, *, by: User, version: int | None = None, **facts: Any) -> "AssessedChild":
        """Write what was found for one child. Raises ``Closed`` or ``Outdated``."""
        self.must_be_open()
        row = AssessedChild.objects.filter(assessment=self, child=child).first()
        if row is not None and version is not None:
            row.expect(version, theirs=row.in_words())
        row = row or AssessedChild(assessment=self, family_id=self.family_id, child=child)
        before = row.outcome
        for fact, value in facts.items():
            setattr(row, fact, value)
        row.guard_like(self)
        row.keep(by=by)
        record(by=by, verb=Verb.CHANGE, kind=row.NOUN, family_id=self.family_id, subject_id=row.pk)
        if row.outcome and row.outcome != before:
            told = f"Outcome of the assessment: {row.get_outcome_display().lower()}."
            tell_of([row], told, on=timezone.localdate(), by=by)
        return row


class AssessedChildQuerySet(UnderQuerySet):
    """What was found for one child, read only with the assessment."""

    under = "assessment"


class AssessedChild(OfChildUnder):
    """What an assessment found for one child: factors (codes of the census), the child's own words, the outcome."""

    KIND: ClassVar[str] = "assessment"
    NOUN: ClassVar[str] = "assessed child"

    class Outcome(models.TextChoices):
        EARLY_HELP = "early_help", "Early help"
        CHILD_IN_NEED = "cin", "Child in need plan"
        STRATEGY = "strategy", "Strategy discussion about a section 47 enquiry"
        CONFERENCE = "conference", "Initial child protection conference"
        LOOKED_AFTER = "lac", "Becomes looked after"
        PRIVATE_FOSTERING = "private_fostering", "Private fostering arrangement"
        OTHER_SERVICE = "other", "Another service"
        CLOSED_EARLY_HELP = "closed_early_help", "Closed, referred to early help"
        CLOSED = "closed", "Closed, no further action"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="assessed")
    factors = models.CharField(max_length=200, blank=True)
    factor_words = models.CharField("another factor, in words", max_length=300, blank=True)
    child_view = models.TextField("what the child says", blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_why = models.TextField("why this outcome", blank=True)

    objects = AssessedChildQuerySet.as_manager()
    privacy: ClassVar = {
        "assessment": Label.PLAIN,
        "factors": Label.SENSITIVE,
        "factor_words": Label.SENSITIVE,
        "child_view": Label.CHILDS_WORDS,
        "outcome": Label.SENSITIVE,
        "outcome_why": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "child"], name="a_child_is_assessed_once")]

    @classmethod
    def of(cls, assessment: Assessment, child: Person, *, reader: Reader) -> "Self | None":
        """What was found for this child so far, if this reader may see it."""
        found: Self | None = cls.objects.readable_by(reader).filter(assessment=assessment, child=child).first()
        return found

    def voice_for(self, reader: Reader) -> str:
        """The child's own words, for the child and for council workers; nothing for anybody else (domain.md §9.2).

        What a parent or another agency may know of them is put on the map, at a level of its own.
        """
        private = Sharing.CHILD_PRIVATE in reader.levels
        return self.child_view if private and (reader.is_staff or reader.person_id == self.child_id) else ""

    @property
    def is_complete(self) -> bool:
        """Whether a manager may authorise it for this child: an outcome and at least one factor."""
        return bool(self.outcome and self.factors)

    @property
    def factor_codes(self) -> list[str]:
        """Codes in the order of the census."""
        return factors_in(self.factors)

    @property
    def factors_in_words(self) -> list[str]:
        """What was found, without "another factor", which is said in words of its own."""
        return [FACTORS[code] for code in self.factor_codes if code != OTHER_FACTOR or not self.factor_words]

    def in_words(self) -> str:
        """What stands here now."""
        return "\n".join(part for part in (self.get_outcome_display(), self.outcome_why, self.child_view) if part)


class OfAssessmentQuerySet(GuardedQuerySet):
    """States, read only with the assessment."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the assessment."""
        open_to = Assessment.objects.readable_by(reader).order_by().values("pk")
        return self.filter(reader.admits(), assessment__in=open_to)


class AssessmentStep(Under):
    """A state of an assessment, as a row: who sent it, gave it back or authorised it, when, with which words."""

    class State(models.TextChoices):
        SENT = "sent", "Waiting for a manager"
        RETURNED = "returned", "Given back"
        AUTHORISED = "authorised", "Authorised"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=State.choices)
    on = models.DateField("on which day")
    comment = models.TextField(blank=True)

    objects = OfAssessmentQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "assessment": Label.PLAIN,
        "state": Label.PLAIN,
        "on": Label.SENSITIVE,
        "comment": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]

    def follow(self, act: Guarded, *, by: User) -> None:
        """The assessment's secrecy has changed, and so does this row's."""
        if self.guard_like(act):
            self.keep(by=by)


def authorised_at(steps: Iterable[AssessmentStep]) -> datetime | None:
    """The moment in which an assessment was authorised, if that is its newest state; ``steps``: oldest first."""
    last: AssessmentStep | None = None
    for step in steps:
        last = step
    return last.recorded_at if last is not None and last.state == AssessmentStep.State.AUTHORISED else None
