"""A prompt that somebody waved away."""

import hashlib
import json
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from kinmap.access.models import User
from kinmap.access.nouns import Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family
from kinmap.kit.labels import Label
from kinmap.kit.listed import Listed
from kinmap.mapping.models.entry import Entry


def digest_of(*said: Any) -> str:
    """What a prompt was about, as letters and digits that tell nothing and differ as soon as the words do."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:32]


class WavedQuerySet(models.QuerySet[Any]):
    """Prompts that were waved away."""

    def readable_by(self, reader: Reader) -> Self:
        """Those about entries that the reader may see; about the whole map only one's own."""
        seen = Entry.objects.readable_by(reader).order_by().values("pk")
        own = Q(entry__isnull=True, recorded_by=reader.user_id) if reader.user_id else Q(pk__in=[])
        return self.filter(Q(entry__in=seen) | own, family_id__among=reader.family_ids)


class Waved(Noun):
    """A prompt that is not asked again until the words change (practice guide, 1.8: it never polices).

    About an entry it is waved away for everybody: the words are the same for all, and the next worker should not be
    asked what a colleague has weighed already; the trail knows who did it. About the whole map (a child not heard, a
    serious event, a name) it is waved away for whoever did it alone, because what they know differs.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="waved")
    code = models.CharField(max_length=40)
    digest = models.CharField(max_length=32)

    objects = WavedQuerySet.as_manager()
    privacy: ClassVar = {"family": Label.PLAIN, "entry": Label.PLAIN, "code": Label.PLAIN, "digest": Label.PLAIN}

    class Meta:
        verbose_name_plural = "waved"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "code", "digest"], condition=Q(entry__isnull=False), name="waved_away_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @classmethod
    def wave(
        cls, *, family: Family, code: str, digest: str, by: User, entry: Entry | None = None, id: UUID | None = None
    ) -> None:
        """Wave a prompt away. Doing so twice is the same as once."""
        whose: dict[str, Any] = {"entry": entry} if entry else {"entry__isnull": True, "recorded_by": by}
        record(by=by, verb=Verb.CHANGE, kind="prompt", family_id=family.pk, subject_id=entry.pk if entry else "",
               reason=code)  # fmt: skip
        if not cls.objects.filter(family=family, code=code, digest=digest, **whose).exists():
            cls(family=family, entry=entry, code=code, digest=digest, **({"id": id} if id else {})).keep(by=by)

    @classmethod
    def own(cls, family: Family, reader: Reader) -> set[tuple[str, str]]:
        """What this reader waved away about the whole map: code and digest."""
        rows = cls.objects.readable_by(reader).filter(family=family, entry__isnull=True).order_by()
        return set(rows.values_list("code", "digest"))


def waved_codes() -> Subquery:
    """Beside each entry of a queryset, in the same question: what was waved away, as ``code:digest`` between spaces."""
    rows = Waved.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
    return Subquery(rows.annotate(all=Listed(Concat("code", Value(":"), "digest"))).values("all"))
