"""A joining: two records of one person, or the files of one family, made one; and how they come apart again."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label
from kinmap.kit.people_field import PeopleField

#: How long a joining can be undone.
DAYS_TO_UNDO = 30


class Join(models.Model):
    """One joining. It holds ids and versions, never words: those stand in the rows and in their versions.

    ``kept`` stands from now on, ``away`` are the ids of what was joined into it. ``changes``: every row that
    was changed, as (model, id, version before, version after). ``apart``: rows that could not come along, as
    (model, id, the id of the row that says the same, if one does). ``loose``: rows without versions, as
    (model, id, field, value before). ``shut_out``: by person id, the rows that the joining itself hides from
    them, as (model, id), because they could not see these before.
    """

    class What(models.TextChoices):
        PERSON = "person", "Two records of one person"
        FILES = "files", "Files of one family"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=10, choices=What.choices)
    kept = models.UUIDField(db_index=True)
    away = PeopleField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changes = models.JSONField(default=list)
    apart = models.JSONField(default=list)
    loose = models.JSONField(default=list)
    shut_out = models.JSONField(default=dict)

    privacy: ClassVar = {
        "id": Label.PLAIN, "what": Label.PLAIN, "kept": Label.PLAIN, "away": Label.PLAIN, "at": Label.PLAIN,
        "by": Label.PLAIN, "undone_at": Label.PLAIN, "undone_by": Label.PLAIN, "changes": Label.PLAIN,
        "apart": Label.PLAIN, "loose": Label.PLAIN, "shut_out": Label.PLAIN,
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    @property
    def undo_until(self) -> datetime:
        """The last moment at which it can be undone."""
        return self.at + timedelta(days=DAYS_TO_UNDO)

    @property
    def can_be_undone(self) -> bool:
        """Not undone yet, and not too late."""
        return self.undone_at is None and timezone.now() <= self.undo_until

    @classmethod
    def of(cls, ids: Iterable[UUID]) -> "list[Join]":
        """Every joining into one of these records, the newest first."""
        return list(cls._default_manager.filter(kept__in=list(ids)).select_related("by", "undone_by"))

    @classmethod
    def found(cls, pk: UUID, *, among: Iterable[UUID], lock: bool = False) -> "Join":
        """One joining into one of these records; raises ``Http404`` for any other."""
        rows = cls._default_manager.filter(kept__in=list(among))
        return get_object_or_404(rows.select_for_update(of=("self",)) if lock else rows, pk=pk)

    @classmethod
    def files_ever_one(cls, family_id: UUID) -> frozenset[UUID]:
        """This family and every file that was ever one with it: earlier versions of its rows lie under these ids."""
        rows: Any = cls._default_manager.filter(what=cls.What.FILES)
        met = rows.filter(models.Q(kept=family_id) | models.Q(away__has=family_id)).order_by()
        ids = {family_id}
        for kept, away in met.values_list("kept", "away"):
            ids |= {kept, *away}
        return frozenset(ids)

    @classmethod
    def shut_out_of(cls, people: Collection[UUID]) -> dict[tuple[str, str], frozenset[UUID]]:
        """The rows that joinings still in force hide from any of these people, and from whom of them."""
        found: dict[tuple[str, str], frozenset[UUID]] = {}
        for join in cls._default_manager.filter(undone_at__isnull=True).order_by("at", "id"):
            for person in people:
                for label, pk in join.shut_out.get(str(person), ()):
                    found[label, pk] = found.get((label, pk), frozenset()) | {person}
        return found

    def later_one(self) -> "Join | None":
        """A joining done since, and not undone, that changed the same rows: that must be undone first."""
        mine = {(label, pk) for label, pk, _, _ in self.changes}
        later = type(self)._default_manager.filter(at__gte=self.at, undone_at__isnull=True).exclude(pk=self.pk)
        for one in later.order_by("-at", "-id"):
            if any((label, pk) in mine for label, pk, _, _ in one.changes):
                return one
        return None
