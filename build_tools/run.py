"""``make run``: from a fresh clone to Kinmap in the browser; a second time, straight there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools import assets, setup
from build_tools.ground import PYTHON, ROOT, say, stop


def main() -> None:
    """Checks what would fail later, sets up, builds, migrates, fills a new data folder, and serves."""
    os.environ.setdefault("KINMAP_DEMO", "0" if os.environ.get("KINMAP_HOSTS") else "1")
    port = port_to_use()
    data = data_to_use()
    setup.main(dev=False)
    assets.main()
    kinmap("migrate", "--quiet")
    if os.environ["KINMAP_DEMO"].lower() in ("1", "true", "yes", "on"):
        kinmap("demo", "--if-empty")
    say(f"Kinmap keeps its data in {data}. Stop it with Ctrl+C.")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "kinmap", "serve", "--port", str(port)])  # noqa: S606 - our own command


def port_to_use() -> int:
    """The port, free at this moment: better to say so now than after a minute of fetching."""
    written = os.environ.get("KINMAP_PORT", "") or "8000"
    if not written.isdigit() or not 0 < int(written) < 65536:
        stop(f"KINMAP_PORT is “{written}”, which is not a port: give a number from 1 to 65535.")
    port = int(written)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            stop(f"This account may not use port {port}: choose one above 1023, as in “make run KINMAP_PORT=8001”.")
        except OSError:
            stop(
                f"Port {port} is already in use: stop what uses it, or choose another, "
                "as in “make run KINMAP_PORT=8001”."
            )
    return port


def data_to_use() -> Path:
    """The data folder, made and found writable."""
    data = Path(os.environ.get("KINMAP_DATA") or ROOT / "var").expanduser().resolve()
    trial = data / f".trial-{os.getpid()}"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as problem:
        stop(
            f"Kinmap cannot write to its data folder {data} ({problem.strerror}): "
            "choose another, as in “make run KINMAP_DATA=$HOME/kinmap”."
        )
    os.environ["KINMAP_DATA"] = str(data)
    return data


def kinmap(*arguments: str) -> None:
    """One of Kinmap's own commands; it says itself what went wrong."""
    done = subprocess.run([PYTHON, "-m", "kinmap", *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
