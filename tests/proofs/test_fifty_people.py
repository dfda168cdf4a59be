"""Fifty people write at once: nobody sees an error, nothing is lost, nothing is there twice."""

import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.proofs.conftest import FULL
from tests.proofs.installation import Installation
from tests.proofs.test_kills import assert_books_agree, kind, texts
from tests.proofs.writer import Writer

pytestmark = pytest.mark.prove

SECONDS = 30 if FULL else 5


def test_fifty_people_write_at_once(place: Installation, people: Any, told: Callable[[str], None]) -> None:
    writers = [Writer(who, Random(number), htmx=number % 2 == 0) for number, who in enumerate(people)]
    assert len(writers) == 50
    with place.serving() as server:
        started = threading.Barrier(len(writers))
        threads = [threading.Thread(target=write_for, args=(writer, server.port, started)) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [wrong for writer in writers for wrong in writer.wrong] == []
    assert [writer.pending for writer in writers if writer.pending] == []
    there = texts(place)
    everything = [text for writer in writers for text in writer.sent]
    assert all(writer.sent for writer in writers), "somebody never got through"
    assert {there[text] for text in everything} == {1}
    assert sum(there.values()) == len(everything)
    assert_books_agree(place, len(everything))
    told(
        f"At once ({kind(place)}): 50 people for {SECONDS} seconds, {len(everything):,} writes answered, "
        "0 errors shown, 0 lost, 0 twice."
    )


def write_for(writer: Writer, port: int, started: threading.Barrier) -> None:
    """Write one after another for the agreed time, never resting."""
    writer.port = port
    started.wait()
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and writer.write_once():
        pass
    writer.hang_up()
