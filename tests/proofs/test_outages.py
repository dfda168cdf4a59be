"""Disk full, database gone while somebody writes: a sentence, the words still on the screen, nothing half written."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from kinmap.kit.identity import new_id
from kinmap.live.unsaved import NO_SPACE, UNREACHABLE
from tests.proofs.conftest import FULL
from tests.proofs.installation import BASE, Installation, Server, as_owner
from tests.proofs.writer import TOKEN, Writer

pytestmark = pytest.mark.prove
WORDS = "Dee said: “I rang Nana\nbefore I drank.” <b>&amp;</b> ثم نامت"
on_sqlite = pytest.mark.skipif(BASE.startswith("postgres"), reason="about the file of SQLite")


@contextmanager
def no_room(server: Server, size: int = 4096) -> Iterator[None]:
    """No file that the server writes may grow beyond so many bytes: to it, the disk is full."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in server.processes()}
    for pid, (_, most) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def database_gone(place: Installation) -> Iterator[None]:
    """The database cannot be reached: its disk is not there, or its server throws everybody out."""
    if place.on_postgresql:
        as_owner(f'ALTER DATABASE "{place.name}" WITH ALLOW_CONNECTIONS false')
        as_owner(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.name}'")
        try:
            yield
        finally:
            as_owner(f'ALTER DATABASE "{place.name}" WITH ALLOW_CONNECTIONS true')
        return
    away = place.data.with_name(f"{place.data.name}-away")
    place.data.rename(away)
    try:
        yield
    finally:
        away.rename(place.data)


def books(place: Installation) -> dict[str, int]:
    """How much is written down: entries, versions, receipts, trail of the map, story, filed copies."""
    counted = {
        name: place.rows(f"SELECT count(*) FROM {name}")[0][0]
        for name in ("mapping_entry", "mapping_historicalentry", "live_receipt", "casework_timelineevent",
                     "documents_issue", "live_keptwords")
    }  # fmt: skip
    counted["files"] = sum(path.is_file() for path in (place.data / "files").rglob("*"))
    return counted


def fields_of(page: str) -> dict[str, list[str]]:
    """What the form on the page would send, were its button pressed."""
    sent: dict[str, list[str]] = {}
    form = BeautifulSoup(page, "html5lib").select_one("form")
    assert form is not None, page
    for box in form.select("[name]"):
        text = box.text.removeprefix("\n") if box.name == "textarea" else str(box.get("value", ""))
        sent.setdefault(str(box["name"]), []).append(text)
    return sent


def new_entry(writer: Writer) -> dict[str, Any]:
    return {"write": str(new_id()), "csrfmiddlewaretoken": TOKEN, "text": WORDS, "category": "past_harm",
            "children": writer.who["children"]}  # fmt: skip


def assert_said(answer: Any, *sentences: str) -> None:
    page = BeautifulSoup(answer.page, "html5lib")
    assert answer.status == 503, (answer.status, page.text[:500])
    said = page.select_one("[role=alert]")
    assert said is not None
    assert any(sentence in said.text for sentence in sentences), said.text
    assert page.select_one("textarea[name=text]").text.removeprefix("\n") == WORDS  # type: ignore[union-attr]


def assert_saved_once(place: Installation, before: dict[str, int]) -> None:
    after = books(place)
    grown = {name: after[name] - before[name] for name in before if after[name] != before[name]}
    assert grown == {"mapping_entry": 1, "mapping_historicalentry": 1, "live_receipt": 1, "casework_timelineevent": 1}


@on_sqlite
def test_a_full_disk_is_a_sentence_and_the_words_come_back(place: Installation, people: Any) -> None:
    with place.serving() as server:
        writer, before = Writer(people[0], Random(1), port=server.port), books(place)
        where = f"{writer.map}entries/"
        with no_room(server):
            answer = writer.post(where, new_entry(writer))
            assert_said(answer, NO_SPACE, UNREACHABLE)
            assert_said(writer.post(where, fields_of(answer.page)), NO_SPACE, UNREACHABLE)
        assert books(place) == before
        for _ in range(2):
            assert writer.post(where, fields_of(answer.page)).status == 303
        writer.hang_up()
    assert_saved_once(place, before)


