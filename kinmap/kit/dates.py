"""Dates and ages as people say them.

"Saturday 13 June 2026", "about March 2026", "14 months". A date that nobody knows exactly is kept
with its precision, never rounded to a day that did not happen.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Up to this age, months say more than years ("14 months").
MONTHS_UNTIL_YEARS = 2
_DAYS_UNTIL_WEEKS = 14
_WEEKS_UNTIL_MONTHS = 13  # about three months


class Precision(StrEnum):
    """How well a date is known (domain guide 1.2)."""

    EXACT = "exact"
    MONTH = "month"
    ABOUT = "about"
    UNKNOWN = "unknown"


class PartialDate(NamedTuple):
    """A date as well as it is known. ``day`` is the first of the month when only the month is."""

    day: date | None
    precision: Precision

    def __str__(self) -> str:
        return partial_date(self.day, self.precision)


UNKNOWN = PartialDate(None, Precision.UNKNOWN)


def plain_date(day: date) -> str:
    """ "13 June 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """ "Saturday 13 June 2026"."""
    return f"{_DAYS[day.weekday()]} {plain_date(day)}"


def month_and_year(day: date) -> str:
    """ "June 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def partial_date(day: date | None, precision: str = Precision.EXACT) -> str:
    """A date in words with its precision: "13 June 2026", "March 2026", "about March 2026".

    "About" keeps the day only when one was given; the first of a month stands for the month.
    """
    if day is None or precision == Precision.UNKNOWN:
        return "date not known"
    if precision == Precision.MONTH:
        return month_and_year(day)
    if precision == Precision.ABOUT:
        return f"about {month_and_year(day) if day.day == 1 else plain_date(day)}"
    return plain_date(day)


def clock(moment: datetime) -> str:
    """ "10:42" on the clock of the place where Kinmap runs."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local.hour}:{local.minute:02}"


def moment_in_words(moment: datetime) -> str:
    """ "13 June 2026 at 10:42"."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{plain_date(local.date())} at {clock(moment)}"


def months_between(start: date, end: date) -> int:
    """Whole months from ``start`` to ``end``; a month ends on the same day number."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day else months - 1


def years_between(born: date, on: date) -> int:
    """Age in completed years; somebody born on 29 February has a birthday on 1 March."""
    return months_between(born, on) // 12


def age_in_words(born: date, on: date) -> str:
    """An age as people say it: "3 days", "6 weeks", "14 months", "9".

    A day of birth in the future is a due date: "due 3 March 2027".
    """
    days = (on - born) // timedelta(days=1)
    if days < 0:
        return f"due {plain_date(born)}"
    if days == 0:
        return "born today"
    if days < _DAYS_UNTIL_WEEKS:
        return _counted(days, "day")
    if days < _WEEKS_UNTIL_MONTHS * 7:
        return _counted(days // 7, "week")
    years = years_between(born, on)
    return str(years) if years >= MONTHS_UNTIL_YEARS else _counted(months_between(born, on), "month")


def days_away(day: date, today: date) -> str:
    """How far off a date is: "today", "tomorrow", "in 12 days", "3 days ago"."""
    days = (day - today) // timedelta(days=1)
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
