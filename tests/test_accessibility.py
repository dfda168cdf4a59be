"""axe finds nothing on any view that the demonstration offers, at a laptop's width and at a phone's.

Chromium is given what the client gets, without a server, so that nothing but the pages themselves is looked at.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.following import Crawled, everything_followed, followed

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture(scope="module")
def crawled(browser: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawled]:
    """After the browser: it starts an event loop, and within one Django keeps another database connection."""
    with everything_followed(django_db_blocker) as found:
        yield found


@pytest.mark.journey
def test_axe_finds_nothing_on_any_view_at_either_width(
    crawled: Crawled, open_browser: Callable[..., Any], axe: Callable[[Any], None]
) -> None:
    screen = open_browser()
    who = {"person": ""}

    def answer(route: Any) -> None:
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            file = finders.find(asked.path.removeprefix("/static/"))
            return route.fulfill(path=file) if file else route.fulfill(status=404)
        where = f"{asked.path}?{asked.query}" if asked.query else asked.path
        given = followed(crawled.clients[who["person"]], where, headers=passed_on(route.request.headers))
        return route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)

    screen.route("**/*", answer)
    wrong = []
    for view, page in crawled.one_of_each_view().items():
        who["person"] = page.person
        screen.set_viewport_size({"width": 1280, "height": 900})
        screen.goto(f"{SITE}{page.where}")
        for width in (1280, 360):
            screen.set_viewport_size({"width": width, "height": 900})
            try:
                axe(screen)
            except AssertionError as found:
                wrong.append(f"{view} at {width}: {found}")
            if screen.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{view} at {width}: the page is wider than the screen: {page}")
    assert not wrong, "\n".join(wrong)


def passed_on(headers: dict[str, str]) -> dict[str, str]:
    """What htmx says about itself; the client has a session of its own."""
    return {name: value for name, value in headers.items() if name.startswith("hx-")}
