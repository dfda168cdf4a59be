"""Days as time limits count them (domain.md §6.6).

A *working day* is not a Saturday, a Sunday or a bank holiday of England and Wales. Counting begins on the
day **after** the trigger, whatever day the trigger was. Calendar months end on the same day-number, or on
the last day of a month that has no such number. Pure: no database, no clock.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays

_SATURDAY = 5
_HOURS_IN_A_DAY = 24
DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    #: Guidance gives no number: the limit is shown as words only.
    NONE = "none"


@lru_cache(maxsize=300)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, substitute days included."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether the council works that day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def after_working_days(trigger: date, number: int) -> date:
    """The last of so many working days, the first of which is the next working day after the trigger.

    None at all is the trigger itself. Raises ``ValueError`` for a negative number.
    """
    return _counted(trigger, number, DAY)


def before_working_days(day: date, number: int) -> date:
    """So many working days before a day: 3 before Wednesday 1 July is Friday 26 June."""
    return _counted(day, number, -DAY)


def _counted(start: date, number: int, step: timedelta) -> date:
    if number < 0:
        raise ValueError("A limit counts forwards: give a number of days that is not negative.")
    day, left = start, number
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_used(trigger: date, until: date) -> int:
    """How many working days have begun after the trigger, up to and with ``until``; 0 before that."""
    used, day = 0, trigger
    while day < until:
        day += DAY
        used += is_working_day(day)
    return used


def after_months(day: date, number: int) -> date:
    """The same day-number so many months later (or earlier), or that month's last day."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def limit(trigger: date, amount: int, unit: Unit, *, before: bool = False) -> date | None:
    """The last day of a limit; ``None`` where guidance gives no number.

    ``before`` counts back from the trigger. Hours counted from a day alone end with the same number of
    whole days: for the hour itself see ``limit_at``.
    """
    sign = -1 if before else 1
    match unit:
        case Unit.WORKING_DAYS:
            return before_working_days(trigger, amount) if before else after_working_days(trigger, amount)
        case Unit.MONTHS:
            return after_months(trigger, sign * amount)
        case Unit.WEEKS:
            return trigger + sign * timedelta(weeks=amount)
        case Unit.DAYS:
            return trigger + sign * timedelta(days=amount)
        case Unit.HOURS:
            return trigger + sign * timedelta(days=-(-amount // _HOURS_IN_A_DAY))
        case Unit.NONE:
            return None


def limit_at(moment: datetime, hours: int, zone: tzinfo) -> datetime:
    """When so many hours have passed, as the clock on the wall then says: real hours, summer time or not."""
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)


def used(trigger: date, until: date, unit: Unit) -> int:
    """How much of a limit is used by a day, in its unit: working days, whole weeks or months begun, or days."""
    days = max((until - trigger) // DAY, 0)
    match unit:
        case Unit.WORKING_DAYS:
            return working_days_used(trigger, until)
        case Unit.WEEKS:
            return -(-days // 7)
        case Unit.MONTHS:
            number = max((until.year - trigger.year) * 12 + until.month - trigger.month, 0)
            return number + (until > after_months(trigger, number)) if days else 0
        case _:
            return days
