"""Dates typed in three boxes, known well or half."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kinmap.kit import forms
from kinmap.kit.dates import UNKNOWN, PartialDate, Precision


class Born(forms.KitForm):
    born = forms.DateField(label="Date of birth", past=True)
    due = forms.DateField(label="Due", future=True, required=False)


class When(forms.KitForm):
    day = forms.PartialDateField(label="When was it?")
    soon = forms.PartialDateField(label="From when?", required=False, future=True)


def boxes(name, day="", month="", year="", **ticks):
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year} | {
        f"{name}-{tick}": "on" for tick in ticks
    }


def answer(form, name):
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


@pytest.mark.parametrize("month", ["6", "06", "June", "jun"])
def test_a_month_may_be_a_number_or_a_word(month):
    assert answer(Born(boxes("born", "13", month, "2016")), "born") == date(2016, 6, 13)


@pytest.mark.parametrize(
    ("typed", "says", "wrong"),
    [
        (("", "", ""), "Enter a date for “Date of birth”", {"day", "month", "year"}),
        (("13", "6", ""), "Add the year", {"year"}),
        (("", "", "2016"), "Add the day and the month", {"day", "month"}),
        (("13", "6", "16"), "The year must have four numbers, such as 2026", {"year"}),
        (("31", "6", "2016"), "June 2016 has no day “31”", {"day"}),
        (("5%d", "6", "2016"), "June 2016 has no day “5%d”", {"day"}),
        (("1", "13", "2016"), "The month must be a number from 1 to 12, or its name", {"month"}),
        (("1", "ju", "2016"), "The month must be a number from 1 to 12, or its name", {"month"}),
        (("1", "6", "1816"), "The year must be 1900 or later", {"year"}),
    ],
)
def test_the_message_says_which_box_is_wrong(typed, says, wrong):
    form = Born(boxes("born", *typed))
    assert form.errors["born"] == [says]
    assert form["born"].wrong_parts == wrong
    first = next(part for part in ("day", "month", "year") if part in wrong)
    assert f'href="#id_born-{first}"' in form.error_summary


def test_what_was_typed_is_still_in_the_boxes():
    drawn = str(Born(boxes("born", "31", "feb", "2016"))["born"].as_field_group())
    assert 'value="31"' in drawn
    assert 'value="feb"' in drawn


def test_nobody_is_born_tomorrow_and_nothing_is_due_yesterday():
    today = timezone.localdate()
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)
    form = Born(boxes("born", *three(tomorrow)) | boxes("due", *three(yesterday)))
    assert "today or earlier" in form.errors["born"][0]
    assert "today or later" in form.errors["due"][0]
    assert Born(boxes("born", *three(today)) | boxes("due", *three(today))).is_valid()


def three(day):
    return str(day.day), str(day.month), str(day.year)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (boxes("day", "13", "6", "2026"), PartialDate(date(2026, 6, 13), Precision.EXACT)),
        (boxes("day", "", "6", "2026"), PartialDate(date(2026, 6, 1), Precision.MONTH)),
        (boxes("day", "", "6", "2026", about=1), PartialDate(date(2026, 6, 1), Precision.ABOUT)),
        (boxes("day", "13", "6", "2026", about=1), PartialDate(date(2026, 6, 13), Precision.ABOUT)),
        (boxes("day", unknown=1), UNKNOWN),
    ],
)
def test_a_date_is_kept_as_well_as_it_is_known_and_shown_the_same_again(typed, known):
    assert answer(When(typed), "day") == known
    again = str(When(initial={"day": known})["day"].as_field_group())
    for name, value in typed.items():
        if value and value != "on":
            assert f'name="{name}" type="text" value="{value}"' in again
    for tick in ("about", "unknown"):
        assert (f'name="day-{tick}" type="checkbox" checked' in again) is (f"day-{tick}" in typed)


def test_a_year_alone_asks_for_a_guess_at_the_month():
    form = When(boxes("day", "", "", "2026"))
    assert form.errors["day"] == ["Add a month: a good guess will do, with “About then” ticked"]


def test_a_date_and_not_known_together_are_refused():
    assert When(boxes("day", "", "6", "2026", unknown=1)).errors["day"] == [
        "Either enter a date or tick “Not known”, not both"
    ]


def test_nothing_at_all_is_not_known_only_where_nothing_is_required():
    form = When({})
    assert list(form.errors) == ["day"]
    assert form.cleaned_data["soon"] == UNKNOWN


def test_this_month_still_lies_ahead():
    today = timezone.localdate()
    form = When(boxes("day", unknown=1) | boxes("soon", "", str(today.month), str(today.year)))
    assert answer(form, "soon").precision == Precision.MONTH
