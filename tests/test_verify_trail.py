"""``kinmap verify-trail``: what it says, in plain words, and how it ends."""

from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kinmap.access import heads
from kinmap.access.models import TrailEntry
from kinmap.access.trail import record
from kinmap.config.command import main
from kinmap.kit.identity import new_id
from tests import making
from tests.trail_made import Tamperer, add, plain_digest, tampering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.KINMAP_TRAIL_HEADS = tmp_path / "heads"
    for command in ("verify_trail_command", "write_heads_command"):
        monkeypatch.setattr(f"kinmap.config.commands.{command}.check_database", lambda: None)  # it hangs up
    monkeypatch.setattr("kinmap.config.backups.rows.snapshot", nullcontext)  # a test is in a transaction already
    return tmp_path / "heads"


@pytest.fixture
def verify(capsys: Any) -> Any:
    """``verify()``: the exit status, and everything that was said."""

    def run() -> tuple[int, str]:
        capsys.readouterr()
        status = main(["verify-trail"])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def some(chain: str, number: int) -> None:
    for _ in range(number):
        add(chain, Random(3))


def test_a_whole_trail_is_vouched_for_up_to_the_last_heads(verify: Any) -> None:
    some("house", 4)
    assert main(["write-heads"]) == 0
    some("a" * 32, 2)
    status, said = verify()
    assert status == 0, said
    assert "Read: 6 entries in 2 chains. Holding: 6." in said
    assert "Vouched for: 4 entries, up to" in said
    assert "Not covered by a head yet: 2 entries after that." in said


def test_verifying_is_itself_in_the_trail(verify: Any) -> None:
    main(["write-heads"])
    verify()
    assert TrailEntry.objects.get(kind="trail").reason == "verified: nothing wrong"


def test_without_heads_it_does_not_vouch(verify: Any) -> None:
    some("house", 2)
    status, said = verify()
    assert status == 1
    assert "There are no heads in" in said


def test_a_family_is_named_by_its_reference_and_nothing_else_of_it(verify: Any) -> None:
    home = making.family()
    record(by=None, verb="look", kind="family", family_id=home.family.pk)
    heads.write()
    with tampering():
        somebody = Tamperer(Random(1), {})
        rows = somebody.rows(home.family.pk.hex)
        somebody.write(home.family.pk.hex, [*rows[:-1], somebody.changed(rows[-1])])
        status, said = verify()
    assert status == 1
    assert f"Family {home.ref}, entry {len(rows)}: it was changed, or put in afterwards." in said
    assert "The trail does not hold, in 1 place." in said


@pytest.mark.parametrize(("how", "what"), [
    ("changed", "entry 3: it was changed, or put in afterwards."),
    ("taken out", "entry 4: entry 3 was taken out before it."),
    ("closed up", "entry 3: it was written as entry 4"),
    ("exchanged", "entry 3: it was written as entry 4"),
    ("put in", "entry 3: it was put in between two others."),
    ("cut off", "entry 5: entries 5 to 6 were cut off at the end."),
    ("all gone", "entry 1: the whole chain is gone; it had 6 entries."),
    ("without the key", "entry 6: it carries a digest made without the key"),
    ("chained again", "entry 3: it does not follow on the one before it"),
])  # fmt: skip
def test_each_kind_of_tampering_is_said_in_plain_words(verify: Any, how: str, what: str) -> None:
    some("house", 6)
    heads.write()
    with tampering():
        somebody = Tamperer(Random(1), {})
        rows = somebody.rows("house")
        other = somebody.changed(rows[2])
        new = other._replace(id=new_id())
        up = [row._replace(number=row.number + 1) for row in rows]
        plain = rows[5]._replace(digest="-")
        somebody.write("house", {
            "changed": [*rows[:2], other, *rows[3:]], "taken out": [*rows[:2], *rows[3:]],
            "closed up": [*rows[:2], *(row._replace(number=row.number - 1) for row in rows[3:])],
            "exchanged": [*rows[:2], rows[3]._replace(number=3), rows[2]._replace(number=4), *rows[4:]],
            "put in": [*rows[:2], new._replace(digest="k1." + "A" * 43), *up[2:]],
            "cut off": rows[:4], "all gone": [],
            "without the key": [*rows[:5], plain._replace(digest=plain_digest(plain))],
            "chained again": [*somebody.chained_again(rows[:2]), *rows[2:]],
        }[how])  # fmt: skip
        status, said = verify()
    assert status == 1
    assert f"What belongs to no family, {what}" in said, said


def test_entries_from_before_there_was_a_key_are_vouched_for_by_what_follows(verify: Any) -> None:
    for _ in range(3):
        add("house", Random(3), plain=True)
    some("house", 2)
    heads.write()
    status, said = verify()
    assert status == 0, said
    assert "From before there was a key, vouched for by what follows: 3 entries." in said


def test_a_chain_begun_without_the_key_after_there_was_one_is_seen(verify: Any) -> None:
    some("house", 2)
    heads.write()
    add("f" * 32, Random(3), plain=True)
    status, said = verify()
    assert status == 1
    assert "entry 1: it carries a digest made without the key" in said


def test_the_wrong_key_is_one_sentence_and_not_a_thousand_findings(verify: Any, settings: Any) -> None:
    some("house", 2)
    heads.write()
    settings.KINMAP_TRAIL_KEY = "another"
    status, said = verify()
    assert status == 1
    assert said.startswith("This is not the key that the trail’s heads were made with")
    assert len(said.strip().splitlines()) == 1
