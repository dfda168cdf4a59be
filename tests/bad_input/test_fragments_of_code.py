"""HTML, template and Typst fragments are words like any others: they stand on page and paper as they were typed."""

import pytest
from bs4 import BeautifulSoup

from kinmap.documents.tests.reading import letters_of
from kinmap.mapping.models import Entry
from tests.bad_input.conftest import Typing

FRAGMENTS = [
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "<b>bold</b> & &amp; &lt;i&gt;",
    "{{ request.user.password }} {% load kit %} {% csrf_token %} {# gone #}",
    '#read("/etc/passwd") #set page(fill: red) $x^2$ *bold* _it_ `raw` @label <label> \\ // end',
    '#import "@preview/x:0.1.0": * = Heading - list + 1. #{ panic() }',
    "'; DROP TABLE mapping_entry; --",
    "${7*7} %(name)s {0} %s",
]


@pytest.mark.parametrize("words", FRAGMENTS)
def test_it_stands_on_the_page_as_it_was_typed(type_: Typing, words: str) -> None:
    assert type_(words).status_code == 303
    assert Entry.objects.get().text == words
    assert words in type_.cards()


@pytest.mark.parametrize("words", FRAGMENTS)
def test_it_comes_back_in_its_box_as_it_was_typed(type_: Typing, words: str) -> None:
    answer = type_(words, children=[])
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html5lib")
    assert words in [box.get_text() for box in page.select("textarea[name=text]")]
    assert not page.select("#main script, #main img[onerror]")


@pytest.mark.parametrize("words", FRAGMENTS)
def test_it_is_printed_as_it_was_typed(type_: Typing, words: str) -> None:
    type_(words)
    letters = letters_of(type_.printed()).replace("’", "'").replace("“", '"').replace("”", '"')
    assert "".join(words.split()) in letters


@pytest.mark.parametrize("words", FRAGMENTS)
def test_it_waits_on_the_desk_as_it_was_typed(type_: Typing, words: str) -> None:
    type_(words, children=[])
    page = BeautifulSoup(type_.client.get("/").content, "html5lib")
    shown = [" ".join(link.get_text().split()) for link in page.select(".desk__line-words")]
    assert " ".join(words.split()) in shown
