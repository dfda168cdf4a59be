"""A lock on a record (domain.md §9.6): for everybody who is not on its list the family is not there at all.

It stands with the families, on the lowest floor that knows one, because search asks about it in the very
query that finds people: nothing afterwards can tell that somebody was left out. Locking and unlocking are
done on casework's pages.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models.family import Family
from kinmap.kit.labels import Label
from kinmap.kit.people_field import PeopleField, people


class RecordLockQuerySet(models.QuerySet["RecordLock"]):
    """Locks, those that stand among them."""

    def standing(self) -> Self:
        """Locks that hold now."""
        return self.filter(ended_at__isnull=True)

    def against(self, user_id: UUID | None) -> Self:
        """Standing locks on whose list this account is not; everybody without an account is on none."""
        held = self.standing().order_by()
        return held.exclude(may_open__has=user_id) if user_id else held

    def readable_by(self, reader: Reader) -> Self:
        """Locks of families open to somebody who says who works there."""
        if not reader.is_staff or not reader.may(Permission.ALLOCATE):
            return self.none()
        return self.filter(family__among=reader.family_ids)


class RecordLock(Noun):
    """One family's record is locked: why, since when, and the accounts that may still open it.

    The list only denies: whoever is on it needs an allocation, a team or a grant besides. ``may_open`` holds
    ids of accounts. Whoever locks is always on the list, so that a lock never shuts its setter out.
    """

    class Kind(models.TextChoices):
        STAFF = "staff", "Somebody who works here belongs to the family"
        HIGH_PROFILE = "high_profile", "The family is in the public eye"
        ADOPTION = "adoption", "Adoption"
        SUDDEN_DEATH = "sudden_death", "A child has died suddenly"
        OTHER = "other", "Something else, written below"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="locks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    words = models.TextField("why", blank=True)
    may_open = PeopleField()
    locked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_words = models.TextField("why it was unlocked", blank=True)

    objects = RecordLockQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "kind": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "may_open": Label.SENSITIVE,
        "locked_at": Label.PLAIN,
        "ended_at": Label.PLAIN,
        "end_words": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["-locked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(ended_at__isnull=True), name="one_lock_on_a_record_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(may_open=""), name="a_lock_lets_somebody_in"),
        ]

    @classmethod
    def of(cls, family: Family) -> Self | None:
        """The lock that stands on a family's record, if one does."""
        return cast("Self | None", cls.objects.standing().filter(family=family).first())

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """The lock of this family with that id; raises ``Http404`` for any other."""
        from_here = cls.objects.readable_by(reader).filter(family=family, ended_at__isnull=True)
        rows = from_here.select_for_update(of=("self",)) if lock else from_here
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Http404
        return cast(Self, found)

    @classmethod
    def put_on(cls, *, family: Family, kind: str, words: str, may_open: Iterable[Any], by: User) -> Self:
        """Lock a record for everybody but these accounts and whoever sets it.

        Raises ``Outdated`` when somebody has locked it meanwhile.
        """
        Family.objects.select_for_update().filter(pk=family.pk).get()
        before = cls.of(family)
        if before is not None:
            raise Outdated(f"It is locked already. {before.get_kind_display()}. {before.words}".strip())
        made = cls(family=family, kind=kind, words=words, may_open=people([*may_open, by.pk])).keep(by=by)
        record(by=by, verb=Verb.LOCK, kind="record", family_id=family.pk, subject_id=made.pk, reason=kind)
        return made

    def change(self, *, kind: str, words: str, may_open: Iterable[Any], by: User, version: int | None = None) -> Self:
        """Say anew who may open it, and why it is locked. Raises ``Outdated`` when somebody did so meanwhile."""
        self.expect(version, theirs=f"{self.get_kind_display()}. {self.words}".strip())
        self.kind, self.words, self.may_open = kind, words, people([*may_open, by.pk])
        record(by=by, verb=Verb.CHANGE, kind="lock", family_id=self.family_id, subject_id=self.pk, reason=kind)
        return self.keep(by=by)

    def end(self, *, words: str, by: User, version: int | None = None) -> Self:
        """Unlock the record. Raises ``Outdated`` when the lock was changed meanwhile."""
        self.expect(version, theirs=f"{self.get_kind_display()}. {self.words}".strip())
        self.ended_at, self.end_words = timezone.now(), words
        record(by=by, verb=Verb.UNLOCK, kind="record", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)


def not_locked(user_id: UUID | None, *, family: str = "family") -> Q:
    """For any row that names a family: the record is not locked against this account. One part of its query."""
    return Q(~Exists(RecordLock.objects.against(user_id).filter(family=OuterRef(family))))
