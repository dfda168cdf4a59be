"""Waits until a page has taken in what it was sent: a person never types between two frames, a test does."""

from typing import Any

QUIET = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"


def quiet(page: Any) -> None:
    """Until no part of the page is on its way, being put in its place or being made ready."""
    page.wait_for_timeout(30)
    page.wait_for_function(QUIET)
    page.wait_for_timeout(60)