def test_a_database_that_is_gone_is_a_sentence_and_the_words_come_back(place: Installation, people: Any) -> None:
    with place.serving() as server:
        writer, before = Writer(people[0], Random(1), port=server.port), books(place)
        where = f"{writer.map}entries/"
        with database_gone(place):
            answer = writer.post(where, new_entry(writer))
            assert_said(answer, UNREACHABLE)
            writer.htmx = True
            assert writer.post(where, fields_of(answer.page)).status == 503
            writer.htmx = False
        assert books(place) == before
        for _ in range(2):
            assert writer.post(where, fields_of(answer.page)).status == 303
        writer.hang_up()
    assert_saved_once(place, before)


@on_sqlite
@pytest.mark.skipif(not FULL, reason="waits for twenty seconds")
def test_a_database_that_somebody_holds_is_a_sentence_too(place: Installation, people: Any) -> None:
    with place.serving() as server:
        writer, before = Writer(people[0], Random(1), port=server.port), books(place)
        where = f"{writer.map}entries/"
        with closing(sqlite3.connect(place.data / "kinmap.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = writer.post(where, new_entry(writer))
            assert_said(answer, UNREACHABLE)
            other.execute("ROLLBACK")
        assert writer.post(where, fields_of(answer.page)).status == 303
        writer.hang_up()
    assert_saved_once(place, before)


def test_a_copy_that_cannot_be_filed_is_not_handed_over(place: Installation, people: Any) -> None:
    """The database has room (or is elsewhere), the folder of filed copies has none."""
    with place.serving() as server:
        writer = Writer(people[0], Random(1), port=server.port)
        shown = reverse("casework:preview", args=[writer.who["ref"], "statements", "family", writer.who["dee"]])
        give = reverse("casework:give", args=[writer.who["ref"], "statements", "family", writer.who["dee"]])
        form = BeautifulSoup(writer.get(shown).page, "html5lib").select_one(f'form[action*="{give}"]')
        assert form is not None
        sent = {str(box["name"]): str(box.get("value", "")) for box in form.select("input[name]")
                if box.get("type") not in ("radio", "checkbox")}  # fmt: skip
        sent |= {"how": "by_hand", "csrfmiddlewaretoken": TOKEN}
        before = books(place)
        with no_room(server):
            answer = writer.post(give, sent)
        assert answer.status == 503, answer.page[:1000]
        assert books(place) == before
        assert not list((place.data / "files").rglob("*.part"))
        assert writer.post(give, fields_of(answer.page)).status == 303
        writer.hang_up()
    after = books(place)
    assert after["documents_issue"] == before["documents_issue"] + 1
    assert after["files"] == before["files"] + 1


@pytest.mark.journey
def test_with_a_script_the_page_stays_and_says_so(place: Installation, people: Any, page: Any) -> None:
    with place.serving() as server:
        box = opened(page, server, people[0])
        with database_gone(place):
            box.fill(WORDS)
            press_add(page)
            banner = page.locator("[data-trouble] [role=alert]")
            banner.wait_for(timeout=60_000)
            assert "Not saved" in banner.inner_text()
            assert "Your words are still on this page. Kinmap cannot reach its records" in banner.inner_text()
            assert box.input_value() == WORDS
        page.get_by_role("button", name="Try again").click()
        page.locator("#c-past_harm .map-card__text", has_text="I rang Nana").wait_for()
        assert page.locator("[data-trouble] [role=alert]").count() == 0
    assert Path(place.data).is_dir()


@pytest.mark.journey
def test_without_a_script_the_answer_holds_the_words(place: Installation, people: Any, scriptless: Any) -> None:
    with place.serving() as server:
        before = books(place)
        opened(scriptless, server, people[0]).fill(WORDS)
        with database_gone(place):
            press_add(scriptless, timeout=60_000)
            assert scriptless.get_by_role("alert").inner_text().startswith("Not saved. Your words are still here.")
            assert scriptless.locator("textarea[name=text]").input_value() == WORDS
        scriptless.get_by_role("button", name="Try again").click()
        scriptless.locator("#c-past_harm .map-card__text", has_text="I rang Nana").wait_for()
    assert_saved_once(place, before)


def opened(page: Any, server: Server, who: Any) -> Any:
    """The map in a browser, signed in; answers the box under "Past harm"."""
    address = f"http://127.0.0.1:{server.port}"
    page.context.add_cookies([{"name": "sessionid", "value": who["session"], "url": address}])
    page.goto(f"{address}/families/{who['ref']}/map/")
    box = page.locator("#text-past_harm")
    box.focus()
    for tick in page.locator("#add-past_harm input[name=children]").all():
        tick.check(force=True)
    return box


def press_add(page: Any, **how: Any) -> None:
    page.locator("#add-past_harm").get_by_role("button", name="Add", exact=True).click(**how)
