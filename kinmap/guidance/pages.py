"""The pages that Kinmap ships with: how to run a mapping, how to ask, what good writing looks like (domain.md §1.6,
§2, §5.1). Prose stands in ``templates/guidance/pages``, standards and worked talks beside the code as data. Pure.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags

HERE = Path(__file__).parent
END_OF_HEADING = re.compile(r"(?=</h[1-6]>)")
END_OF_BLOCK = re.compile(r"(?=</(?:p|li|dt|dd|div|td|th|blockquote|h[1-6])>)")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its slug, its title, one sentence about it, its part of the list, and the template of its body.

    ``heading``: the category of the map whose standard it is.
    """

    slug: str
    title: str
    lead: str
    part: str
    body: str
    heading: str = ""


#: The parts of the list, in order: what somebody wants to do. The quick start stands before them all.
PARTS: dict[str, str] = {
    "ask": "Asking",
    "write": "Writing it down well",
}

PAGES: tuple[Page, ...] = (
    Page(
        slug="quick-start", title="Quick start to mapping", part="run", body="guidance/pages/quick_start.html",
        lead="Twelve steps for an hour at the kitchen table.",
    ),
    Page(
        slug="conversations", title="Turning questions into conversations", part="ask",
        body="guidance/pages/conversations.html", lead="Elicit, amplify, reflect, start over: with three worked talks.",
    ),
    Page(
        slug="strengths-questions", title="Asking about what works", part="ask",
        body="guidance/pages/strengths_questions.html", lead="Five ways in, and how a strength becomes safety.",
    ),
    Page(
        slug="scaling-questions", title="Scaling questions", part="ask", body="guidance/pages/scaling_questions.html",
        lead="From 0 to 10 without ever adding anything up.",
    ),
    Page(
        slug="harm", title="A good harm statement", part="write", body="guidance/pages/standard.html",
        heading="past_harm",
        lead="What has happened: who, to whom, when, and what it did.",
    ),
    Page(
        slug="danger-statement", title="A good danger or worry statement", part="write",
        body="guidance/pages/standard.html", heading="danger_statement",
        lead="What we fear: whose behaviour, when, and what it could do to which child.",
    ),
    Page(
        slug="goal", title="A good goal", part="write", body="guidance/pages/standard.html", heading="goal",
        lead="What will be there instead, who sees it, and for how long.",
    ),
    Page(
        slug="existing-safety", title="Strength or existing safety?", part="write", body="guidance/pages/standard.html",
        heading="existing_safety", lead="When the danger was there and somebody protected the child.",
    ),
    Page(
        slug="plain-words", title="Plain words", part="write", body="guidance/pages/plain_words.html",
        lead="So that a grandmother can read it aloud.",
    ),
)  # fmt: skip
BY_SLUG: dict[str, Page] = {page.slug: page for page in PAGES}
#: The page that says what good looks like, by the category of the map; strengths are explained beside safety.
STANDARD_OF: dict[str, Page] = {page.heading: page for page in PAGES if page.heading} | {
    "strength": BY_SLUG["existing-safety"],
}


@cache
def standard(slug: str) -> dict[str, Any]:
    """A standard as data: its test question, checklist, rules, and weak and better examples."""
    told: dict[str, Any] = json.loads((HERE / "standards" / f"{slug}.json").read_text(encoding="utf-8"))
    return told


@cache
def talks() -> list[dict[str, Any]]:
    """Worked talks, with the step of the conversation that each line takes. Everybody in them is invented."""
    told: list[dict[str, Any]] = json.loads((HERE / "talks.json").read_text(encoding="utf-8"))
    return told


def context_of(page: Page) -> dict[str, Any]:
    """What the body of a page needs."""
    if page.heading:
        return {"page": page, "standard": standard(page.slug)}
    return {"page": page, "talks": talks()} if page.slug == "conversations" else {"page": page}


@cache
def words_of(slug: str) -> str:
    """All the words of a page, for the search."""
    page = BY_SLUG[slug]
    # A heading has no full stop and two paragraphs no space between them: without the marks they would run together.
    parted = END_OF_BLOCK.sub(" ", END_OF_HEADING.sub(" · ", render_to_string(page.body, context_of(page))))
    body = strip_tags(parted)
    return f"{page.title} {page.lead} {' '.join(body.split())}"
