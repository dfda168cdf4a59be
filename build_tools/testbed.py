"""What tests need beside Python: Chromium, a PostgreSQL server, a Java runtime, qpdf.

As root on a Debian-like machine they are installed; elsewhere what is there is used. PostgreSQL runs as a
throw-away cluster of its own in a temporary folder: one that the machine already has is never touched.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.ground import run_logged, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: What each part is called in Debian, and what is not tested without it.
PARTS = {
    "Chromium": ("chromium", "the journeys in a browser"),
    "PostgreSQL": ("postgresql", "everything on PostgreSQL"),
    "Java": ("default-jre-headless", "the pages' HTML by the Nu validator"),
    "qpdf": ("qpdf", "every document by qpdf"),
}


def chromium() -> str | None:
    """Where Chromium is, or ``None``."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def postgres_tools() -> Path | None:
    """The folder of the newest PostgreSQL server's programs, or ``None``."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *Path("/usr").glob("pgsql-*/bin/initdb")]
    found.sort(key=lambda program: float("".join(c for c in program.parts[-3] if c.isdigit() or c == ".") or 0))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def java() -> str | None:
    """Where Java is, or ``None``. (macOS has a ``java`` that only says that there is none.)"""
    found = shutil.which("java")
    if found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0:
        return found
    return None


def missing() -> list[str]:
    """The names of the parts that are not here."""
    here = {"Chromium": chromium(), "PostgreSQL": postgres_tools(), "Java": java(), "qpdf": shutil.which("qpdf")}
    return [part for part, found in here.items() if not found]


def install_what_is_missing() -> list[str]:
    """Installs missing parts where that is allowed; answers what is still missing."""
    wanted = missing()
    if not wanted or os.environ.get("KINMAP_INSTALL") == "0" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return wanted
    say(f"Installing {' and '.join(wanted)} for the tests …")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    run_logged("apt-update", ["apt-get", "update", "-q"], environment)
    for part in wanted:  # one by one: what cannot be had must not keep out the others
        command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", PARTS[part][0]]
        run_logged(f"apt-{PARTS[part][0]}", command, environment)
    return missing()


def what_is_not_tested(parts: list[str]) -> str:
    """One sentence about what could not be had, and what was therefore not tested; empty when nothing."""
    if not parts:
        return ""
    untested = " and ".join(PARTS[part][1] for part in parts)
    return (
        f"Not tested: {untested}, because this machine has no {' and no '.join(parts)} and it could not be installed."
    )


@contextmanager
def private_postgresql(*, durable: bool = False) -> Iterator[str | None]:
    """The address of a fresh, private PostgreSQL server, stopped and removed at the end; ``None`` without one.

    Tests need nothing to outlive a power cut; ``durable`` keeps the promise of a server in use, for figures.
    """
    tools = postgres_tools()
    if tools is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="kinmap-pg-"))
    keeper = _keeper()
    if keeper:  # PostgreSQL refuses to run as root
        shutil.chown(folder, keeper)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    options += " -c max_connections=200"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    word = folder / "word"
    word.write_text(secrets.token_urlsafe(24), encoding="ascii")
    if keeper:
        shutil.chown(word, keeper)
    word.chmod(0o600)
    password = word.read_text(encoding="ascii")
    data = str(folder / "data")
    start = [str(tools / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "-t", "60", "start"]
    make = [str(tools / "initdb"), "-D", data, "-U", "kinmap", "-A", "scram-sha-256", "--pwfile", str(word)]
    make += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    stop = [str(tools / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"]
    started = False
    try:
        started = all(
            run_logged(name, command, where=folder, user=keeper) is None
            for name, command in (("initdb", make), ("pg_ctl", start))
        )
        if not started:
            say("PostgreSQL is installed but did not start; what it said is in .make/initdb.log and .make/pg_ctl.log.")
        yield f"postgres://kinmap:{password}@127.0.0.1:{port}/postgres" if started else None
    finally:
        if started:
            run_logged("pg_stop", stop, where=folder, user=keeper)
        _remove(folder)


def _keeper() -> str | None:
    """Whom PostgreSQL runs as when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _remove(folder: Path) -> None:
    """Removes the cluster's folder, giving a stopping server a moment to let go."""
    for _ in range(10):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.3)
