"""Section 47: the strategy discussion, and for each child the enquiry that it started and how it ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildrenQuerySet, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.assessment.models.act import Act, OfChildUnder, UnderQuerySet, seen_in, tell_of
from kinmap.families.models import Family, Person
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label


class StrategyDiscussion(Act):
    """Who met about which children, and whether they decided to enquire under section 47.

    The conference's 15 working days run from this day: not from the referral, and not from the end of
    the enquiry (domain.md §6.6).
    """

    KIND: ClassVar[str] = "enquiry"
    NOUN: ClassVar[str] = "strategy discussion"

    class Decision(models.TextChoices):
        ENQUIRE = "enquire", "Enquire under section 47"
        GO_ON = "go_on", "No enquiry: go on with the assessment or plan"
        NO_ACTION = "nfa", "No further action"

    on = models.DateField("held on")
    present = models.TextField("who took part")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField("why", blank=True)
    late_reason = models.TextField("why the conference is late", blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "on": Label.SENSITIVE,
        "present": Label.SENSITIVE,
        "decision": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "late_reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["on", "recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="strategy_discussion_is_about_a_child")]

    @classmethod
    def hold(
        cls, *, family: Family, children: Iterable[Person], by: User, guard: Any, setter: UUID | None = None,
        id: UUID | None = None, **facts: Any,
    ) -> Self:  # fmt: skip
        """Write down a strategy discussion; a decision to enquire begins an enquiry for each of the children."""
        ours = list(children)
        held = cls(family=family, children=frozenset(child.pk for child in ours), **facts)
        if id is not None:
            held.id = id
        held.restrict(**guard, setter=setter)
        held._begin(by=by, told=f"Strategy discussion: {held.get_decision_display().lower()}.", on=held.on)
        if held.decision == cls.Decision.ENQUIRE:
            for child in ours:
                row = Enquiry(family=family, discussion=held, child=child, started=held.on)
                row.guard_like(held)
                row.keep(by=by)
                record(by=by, verb=Verb.CREATE, kind=row.NOUN, family_id=family.pk, subject_id=row.pk)
        return held

    def under(self) -> "Iterable[Enquiry]":
        return Enquiry.objects.filter(discussion=self)

    def in_words(self) -> str:
        return f"Held {plain_date(self.on)}. {self.present} {self.reason}"

    def conclude(
        self, *, children: Iterable[Person], outcome: str, ended: date, by: User, why: str = "",
        reader: Reader, conference_on: date | None = None, seen: str | None = None,
    ) -> "list[Enquiry]":  # fmt: skip
        """Write down how the enquiry ended for each of these children. ``seen``: what the page showed (``seen_in``).

        Raises ``ValueError`` for a day before it began, ``Outdated`` when somebody wrote there meanwhile.
        """
        rows = {row.child_id: row for row in enquiries_of(self, reader=reader, lock=True)}
        if seen is not None and seen != seen_in(rows.values()):
            raise Outdated("\n".join(row.in_words() for row in rows.values()))
        ours = [rows[child.pk] for child in children if child.pk in rows]
        for row in ours:
            if ended < row.started:
                raise ValueError("An enquiry cannot end before it began.")
            row.outcome, row.ended, row.why, row.conference_on = outcome, ended, why, conference_on
            row.guard_like(self)
            row.keep(by=by)
            record(by=by, verb=Verb.CHANGE, kind=row.NOUN, family_id=self.family_id, subject_id=row.pk)
        told = Enquiry.Outcome(outcome).label.lower()
        tell_of([*ours], f"Section 47 enquiry ended: {told}.", on=ended, by=by)
        return ours


class EnquiryQuerySet(UnderQuerySet):
    """Enquiries, read only with the strategy discussion that started them."""

    under = "discussion"


class Enquiry(OfChildUnder):
    """A section 47 enquiry about one child: begun by a strategy discussion, ended with an outcome."""

    KIND: ClassVar[str] = "enquiry"
    NOUN: ClassVar[str] = "section 47 enquiry"

    class Outcome(models.TextChoices):
        CONFERENCE = "conference", "Concerns confirmed, and the child is likely to suffer significant harm: conference"
        NOT_AT_RISK = "not_at_risk", "Concerns confirmed, and the child is not at continuing risk"
        NOT_CONFIRMED = "not_confirmed", "Concerns not confirmed"

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="enquiries")
    started = models.DateField("began on")
    ended = models.DateField("ended on", null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    why = models.TextField("why this outcome", blank=True)
    conference_on = models.DateField("day of the initial conference", null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()
    privacy: ClassVar = {
        "discussion": Label.PLAIN,
        "started": Label.SENSITIVE,
        "ended": Label.SENSITIVE,
        "outcome": Label.SENSITIVE,
        "why": Label.SENSITIVE,
        "conference_on": Label.SENSITIVE,
    }

    class Meta:
        verbose_name_plural = "enquiries"
        ordering: ClassVar = ["started", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "child"], name="one_enquiry_of_a_discussion_for_a_child"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")), name="enquiry_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True, outcome="") | (Q(ended__isnull=False) & ~Q(outcome="")),
                name="enquiry_that_ended_has_an_outcome",
            ),
        ]

    def in_words(self) -> str:
        """What stands here now."""
        return f"{self.get_outcome_display()} {plain_date(self.ended)}." if self.ended else "Not ended."


def enquiries_of(held: StrategyDiscussion, *, reader: Reader, lock: bool = False) -> list[Enquiry]:
    """The enquiries that a discussion started, as far as this reader may see, the oldest child first."""
    rows = Enquiry.objects.readable_by(reader).filter(discussion=held).select_related("child")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    return sorted(rows, key=lambda row: (row.child.born is None, row.child.born or row.started, row.child_id))
