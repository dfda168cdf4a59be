"""Who works with which child: the allocation that opens the door."""

from datetime import date
from typing import ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kinmap.access.models import Team, User
from kinmap.access.nouns import Guarded, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models.involvement import OfChildQuerySet
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label


class AllocationQuerySet(OfChildQuerySet):
    """Allocations of workers whom the reader may know about."""

    def readable_by(self, reader: Reader) -> Self:
        """Never a worker who is hidden from the reader, as a person or as somebody of this family."""
        person = Person.objects.standing().filter(reader.admits(), pk=OuterRef("worker_id")).order_by()
        place = FamilyMember.objects.filter(person=OuterRef("worker_id"), family=OuterRef("family_id")).order_by()
        known = Exists(place.filter(reader.admits())) | ~Exists(place)
        return super().readable_by(reader).filter(Exists(person), known)


class Allocation(Noun, Guarded):
    """A worker, a child, a part to play, from when to when. It names one child (design: "Settled").

    Council staff allocated to one child may open the family; a partner agency opens only its child.
    Allocating to ``team`` lets that team's managers in. ``worker`` is a person record, so that a
    record brought from elsewhere can name workers who have no account here.
    """

    class Part(models.TextChoices):
        LEAD = "lead", "Lead practitioner"
        SOCIAL_WORKER = "social_worker", "Social worker"
        SUPPORT_WORKER = "support_worker", "Family support worker"
        MANAGER = "manager", "Manager"
        CHAIR = "chair", "Conference chair"
        REVIEWING_OFFICER = "iro", "Independent reviewing officer"
        PARTNER = "partner", "Partner agency"
        ADVOCATE = "advocate", "Advocate"
        PRACTICE_LEAD = "practice_lead", "Practice lead"
        RECORD = "record", "Keeps the closed record"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="allocations")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="works_with")
    part = models.CharField(max_length=20, choices=Part.choices)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations")
    started = models.DateField()
    ended = models.DateField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "child": Label.PLAIN,
        "worker": Label.PLAIN,
        "part": Label.PLAIN,
        "team": Label.PLAIN,
        "started": Label.PLAIN,
        "ended": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        indexes = [models.Index(fields=["worker", "family"], name="families_of_a_worker")]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "child", "worker", "part"],
                condition=Q(ended__isnull=True),
                name="allocated_once_to_a_child",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")), name="allocation_ends_after_it_starts"
            ),
        ]

    @classmethod
    def allocate(
        cls, *, family: Family, child: Person, worker: Person, part: str, by: User,
        team: Team | None = None, started: date | None = None,
    ) -> Self:  # fmt: skip
        """Say that a worker works with a child from a day on (today unless said).

        The worker then belongs to the family's people, so that things can be shared with them or hidden
        from them by name. Raises ``ValueError`` when they work with this child in this part already.
        """
        if cls.objects.filter(family=family, child=child, worker=worker, part=part, ended__isnull=True).exists():
            raise ValueError(f"{worker.name} already works with this child in this part.")
        if not FamilyMember.objects.filter(family=family, person=worker, ended__isnull=True).exists():
            family.welcome(worker, role=FamilyMember.Role.PROFESSIONAL, by=by, describes=worker.job_title)
        made = cls(
            family=family, child=child, worker=worker, part=part, team=team, started=started or timezone.localdate()
        ).keep(by=by)
        record(by=by, verb=Verb.ALLOCATE, kind="allocation", family_id=family.pk, subject_id=made.pk)
        return made

    @classmethod
    def found(cls, pk: UUID, *, reader: Reader, lock: bool = False) -> Self:
        """One allocation that this reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.found(pk, reader=reader, lock=lock))

    def end(self, *, on: date, by: User, version: int | None = None) -> Self:
        """End the allocation; from that day the worker no longer gets in by it.

        Raises ``ValueError`` for a day before it began, ``Outdated`` when somebody changed it meanwhile.
        """
        self.expect(version, theirs=f"Ended on {plain_date(self.ended)}." if self.ended else "It was changed.")
        if on < self.started:
            raise ValueError("It cannot end before it began.")
        self.ended = on
        record(by=by, verb=Verb.ALLOCATE, kind="allocation ended", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
