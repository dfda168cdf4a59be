"""The map of a family: one, living, never finished."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models import Involvement, Stage
from kinmap.families.models import Family
from kinmap.kit.labels import Label
from kinmap.kit.people_field import people
from kinmap.mapping.models.entry import Entry
from kinmap.mapping.models.labels import LabelSet


class Map(Noun):
    """One living map per family. Made about a family without them, it says so and by when they will see it."""

    family = models.OneToOneField(Family, on_delete=models.PROTECT, related_name="map")
    not_yet_shared = models.BooleanField("made without the family so far", default=False)
    share_by = models.DateField("will be shared with them by", null=True, blank=True)

    privacy: ClassVar = {"family": Label.PLAIN, "not_yet_shared": Label.SENSITIVE, "share_by": Label.SENSITIVE}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(not_yet_shared=False) | Q(share_by__isnull=False), name="unshared_map_has_a_date"
            )
        ]

    @classmethod
    def of(cls, family: Family, *, by: User | None = None) -> "Map":
        """The family's map, made with the first word. Reading an empty one makes nothing."""
        found = cls._default_manager.filter(family=family).first()
        if found is None:
            found = cls(family=family)
            if by is not None:
                found.keep(by=by)
        return found

    def add_entry(
        self, *, category: str, text: str, children: Any, by: User, id: UUID | None = None,
        private_name: Mapping[str, str] | None = None, **facts: Any,
    ) -> Entry:  # fmt: skip
        """Add one entry about one or more children; typed once for all of them.

        ``private_name``: ``name`` and ``reason`` of somebody who told us and must stay private.
        Raises ``ValueError`` when no child is named.
        """
        about = people(children)
        if not about:
            raise ValueError("Say which child or children this is about.")
        entry = Entry(family_id=self.family_id, category=category, text=text, children=about, **facts)
        if id is not None:
            entry.id = id
        entry.written(by=by)
        if private_name:
            entry.told_by(**private_name, by=by)
        return entry

    def seen_by_family(self, *, seen: bool, share_by: date | None = None, by: User) -> "Map":
        """Say whether the family has seen it or made it with us; if not, by when they will (domain.md §1.6)."""
        self.not_yet_shared, self.share_by = not seen, share_by
        record(by=by, verb=Verb.CHANGE, kind="map", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def labels(self, reader: Reader, *, child_id: UUID | None = None, on: date | None = None) -> LabelSet:
        """The headings in force: of the highest stage among the reader's children, or of one child's stage."""
        children = {child_id} & reader.child_ids if child_id else reader.child_ids
        stages = Involvement.objects.on(on).filter(family_id=self.family_id, child__in=children)
        codes = stages.order_by().values_list("stage", flat=True).distinct()
        highest = max((Stage(code) for code in codes), key=lambda stage: stage.height, default=Stage.EARLY_HELP)
        return LabelSet.of_stage(highest)
