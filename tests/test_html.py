"""Every page that the demonstration offers: no dead link, valid HTML, nothing inline, and accessible at both widths.

The demonstration is loaded once, and its pages are followed link by link as several of its people. Chromium is
given the same answers, without a server, so that nothing but the pages themselves is looked at.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from build_tools.testbed import java
from kinmap.access.models import User
from kinmap.desk.demonstration import demo

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
SITE = "http://testserver"
#: Whom we follow, and how many pages of one view; the first of them sees the most.
PEOPLE = {
    "hannah.osei": 3,  # social worker
    "ruth.adeyemi": 1,  # conference chair
    "anita.desai": 1,  # partner agency
    "sam.whitlock": 1,  # practice lead
    "colin.prentice": 1,  # team manager
    "joanne.beckett": 2,  # family support worker, of the other family
    "": 1,  # nobody signed in
}
ENTRANCES = {"": ("/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/")}


@dataclass(frozen=True)
class Page:
    """One page as one person saw it."""

    person: str
    where: str
    view: str
    status: int
    text: str

    def __str__(self) -> str:
        return f"{self.where} ({self.view}, as {self.person or 'nobody'})"


@dataclass
class Crawled:
    """Every page found, and the people's clients to ask for more."""

    pages: list[Page]
    clients: dict[str, Client]

    def one_of_each_view(self) -> dict[str, Page]:
        found: dict[str, Page] = {}
        for page in self.pages:
            found.setdefault(page.view, page)
        return found


@pytest.fixture(scope="module")
def crawled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawled]:
    """The demonstration, loaded once and followed by each of its people."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo()
        clients = {name: Client() for name in PEOPLE}
        for name, client in clients.items():
            if name:
                client.force_login(User.objects.get(email=f"{name}@northmoor.example"))
        pages = [page for name, most in PEOPLE.items() for page in follow(clients[name], name, most)]
        yield Crawled(pages, clients)
        transaction.set_rollback(True)
    connection.close()


def follow(client: Client, person: str, most: int) -> Iterator[Page]:
    """Pages breadth first, at most so many of one view."""
    waiting, met = list(ENTRANCES.get(person, ("/",))), set[str]()
    seen: Counter[str] = Counter()
    while waiting:
        where = waiting.pop(0)
        view = resolve(urlsplit(where).path).view_name
        kind = f"{view} {urlsplit(where).path.split('/')[2:3]}" if view == "mapping:map" else view
        if where in met or seen[kind] >= most:
            continue
        met.add(where)
        seen[kind] += 1
        answer = followed(client, where)
        if "text/html" not in answer["Content-Type"]:
            continue
        text = answer.content.decode()
        yield Page(person, where, view, answer.status_code, text)
        waiting += links_in(text, where)


def followed(client: Client, where: str, **how: Any) -> HttpResponse:
    """The page to which an address leads in the end."""
    answer: HttpResponse = client.get(where, **how)
    for _ in range(5):
        if answer.status_code not in (301, 302, 303):
            break
        answer = client.get(urljoin(where, answer["Location"]), **how)
    return answer


def links_in(text: str, here: str) -> list[str]:
    """Addresses of Kinmap's own that the page leads to, or fetches as a part of itself."""
    found = []
    for tag in BeautifulSoup(text, "html5lib").find_all(True):
        for attribute in ("href", "hx-get", "data-hx-get"):
            value = tag.get(attribute)
            there = urlsplit(urljoin(here, str(value))) if value else None
            if there and not there.netloc and not there.path.startswith("/static/") and there.path != "":
                found.append(f"{there.path}?{there.query}" if there.query else there.path)
    return found


def test_the_demonstration_leads_to_most_of_kinmap(crawled: Crawled) -> None:
    views = set(crawled.one_of_each_view())
    assert len(views) > 45, sorted(views)
    assert {"mapping:map", "mapping:statements", "planning:plan", "casework:story", "desk:search"} <= views


def test_no_link_is_dead(crawled: Crawled) -> None:
    dead = [f"{page}: {page.status}" for page in crawled.pages if page.status != 200]
    assert not dead, "\n".join(dead)


def test_every_page_has_one_heading_a_title_and_a_language_and_nothing_inline(crawled: Crawled) -> None:
    wrong = [f"{page}: {said}" for page in crawled.pages for said in wrong_with(page.text)]
    assert not wrong, "\n".join(wrong[:40])


def wrong_with(text: str) -> Iterator[str]:
    """What our own rules find on a page."""
    page = BeautifulSoup(text, "html5lib")
    if len(page.find_all("h1")) != 1:
        yield f"{len(page.find_all('h1'))} first headings"
    if not page.title or len(page.title.text.split("·")) < 2 or not page.title.text.split("·")[0].strip():
        yield "no title of its own"
    if page.html is None or page.html.get("lang") != "en-GB":
        yield "no language"
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    yield from (f"id “{name}” {times} times" for name, times in ids.items() if times > 1)
    for tag in page.find_all(True):
        inline = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        if inline or (tag.name == "script" and not tag.get("src") and tag.get("type") != "application/json"):
            yield f"inline: {str(tag)[:120]}"
        asks = tag.get("src") or (tag.get("href") if tag.name == "link" else "") or tag.get("action") or ""
        if urlsplit(str(asks)).netloc:
            yield f"somebody else's server: {asks}"
    labels = {label["for"] for label in page.find_all("label") if label.get("for")}
    yield from (f"a label for nothing: {name}" for name in labels - set(ids))


def test_every_page_is_valid_html(crawled: Crawled, tmp_path: Path) -> None:
    if java() is None:
        pytest.skip("Java is not installed, so the pages' HTML was not checked by the Nu validator.")
    by_file = {tmp_path / f"{number}.html": page for number, page in enumerate(crawled.pages)}
    for file, page in by_file.items():
        file.write_text(page.text, encoding="utf-8")
    ask = ["java", "-Xss2m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", "--errors-only", str(tmp_path)]
    done = subprocess.run(ask, capture_output=True, text=True, check=True)
    found = Counter[str]()
    first: dict[str, str] = {}
    for message in json.loads(done.stderr or done.stdout)["messages"]:
        page = by_file[Path(urlsplit(message["url"]).path)]
        said = f"{page.view}: {message['message']} {message.get('extract', '')[:100]!r}"
        if "“hx-" in message["message"] and "not allowed on element" in message["message"]:
            continue  # htmx reads its own attributes; the standard asks for data- before them
        found[said] += 1
        first.setdefault(said, page.where)
    wrong = [f"{times} × {said} first at {first[said]}" for said, times in found.most_common(30)]
    assert not wrong, "\n".join(wrong)


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
