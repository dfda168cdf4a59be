"""A referral: the council is asked to act for one or more children. Its day starts the assessment's clock."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildrenQuerySet, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.assessment.codes import NEEDS, SOURCES
from kinmap.assessment.models.act import Act, OfChildUnder, UnderQuerySet, seen_in, tell_of
from kinmap.assessment.models.contact import Contact
from kinmap.families.models import Family, Person
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label


class Referral(Act):
    """Who asked us to act, when, and why, about which children. ``source`` is a code of the census.

    Who referred, by name, stands with the contact it came from, which may keep it private.
    """

    KIND: ClassVar[str] = "referral"
    NOUN: ClassVar[str] = "referral"

    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    received = models.DateField("day of the referral")
    source = models.CharField("who referred", max_length=4, choices=list(SOURCES.items()))
    reason = models.TextField("why")
    late_reason = models.TextField("why the decision is late", blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "contact": Label.PLAIN,
        "received": Label.SENSITIVE,
        "source": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "late_reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["received", "recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="referral_is_about_a_child")]

    @classmethod
    def receive(
        cls, *, family: Family, by: User, guard: Any, setter: UUID | None = None, id: UUID | None = None, **facts: Any
    ) -> Self:
        """Write a referral down."""
        referral = cls(family=family, **facts)
        if id is not None:
            referral.id = id
        referral.restrict(**guard, setter=setter)
        told = f"Referral received. Source: {referral.get_source_display()}."
        return referral._begin(by=by, told=told, on=referral.received)

    def under(self) -> "Iterable[ReferralDecision]":
        return ReferralDecision.objects.filter(referral=self)

    def in_words(self) -> str:
        return f"Received {plain_date(self.received)}. {self.reason}"

    def decide(
        self, *, children: Iterable[Person], decision: str, need: str, on: date, reason: str, by: User,
        reader: Reader | None = None, seen: str | None = None,
    ) -> "list[ReferralDecision]":  # fmt: skip
        """Write down what was decided for each of these children; deciding again puts the earlier right.

        ``seen``: what ``reader``'s page showed (``seen_in``). Raises ``Outdated`` when somebody decided meanwhile.
        """
        if reader is not None and seen is not None:
            stand = ReferralDecision.on_referral(self, reader=reader)
            if seen != seen_in(stand):
                raise Outdated("\n".join(row.in_words() for row in stand))
        made: list[ReferralDecision] = []
        for child in children:
            row = ReferralDecision.objects.filter(referral=self, child=child).first()
            row = row or ReferralDecision(referral=self, family_id=self.family_id, child=child)
            row.decision, row.need, row.on, row.reason = decision, need, on, reason
            row.guard_like(self)
            row.keep(by=by)
            record(by=by, verb=Verb.CREATE, kind=row.NOUN, family_id=self.family_id, subject_id=row.pk)
            made.append(row)
        told = ReferralDecision.Decision(decision).label.lower()
        tell_of([*made], f"Decided on the referral: {told}.", on=on, by=by)
        return made


class ReferralDecisionQuerySet(UnderQuerySet):
    """Decisions, read only with their referral."""

    under = "referral"


class ReferralDecision(OfChildUnder):
    """What was decided on a referral for one child, and the child's main need (a code of the census)."""

    KIND: ClassVar[str] = "referral"
    NOUN: ClassVar[str] = "decision on a referral"

    class Decision(models.TextChoices):
        ASSESSMENT = "assessment", "Single assessment"
        STRATEGY = "strategy", "Strategy discussion about a section 47 enquiry"
        EARLY_HELP = "early_help", "Pass to early help"
        NO_ACTION = "nfa", "No further action"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=20, choices=Decision.choices)
    need = models.CharField("main need", max_length=2, choices=list(NEEDS.items()), default="N0")
    on = models.DateField("decided on")
    reason = models.TextField("why", blank=True)

    objects = ReferralDecisionQuerySet.as_manager()
    privacy: ClassVar = {
        "referral": Label.PLAIN,
        "decision": Label.SENSITIVE,
        "need": Label.SENSITIVE,
        "on": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["on", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "child"], name="one_decision_on_a_referral_for_a_child")
        ]

    @classmethod
    def on_referral(cls, referral: Referral, *, reader: Reader) -> "list[Self]":
        """What was decided on a referral, as far as this reader may see, the oldest child first."""
        rows = cls.objects.readable_by(reader).filter(referral=referral).select_related("child")
        return list(rows.order_by("child__born", "child"))

    def in_words(self) -> str:
        """What stands here now."""
        return f"{self.child.called}: {self.get_decision_display()}, {plain_date(self.on)}. {self.reason}".strip()


def newest_referral_day(family: Family, reader: Reader) -> date | None:
    """The day of the newest referral that this reader may see: from it an assessment's time is counted."""
    rows = Referral.objects.readable_by(reader).filter(family=family).order_by("-received", "-recorded_at", "-id")
    day: date | None = rows.values_list("received", flat=True).first()
    return day
