"""Where one child learns. Per child, never per family (domain.md §11.1)."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models.ending import ended
from kinmap.families.models.person import Person, seen_by
from kinmap.kit.labels import Label


class SchoolPlaceQuerySet(GuardedQuerySet):
    """School places of the children whose matters a reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Only the reader's children, and of those only whom they may see."""
        return self.filter(reader.admits(), child__among=reader.child_ids).filter(child__in=seen_by(reader))

    def on(self, day: date | None = None) -> Self:
        """Places that hold on a day (today unless said)."""
        day = day or timezone.localdate()
        return self.filter(Q(started__isnull=True) | Q(started__lte=day), Q(ended__isnull=True) | Q(ended__gt=day))


class SchoolPlace(Noun, Guarded):
    """Where one child learns, from when to when. Per child; may itself need a shield (domain.md §9.4)."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="schools")
    name = models.CharField("school or nursery", max_length=200)
    year_group = models.CharField(max_length=40, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = SchoolPlaceQuerySet.as_manager()
    privacy: ClassVar = {
        "child": Label.PLAIN,
        "name": Label.LOCATION,
        "year_group": Label.PERSONAL,
        "started": Label.PERSONAL,
        "ended": Label.PERSONAL,
    }

    class Meta:
        ordering: ClassVar = ["started", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="school_place_ends_after_it_starts",
            )
        ]

    @classmethod
    def start(
        cls, *, child: Person, name: str, by: User, year_group: str = "", started: date | None = None,
        leaving: Any = (), guard: Any = None, setter: UUID | None = None, family_id: UUID | None = None,
    ) -> Self:  # fmt: skip
        """Say where a child learns from a day on. ``leaving``: places that end on that same day."""
        for earlier in leaving:
            earlier.end(on=started or timezone.localdate(), by=by, family_id=family_id)
        place = cls(child=child, name=name, year_group=year_group, started=started)
        if guard is not None:
            place.restrict(**guard, setter=setter)
        place.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="school place", family_id=family_id, subject_id=place.pk)
        return place

    def end(self, *, on: date, by: User, version: int | None = None, family_id: UUID | None = None) -> Self:
        """The child no longer goes there from that day."""
        return ended(self, kind="school place", on=on, by=by, version=version, family_id=family_id)
