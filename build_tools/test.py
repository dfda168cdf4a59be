"""``make test``: TypeScript tests, then pytest on SQLite and on PostgreSQL, then the journeys in Chromium.

``KINMAP_JOURNEYS`` says on which databases journeys are walked: ``sqlite`` (default), ``postgresql``, ``both``
or ``none``.
``KINMAP_PROVE=1`` (``make prove``) gives the long proofs their full length, and walks the journeys on both.
What says the same on every database (marked ``once``, and tests of rooms that use none) runs on SQLite alone.
Every part runs, also after one has failed; the closing lines are repeated at the end.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import PYTHON, ROOT, say
from build_tools.setup import node_and_npm
from build_tools.testbed import install_what_is_missing, private_postgresql, what_is_not_tested

NO_TEST_FOUND = 5  # pytest's exit status


def main() -> int:
    """Runs everything; 0 only when nothing failed."""
    lacking = install_what_is_missing()
    failed = run_typescript_tests()
    proving = os.environ.get("KINMAP_PROVE") == "1"
    walked = os.environ.get("KINMAP_JOURNEYS") or ("both" if proving else "sqlite")
    with private_postgresql() as address:
        if address is None and "PostgreSQL" not in lacking:
            lacking.append("PostgreSQL")
        databases = {"SQLite": "", **({"PostgreSQL": address} if address else {})}
        for name, url in databases.items():
            environment = {"DATABASE_URL": url}
            # Two workers at a time; tests with a browser apart, so that no page waits for a proof to end.
            which = "not journey" if name == "SQLite" or proving else "not journey and not once"
            failed |= run_pytest(f"Tests on {name}", ["-m", which, "-n", "2"], environment)
            if walked in ("both", name.lower()):
                failed |= run_pytest(f"Journeys in Chromium on {name}", ["-m", "journey", "-n", "2"], environment)
    if sentence := what_is_not_tested(lacking):
        say(sentence)
    say("Some tests failed." if failed else "All tests passed.")
    return int(failed)


def run_pytest(title: str, arguments: list[str], environment: Mapping[str, str]) -> bool:
    """One run of pytest; whether it failed. Finding no journey is no failure, finding no test at all is."""
    say(f"\n{title}")
    command = [str(PYTHON), "-m", "pytest", "-q", "--durations=8", *arguments]
    started = time.monotonic()
    status = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, check=False
    ).returncode
    say(f"{title}: {time.monotonic() - started:.0f} seconds.")
    return status != 0 and not (status == NO_TEST_FOUND and "journey" in arguments)


def run_typescript_tests() -> bool:
    """The tests beside the scripts, run by Node as they are; whether they failed."""
    tests = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "kinmap").rglob("*.test.ts"))
    if not tests:
        return False
    say("Tests of scripts")
    node, _ = node_and_npm()
    return subprocess.run([node, "--test", *tests], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode != 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
