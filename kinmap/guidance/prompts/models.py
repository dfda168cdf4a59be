"""How often each kind of prompt is shown, taken up and waved away, and what a council sets about prompts.

Counts only, by month: no words, no family, no person, and nothing that could be traced to one (domain.md §8.5).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.kit.labels import Label


def unlinked() -> UUID:
    """An id that says nothing of when it was made, unlike those of case records."""
    return uuid4()


class PromptCount(models.Model):
    """What happened to prompts in one save: codes and a month. Inserted and never changed, so that no two writers
    wait for one another; nothing in it leads back to the save.
    """

    id = models.UUIDField(primary_key=True, default=unlinked, editable=False)
    month = models.DateField()
    shown = models.JSONField(default=list)
    taken_up = models.JSONField(default=list)
    waved_away = models.JSONField(default=list)

    privacy: ClassVar = {
        "id": Label.PLAIN, "month": Label.PLAIN, "shown": Label.PLAIN, "taken_up": Label.PLAIN,
        "waved_away": Label.PLAIN,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["month"], name="counts_of_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @classmethod
    def add(cls, *, shown: Iterable[str] = (), taken_up: Iterable[str] = (), waved_away: Iterable[str] = ()) -> None:
        """Count one more of each kind; nothing to count writes nothing."""
        given = {"shown": shown, "taken_up": taken_up, "waved_away": waved_away}
        happened = {what: sorted(set(codes)) for what, codes in given.items()}
        if any(happened.values()):
            cls(month=timezone.localdate().replace(day=1), **happened).save(force_insert=True)

    @classmethod
    def since(cls, first: date) -> dict[str, Counter[str]]:
        """Sums since a month, by what happened: ``{"shown": {"label": 12}, "taken_up": {"label": 7}, …}``."""
        sums: dict[str, Counter[str]] = {what: Counter() for what in ("shown", "taken_up", "waved_away")}
        rows = cls._default_manager.filter(month__gte=first).order_by("pk")
        for row in rows.values_list(*sums).iterator():
            for what, codes in zip(sums, row, strict=True):
                sums[what].update(codes)
        return sums


#: Weeks without a child's own words after which somebody is asked (domain.md §1.8: configurable, default 6).
WEEKS = 6


class PromptSetting(Noun):
    """What a council sets about prompts. One row; until somebody changes it, the shipped values hold."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    weeks_without_words = models.PositiveSmallIntegerField("weeks without a child’s own words", default=WEEKS)

    privacy: ClassVar = {"only": Label.PLAIN, "weeks_without_words": Label.PLAIN}

    def __str__(self) -> str:
        return f"{self.weeks_without_words} weeks"

    @classmethod
    def today(cls) -> "PromptSetting":
        """What holds today."""
        return cls._default_manager.first() or cls()

    @property
    def edition(self) -> int:
        """Which version this is; 0 for what Kinmap ships with."""
        return 0 if self._state.adding else self.version

    @classmethod
    def change(cls, *, weeks: int, version: int | None, by: User) -> "PromptSetting":
        """Set the weeks. Raises ``Outdated`` when somebody else set them meanwhile."""
        record(by=by, verb=Verb.CHANGE, kind="prompt setting")
        setting = cls.today()
        if version is not None and version != setting.edition:
            raise Outdated(f"{setting.weeks_without_words} weeks")
        setting.weeks_without_words = weeks
        return setting.keep(by=by)
