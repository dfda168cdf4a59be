"""Kinmap's own server with two workers, with the bare views and the peer beside it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]

from build_tools.ground import ROOT

WORKERS = 2
MIB = 1024 * 1024


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    workers: tuple[int, ...]

    def memory(self) -> dict[str, float]:
        """MiB of all workers together: own pages with their share of common ones (PSS), and all pages (RSS)."""
        held = [psutil.Process(worker).memory_full_info() for worker in self.workers]
        told = {"RSS": sum(one.rss for one in held) / MIB}
        if all(hasattr(one, "pss") for one in held):
            told["PSS"] = sum(one.pss for one in held) / MIB
        return told


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the sign-in page is there."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=10) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """The server on a port of its own, stopped at the end. Raises ``RuntimeError`` when it does not start."""
    port = free_port()
    command = [sys.executable, "-m", "kinmap", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with (data / "server.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 60
            while not answers(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"The server did not start: {(data / 'server.log').read_text()[-2000:]}")
                time.sleep(0.2)
            workers = tuple(child.pid for child in psutil.Process(process.pid).children())
            yield Served(port, workers)
        finally:
            process.terminate()
            process.wait(timeout=20)
