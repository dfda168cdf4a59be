"""The figures of pages: the map, adding an entry, the family list, the memory of the workers."""

import re
import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import finding, generate, papers
from bench.client import SETTLED, Asked, Times, Unexpected, Visitor
from bench.figures import Figure, Report, Sample
from bench.server import Served, served
from build_tools.ground import say
from kinmap.families.models import Family
from kinmap.kit.identity import new_id
from kinmap.mapping.categories import Category

MOST_QUERIES = 20
#: What is new in every page although it says the same.
PASSING = re.compile(r'(name="csrfmiddlewaretoken" value=|name="write" value=)"[^"]*"')


def measure(parts: set[str], report: Report, *, data: Path, people: int, requests: int) -> None:
    """Make the council, serve it, ask, and write what was found into the report."""
    begun = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    town = generate.make(people)
    made = time.monotonic() - begun
    say(
        f"Made {town.people:,} people in {town.families:,} families, {town.rows:,} rows with versions, in {made:.0f} s."
    )
    if "search" in parts:
        say(f"Made {finding.pour_keys():,} search keys.")
        finding.rightly(report)
        say("Measured: who is found.")
    if "map" in parts:
        count_queries(town, report)
    if "documents" in parts:
        papers.measure(town, report)
    connections.close_all()
    with served(data) as server:
        visitor = Visitor(server.port, town.worker, server.workers)
        for part, figure in (("map", the_map), ("add", adding), ("list", the_list), ("search", finding.quickly)):
            if part in parts:
                figure(visitor, town, report, requests)
                say(f"Measured: {part}.")
        if "memory" in parts:
            memory(server, report)


def count_queries(town: generate.Town, report: Report) -> None:
    """Queries of the map page with session, user, door and trail, for 15 and for 150 entries."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(town.worker)
    session = client.session
    session.update(SETTLED)
    session.save()
    counted = {family.ref: _queries(client, family) for family in (town.small, town.big)}
    few, many = counted.values()
    report.figures.append(
        Figure(
            "Map page: queries for 150 entries", Sample((many,), ""), f"for 15 entries: {few}",
            told=f"at most {MOST_QUERIES}, the same", kept=many == few and many <= MOST_QUERIES,
        )
    )  # fmt: skip


def _queries(client: Client, family: Family) -> int:
    address = f"/families/{family.ref}/map/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def the_map(visitor: Visitor, town: generate.Town, report: Report, requests: int) -> None:
    """The map page against the same HTML from a ready dictionary."""
    ours, bare = Asked(f"/families/{town.big.ref}/map/"), Asked(f"/bench/map/{town.big.ref}/")
    if _same(visitor.ask(ours)) != _same(visitor.ask(bare)):
        raise Unexpected("The bare view did not render the same HTML as the map page.")
    unseen = Asked(f"/bench/unseen-map/{town.big.ref}/")
    ways = {"ours": lambda: ours, "bare": lambda: bare, "unseen": lambda: unseen}
    found = visitor.compare(ways, times=requests)
    what, shown = "Map page, 150 entries, 5 children, 40 numbers", _sample(found["ours"])
    report.figures += [
        Figure(what, shown, "the same HTML, ready", _sample(found["bare"]), limit=3),
        Figure(f"{what}, its look recorded", shown, "the same page, no look", _sample(found["unseen"]), limit=1.1),
    ]


def _same(page: str) -> str:
    return PASSING.sub(r"\1", page)


def adding(visitor: Visitor, town: generate.Town, report: Report, requests: int) -> None:
    """Adding an entry for one child against a bare insert and against admin's create."""
    family, child = town.small, str(town.small.children_on()[0].pk)
    words = {"category": Category.STRENGTH.value, "text": "She reads to them every night, and they ask for it."}

    def ours() -> Asked:
        return Asked(f"/families/{family.ref}/map/entries/", 303, {**words, "children": [child], "write": new_id()})

    def bare() -> Asked:
        sent = {**words, "children": [child], "write": new_id(), "family": family.pk}
        return Asked(f"/bench/insert/{family.ref}/", 303, sent)

    def peer() -> Asked:
        sent = {**words, "children": f"{child};", "family": family.pk, "sharing": "family_all", "status": "active"}
        return Asked("/bench/admin/mapping/entry/add/", 303, {**sent, "date_precision": "unknown", "parts": "{}"})

    found = visitor.compare({"ours": ours, "bare": bare, "admin": peer}, times=requests)
    what, added = "Adding an entry for one child", _sample(found["ours"])
    report.figures += [
        Figure(what, added, "bare insert of the same row", _sample(found["bare"]), limit=5),
        Figure(what, added, "Django admin’s create", _sample(found["admin"]), limit=1),
    ]


def the_list(visitor: Visitor, town: generate.Town, report: Report, requests: int) -> None:
    """The desk with fifty families against fifty bare rows and against admin's list."""
    ways = {
        "ours": Asked("/"),
        "list": Asked("/bench/desk-list/"), "bare": Asked("/bench/families/"),
        "admin": Asked("/bench/admin/families/familyasonthedesk/"), "plain": Asked("/bench/admin/families/family/"),
    }  # fmt: skip
    marks = {
        "list": 'class="desk__family"',
        "ours": 'class="desk__family"',
        "bare": 'class="desk__family"',
        "admin": "field-name",
        "plain": "field-name",
    }
    for name, mark in marks.items():
        if (rows := visitor.ask(ways[name]).count(mark)) < min(50, town.families):
            raise Unexpected(f"{ways[name].path} shows {rows} families.")
    found = visitor.compare({name: _always(asked) for name, asked in ways.items()}, times=requests)
    whole, alone = "The desk: family list of 50, with piles", "Family list of 50 alone, with its permissions"
    for what, name in ((alone, "list"), (whole, "ours")):
        shown = _sample(found[name])
        report.figures += [
            Figure(what, shown, "bare view of 50 rows", _sample(found["bare"]), limit=2.5),
            Figure(what, shown, "admin’s list of 50, same columns", _sample(found["admin"]), limit=1 / 3),
            Figure(what, shown, "admin’s list of 50, own columns only", _sample(found["plain"])),
        ]


def _always(asked: Asked) -> Any:
    return lambda: asked


def memory(server: Served, report: Report) -> None:
    """What both workers hold after all of this."""
    for name, held in sorted(server.memory().items()):
        report.figures.append(Figure(f"Memory of two web workers after the run, {name}", Sample((held,), "MiB")))


def _sample(times: Times) -> Sample:
    return Sample(tuple(times.clock), "ms", times.busy)
