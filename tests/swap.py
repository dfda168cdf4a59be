"""Swap equals reload: does to a parsed page what htmx would do with an answer, and compares it with a fresh page."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

#: What differs between any two drawings of the same page: ids of writes, tokens, where focus goes, what is spoken.
PASSING = ("input[name=csrfmiddlewaretoken]", "input[name=write]")
PASSING_ATTRIBUTES = ("hx-swap-oob", "data-focus", "data-announce", "tabindex")
OUTSIDE = ("#map-undo", "#saved")


def parsed(html: Any) -> BeautifulSoup:
    """A page (or a response with one) as a browser would read it."""
    text = html.content.decode() if hasattr(html, "content") else str(html)
    return BeautifulSoup(text, "html5lib")


def swap(page: BeautifulSoup, response: Any, *, target: str = "") -> BeautifulSoup:
    """Swap an htmx answer into the page: parts out of band by their ids, the rest in place of the target.

    Fails when something is meant for a place that the page does not have.
    """
    answer = parsed(f"<body>{response.content.decode()}</body>").body
    assert answer is not None
    for part in answer.select("[hx-swap-oob]"):
        old = page.find(id=part["id"])
        assert isinstance(old, Tag), f"The page has no #{part['id']} to swap"
        part.extract()
        old.replace_with(part)
    where = page.select_one(response.headers.get("HX-Retarget", target))
    assert where is not None, "The page does not have what the answer is meant for"
    rest = [child.extract() for child in list(answer.children)]
    if response.headers.get("HX-Reswap", "outerHTML") == "innerHTML":
        where.clear()
        where.extend(rest)
    else:
        where.insert_after(*rest)
        where.extract()
    return page


def assert_same(swapped: BeautifulSoup, reloaded: BeautifulSoup, *, within: str = "main") -> None:
    """The swapped page and the reloaded one say the same."""
    assert lines(swapped, within) == lines(reloaded, within)


def lines(page: BeautifulSoup, within: str) -> list[str]:
    """What a page says, line by line, without what differs at every drawing."""
    part = parsed(str(page)).select_one(within)
    assert part is not None
    for gone in part.select(",".join((*PASSING, *OUTSIDE))):
        gone.extract()
    for element in part.find_all(True):
        for attribute in PASSING_ATTRIBUTES:
            element.attrs.pop(attribute, None)
    return [line for line in re.split(r"\s*\n\s*", part.prettify()) if line]
