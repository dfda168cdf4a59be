"""An installation of its own for a proof: data folder, database, and the real ``kinmap`` command and server.

The database is of the kind that the tests run on (``DATABASE_URL``), and is never the tests' own.
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = os.environ.get("DATABASE_URL", "")


@dataclass
class Installation:
    """A data folder and a database, empty until ``migrate``."""

    data: Path
    url: str = ""

    @property
    def on_postgresql(self) -> bool:
        return bool(self.url)

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KINMAP_")}
        return {**clean, "DATABASE_URL": self.url, "KINMAP_DATA": str(self.data), "PYTHONWARNINGS": "ignore",
                "DJANGO_SETTINGS_MODULE": "kinmap.config.settings"}  # fmt: skip

    def kinmap(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The command, as a person runs it."""
        return self._run("kinmap", *words, **environment)

    def peopled(self, *words: str) -> Any:
        """What ``tests.proofs.peopled`` made here."""
        done = self._run("tests.proofs.peopled", *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def _run(self, module: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *words], cwd=ROOT, env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What stands in the database, read past Kinmap."""
        if self.on_postgresql:
            with psycopg.connect(self.url) as database:
                return database.execute(sql).fetchall()  # type: ignore[arg-type]
        with closing(sqlite3.connect(f"file:{self.data / 'kinmap.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchall()

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, in an order of its own: for comparing two places of the same kind."""
        names = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" if self.on_postgresql
            else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )  # fmt: skip
        return {name: sorted(self.rows(f'SELECT * FROM "{name}"'), key=repr) for (name,) in self.rows(names)}

    @contextmanager
    def serving(self, *, workers: int = 1) -> Iterator["Server"]:
        """The server until the end of the block, if nobody has killed it before."""
        server = Server.start(self, workers=workers)
        try:
            yield server
        finally:
            server.stop()

    def remove(self) -> None:
        """Take folder and database away."""
        shutil.rmtree(self.data, ignore_errors=True)
        if self.on_postgresql:
            as_owner(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @property
    def name(self) -> str:
        """What the database is called on PostgreSQL."""
        return self.url.rpartition("/")[2]


@dataclass
class Server:
    """``kinmap serve`` with its worker processes."""

    process: "subprocess.Popen[bytes]"
    port: int

    @classmethod
    def start(cls, place: Installation, *, workers: int) -> "Server":
        """Start it and wait until it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        words = ["serve", "--port", str(port), *(["--workers", str(workers)] if workers > 1 else [])]
        log = (place.data / "server.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "kinmap", *words], cwd=ROOT, env=place.environment,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        log.close()
        server = cls(process, port)
        until = time.monotonic() + 90
        while not server.answers():
            if process.poll() is not None or time.monotonic() > until:
                server.kill()
                raise AssertionError(f"no server: {(place.data / 'server.log').read_text()[-2000:]}")
            time.sleep(0.1)
        return server

    def answers(self) -> bool:
        """Whether anything comes back at all."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/accounts/login/", timeout=30):
                return True
        except HTTPError:
            return True
        except (URLError, OSError):
            return False

    def processes(self) -> list[int]:
        """The server's own process and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def kill(self) -> None:
        """SIGKILL to all of it at once: nobody is asked, nothing is tidied."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def stop(self) -> None:
        """As systemd would stop it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()


def as_owner(statement: str) -> None:
    """One statement of administration on the tests' PostgreSQL server."""
    with psycopg.connect(BASE, autocommit=True) as database:
        database.execute(statement)  # type: ignore[arg-type]


def address_of(name: str) -> str:
    """The address of a database on the tests' PostgreSQL server."""
    return f"{BASE.rpartition('/')[0]}/{name}"
