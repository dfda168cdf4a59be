"""A million entries of the trail: written, given heads and verified, against a bare insert and a bare hash.

On SQLite in a data folder of its own, in a process of its own: ``python -m bench.trailed ROWS`` says the seconds.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from random import Random
from typing import Any

import django

from bench.figures import Figure, Report, Sample
from build_tools.ground import ROOT, say

ROWS, CHAINS = 1_000_000, 1_000
#: Entries written in one transaction: what one request writes at the most is a handful, what an import writes hundreds.
TOGETHER = 100
BARE = "CREATE TABLE bare_trail AS SELECT * FROM access_trailentry WHERE 0"
INDEXES = [
    "CREATE UNIQUE INDEX bare_id ON bare_trail (id)",
    "CREATE UNIQUE INDEX bare_one ON bare_trail (chain, number)",
]


def measure(report: Report, rows: int = ROWS) -> None:
    """Write, verify and compare; the figures go into the report."""
    with tempfile.TemporaryDirectory(prefix="kinmap-trail-") as folder:
        own = ("KINMAP_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        environment |= {"KINMAP_DATA": folder, "DJANGO_SETTINGS_MODULE": "kinmap.config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "bench.trailed", str(rows)], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
            text=True, check=True,
        )  # fmt: skip
    took: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    each = {name: Sample((taken,), "s") for name, taken in took.items()}
    report.figures += [
        Figure(f"Trail: {rows:,} entries written, {TOGETHER} in a transaction", each["written"],
               "bare insert of the same rows", each["inserted"]),
        Figure(f"Trail: {rows:,} entries verified against digests and heads", each["verified"],
               "reading and hashing the same rows", each["hashed"]),
        Figure(f"Trail: the first heads of {CHAINS:,} chains", each["heads"]),
    ]  # fmt: skip
    told = ", ".join(f"{name} {rows / taken:,.0f}" for name, taken in took.items() if name != "heads")
    report.notes.append(f"Trail, entries in a second: {told}.")
    say("Measured: trail.")


def run(rows: int) -> dict[str, float]:
    """Seconds for each kind of work."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    took = {"written": _taken(lambda: _write(rows))}
    with connection.cursor() as cursor:
        for statement in (BARE, *INDEXES):
            cursor.execute(statement)
    took["inserted"] = _taken(_insert)
    from kinmap.access import heads

    took["heads"] = _taken(lambda: heads.write(whole=True))
    took["verified"] = _taken(lambda: _verify(rows))
    took["hashed"] = _taken(_hash)
    return took


def _taken(work: Callable[[], Any]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def _write(rows: int) -> None:
    from django.db import transaction

    from kinmap.access.trail import record
    from kinmap.kit.identity import new_id

    random = Random(4)
    families = [new_id() for _ in range(CHAINS - 1)]
    for begin in range(0, rows, TOGETHER):
        with transaction.atomic():
            for number in range(begin, min(begin + TOGETHER, rows)):
                family = random.choice(families) if number % 20 else None
                record(by=None, verb="look", kind="family", family_id=family, subject_id=number,
                       reason="mapping:map", address="10.1.2.3")  # fmt: skip


def _insert() -> None:
    """The same rows, one statement each, as many in a transaction."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_trailentry ORDER BY id")
        same = cursor.fetchall()
    places = ", ".join(["%s"] * len(same[0]))
    for begin in range(0, len(same), TOGETHER):
        with transaction.atomic(), connection.cursor() as cursor:
            for row in same[begin : begin + TOGETHER]:
                cursor.execute(f"INSERT INTO bare_trail VALUES ({places})", row)


def _verify(rows: int) -> None:
    from kinmap.access import heads
    from kinmap.access.verifying import Chains, entries, read_heads
    from kinmap.config.backups.rows import snapshot

    chains = Chains(read_heads(heads.folder()))
    with snapshot():
        for row in entries():
            chains.add(row)
    found = chains.end()
    if found.faults or found.vouched != rows:
        raise SystemExit(f"The trail did not hold: {found}")


def _hash() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_trailentry ORDER BY chain, number")
        for row in cursor:
            hashlib.sha256(repr(row).encode()).digest()


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(run(int(sys.argv[1]))) + "\n")
