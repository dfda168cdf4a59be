"""The heads of the trail: written regularly outside the database, one line after the other, never torn."""

import json
import threading
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kinmap.access import heads
from kinmap.access.models import TrailEntry
from kinmap.access.trail import record
from kinmap.access.verifying import read_heads
from kinmap.config import keeping_heads
from tests import making
from tests.trail_made import add

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.KINMAP_TRAIL_HEADS = tmp_path / "another disk" / "heads"
    return tmp_path / "another disk" / "heads"


def written(place: Path) -> list[dict[str, Any]]:
    return [json.loads(raw) for file in heads.files(place) for raw in heads.lines(file)]


def test_a_line_tells_the_last_number_and_digest_of_every_chain(place: Path) -> None:
    home = making.family()
    record(by=None, verb="look", kind="family", family_id=home.family.pk)
    last = record(by=None, verb="look", kind="family")
    heads.write()
    (line,) = written(place)
    assert line["heads"]["house"] == [last.number, last.digest]
    assert set(line["heads"]) == {home.family.pk.hex, "house"}
    assert read_heads(place).wrong == []


def test_the_next_line_tells_only_of_chains_that_have_grown(place: Path) -> None:
    home = making.family()
    record(by=None, verb="look", kind="family")
    heads.write()
    record(by=None, verb="look", kind="family", family_id=home.family.pk)
    heads.write()
    heads.write()
    one = home.family.pk.hex
    assert [sorted(line["heads"]) for line in written(place)] == [[one, "house"], [one], []]


def test_a_chain_that_grew_long_ago_unseen_is_found_when_everything_is_compared(place: Path, monkeypatch: Any) -> None:
    heads.write()
    monkeypatch.setattr("kinmap.access.heads.OVERLAP", timedelta(0))
    made_long_ago = heads._first_id_of(timezone.now() - timedelta(days=2))
    TrailEntry(**add("house", Random(1))._replace(id=made_long_ago, chain="e" * 32)._asdict()).save(force_insert=True)
    assert set(heads.write().heads) == {"house"}  # type: ignore[union-attr]
    assert set(heads.write(whole=True).heads) == {"e" * 32}  # type: ignore[union-attr]


def test_whoever_comes_within_the_time_writes_nothing(place: Path) -> None:
    assert heads.write(unless_since=timedelta(minutes=5)) is not None
    assert heads.write(unless_since=timedelta(minutes=5)) is None
    assert heads.write(unless_since=timedelta(0)) is not None
    assert len(written(place)) == 2


def test_a_line_that_was_cut_off_stays_and_the_next_one_begins_anew(place: Path) -> None:
    record(by=None, verb="look", kind="family")
    heads.write()
    (file,) = heads.files(place)
    with file.open("ab") as end:
        end.write(b'{"at":"2026-06-18T10:')
    record(by=None, verb="look", kind="family")
    heads.write()
    told = read_heads(place)
    assert (told.lines, told.unfinished, told.wrong) == (2, 1, [])


def test_a_new_day_has_a_new_file_that_follows_on_the_last(place: Path) -> None:
    heads.write()
    (today,) = heads.files(place)
    today.rename(today.with_name("2026-06-18.jsonl"))
    heads.write()
    assert [file.name for file in heads.files(place)] == ["2026-06-18.jsonl", today.name]
    assert read_heads(place).wrong == []
    assert written(place)[1]["before"] == written(place)[0]["mac"]


@pytest.mark.parametrize(
    "how", ["changed", "taken out", "exchanged", "begun later", "made without the key", "garbled at the end"]
)
def test_heads_that_somebody_changed_are_not_believed(place: Path, how: str) -> None:
    for _ in range(4):
        record(by=None, verb="look", kind="family")
        heads.write()
    (file,) = heads.files(place)
    lines = file.read_bytes().splitlines(keepends=True)
    forged = json.loads(lines[1])
    forged["heads"]["house"][0] += 1
    file.write_bytes(b"".join({
        "changed": [lines[0], lines[1].replace(b"house", b"mouse"), *lines[2:]],
        "taken out": [lines[0], *lines[2:]], "exchanged": [lines[0], lines[2], lines[1], lines[3]],
        "begun later": lines[1:], "made without the key": [lines[0], json.dumps(forged).encode() + b"\n"],
        "garbled at the end": [*lines[:3], b"x" + lines[3]],
    }[how]))  # fmt: skip
    told = read_heads(place)
    assert len(told.wrong) == 1
    assert not told.other_key
    assert told.lines == {"begun later": 0, "garbled at the end": 3}.get(how, 1)


def test_another_key_is_told_from_tampering(place: Path, settings: Any) -> None:
    heads.write()
    settings.KINMAP_TRAIL_KEY = "another key"
    assert read_heads(place).other_key


def test_a_folder_that_cannot_be_written_stops_nobody(
    place: Path, settings: Any, caplog: Any, monkeypatch: Any
) -> None:
    (place.parent / "a-file").parent.mkdir(parents=True)
    (place.parent / "a-file").touch()
    settings.KINMAP_TRAIL_HEADS = place.parent / "a-file" / "heads"
    monkeypatch.setattr(connection, "close", lambda: None)  # the test goes on with it
    keeping_heads.once()
    assert "The heads of the trail could not be written" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_whole_lines_in_order(place: Path) -> None:
    record(by=None, verb="look", kind="family")

    def write() -> None:
        try:
            for _ in range(5):
                heads.write()
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = read_heads(place)
    assert (told.lines, told.wrong, told.unfinished) == (30, [], 0)
