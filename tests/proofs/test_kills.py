"""The server is killed in the middle of writing: what it answered is there, and nothing is there twice."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.proofs.conftest import FULL
from tests.proofs.installation import Installation
from tests.proofs.writer import Writer

pytestmark = pytest.mark.prove

KILLS = 100 if FULL else 3
AT_ONCE = 8


def test_every_answered_write_is_there_after_a_kill_and_none_twice(
    place: Installation, people: Any, told: Callable[[str], None]
) -> None:
    random = Random(2026)
    writers = [Writer(who, Random(number), htmx=number % 2 == 0) for number, who in enumerate(people[:AT_ONCE])]
    unanswered = 0
    for _ in range(KILLS):
        with place.serving(workers=2 if place.on_postgresql else 1) as server:
            over = threading.Event()
            threads = [threading.Thread(target=write_until, args=(writer, server.port, over)) for writer in writers]
            for thread in threads:
                thread.start()
            wait_for_answers(writers, random.randint(1, 20))
            time.sleep(random.uniform(0, 0.1))
            server.kill()
            over.set()
            for thread in threads:
                thread.join()
        there = texts(place)
        assert all(there[text] == 1 for writer in writers for text in writer.sent), "an answered write is lost"
        unanswered += sum(writer.pending is not None for writer in writers)
    with place.serving() as server:
        for writer in writers:
            writer.hang_up()
            writer.port = server.port
            while writer.pending is not None:
                assert writer.write_once(), writer.wrong
            writer.hang_up()
    there = texts(place)
    everything = [text for writer in writers for text in writer.sent]
    assert not [writer.wrong for writer in writers if writer.wrong]
    assert {there[text] for text in everything} == {1}
    assert sum(there.values()) == len(everything), "something is there that nobody was answered"
    assert_books_agree(place, len(everything))
    told(
        f"Kills ({kind(place)}): {KILLS} of {KILLS}, {len(everything):,} answered writes there, 0 twice; "
        f"{unanswered:,} cut off in the middle and sent again."
    )


def wait_for_answers(writers: list[Writer], number: int) -> None:
    """Until so many more writes have been answered, or a while has passed."""
    before, until = sum(len(writer.sent) for writer in writers), time.monotonic() + 30
    while sum(len(writer.sent) for writer in writers) < before + number and time.monotonic() < until:
        time.sleep(0.005)


def write_until(writer: Writer, port: int, over: threading.Event) -> None:
    """Write one after another until the line goes dead."""
    writer.hang_up()
    writer.port = port
    while not over.is_set() and writer.write_once():
        pass
    writer.hang_up()


def texts(place: Installation) -> Counter[str]:
    """How often each text was written down: in every version of every entry."""
    rows = place.rows("SELECT text, count(*) FROM mapping_historicalentry WHERE text LIKE 'Said by%' GROUP BY text")
    return Counter(dict(rows))


def assert_books_agree(place: Installation, writes: int) -> None:
    """Each write has one receipt and one trail entry; the trail holds together, and so does a backup of it."""
    (receipts,) = place.rows("SELECT count(*) FROM live_receipt")[0]
    assert receipts == writes
    entries = place.rows(
        "SELECT count(*) FROM access_trailentry WHERE kind = 'map entry' AND verb IN ('create', 'change')"
    )
    versions = place.rows("SELECT count(*) FROM mapping_historicalentry")
    assert entries == versions
    made = place.kinmap("backup", str(place.data / "backup"), KINMAP_PASSPHRASE="four unlikely words together")
    assert made.returncode == 0, made.stderr
    assert "WARNING" not in made.stdout


def kind(place: Installation) -> str:
    """What the database is called in a line of figures."""
    return "PostgreSQL" if place.on_postgresql else "SQLite"
