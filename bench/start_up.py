"""From a fresh clone to the first page with the demonstration families: seconds, and what they consist of."""

import os
import selectors
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, Report, Sample
from bench.server import answers, free_port
from build_tools.ground import ROOT, say

LONGEST = 900  #: seconds after which nobody waits any more
OWN = ("KINMAP_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "VIRTUAL_ENV", "MAKE", "MFLAGS")


def measure(report: Report) -> None:
    """Clones what is committed, runs ``make run`` in it, and asks for a page until there is one."""
    with tempfile.TemporaryDirectory(prefix="kinmap-clone-") as folder:
        clone, port = Path(folder) / "kinmap", free_port()
        begun = time.monotonic()
        cloned = subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], capture_output=True, check=False)
        if cloned.returncode:
            report.not_measured.append("Clone to first page, because this folder is not a git repository.")
            return
        steps = [(time.monotonic() - begun, "git clone")]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        environment |= {"KINMAP_PORT": str(port), "KINMAP_DATA": str(Path(folder) / "data"), "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            ["make", "run"], cwd=clone, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            there = _until_there(process, port, begun, steps)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
    if there is None:
        report.not_measured.append(f"Clone to first page, because make run ended early: {steps[-1][1]}")
        return
    told = "; ".join(f"{taken:.1f} s {step}" for taken, step in _lengths(steps, there))
    report.figures.append(Figure("Clone to first page with the demonstration", Sample((there,), "s")))
    report.notes.append(f"Clone to first page consists of: {told}.")
    say("Measured: clone.")


def _until_there(
    process: "subprocess.Popen[bytes]", port: int, begun: float, steps: list[tuple[float, str]]
) -> float | None:
    """Seconds until the first page; each line that is said on the way begins a step."""
    assert process.stdout is not None  # a pipe was asked for
    os.set_blocking(process.stdout.fileno(), False)
    waiting = selectors.DefaultSelector()
    waiting.register(process.stdout, selectors.EVENT_READ)
    while (now := time.monotonic() - begun) < LONGEST:
        waiting.select(timeout=0.1)
        said = (process.stdout.read() or b"").decode(errors="replace").splitlines()
        steps += [(now, line.strip()) for line in said if line.strip()]
        if process.poll() is not None:
            return None
        if any("is at http" in step for _, step in steps) and answers(port):
            return time.monotonic() - begun
    return None


def _lengths(steps: list[tuple[float, str]], there: float) -> list[tuple[float, str]]:
    """How long each step took: the clone until its end, every other from its line to the next."""
    at = [steps[0][0], *(moment for moment, _ in steps[1:]), there]
    rest = [(at[number + 1] - at[number], said) for number, (_, said) in enumerate(steps) if number]
    before = (at[1] - at[0], "looking round, Python") if len(at) > 2 else (0.0, "")
    return [
        (steps[0][0], "git clone"),
        *([before] if before[0] >= 0.05 else []),
        *((t, s) for t, s in rest if t >= 0.05),
    ]
