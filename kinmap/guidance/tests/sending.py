"""Forms of guidance as a browser sends them."""

from typing import Any

from kinmap.kit.identity import new_id

QUESTION = "/guidance/own/question/"
PAGE = "/guidance/own/page/"


def a_question(**changes: Any) -> dict[str, Any]:
    """A council's question, whole."""
    return {
        "write": str(new_id()), "text": "Who walks you to school?", "column": "working_well",
        "headings": ["existing_safety"], "category": "detail", "audience": ["child"], "stages": ["cp"],
        "ears_step": "elicit", "then_amplify": "Which way?\n\nWho else?", "author": "Sam Whitlock",
        "review_on-day": "1", "review_on-month": "6", "review_on-year": "2090",
    } | changes  # fmt: skip


def a_page(**changes: Any) -> dict[str, Any]:
    """A council's page, whole."""
    return {
        "write": str(new_id()), "title": "Asking about money", "author": "Sam Whitlock", "beside": "",
        "text": "Begin with food.\n\n- Who eats last?\n- What is in the meter?",
    } | changes  # fmt: skip
