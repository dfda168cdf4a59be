"""Where things lie in a clone, and how a step of the build ends when it cannot go on."""

import hashlib
import os
import pwd
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
LOGS = ROOT / ".make"


def stop(sentence: str) -> NoReturn:
    """Ends this step with one sentence for the person at the keyboard."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def say(sentence: str) -> None:
    """Tells what is happening now; flushed, so that a waiting person sees it at once."""
    print(sentence, flush=True)


def digest(files: Iterable[Path], *words: str) -> str:
    """One digest over the content of files and some words: the same digest, the same result."""
    total = hashlib.sha256()
    for word in words:
        total.update(word.encode() + b"\0")
    for file in sorted(files):
        total.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the step that left this stamp did exactly what is wanted now."""
    try:
        return stamp.read_text(encoding="ascii").strip() == wanted
    except OSError:
        return False


def run_logged(
    name: str,
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    *,
    where: Path = ROOT,
    user: str | None = None,
) -> str | None:
    """Runs a command with its output kept in ``.make/NAME.log``; answers the output when it failed.

    ``user`` (only as root) runs it as somebody with fewer rights.
    """
    LOGS.mkdir(exist_ok=True)
    log = LOGS / f"{name}.log"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=where,
        user=user,
        group=user and pwd.getpwnam(user).pw_gid,
        extra_groups=[] if user else None,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    log.write_text(done.stdout, encoding="utf-8")
    return done.stdout if done.returncode else None


def sentence_on_disk(problem: OSError) -> str:
    """What to tell a person about a folder that cannot be written."""
    where = problem.filename or ROOT
    return (
        f"Kinmap cannot write to {where} ({problem.strerror or problem}): "
        "clone it into a folder of your own that has free space, then run make again."
    )
