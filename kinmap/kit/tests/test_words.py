"""What people type is kept, cleaned only of what nobody can see."""

import pytest
from django.core.exceptions import ValidationError

from kinmap.kit import forms
from kinmap.kit.forms.words import clean_words


class Statement(forms.KitForm):
    name = forms.TextField(label="Full name")
    words = forms.TextAreaField(label="What happened?", required=False)


def test_control_characters_go_without_a_word():
    assert clean_words("He\x00 said\x07 no\x9f") == "He said no"


def test_line_ends_are_of_one_kind_and_tabs_stay():
    assert clean_words("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


def test_urdu_arabic_joiners_and_pictures_stay():
    words = "امی نے کہا \u200f(گھر)\u200d محفوظ ہے 🏠"
    assert clean_words(words) == words


@pytest.mark.parametrize("character", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
def test_characters_that_turn_the_direction_round_are_refused(character):
    with pytest.raises(ValidationError, match="changes the direction of writing"):
        clean_words(f"Shane may {character}not come")


def test_the_message_shows_where_the_hidden_character_is():
    form = Statement({"name": "Kay\u202ela"})
    assert "around “Kayla”" in form.errors["name"][0]


def test_a_refused_text_is_still_in_its_box():
    form = Statement({"name": "", "words": "Nana rang at nine."})
    assert not form.is_valid()
    assert "Nana rang at nine." in str(form["words"].as_field_group())


def test_a_statement_may_be_ten_thousand_characters_long_and_no_longer():
    assert Statement({"name": "K", "words": "a" * 10_000}).is_valid()
    form = Statement({"name": "K", "words": "a" * 10_001})
    assert form.errors["words"] == [
        "This is 10,001 characters long; the most that fits is 10,000. "
        "Nothing has been lost: shorten it or divide it in two."
    ]


def test_the_browser_is_not_told_to_cut_words_off():
    assert "maxlength" not in str(Statement()["words"].as_field_group()).replace("data-maxlength", "")


def test_line_ends_count_once_although_browsers_send_two():
    assert Statement({"name": "K", "words": "\r\n".join("a" * 5_001)}).errors["words"][0].startswith("This is 10,001")


def test_an_empty_name_is_asked_for_in_words():
    assert Statement({"name": "  "}).errors["name"] == ["Enter full name"]


def test_a_line_has_no_line_ends():
    form = Statement({"name": "Kayla\nLarkin"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Kayla Larkin"
