"""Words kept from a clash, for their author alone."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label
from kinmap.live.models.words import AN_ID, NO_WORDS, PASSING


class KeptWordsQuerySet(models.QuerySet["KeptWords"]):
    """Words that lost a clash."""

    def waiting_for(self, author: User) -> Self:
        """An author's own words that they have neither used nor put away. Nobody else sees them."""
        return self.filter(author=author, settled_at__isnull=True).order_by("-at")

    def of_families(self, family_ids: Collection[UUID]) -> Self:
        """Words meant for these families, or for none."""
        return self.filter(Q(family_id__isnull=True) | Q(family_id__in=family_ids))


class KeptWords(models.Model):
    """What somebody typed that could not be saved over somebody else's words. Seen by its author alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    family_id = models.UUIDField(null=True)
    where = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    words = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    objects = KeptWordsQuerySet.as_manager()

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "author": Label.PLAIN,
        "family_id": Label.PLAIN,
        "where": Label.PLAIN,
        "address": Label.PLAIN,
        "words": Label.SENSITIVE,
        "at": Label.PLAIN,
        "settled_at": Label.PLAIN,
    }

    @classmethod
    def keep(
        cls, *, by: User, family_id: UUID | None, where: str, address: str, words: Mapping[str, Any]
    ) -> "KeptWords":
        """Keep what ``by`` typed; ``where`` says in plain words what it was meant for."""
        typed = {key: value for key, value in words.items() if key not in PASSING and not key.startswith("_")}
        return cls._default_manager.create(author=by, family_id=family_id, where=where, address=address, words=typed)

    @classmethod
    def waiting_for(cls, author: User) -> KeptWordsQuerySet:
        """An author's own words that wait on their desk, newest first."""
        return cls.objects.waiting_for(author)

    @classmethod
    def found(cls, pk: UUID, *, by: User) -> "KeptWords":
        """One's own kept words, put away or not; raises ``Http404`` for anybody else's."""
        return get_object_or_404(cls.objects.filter(author=by), pk=pk)

    def texts(self) -> list[tuple[str, str]]:
        """What was typed, by the name of its box in plain words; ids and ticks are left out."""
        typed: dict[str, str] = {}
        for name, value in self.words.items():
            if not isinstance(value, str) or not value.strip() or name in NO_WORDS or AN_ID.fullmatch(value.strip()):
                continue
            box, _, part = name.rpartition("-")
            if box and part in ("day", "month", "year"):  # three boxes of one date
                typed[box] = f"{typed[box]}/{value}" if box in typed else value
            else:
                typed[name] = value
        return [(name.rpartition("-")[2].replace("_", " ").capitalize(), value) for name, value in typed.items()]

    @classmethod
    def settle_own(cls, pk: UUID, *, by: User) -> None:
        """Put one's own words away, if they are there: they have been saved after all."""
        for words in cls.objects.waiting_for(by).filter(pk=pk):
            words.settle(by=by)

    def settle(self, *, by: User) -> None:
        """Put the words away once used; they stay in the database, and leave the author's desk."""
        if by.pk != self.author_id:
            raise PermissionError("Only the person who wrote these words can put them away.")
        self.settled_at = self.settled_at or timezone.now()
        self.save(update_fields=["settled_at"])
