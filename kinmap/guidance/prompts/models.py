"""How often each kind of prompt is shown, taken up and waved away, and what a council sets about prompts.

Counts only, by month: no words, no family, no person, and nothing that could be traced to one (domain.md §8.5).
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.kit.labels import Label


class PromptCount(models.Model):
    """One kind of prompt in one month."""

    code = models.CharField(max_length=40)
    month = models.DateField()
    shown = models.PositiveIntegerField(default=0)
    taken_up = models.PositiveIntegerField(default=0)
    waved_away = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "id": Label.PLAIN, "code": Label.PLAIN, "month": Label.PLAIN, "shown": Label.PLAIN, "taken_up": Label.PLAIN,
        "waved_away": Label.PLAIN,
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["month", "code"]
        constraints = [models.UniqueConstraint(fields=["code", "month"], name="one_count_a_month")]

    def __str__(self) -> str:
        return f"{self.code} {self.month:%Y-%m}"

    @classmethod
    def add(
        cls, *, shown: Iterable[str] = (), taken_up: Iterable[str] = (), waved_away: Iterable[str] = ()
    ) -> None:
        """Count one more of each, in one small transaction of its own; kinds always in the same order."""
        happened = {"shown": set(shown), "taken_up": set(taken_up), "waved_away": set(waved_away)}
        month = timezone.localdate().replace(day=1)
        with transaction.atomic():
            for code in sorted(set().union(*happened.values())):
                row, _ = cls._default_manager.select_for_update().get_or_create(code=code, month=month)
                for what, codes in happened.items():
                    setattr(row, what, getattr(row, what) + (code in codes))
                row.save()

    @classmethod
    def since(cls, first: date) -> dict[str, dict[str, int]]:
        """Sums by kind since a month: ``{"label": {"shown": 12, "taken_up": 7, "waved_away": 2}}``."""
        rows = cls._default_manager.filter(month__gte=first).order_by("code").values("code")
        summed = rows.annotate(
            shown=models.Sum("shown"), taken_up=models.Sum("taken_up"), waved_away=models.Sum("waved_away")
        )
        return {row["code"]: {what: row[what] for what in ("shown", "taken_up", "waved_away")} for row in summed}


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
