"""A trail of many chains, with its heads; what somebody with the database, and without the key, might do to it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from kinmap.access import heads
from kinmap.access.models import TrailEntry
from kinmap.access.trail import Verb
from kinmap.access.trail_key import Row, digest_of
from kinmap.access.verifying import Chains, Report, entries, read_heads
from kinmap.kit.identity import new_id

FIELDS = ("id", "at", "user_id", "verb", "kind", "subject_id", "reason", "address", "previous", "digest", "chain")


def plain_digest(row: Row) -> str:
    """What anybody can work out."""
    words = [row.previous, row.chain, row.number, row.at.astimezone(UTC).isoformat(), str(row.user_id), row.verb,
             row.kind, row.subject_id, row.reason, row.address]  # fmt: skip
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def add(chain: str, random: Random, *, plain: bool = False) -> Row:
    """One more entry at the end of a chain, as Kinmap writes it, or as it did before there was a key."""
    last = TrailEntry.objects.filter(chain=chain).order_by("-number").first()
    row = Row(
        id=new_id(), chain=chain, number=last.number + 1 if last else 1,
        at=timezone.now() - timedelta(seconds=random.randrange(10**6)), user_id=random.choice([None, uuid4()]),
        verb=random.choice(list(Verb)), kind=random.choice(["family", "map entry", "plan"]),
        subject_id=str(random.randrange(10**6)), reason=random.choice(["", "casework:work", "the réview"]),
        address=random.choice(["", "10.1.2.3"]), previous=last.digest if last else "", digest="",
    )  # fmt: skip
    row = row._replace(digest=plain_digest(row) if plain else digest_of(row))
    TrailEntry(**row._asdict()).save(force_insert=True)
    return row


def look(place: Path | None = None) -> Report:
    """What verifying finds now."""
    chains = Chains(read_heads(place or heads.folder()))
    for row in entries():
        chains.add(row)
    return chains.end()


@contextmanager
def tampering() -> Iterator[None]:
    """The database refuses nothing inside, and everything is as it was afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE access_trailentry DISABLE TRIGGER USER")
            else:
                cursor.execute("DROP TRIGGER trail_never_changes")
                cursor.execute("DROP TRIGGER trail_never_shrinks")
        yield
        transaction.set_rollback(True)


