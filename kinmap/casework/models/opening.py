"""Break-glass: a record opened in an emergency for a few hours, and what was found when somebody looked (§9.6)."""

from datetime import datetime, timedelta
from typing import ClassVar, Self, cast
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models.team import Allocation
from kinmap.families.models import Family, Person
from kinmap.families.models.lock import not_locked
from kinmap.kit.labels import Label

#: How long a record stays open (domain.md §9.6: "time-boxed, e.g. 4 h").
FOR = timedelta(hours=4)
#: Whoever holds this role reviews the openings of every family; a manager those of their team's families.
REVIEWS_ALL = "data_protection_officer"


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Emergency openings: those that last, and those that somebody may see or review."""

    def lasting(self, at: datetime | None = None) -> Self:
        """Openings that let somebody in at a moment; now, by the clock of the database, unless said."""
        if at is None:  # the same words in every query, so that none tells of when it was asked
            return self.filter(closed_at__isnull=True, until__gt=Now())
        return self.filter(closed_at__isnull=True, opened_at__lte=at, until__gt=at)

    def readable_by(self, reader: Reader) -> Self:
        """For council staff who may open the family; never of somebody who is hidden from them."""
        if not reader.is_staff:
            return self.none()
        people = Person.objects.standing().filter(account=OuterRef("account")).order_by()
        known = ~Exists(people) | Exists(people.filter(reader.admits()))
        return self.filter(known, family__among=reader.family_ids)

    def for_review_by(self, user: User) -> Self:
        """Those that this account may review: never its own.

        A manager sees those of families that their team works with, unless the record is locked against them.
        The data protection officer sees every one: a lock hides a record, and never what was done with it.
        """
        rows = self.exclude(account=user)
        if any(role.code == REVIEWS_ALL for role in user.roles()):
            return rows
        if not user.team_id or not user.may(Permission.REVIEW_OPENINGS):
            return rows.none()
        ours = Allocation.objects.on().filter(team_id=user.team_id, family=OuterRef("family")).order_by()
        return rows.filter(Exists(ours), not_locked(user.pk))

    def waiting(self) -> Self:
        """Openings that nobody has reviewed."""
        return self.filter(review__isnull=True)


class Opening(Noun):
    """One account opened one family's record without working with it, for four hours at most, and why."""

    class Why(models.TextChoices):
        DANGER = "danger", "A child is in danger now"
        OUT_OF_HOURS = "out_of_hours", "I am on duty out of hours"
        NOBODY_THERE = "nobody_there", "Nobody who works with the family can be reached"
        POLICE = "police", "Police or a court need an answer now"
        OTHER = "other", "Something else, written below"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="openings")
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=Why.choices)
    words = models.TextField("what has happened")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OpeningQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "account": Label.PLAIN,
        "why": Label.PLAIN,
        "words": Label.SENSITIVE,
        "opened_at": Label.PLAIN,
        "until": Label.PLAIN,
        "closed_at": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["account", "family"], name="families_opened_by_an_account")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="opening_lasts_a_while"),
        ]

    @classmethod
    def break_glass(
        cls, *, family: Family, why: str, words: str, by: User, at: datetime | None = None, id: UUID | None = None
    ) -> Self:
        """Open a record for four hours from now; one that is open already stays as it is.

        ``at`` and ``id`` are for the demonstration's openings. Raises ``ValueError`` for somebody who may not, and
        for a record that is locked against them.
        """
        if not by.may(Permission.BREAK_GLASS) or not by.is_council_staff():
            raise ValueError("Your role does not let you open a record in an emergency.")
        if not Family.objects.filter(not_locked(by.pk, family="pk"), pk=family.pk, joined_into__isnull=True).exists():
            raise ValueError("There is no such record.")
        at = at or timezone.now()
        lasting = cls.objects.lasting(at).filter(family=family, account=by).first()
        if lasting is not None:
            return cast(Self, lasting)
        made = cls(
            family=family, account=by, why=why, words=words, opened_at=at, until=at + FOR, **({"id": id} if id else {})
        ).keep(by=by, at=at)
        record(by=by, verb=Verb.BREAK_GLASS, kind="family", family_id=family.pk, subject_id=made.pk, reason=why)
        return made

    @classmethod
    def own(cls, pk: UUID, *, by: User) -> Self:
        """One's own opening; raises ``Http404`` for any other."""
        found = cls.objects.filter(pk=pk, account=by).first()
        if found is None:
            raise Http404
        return cast(Self, found)

    @classmethod
    def found_for_review(cls, pk: UUID, *, by: User, lock: bool = False) -> Self:
        """One opening that this account may review; raises ``Http404`` for any other, one's own among them."""
        rows = cls.objects.for_review_by(by).filter(pk=pk)
        found = (rows.select_for_update(of=("self",)) if lock else rows).select_related("family", "account").first()
        if found is None:
            raise Http404
        return cast(Self, found)

    @property
    def over_at(self) -> datetime:
        """When it ended, or ends by itself."""
        return min(self.closed_at, self.until) if self.closed_at else self.until

    @property
    def is_lasting(self) -> bool:
        """Whether it lets somebody in now."""
        return self.over_at > timezone.now()

    def close(self, *, by: User) -> Self:
        """Close the record again before its time; one that is over already stays as it is."""
        if not self.is_lasting:
            return self
        self.closed_at = timezone.now()
        with transaction.atomic():
            record(by=by, verb=Verb.REVOKE, kind="opening", family_id=self.family_id, subject_id=self.pk)
            return self.keep(by=by)

    def write_review(
        self, *, outcome: str, words: str, follows: str, by: User, at: datetime | None = None
    ) -> "OpeningReview":
        """Write down whether it was right (``at``: when, for the demonstration).

        Raises ``ValueError`` for one's own, ``Outdated`` for a second review.
        """
        if self.account_id == by.pk:
            raise ValueError("Somebody else has to look at this: nobody reviews their own.")
        before = OpeningReview.objects.filter(opening=self).first()
        if before is not None:
            raise Outdated(f"{before.get_outcome_display()}. {before.words}")
        made = OpeningReview(
            family_id=self.family_id, opening=self, outcome=outcome, words=words, follows=follows
        ).keep(by=by, at=at)
        record(by=by, verb=Verb.REVIEW, kind="opening", family_id=self.family_id, subject_id=self.pk, reason=outcome)
        return made


class OpeningReviewQuerySet(models.QuerySet["OpeningReview"]):
    """Reviews, seen with their openings."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the opening."""
        return self.filter(opening__in=Opening.objects.readable_by(reader).order_by().values("pk"))


class OpeningReview(Noun):
    """What was found when somebody other than the opener looked at an emergency opening, and what follows."""

    class Outcome(models.TextChoices):
        RIGHT = "right", "It was right to open it"
        NOT_RIGHT = "not_right", "It was not right to open it"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    words = models.TextField("what was found")
    follows = models.TextField("what follows", blank=True)

    objects = OpeningReviewQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "opening": Label.PLAIN,
        "outcome": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "follows": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
