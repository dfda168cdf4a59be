"""How long things may take: shipped with sources, and a council's own wording of them over time (domain.md §6.6)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import Http404

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.kit import working_days
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label

SHIPPED = Path(__file__).parent.parent / "time_limits.json"


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The limits that Kinmap ships with, by code, each with its source."""
    rows: list[dict[str, Any]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {row["code"]: row for row in rows}


class TimeLimit(Noun):
    """How long one thing may take: so many working days, weeks, months or hours from a day.

    A council's own row stands before the shipped one between ``valid_from`` and ``valid_to``, both of them
    included. ``before``: counted back from the day. ``local``: common practice and no statute. ``unsure``:
    the source could not be confirmed.
    """

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", "working days"
        DAYS = "days", "days"
        WEEKS = "weeks", "weeks"
        MONTHS = "months", "calendar months"
        HOURS = "hours", "hours"
        NONE = "none", "no fixed number"

    code = models.CharField(max_length=40)
    name = models.CharField("what it limits", max_length=120)
    starts_from = models.CharField("from when it is counted", max_length=200)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=Unit.choices)
    before = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    jurisdiction = models.CharField(max_length=60, blank=True)
    local = models.BooleanField(default=False)
    unsure = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "code": Label.PLAIN,
        "name": Label.PLAIN,
        "starts_from": Label.PLAIN,
        "amount": Label.PLAIN,
        "unit": Label.PLAIN,
        "before": Label.PLAIN,
        "source": Label.PLAIN,
        "note": Label.PLAIN,
        "jurisdiction": Label.PLAIN,
        "local": Label.PLAIN,
        "unsure": Label.PLAIN,
        "valid_from": Label.PLAIN,
        "valid_to": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_time_limit_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="time_limit_ends_after_it_starts",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        """ "15 working days", "3 calendar months", "no fixed number"."""
        if self.unit == self.Unit.NONE:
            return "no fixed number"
        unit = str(self.Unit(self.unit).label)
        words = f"{self.amount} {unit[:-1] if self.amount == 1 else unit}"
        return f"{words} before" if self.before else words

    @property
    def is_shipped(self) -> bool:
        """Whether this is Kinmap's own row, which no council has touched."""
        return self._state.adding

    @property
    def edition(self) -> int:
        """Which version of the row this is; 0 for a shipped one."""
        return 0 if self._state.adding else self.version

    def due(self, trigger: date) -> date | None:
        """The last day on which it is still in time; ``None`` where no number is fixed."""
        return working_days.limit(trigger, self.amount, working_days.Unit(self.unit), before=self.before)

    def reworded(self, *, by: User, valid_from: date, version: int | None = None, **facts: Any) -> "TimeLimit":
        """The council's own limit from a day on. An earlier one of the council's ends on the day before.

        Raises ``Outdated`` when somebody else changed it meanwhile, ``ValueError`` for a day before the one
        from which the council's present limit holds.
        """
        record(by=by, verb=Verb.CHANGE, kind="time limit", subject_id=self.code)
        standing = TimeLimit._default_manager.filter(code=self.code).order_by("-valid_from").first()
        if version is not None and version != (standing.edition if standing else 0):
            raise Outdated(standing.in_words if standing else self.in_words)
        if standing and standing.valid_from and valid_from < standing.valid_from:
            raise ValueError(
                f"The present limit holds from {plain_date(standing.valid_from)}. Choose that day or a later one."
            )
        if standing and standing.valid_from == valid_from:
            for fact, value in facts.items():
                setattr(standing, fact, value)
            return standing.keep(by=by)
        if standing:
            standing.valid_to = valid_from - timedelta(days=1)
            standing.keep(by=by)
        kept = {
            name: getattr(standing or self, name) for name in ("name", "starts_from", "before", "jurisdiction", "local")
        }
        return TimeLimit(code=self.code, valid_from=valid_from, **{**kept, **facts}).keep(by=by)


@dataclass(frozen=True)
class Limits:
    """Every limit, the council's own before the shipped: asked once for a page."""

    own: tuple[TimeLimit, ...]

    @classmethod
    def today(cls) -> "Limits":
        """All rows of the council's own, whenever they hold; one query."""
        return cls(tuple(TimeLimit._default_manager.order_by("code", "valid_from")))

    def holding(self, code: str, on: date) -> TimeLimit:
        """The limit of this code that holds on a day. Raises ``KeyError`` for a code that is no limit."""
        for row in reversed(self.of(code)):
            if row.valid_from and row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
                return row
        return TimeLimit(**shipped()[code])

    def of(self, code: str) -> list[TimeLimit]:
        """The council's own rows of one code, the oldest first."""
        return [row for row in self.own if row.code == code]

    def every(self, on: date) -> Iterable[TimeLimit]:
        """Every limit as it holds on a day, in the shipped order."""
        return (self.holding(code, on) for code in shipped())

    def due(self, code: str, trigger: date) -> date | None:
        """The last day of the limit that holds on the day of the trigger."""
        return self.holding(code, trigger).due(trigger)


def limit_coded(code: str, on: date) -> TimeLimit:
    """The limit of a code as it holds on a day. Raises ``Http404`` where there is no such limit."""
    if code not in shipped():
        raise Http404
    return Limits.today().holding(code, on)


def due(code: str, trigger_day: date) -> date | None:
    """The last day of a limit, counted from the day after its trigger; ``None`` where no number is fixed."""
    return Limits.today().due(code, trigger_day)
