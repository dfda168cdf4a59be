"""A form that writes carries the id of this one act of writing; every form says what is wrong."""

from uuid import UUID

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from kinmap.kit import forms


class Note(forms.WriteForm):
    version = forms.HiddenField(coerce=int)
    words = forms.TextAreaField(label="What did you see?")
    times = forms.NumberField(label="How many times?", lowest=0, highest=20, required=False)
    hours = forms.NumberField(label="Hours", decimals=1, required=False)
    shown = forms.TickField(label="The family has seen this")

    def clean(self):
        if self.cleaned_data.get("words") == "both":
            raise ValidationError("These two do not go together")
        return self.cleaned_data


def write_of(form):
    return BeautifulSoup(str(form.hidden), "html.parser").select_one("[name=write]")["value"]


def sent(**changes):
    return {"write": write_of(Note()), "version": "3", "words": "He laughed."} | changes


def test_each_page_gets_an_id_of_its_own_that_sorts_by_time():
    first, second = write_of(Note()), write_of(Note())
    assert UUID(first).version == 7
    assert first < second


def test_a_form_that_comes_back_with_a_message_keeps_its_id():
    data = sent(words="")
    form = Note(data)
    assert not form.is_valid()
    assert write_of(form) == data["write"]


def test_a_form_without_a_usable_id_is_refused_and_gets_a_new_one():
    for broken in ("", "not-an-id"):
        form = Note(sent(write=broken))
        assert "Send it again" in form.errors["write"][0]
        assert UUID(write_of(form)).version == 7
        assert "Send it again" in form.error_summary


def test_hidden_values_come_as_the_verb_wants_them():
    form = Note(sent())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == 3
    assert isinstance(form.cleaned_data["write"], UUID)


def test_a_hidden_value_that_was_meddled_with_is_refused():
    assert "version" in Note(sent(version="three")).errors
    assert "version" in Note(sent(version="")).errors


def test_numbers_are_numbers_with_limits_in_words():
    form = Note(sent(times="7", hours="7.5"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["times"] == 7
    assert isinstance(form.cleaned_data["times"], int)
    assert str(form.cleaned_data["hours"]) == "7.5"
    assert Note(sent(times="7.5")).errors["times"] == ["Enter a whole number, such as 7"]
    assert Note(sent(times="many")).errors["times"] == ["Enter a whole number, such as 7"]
    assert "20" in Note(sent(times="21")).errors["times"][0]


def test_a_tick_is_true_or_false():
    assert Note(sent(shown="on")).is_valid()
    form = Note(sent())
    assert form.is_valid()
    assert form.cleaned_data["shown"] is False


def test_the_summary_links_to_the_first_box_to_correct():
    form = Note(sent(words="", times="x"))
    page = BeautifulSoup(form.error_summary, "html.parser")
    whole = BeautifulSoup("".join(str(field.as_field_group()) for field in form.open_fields), "html.parser")
    links = [link["href"] for link in page.select("a")]
    assert links == ["#id_words", "#id_times"]
    assert all(whole.select_one(link) for link in links)


def test_what_is_wrong_with_the_whole_form_needs_no_link():
    page = BeautifulSoup(Note(sent(words="both")).error_summary, "html.parser")
    assert "These two do not go together" in page.text
    assert page.select("a") == []


def test_a_form_without_mistakes_has_no_summary():
    assert Note().error_summary == ""


def test_every_box_is_described_by_its_hint_and_message():
    class Hinted(forms.KitForm):
        words = forms.TextAreaField(label="Words", hint="Plain ones")

    page = BeautifulSoup(str(Hinted({})["words"].as_field_group()), "html.parser")
    assert page.select_one("textarea")["aria-describedby"] == "id_words-hint id_words-error"
    assert page.select_one("#id_words-hint").text.strip() == "Plain ones"
    assert "Enter words" in page.select_one("#id_words-error").text


def test_an_optional_field_says_so():
    assert "(optional)" in str(Note()["times"].as_field_group())
    assert "(optional)" not in str(Note()["words"].as_field_group())
    assert "(optional)" not in str(Note()["shown"].as_field_group())


def test_typed_markup_stays_words():
    drawn = str(Note(sent(words="<script>alert(1)</script>", times="<b>"))["words"].as_field_group())
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_field_is_drawn_whole_by_the_form_too():
    page = BeautifulSoup(str(Note()), "html.parser")
    assert len(page.select("[name=write]")) == 1
    assert len(page.select("textarea[name=words]")) == 1
