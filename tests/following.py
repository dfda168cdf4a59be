"""Kinmap's pages: the demonstration's, followed link by link, and one of each address that it does not lead to."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from kinmap.access.models import User
from kinmap.desk.demonstration import demo
from tests.doors.table import DOORS, WHO
from tests.doors.world import World, address

#: Whom we follow, and how many pages of one view; the first of them sees the most.
PEOPLE = {
    "hannah.osei": 3,  # social worker
    "ruth.adeyemi": 1,  # conference chair
    "anita.desai": 1,  # partner agency
    "sam.whitlock": 1,  # practice lead
    "colin.prentice": 1,  # team manager
    "edna.brook": 1,  # data protection officer
    "joanne.beckett": 2,  # family support worker, of the other family
    "": 1,  # nobody signed in
}
ENTRANCES = {
    "": ("/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/"),
    # Two files side by side: a form leads there, not a link.
    "colin.prentice": ("/", "/families/NM-1042/joining/files/?with=NM-1017"),
}
#: Who opens what the demonstration leads nobody to; the first who is let in.
OPENING = ("practitioner", "manager", "lead", "auditor", "nobody")


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
            found.setdefault(view_of(page.where, page.view), page)
        return found


def view_of(where: str, view: str) -> str:
    """The view; each layout of the map is one of its own."""
    layout = parse_qs(urlsplit(where).query).get("layout", [""])[0] if view == "mapping:map" else ""
    return f"{view} {layout}".strip()


@contextmanager
def everything_followed(blocker: Any) -> Iterator[Crawled]:
    """The demonstration followed by each of its people, and what is then still unseen; undone at the end."""
    with blocker.unblock(), transaction.atomic():
        demo()
        clients = {name: Client() for name in PEOPLE}
        for name, client in clients.items():
            if name:
                client.force_login(User.objects.get(email=f"{name}@northmoor.example"))
        pages = [page for name, most in PEOPLE.items() for page in follow(clients[name], name, most)]
        world = World.make()
        pages += unseen(world, {page.view for page in pages})
        yield Crawled(pages, clients | world.clients)
        transaction.set_rollback(True)
    connection.close()


def follow(client: Client, person: str, most: int) -> Iterator[Page]:
    """Pages breadth first, at most so many of one view."""
    waiting, met = list(ENTRANCES.get(person, ("/",))), set[str]()
    seen: Counter[str] = Counter()
    while waiting:
        where = waiting.pop(0)
        view = resolve(urlsplit(where).path).view_name
        kind = f"{view} {urlsplit(where).path.split('/')[2:3]}" if view in ("mapping:map", "guidance:page") else view
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


def unseen(world: World, seen: set[str]) -> Iterator[Page]:
    """A page of every address that shows one and was not seen yet, with an item of the world behind the doors."""
    for name, door in DOORS.items():
        if name in seen or door.get != 200:
            continue
        person = next(one for one in OPENING if WHO[door.who][one] == "in")
        where = address(name, door, world.items_of(person, "seen"), world.ref("here"))
        answer = followed(world.clients[person], where)
        if "text/html" in answer["Content-Type"]:
            yield Page(person, where, name, answer.status_code, answer.content.decode())


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
