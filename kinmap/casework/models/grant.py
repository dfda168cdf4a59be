"""Access that somebody was given for a purpose and a time, without working with a child (domain.md §9.6)."""

from datetime import date
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models.limit import due
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label

#: The time limit that says how long access may be given at most.
LONGEST = "access_grant"


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    """Grants by day, and as far as somebody may know of them."""

    def on(self, day: date | None = None) -> Self:
        """Grants that open the family on a day (today unless said)."""
        day = day or timezone.localdate()
        return self.filter(Q(ended__isnull=True) | Q(ended__gt=day), started__lte=day, until__gte=day)

    def readable_by(self, reader: Reader) -> Self:
        """For council staff who may open the family; never a grant to somebody, or about a child, hidden from them."""
        if not reader.is_staff:
            return self.none()
        people = Person.objects.standing().filter(account=OuterRef("account")).order_by()
        known = ~Exists(people) | Exists(people.filter(reader.admits()))
        child = Q(child__isnull=True) | Q(child__among=reader.child_ids)
        return self.filter(known, child, family__among=reader.family_ids)


class AccessGrant(Noun):
    """One account may open a family from a day until a day, for a purpose. It gives what their role lets them do.

    Council staff are given the whole family (``child`` is empty), a partner agency exactly one child.
    ``until`` is the last day, and always said; ``ended``: the day from which it was ended before its time.
    """

    class Purpose(models.TextChoices):
        COVER = "cover", "To cover for a colleague"
        ADVICE = "advice", "To advise the worker"
        PIECE = "piece", "For one piece of work"
        MEETING = "meeting", "For a meeting"
        QUALITY = "quality", "To look at quality, or answer a complaint"
        AGENCY = "agency", "To help this child from a partner agency"
        OTHER = "other", "Something else, written below"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="grants")
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    words = models.TextField("what for")
    started = models.DateField()
    until = models.DateField()
    ended = models.DateField(null=True, blank=True)
    end_words = models.TextField("why it was ended", blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    objects = AccessGrantQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "account": Label.PLAIN,
        "child": Label.PLAIN,
        "purpose": Label.PLAIN,
        "words": Label.SENSITIVE,
        "started": Label.PLAIN,
        "until": Label.PLAIN,
        "ended": Label.PLAIN,
        "end_words": Label.SENSITIVE,
        "ended_by_name": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        indexes = [models.Index(fields=["account", "family"], name="families_granted_to_an_account")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("started")), name="grant_ends_after_it_starts"),
        ]

    @classmethod
    def give(
        cls, *, family: Family, account: User, purpose: str, words: str, until: date, by: User,
        child: Person | None = None, started: date | None = None, id: UUID | None = None,
    ) -> Self:  # fmt: skip
        """Let somebody in from a day (today unless said) until a day, for a purpose.

        Raises ``ValueError`` for a partner agency without a child, a colleague with one, a child of another
        family, and an end too far away; ``Outdated`` where the same was given already for some of this time.
        """
        started = started or timezone.localdate()
        if account.is_council_staff() != (child is None):
            raise ValueError("A colleague is given the whole family, a partner agency exactly one child.")
        here = FamilyMember.objects.filter(family=family, role=FamilyMember.Role.CHILD)
        if child is not None and not here.filter(person=child).exists():
            raise ValueError("This child does not belong to this family.")
        if until < started or until > last_day(started):
            raise ValueError(f"It has to end between {plain_date(started)} and {plain_date(last_day(started))}.")
        if cls.given_already(family=family, account=account, child=child, started=started, until=until):
            raise Outdated(f"{account.name} has been given this for some of these days already.")
        made = cls(
            family=family, account=account, child=child, purpose=purpose, words=words, started=started, until=until,
            **({"id": id} if id else {}),
        ).keep(by=by)  # fmt: skip
        record(by=by, verb=Verb.GRANT, kind="access", family_id=family.pk, subject_id=made.pk, reason=purpose)
        return made

    @classmethod
    def given_already(cls, *, family: Family, account: User, child: Person | None, started: date, until: date) -> bool:
        """Whether some of these days are covered by another grant of the same."""
        same = cls.objects.filter(family=family, account=account, child=child)
        return same.filter(
            Q(ended__isnull=True) | Q(ended__gt=started), started__lte=until, until__gte=started
        ).exists()

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One grant of this family that this reader may see; raises ``Http404`` for any other."""
        rows = cls.objects.readable_by(reader).filter(family=family, pk=pk)
        found = (rows.select_for_update(of=("self",)) if lock else rows).select_related("account", "child").first()
        if found is None:
            raise Http404
        return cast(Self, found)

    @property
    def is_over(self) -> bool:
        """Whether it opens nothing any more."""
        today = timezone.localdate()
        return self.until < today or (self.ended is not None and self.ended <= today)

    def end(self, *, words: str, by: User, on: date | None = None, version: int | None = None) -> Self:
        """End it before its time, from a day on (today: at once). Raises ``Outdated`` when it was ended meanwhile."""
        theirs = f"Ended on {plain_date(self.ended)}. {self.end_words}" if self.ended else "It was changed."
        self.expect(version, theirs=theirs)
        self.ended, self.end_words, self.ended_by_name = on or timezone.localdate(), words, by.name
        record(by=by, verb=Verb.REVOKE, kind="access", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)


def last_day(started: date) -> date:
    """The last day until which access that begins on this day may be given: the council's limit."""
    last = due(LONGEST, started)
    return last or date.max


def end_with_the_case(family: Family, children: Any, *, on: date, still_open: bool, by: User) -> None:
    """Grants end when the case closes: those for these children, and those for the whole family with its last child."""
    rows = AccessGrant.objects.filter(Q(ended__isnull=True) | Q(ended__gt=on), family=family, until__gte=on)
    ending = rows.filter(Q(child__in=children) if still_open else Q())
    for row in ending.order_by("started", "id"):
        row.end(words="The case was closed.", by=by, on=max(on, row.started))
