"""One search over pages, questions and a council's own."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.access.models import User
from kinmap.access.trail import TrailEntry
from kinmap.guidance.models import CouncilPage, CouncilQuestion
from kinmap.guidance.questions import shipped
from kinmap.guidance.searching import excerpt, look

FACTS: dict[str, Any] = {
    "text": "Who keeps the spare key?", "category": "safety", "column": "needs_to_happen", "audience": ["network"],
    "ears_step": "elicit", "author": "Sam",
}  # fmt: skip


def found(client: Client, words: str) -> str:
    answer = client.get("/guidance/", {"q": words})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib").select_one("#main").text  # type: ignore[union-attr]


def test_it_finds_a_page_by_a_word_in_its_text(reader: Client) -> None:
    assert "Scaling questions" in found(reader, "ladder")


def test_it_finds_a_question_by_its_follow_up(reader: Client) -> None:
    assert "What did you do first?" in found(reader, "very first minute")


def test_every_word_must_be_there_and_the_beginning_of_a_word_is_enough(reader: Client) -> None:
    assert "The question bank" not in found(reader, "midnigh")
    assert "Who would drop everything at midnight?" in found(reader, "midnigh")
    assert "Nothing found" in found(reader, "midnight zebra")


def test_either_apostrophe_finds_the_other(reader: Client) -> None:
    assert "danger" in found(reader, "won't wake")


def test_a_title_comes_before_a_mention() -> None:
    first = look("goal", questions=shipped(), own=()).pages[0]
    assert first.page.slug == "goal"


def test_it_finds_what_the_council_wrote_and_not_what_it_withdrew(reader: Client, sam: User) -> None:
    CouncilQuestion.write(by=sam, **FACTS)
    page = CouncilPage.write(by=sam, title="Keys and neighbours", text="Ask about the spare key.", author="Sam")
    assert "Who keeps the spare key?" in found(reader, "spare key")
    assert "Keys and neighbours" in found(reader, "spare key")
    page.withdraw(by=sam)
    assert "Keys and neighbours" not in found(reader, "spare key")


def test_what_was_searched_for_is_not_written_down(reader: Client) -> None:
    found(reader, "wetting the bed")
    assert not TrailEntry.objects.filter(reason__icontains="bed").exists()


@pytest.mark.parametrize("words", ["<b>night</b>", "%", "\\", "((", "night' OR 1=1"])
def test_signs_are_harmless(reader: Client, words: str) -> None:
    assert "<b>night" not in reader.get("/guidance/", {"q": words}).content.decode().replace("&lt;", "«")


def test_an_excerpt_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    told = excerpt(text, ["word50"])
    assert told.startswith("… word")
    assert told.endswith(" …")
    assert "word50" in told
