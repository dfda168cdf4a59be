"""Dates and ages as people say them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from kinmap.kit import dates
from kinmap.kit.dates import PartialDate, Precision

SATURDAY = date(2026, 6, 13)


def test_a_date_in_words():
    assert dates.plain_date(SATURDAY) == "13 June 2026"
    assert dates.long_date(SATURDAY) == "Saturday 13 June 2026"
    assert dates.month_and_year(SATURDAY) == "June 2026"


@pytest.mark.parametrize(
    ("day", "precision", "words"),
    [
        (SATURDAY, "exact", "13 June 2026"),
        (date(2026, 3, 1), "month", "March 2026"),
        (date(2026, 3, 1), "about", "about March 2026"),
        (date(2026, 3, 14), "about", "about 14 March 2026"),
        (None, "unknown", "date not known"),
        (SATURDAY, "unknown", "date not known"),
    ],
)
def test_a_date_says_how_well_it_is_known(day, precision, words):
    assert dates.partial_date(day, precision) == words
    assert str(PartialDate(day, Precision(precision))) == words


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2027, 3, 3), "due 3 March 2027"),
        (SATURDAY, "born today"),
        (date(2026, 6, 12), "1 day"),
        (date(2026, 5, 31), "13 days"),
        (date(2026, 5, 30), "2 weeks"),
        (date(2026, 3, 15), "12 weeks"),
        (date(2026, 3, 14), "2 months"),
        (date(2025, 4, 13), "14 months"),
        (date(2025, 4, 14), "13 months"),
        (date(2024, 6, 14), "23 months"),
        (date(2024, 6, 13), "2"),
        (date(2017, 6, 13), "9"),
        (date(2017, 6, 14), "8"),
    ],
)
def test_an_age_is_said_as_people_say_it(born, age):
    assert dates.age_in_words(born, SATURDAY) == age


def test_a_leap_day_child_has_a_birthday_on_the_first_of_march():
    born = date(2020, 2, 29)
    assert dates.years_between(born, date(2026, 2, 28)) == 5
    assert dates.years_between(born, date(2026, 3, 1)) == 6


@pytest.mark.parametrize(
    ("day", "words"),
    [(11, "2 days ago"), (12, "yesterday"), (13, "today"), (14, "tomorrow"), (25, "in 12 days")],
)
def test_how_far_off_a_day_is(day, words):
    assert dates.days_away(date(2026, 6, day), SATURDAY) == words


def test_the_clock_is_the_one_on_the_wall_in_summer_too():
    moment = datetime(2026, 6, 13, 9, 5, tzinfo=UTC)
    assert dates.clock(moment) == "10:05"
    assert dates.moment_in_words(moment) == "13 June 2026 at 10:05"


def test_late_in_the_evening_the_date_is_the_local_one():
    assert dates.moment_in_words(datetime(2026, 6, 12, 23, 30, tzinfo=UTC)) == "13 June 2026 at 0:30"


def test_templates_say_the_same():
    source = (
        "{% load kit %}{{ day|plain_date }}/{{ day|long_date }}/{{ day|partial_date:'about' }}/{{ part|partial_date }}"
        "/{{ born|age:day }}/{{ none|plain_date }}{{ none|age }}{{ none|clock }}{{ none|moment }}{{ none|days_away }}"
    )
    part = PartialDate(date(2026, 3, 1), Precision.MONTH)
    context = Context({"day": SATURDAY, "part": part, "born": date(2017, 6, 13), "none": None})
    said = "13 June 2026/Saturday 13 June 2026/about 13 June 2026/March 2026/9/"
    assert Template(source).render(context) == said
