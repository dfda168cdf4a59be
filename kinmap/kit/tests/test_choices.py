"""Answers to choose from: children, numbers of a scale, and fields that belong to an answer."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup

from kinmap.kit import forms

KAYLA, REECE, STRANGER = uuid4(), uuid4(), uuid4()


class Entry(forms.KitForm):
    children = forms.ChildrenField()
    how = forms.RadiosField(
        label="How do you know?",
        choices=[("saw", "I saw it"), ("told", "I was told")],
        hints={"saw": "You were there"},
        reveals={"told": ["who"]},
        required=False,
    )
    who = forms.TextField(label="Who told you?", required=False)
    scale = forms.ScaleField(label="How safe is it?", low="Not safe tonight", high="We can close")
    team = forms.SelectField(label="Team", coerce=int, required=False)
    languages = forms.CheckboxesField(label="Languages", choices=[("ur", "Urdu"), ("en", "English")], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("children", [(KAYLA, "Kayla"), (REECE, "Reece")], initial=[REECE])
        self.offer("team", [(1, "North"), (2, "South")])


def filled(**changes):
    return {"children": [str(KAYLA)], "scale": "4.5"} | changes


def page_of(form, name):
    return BeautifulSoup(str(form[name].as_field_group()), "html.parser")


def test_children_are_ids_and_at_least_one():
    form = Entry(filled())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["children"] == frozenset({KAYLA})
    assert Entry(filled(children=[])).errors["children"] == ["Tick at least one child"]


def test_all_children_works_without_a_script():
    form = Entry({"children-all": "on", "scale": "4"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["children"] == {KAYLA, REECE}


def test_all_children_means_the_children_offered_here_and_no_other():
    form = Entry({"children-all": "on", "scale": "4"})
    form.offer("children", [(KAYLA, "Kayla")])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["children"] == {KAYLA}


def test_a_child_that_was_not_offered_is_refused():
    assert "children" in Entry(filled(children=[str(STRANGER)])).errors


def test_the_all_box_is_never_sent_out_ticked():
    page = page_of(Entry({"children-all": "on", "scale": ""}), "children")
    assert not page.select_one("[data-children-all]").has_attr("checked")
    assert len(page.select("input[name=children][checked]")) == 2


def test_one_child_needs_no_all_box():
    form = Entry()
    form.offer("children", [(KAYLA, "Kayla")])
    assert page_of(form, "children").select_one("[data-children-all]") is None


def test_children_offered_to_one_form_are_unknown_to_the_next():
    Entry().offer("children", [(STRANGER, "Somebody else’s child")])
    assert "Somebody else’s child" not in str(Entry()["children"].as_field_group())


@pytest.mark.parametrize(("typed", "number"), [("0", Decimal(0)), ("4.5", Decimal("4.5")), ("10", Decimal(10))])
def test_a_number_on_the_scale_may_be_a_half(typed, number):
    form = Entry(filled(scale=typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["scale"] == number


def test_rather_not_say_is_an_answer_and_silence_is_not():
    form = Entry(filled(scale="rather_not_say"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["scale"] is None
    assert Entry(filled(scale="")).errors["scale"] == ["Choose a number, or “Rather not say”"]


@pytest.mark.parametrize("typed", ["11", "-1", "4.25", "four"])
def test_other_numbers_are_refused(typed):
    assert "scale" in Entry(filled(scale=typed)).errors


def test_the_scale_shows_its_written_ends_and_the_number_given_before():
    form = Entry(initial={"scale": Decimal("4.50")})
    form.fields["scale"].ends(low="He is sure to come back", high="He stays away")
    page = page_of(form, "scale")
    assert "He is sure to come back" in page.text
    assert [box["value"] for box in page.select("input[checked]")] == ["4.5"]
    assert len(page.select("input[type=radio]")) == 22


def test_a_revealed_field_lies_under_its_answer_and_nowhere_else():
    form = Entry()
    page = page_of(form, "how")
    under = page.select_one("#conditional-id_how-2")
    assert under.select_one("input[name=who]")
    assert page.select_one("input[value=told]")["data-aria-controls"] == "conditional-id_how-2"
    assert "who" not in [field.name for field in form.open_fields]


def test_a_revealed_field_is_in_sight_when_its_answer_was_chosen():
    page = page_of(Entry(filled(how="told")), "how")
    assert "govuk-radios__conditional--hidden" not in page.select_one("#conditional-id_how-2")["class"]


def test_answers_come_as_the_verb_wants_them():
    form = Entry(filled(team="2", languages=["en", "ur"], how="saw"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["team"] == 2
    assert form.cleaned_data["languages"] == ["ur", "en"]
    assert form.cleaned_data["how"] == "saw"


def test_nothing_chosen_where_nothing_is_required_is_none():
    form = Entry(filled())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["team"] is None
    assert form.cleaned_data["how"] is None
    assert form.cleaned_data["languages"] == []


def test_a_child_id_is_a_uuid_whatever_it_was_offered_as():
    form = Entry(filled())
    form.offer("children", [(str(KAYLA), "Kayla")])
    assert form.is_valid(), form.errors
    assert all(isinstance(child, UUID) for child in form.cleaned_data["children"])
