"""Names are met in any order and although they are spelt a little differently."""

from datetime import date

import pytest

from kinmap.families.asked import Asked
from kinmap.families.names import folded, keys_of, likeness, match, single_names

MEANT = 80


def test_marks_and_apostrophes_do_not_matter():
    assert folded("Zoë O’Brien-Łuk") == ["zoe", "obrien", "luk"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kyla", "kayla"),
        ("kaylla", "kayla"),
        ("kalya", "kayla"),
        ("kaula", "kayla"),
        ("stephen", "steven"),
        ("mya", "mia"),
    ],
)
def test_a_slip_or_the_same_sound_is_still_the_name(typed, name):
    assert likeness(typed, name) >= MEANT


@pytest.mark.parametrize(("typed", "name"), [("mia", "dee"), ("ryan", "larkin"), ("kay", "toby")])
def test_another_name_is_another_name(typed, name):
    assert likeness(typed, name) == 0


def test_one_slip_shares_a_key_with_the_name_it_was_meant_to_be():
    stored = {key.key for key in keys_of("Kayla")}
    for typed in ("kyla", "kaylla", "kalya", "kaula"):
        assert stored & ({typed} | {key.key for key in keys_of(typed)}), typed


def test_names_match_in_any_order():
    names = single_names("Mia", "Larkin")
    assert match(["larkin", "mia"], names) == match(["mia", "larkin"], names)
    assert match(["larkin", "mia"], names).is_close


def test_a_name_written_as_two_words_is_found_as_one():
    assert match(["mac", "donald"], single_names("Ewan", "MacDonald")).mean == 100


def test_one_name_alone_is_never_a_close_match():
    assert not match(["mia"], single_names("Mia", "Larkin")).is_close


def test_each_name_is_used_once():
    assert match(["larkin", "larkin"], single_names("Mia", "Larkin")).mean == 50


@pytest.mark.parametrize(
    "typed",
    [
        "3/5/2018",
        "03.05.18",
        "3 May 2018",
        "3rd May 2018",
        "May 3 2018",
        "2018-05-03",
        "03052018",
        "3-5-18",
        "3 5 2018",
    ],
)
def test_a_date_of_birth_may_be_written_in_many_ways(typed):
    assert date(2018, 5, 3) in Asked.of(f"Mia {typed}").days
    assert Asked.of(f"Mia {typed}").names == ("mia",)


def test_day_and_month_may_have_been_swapped():
    asked = Asked.of("3/5/2018")
    assert asked.swapped == {date(2018, 3, 5)}
    assert Asked.of("5/14/2018").days == {date(2018, 5, 14)}


@pytest.mark.parametrize(
    ("typed", "begins"),
    [("nm4 2ab", "NM4 2AB"), ("nm42ab", "NM4 2AB"), ("NM4", "NM4"), ("nm4 2", "NM4 2"), ("nm42", "NM4 2")],
)
def test_the_beginning_of_a_postcode_is_understood(typed, begins):
    assert begins in Asked.of(f"Larkin {typed}").postcodes


def test_nothing_typed_is_nothing_asked():
    assert Asked.of("  , x ").is_empty


@pytest.mark.parametrize("typed", ["", "🙂", "a" * 400, "%_';--", "٢٠١٨/٥/٣", "31/31/2018", "0000000000", "محمد"])
def test_strange_words_are_taken_apart_without_a_fall(typed):
    Asked.of(typed)
