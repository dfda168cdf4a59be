"""Limits end on the day that the law and the worked examples say (domain.md §6.6 and §12)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinmap.kit.working_days import (
    Unit,
    after_months,
    after_working_days,
    before_working_days,
    is_working_day,
    limit,
    limit_at,
    used,
    working_days_used,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
AMOUNTS = st.integers(0, 120)


@pytest.mark.parametrize(
    ("trigger", "number", "last"),
    [
        (date(2026, 6, 14), 15, date(2026, 7, 3)),  # strategy discussion on a Sunday: conference by Friday 3 July
        (date(2026, 6, 13), 45, date(2026, 8, 14)),  # referral on a Saturday: assessment by 14 August
        (date(2026, 6, 14), 45, date(2026, 8, 14)),
        (date(2026, 7, 1), 15, date(2026, 7, 22)),  # the record of the conference
        (date(2026, 7, 1), 10, date(2026, 7, 15)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # Good Friday: Easter Monday does not count either
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day is a Saturday, so Monday is off
        (date(2026, 5, 22), 1, date(2026, 5, 26)),
        (date(2026, 6, 12), 0, date(2026, 6, 12)),
    ],
)
def test_working_days_are_counted_from_the_day_after_the_trigger(trigger: date, number: int, last: date) -> None:
    assert after_working_days(trigger, number) == last


def test_three_working_days_before_a_wednesday_is_the_friday_before() -> None:
    assert before_working_days(date(2026, 7, 1), 3) == date(2026, 6, 26)


@pytest.mark.parametrize(
    ("trigger", "months", "last"),
    [
        (date(2026, 7, 1), 3, date(2026, 10, 1)),
        (date(2026, 9, 22), 6, date(2027, 3, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_end_on_the_same_day_number_or_the_last_day(trigger: date, months: int, last: date) -> None:
    assert after_months(trigger, months) == last


def test_police_protection_ends_at_the_same_clock_time_three_days_later() -> None:
    taken = datetime(2026, 6, 13, 21, 40, tzinfo=UTC)
    assert limit_at(taken, 72, ZoneInfo("Europe/London")).isoformat() == "2026-06-16T22:40:00+01:00"
    assert limit(date(2026, 6, 13), 72, Unit.HOURS) == date(2026, 6, 16)


def test_seventy_two_hours_are_real_hours_when_the_clocks_go_back() -> None:
    taken = datetime(2026, 10, 24, 11, 0, tzinfo=UTC)  # noon, the day before the hour changes
    assert limit_at(taken, 72, ZoneInfo("Europe/London")).isoformat() == "2026-10-27T11:00:00+00:00"


def test_a_limit_without_a_number_has_no_last_day() -> None:
    assert limit(date(2026, 6, 13), 0, Unit.NONE) is None


def test_the_first_of_july_is_day_thirteen_after_the_strategy_discussion() -> None:
    assert working_days_used(date(2026, 6, 14), date(2026, 7, 1)) == 13
    assert used(date(2026, 6, 14), date(2026, 7, 1), Unit.WORKING_DAYS) == 13


def test_a_month_counts_as_used_when_its_first_day_has_begun() -> None:
    assert used(date(2026, 7, 1), date(2026, 7, 1), Unit.MONTHS) == 0
    assert used(date(2026, 7, 1), date(2026, 7, 2), Unit.MONTHS) == 1
    assert used(date(2026, 7, 1), date(2026, 10, 1), Unit.MONTHS) == 3
    assert used(date(2026, 7, 1), date(2026, 10, 2), Unit.MONTHS) == 4
    assert used(date(2026, 7, 1), date(2026, 6, 1), Unit.MONTHS) == 0


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        after_working_days(date(2026, 6, 13), -1)


@given(DAYS, st.integers(1, 120))
def test_every_limit_in_working_days_ends_on_a_working_day_after_the_trigger(trigger: date, number: int) -> None:
    last = after_working_days(trigger, number)
    assert last > trigger
    assert is_working_day(last)
    assert working_days_used(trigger, last) == number
    assert working_days_used(trigger, last - timedelta(days=1)) == number - 1


@given(DAYS, st.integers(1, 60))
def test_a_trigger_on_a_day_off_counts_like_the_day_off_before_the_next_working_day(trigger: date, number: int) -> None:
    day = trigger
    while not is_working_day(day + timedelta(days=1)):
        day += timedelta(days=1)
    assert after_working_days(trigger, number) == after_working_days(day, number)


@given(DAYS, AMOUNTS)
def test_counting_back_and_forth_between_working_days_comes_home(trigger: date, number: int) -> None:
    last = after_working_days(trigger, number)
    if is_working_day(trigger):
        assert before_working_days(last, number) == trigger


@given(DAYS, st.integers(-60, 60))
def test_months_keep_the_day_number_unless_the_month_is_too_short(day: date, months: int) -> None:
    last = after_months(day, months)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day == day.day or (last.day < day.day and (last + timedelta(days=1)).day == 1)


@given(DAYS, AMOUNTS, st.sampled_from([unit for unit in Unit if unit is not Unit.NONE]))
def test_a_longer_limit_never_ends_earlier(day: date, amount: int, unit: Unit) -> None:
    sooner, later = limit(day, amount, unit), limit(day, amount + 1, unit)
    assert sooner is not None
    assert later is not None
    assert sooner <= later
    assert used(day, sooner, unit) <= max(amount, (sooner - day).days)
