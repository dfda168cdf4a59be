"""A clock: when a thing is due, when it was done, how much was used, and why it was late.

One small value and one component (``casework/clock.html``) wherever a limit is shown. A limit that was
missed is shown and never hidden; late with its reason is honest data (domain.md §6.6).
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kinmap.casework.models import Limits
from kinmap.kit import working_days

#: Due within so many days is said louder.
SOON = 3


@dataclass(frozen=True)
class Clock:
    """One limit of one thing. ``done`` is ``None`` while it runs; ``due`` is ``None`` where no number is fixed."""

    name: str
    limit: str
    source: str
    trigger: date
    due: date | None
    done: date | None
    used: int
    unit: str
    late: bool
    reason: str = ""

    @property
    def is_running(self) -> bool:
        """Not done yet."""
        return self.done is None

    @property
    def is_soon(self) -> bool:
        """Running, in time, and due within a few days."""
        return (
            self.is_running
            and not self.late
            and self.due is not None
            and (self.due - timezone.localdate()).days <= SOON
        )

    @property
    def state(self) -> str:
        """ "done", "done_late", "late", "soon" or "running"."""
        if self.done is not None:
            return "done_late" if self.late else "done"
        return "late" if self.late else "soon" if self.is_soon else "running"

    @property
    def used_in_words(self) -> str:
        """ "13 working days used"."""
        return f"{self.used} {self.unit[:-1] if self.used == 1 else self.unit} used"


def clock(
    limits: Limits, code: str, *, trigger: date, done: date | None = None, reason: str = "", today: date | None = None
) -> Clock:
    """The clock of one thing: by the limit that held on the day of its trigger, as it stands today."""
    today = today or timezone.localdate()
    limit = limits.holding(code, trigger)
    unit = working_days.Unit(limit.unit)
    due, until = limit.due(trigger), done or today
    hours_or_none = unit in (working_days.Unit.HOURS, working_days.Unit.NONE)
    return Clock(
        name=limit.name, limit=limit.in_words, source=limit.source, trigger=trigger, due=due, done=done,
        used=working_days.used(trigger, until, unit),
        unit="days" if hours_or_none else str(limit.get_unit_display()),
        late=due is not None and until > due, reason=reason,
    )  # fmt: skip
