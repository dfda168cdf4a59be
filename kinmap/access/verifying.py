"""Whether the trail is what was written: every chain from its first entry, against the heads outside the database.

What is found is said for each chain once, at its first wrong entry; what comes after that vouches for nothing.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kinmap.access import heads as written
from kinmap.access.trail import TrailEntry
from kinmap.access.trail_key import Row, digest_of, fingerprint, is_keyed

#: How far away the place of a moved entry is looked for.
NEAR = 50
#: A head as it is kept while rows stream by: the number, and enough of the digest's hash to know it again.
_KEPT = struct.Struct(">Q16s")


@dataclass
class Heads:
    """What the files say. ``until``: when the last line that holds was written; ``wrong``: what is wrong with them."""

    lines: int = 0
    until: datetime | None = None
    first: dict[str, int] = field(default_factory=dict)
    chains: dict[str, bytearray] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    unfinished: int = 0
    other_key: bool = False

    def of(self, chain: str) -> list[tuple[int, bytes]]:
        """Every head of a chain, the lowest number first."""
        return sorted((number, known) for number, known in _KEPT.iter_unpack(self.chains.get(chain, b"")))


def read_heads(place: Path, by: str = "") -> Heads:
    """Read a folder of heads to the first line that does not hold; what comes after it is not believed."""
    heads, before, broken = Heads(), "", ""
    for file in written.files(place):
        for at_line, raw in enumerate(written.lines(file), start=1):
            where = f"The heads in {file.name}, line {at_line}"
            try:
                line = written.line_of(raw)
            except written.Damaged:
                heads.unfinished += raw != b"\n"  # the next line tells whether anything is missing
                broken = where if raw.endswith(b"\n") else ""
                continue
            if said := _about(line, heads, before, by):
                heads.wrong.append(f"{where}: {said}")
                return heads
            before, broken = line.mac, ""
            _believe(heads, line)
    if broken:  # what a crash leaves at the very end has no line feed
        heads.wrong.append(f"{broken}: it cannot be read.")
    return heads


def _about(line: written.Line, heads: Heads, before: str, by: str) -> str:
    if line.mac != line.expected_mac(by):
        heads.other_key = line.key != fingerprint(by)
        return "it was changed, or was made with another key."
    if (line.number, line.before) != (heads.lines + 1, before):
        return f"{line.number - heads.lines - 1 or 'some'} lines before it are missing or were exchanged."
    return ""


def _believe(heads: Heads, line: written.Line) -> None:
    heads.lines, heads.until = line.number, line.at
    if line.number == 1:
        heads.first = {chain: number for chain, (number, _) in line.heads.items()}
    for chain, (number, digest) in line.heads.items():
        heads.chains.setdefault(chain, bytearray()).extend(_KEPT.pack(number, _hash(digest)))


def _hash(digest: str) -> bytes:
    return hashlib.sha256(digest.encode()).digest()[:16]


def entries() -> Iterator[Row]:
    """Every entry, chain by chain, in pieces. Inside a snapshot that began after the heads were read."""
    rows = TrailEntry.objects.order_by("chain", "number").values_list(*Row._fields)
    return map(Row._make, rows.iterator(chunk_size=2000))


@dataclass(frozen=True)
class Fault:
    """The first wrong entry of a chain, and what is wrong with it in plain words."""

    chain: str
    number: int
    what: str


@dataclass
class Report:
    """What was read and what was found. ``uncovered``: entries that hold, but that no head covers yet."""

    rows: int = 0
    chains: int = 0
    vouched: int = 0
    uncovered: int = 0
    plain: int = 0
    faults: list[Fault] = field(default_factory=list)


class Chains:
    """Follows rows that come chain by chain, each from its lowest number; ``end`` answers what was found."""

    def __init__(self, heads: Heads, by: str = "") -> None:
        self.heads, self.by, self.report = heads, by, Report()
        self._chain: str | None = None
        self._seen: set[str] = set()
        self._fault: Fault | None = None
        self._last, self._digest, self._keyed = 0, "", False
        self._due: list[tuple[int, bytes]] = []
        self._after_head = 0
        self._just_covered = False

    def add(self, row: Row) -> None:
        """The next entry."""
        if row.chain != self._chain:
            self._finish()
            self._begin(row.chain)
        self.report.rows += 1
        if self._fault is not None:
            self._look_again(self._fault, row)
            return
        what = self._wrong(row) or self._against_heads(row)
        if what:
            self._fault = Fault(row.chain, row.number, what)
            return
        self._last, self._digest, self._keyed = row.number, row.digest, is_keyed(row.digest)
        self.report.plain += not self._keyed
        self._after_head = 0 if self._just_covered else self._after_head + 1

    def end(self) -> Report:
        """No more rows come."""
        self._finish()
        for chain in sorted(self.heads.chains.keys() - self._seen):
            last = self.heads.of(chain)[-1][0]
            self.report.faults.append(Fault(chain, 1, f"the whole chain is gone; it had {last:,} entries."))
        return self.report

    def _begin(self, chain: str) -> None:
        self.report.chains += 1
        self._chain, self._fault = chain, None
        self._last, self._digest, self._keyed, self._after_head = 0, "", False, 0
        self._due = self.heads.of(chain)[::-1]
        if chain in self._seen:
            raise ValueError("rows must come chain by chain")
        self._seen.add(chain)

    def _finish(self) -> None:
        if self._chain is None:
            return
        if self._fault is None and self._due:
            ends = self._due[0][0]
            what = f"entries {self._last + 1:,} to {ends:,} were cut off at the end."
            self._fault = Fault(self._chain, self._last + 1, what)
        if self._fault is not None:
            self.report.faults.append(self._fault)
        self.report.uncovered += self._after_head
        self.report.vouched += self._last - self._after_head

    def _wrong(self, row: Row) -> str:
        due = self._last + 1
        if row.number > due:
            gone = f"entries {due:,} to {row.number - 1:,} were" if row.number - 1 > due else f"entry {due:,} was"
            return f"{gone} taken out before it."
        if row.number < due:
            return "there are two of this number: one was put in."
        if digest_of(row, self.by) != row.digest:
            if moved := self._written_as(row):
                return f"it was written as entry {moved:,}: the order was changed, or one was taken out or put in."
            return "it was changed, or put in afterwards."
        if row.previous != self._digest:
            return "it does not follow on the one before it: that was exchanged."
        return self._without_key(row)

    def _without_key(self, row: Row) -> str:
        """A plain digest anybody can make: it counts only from the time before there was a key."""
        if is_keyed(row.digest):
            return ""
        if self._keyed or (self.heads.lines and row.number > self.heads.first.get(row.chain, 0)):
            return "it carries a digest made without the key, at a time when there was one: it was put in."
        return ""

    def _written_as(self, row: Row) -> int | None:
        """The number under which this entry's digest fits, if it is another one near by."""
        near = range(max(1, row.number - NEAR), row.number + NEAR + 1)
        return next((number for number in near if digest_of(row._replace(number=number), self.by) == row.digest), None)

    def _against_heads(self, row: Row) -> str:
        self._just_covered = False
        while self._due and self._due[-1][0] <= row.number:
            number, known = self._due.pop()
            if number == row.number and known != _hash(row.digest):
                return "another entry stood here when the heads were written: it, or one before it, was exchanged."
            self._just_covered = True
        return ""

    def _look_again(self, fault: Fault, row: Row) -> None:
        """Whether the entry after a wrong one tells more: it moved one place up when one was put in before it."""
        put_in = row.number == fault.number + 1 and fault.what.startswith("it was changed")
        if put_in and self._written_as(row) == fault.number:
            self._fault = replace(fault, what="it was put in between two others.")