@dataclass
class Tamperer:
    """Somebody who may do anything to the table; ``covered``: the last number of each chain that a head knows."""

    random: Random
    covered: dict[str, int]

    def do_one(self) -> str:
        """One act of tampering on entries that a head covers; answers what was done."""
        act: Callable[[str, list[Row]], str] = self.random.choice(
            [self.change, self.change_and_chain_again, self.take_out, self.take_out_and_close_up, self.exchange,
             self.exchange_words, self.put_in, self.put_in_and_chain_again, self.cut_off, self.take_whole_chain,
             self.copy_from_elsewhere, self.roll_back_and_grow]
        )  # fmt: skip
        chain = self.random.choice(sorted(self.covered))
        return f"{act.__name__} {act(chain, self.rows(chain))} in {chain}"

    def rows(self, chain: str) -> list[Row]:
        found = TrailEntry.objects.filter(chain=chain).order_by("number").values_list(*Row._fields)
        return [Row._make(row) for row in found]

    def one(self, rows: list[Row]) -> Row:
        """Any entry that is covered, the last of them as often as all others in the middle."""
        last = self.covered[rows[0].chain]
        return rows[self.random.choice([0, last - 1, self.random.randrange(last)])]

    def write(self, chain: str, rows: list[Row]) -> None:
        """Put these in the place of what the chain held."""
        TrailEntry.objects.filter(chain=chain).delete()
        for row in rows:
            TrailEntry(**row._asdict()).save(force_insert=True)

    def changed(self, row: Row) -> Row:
        name = self.random.choice(FIELDS[:8])
        other: dict[str, Any] = {
            "id": new_id(), "at": row.at + timedelta(microseconds=self.random.choice([-1, 1, 10**9])),
            "user_id": uuid4(), "verb": "look" if row.verb != "look" else "change", "kind": row.kind + "s",
            "subject_id": row.subject_id[1:] + "x", "reason": row.reason + " ", "address": row.address + "1",
        }  # fmt: skip
        return row._replace(**{name: other[name]})

    def chained_again(self, rows: list[Row]) -> list[Row]:
        """All that can be done without the key: plain digests, from the first to the last."""
        before, again = "", []
        for number, row in enumerate(rows, 1):
            row = row._replace(number=number, previous=before)
            again.append(row._replace(digest=plain_digest(row)))
            before = again[-1].digest
        return again

    def change(self, chain: str, rows: list[Row]) -> str:
        row, name = self.one(rows), self.random.choice(FIELDS)
        if name in ("previous", "digest"):
            other = row._replace(**{name: "k1." + "A" * 43})
        elif name == "chain":
            other = row._replace(chain=uuid4().hex)
        else:
            other = self.changed(row)
        self.write(chain, [other if one is row else one for one in rows])
        return f"{name} of {row.number}"

    def change_and_chain_again(self, chain: str, rows: list[Row]) -> str:
        row = self.one(rows)
        self.write(chain, self.chained_again([self.changed(one) if one is row else one for one in rows]))
        return str(row.number)

    def take_out(self, chain: str, rows: list[Row]) -> str:
        row = self.one(rows)
        self.write(chain, [one for one in rows if one is not row])
        return str(row.number)

    def take_out_and_close_up(self, chain: str, rows: list[Row]) -> str:
        row = self.one(rows)
        self.write(chain, [one._replace(number=one.number - (one.number > row.number)) for one in rows if one != row])
        return str(row.number)

    def exchange(self, chain: str, rows: list[Row]) -> str:
        one = self.one(rows)
        two = rows[one.number - 2] if one.number > 1 else rows[one.number]
        number = {one.number: two.number, two.number: one.number}
        self.write(chain, [row._replace(number=number.get(row.number, row.number)) for row in rows])
        return f"{one.number} and {two.number}"

    def exchange_words(self, chain: str, rows: list[Row]) -> str:
        """Only what was said, the chaining stays."""
        one = self.one(rows)
        two = rows[one.number - 2] if one.number > 1 else rows[one.number]
        keep = ("number", "previous", "digest")
        said = {one.number: two, two.number: one}
        self.write(chain, [
            said[row.number]._replace(**{name: getattr(row, name) for name in keep}, id=row.id)
            if row.number in said else row for row in rows
        ])  # fmt: skip
        return f"{one.number} and {two.number}"

    def put_in(self, chain: str, rows: list[Row]) -> str:
        row = self.one(rows)
        new = self.changed(row)._replace(id=new_id(), number=row.number)
        new = new._replace(digest=self.random.choice([plain_digest(new), row.digest, "k1." + "B" * 43]))
        moved = [one._replace(number=one.number + 1) if one.number >= row.number else one for one in rows]
        self.write(chain, sorted([*moved, new], key=lambda one: one.number))
        return f"before {row.number}"

    def put_in_and_chain_again(self, chain: str, rows: list[Row]) -> str:
        row = self.one(rows)
        new = self.changed(row)._replace(id=new_id())
        at = rows.index(row)
        self.write(chain, self.chained_again([*rows[:at], new, *rows[at:]]))
        return f"before {row.number}"

    def cut_off(self, chain: str, rows: list[Row]) -> str:
        last = self.random.randrange(1, self.covered[chain]) if self.covered[chain] > 1 else 0
        self.write(chain, rows[:last])
        return f"after {last}"

    def take_whole_chain(self, chain: str, rows: list[Row]) -> str:
        self.write(chain, [])
        return "all"

    def copy_from_elsewhere(self, chain: str, rows: list[Row]) -> str:
        """An entry that is genuine in another chain."""
        row, other = self.one(rows), self.rows(self.random.choice(sorted(set(self.covered) - {chain})))[0]
        self.write(chain, [
            other._replace(id=new_id(), chain=chain, number=row.number) if one is row else one for one in rows
        ])  # fmt: skip
        return str(row.number)

    def roll_back_and_grow(self, chain: str, rows: list[Row]) -> str:
        """Back to an earlier state, and then Kinmap itself writes on, with the key."""
        last = self.random.randrange(self.covered[chain])
        self.write(chain, rows[:last])
        for _ in range(len(rows) - last + 3):
            add(chain, self.random)
        return f"after {last}"
