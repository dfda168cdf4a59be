"""The question bank: what ships is whole, and its page shows what somebody asks for."""

from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from kinmap.guidance.questions import (
    AUDIENCES,
    CATEGORIES,
    COLUMNS,
    HEADINGS,
    STAGES,
    Question,
    Wanted,
    chosen,
    shipped,
)

BANK = "/guidance/questions/"


def listed(client: Client, query: str = "") -> dict[str, Tag]:
    """The questions on the page, by code."""
    answer = client.get(f"{BANK}{query}")
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html5lib").select("details.guide-question")
    return {str(one["id"]).removeprefix("q-"): one for one in found}


def test_at_least_fifty_questions_ship_each_with_a_code_of_its_own() -> None:
    codes = Counter(one.code for one in shipped())
    assert len(codes) > 50
    assert max(codes.values()) == 1


@pytest.mark.parametrize("question", shipped(), ids=lambda one: one.code)
def test_every_question_says_for_whom_it_is_and_how_to_go_on(question: Question) -> None:
    assert question.text.strip().endswith(("?", "."))
    assert question.audience
    assert set(question.follow_ups) == {"elicit", "amplify", "reflect", "start_over"}
    assert all(question.follow_ups.values())


def test_there_is_something_for_every_column_audience_kind_stage_and_heading() -> None:
    for name, codes in (("column", COLUMNS), ("audience", AUDIENCES), ("category", CATEGORIES), ("stage", STAGES),
                        ("heading", HEADINGS)):  # fmt: skip
        for code in codes:
            assert len(chosen(shipped(), Wanted(**{name: code}))) >= 3, (name, code)


def test_every_stage_but_the_one_between_has_questions_of_its_own() -> None:
    own = Counter(stage for one in shipped() for stage in one.stages)
    assert set(own) == set(STAGES)


def test_no_question_asks_a_parent_why() -> None:
    asked = [one.text for one in shipped() if "parent" in one.audience]
    assert asked
    assert not [text for text in asked if text.lower().startswith("why")]


def test_the_page_shows_all_of_them_and_each_opens_to_what_to_avoid(reader: Client) -> None:
    page = listed(reader)
    assert page.keys() == {one.code for one in shipped()}
    assert "Somebody who uses violence is in the room" in page["first-time"].text
    assert "How did it end that day?" in page["first-time"].text
    assert not page["first-time"].has_attr("open")


def test_filters_work_together_without_a_script(reader: Client) -> None:
    page = listed(reader, "?column=working_well&audience=child")
    assert "safest-with" in page
    assert "proud-as-parent" not in page
    fits = [one for one in shipped() if one.column in ("working_well", "all") and "child" in one.audience]
    assert {one.code for one in fits} == page.keys()


def test_a_stage_shows_what_is_for_it_and_what_is_for_every_stage(reader: Client) -> None:
    page = listed(reader, "?stage=early_help")
    assert "early-help-scale" in page
    assert "first-time" in page
    assert "settled-scale" not in page


def test_a_column_of_the_map_shows_what_fits_any_column_too(reader: Client) -> None:
    assert "wish-grown-ups-knew" in listed(reader, "?column=worries")
    assert "wish-grown-ups-knew" not in listed(reader, "?column=scale")


def test_a_filter_that_nobody_offered_is_no_filter(reader: Client) -> None:
    assert len(listed(reader, "?column=nonsense&audience=%00")) == len(shipped())


def test_what_nothing_fits_says_so(reader: Client) -> None:
    answer = reader.get(f"{BANK}?column=work&audience=child")
    assert "No question fits all of these" in answer.content.decode()


def test_all_can_be_opened_for_printing(reader: Client) -> None:
    page = listed(reader, "?column=scale&open=1")
    assert page
    assert all(one.has_attr("open") for one in page.values())


def test_the_bank_asks_the_database_little(reader: Client, django_assert_max_num_queries: Any) -> None:
    reader.get(BANK)
    with django_assert_max_num_queries(12):
        reader.get(BANK)
