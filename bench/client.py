"""A visitor with a session, one request after the other over a kept connection, and the clock of each."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from kinmap.access.models import User

#: After so many requests the connection is made anew, so that every worker takes its share.
OVER_ONE_CONNECTION = 25


#: In a session: nothing more to prove, and somebody is there for as long as measuring takes.
SETTLED = {"kinmap_second_step": True, "kinmap_seen": int(time.time()) + 24 * 60 * 60}


class Unexpected(RuntimeError):
    """A page answered something else than it should: there is nothing to measure then."""


@dataclass(frozen=True)
class Asked:
    """One request and the status that it must answer."""

    path: str
    status: int = 200
    sends: Mapping[str, Any] | None = None


@dataclass
class Times:
    """Milliseconds of one way of doing the work: by the clock, and on the processors of the web workers."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.clock)

    @property
    def busy(self) -> float | None:
        return median(self.processor) if self.processor else None


class Visitor:
    """Signed in as somebody; asks the server on this machine."""

    def __init__(self, port: int, user: User, workers: Sequence[int] = ()) -> None:
        self.port, self.workers = port, workers
        self.cookies = {settings.SESSION_COOKIE_NAME: _session(user), settings.CSRF_COOKIE_NAME: _get_new_csrf_string()}
        self.connection: HTTPConnection | None = None
        self.asked = 0

    def ask(self, asked: Asked, into: Times | None = None) -> str:
        """Ask once; answers the page. Raises ``Unexpected`` for any other status."""
        connection = self._connection()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if asked.sends is not None:
            body = urlencode(
                {"csrfmiddlewaretoken": self.cookies[settings.CSRF_COOKIE_NAME], **asked.sends}, doseq=True
            )
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        busy, begun = self._busy(), time.perf_counter()
        connection.request("GET" if body is None else "POST", asked.path, body, headers)
        response = connection.getresponse()
        page = response.read().decode()
        taken = time.perf_counter() - begun
        if response.status != asked.status:
            raise Unexpected(f"{asked.path} answered {response.status} instead of {asked.status}.")
        if into is not None:
            into.clock.append(taken * 1e3)
            if busy is not None:
                into.processor.append(((self._busy() or 0) - busy) / 1e6)
        return page

    def compare(self, ways: Mapping[str, Callable[[], Asked]], *, times: int, warm: int = 12) -> dict[str, Times]:
        """Ask each way in turn, ``times`` times, after a warm-up that is not counted."""
        measured = {name: Times() for name in ways}
        for _ in range(warm):
            for way in ways.values():
                self.hang_up()  # warm every worker, not only the one that holds the line
                self.ask(way())
        for _ in range(times):
            for name, way in ways.items():
                self.ask(way(), measured[name])
        self.hang_up()
        return measured

    def hang_up(self) -> None:
        """Let the connection go."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def _connection(self) -> HTTPConnection:
        self.asked += 1
        if self.asked % OVER_ONE_CONNECTION == 0:
            self.hang_up()
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.connect()
        return self.connection

    def _busy(self) -> int | None:
        """Nanoseconds that the web workers have been on a processor, where the kernel tells."""
        total = 0
        for worker in self.workers:
            tasks = Path(f"/proc/{worker}/task")
            try:
                total += sum(int((tasks / task / "schedstat").read_text().split()[0]) for task in os.listdir(tasks))
            except (OSError, IndexError, ValueError):
                return None
        return total if self.workers else None


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(SETTLED)
    session.save()
    return str(session.session_key)
