"""``python -m bench``: every figure in one run, as a table and in docs/figures.md."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django

from bench.figures import Figure, Report
from build_tools.ground import ROOT, say
from build_tools.testbed import install_what_is_missing, private_postgresql, what_is_not_tested

PARTS = ("map", "add", "list", "search", "documents", "memory", "plan", "clone", "prompts", "trail")
WEB = {"map", "add", "list", "search", "documents", "memory"}


def parser() -> argparse.ArgumentParser:
    """What may be asked."""
    asked = argparse.ArgumentParser(prog="python -m bench", description="Measures Kinmap against bare views and peers.")
    asked.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"only these of: {', '.join(PARTS)}")
    asked.add_argument("--people", type=int, default=100_000, help="how many people to make (default: 100000)")
    asked.add_argument("--requests", type=int, default=200, help="how often each page is asked for (default: 200)")
    asked.add_argument(
        "--write", action="store_true", help="write docs/figures.md although the run was not a whole one"
    )
    return asked


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the parts; answers 1 when a figure misses its limit."""
    asked = parser().parse_args(arguments)
    parts = set(asked.only or PARTS)
    report = Report(people=asked.people, requests=asked.requests)
    if parts & WEB:
        measure_web(parts, report, people=asked.people, requests=asked.requests)
    if "plan" in parts:
        from bench import print_speed

        print_speed.measure(report)
    if "clone" in parts:
        from bench import start_up

        start_up.measure(report)
    if "prompts" in parts:
        from bench import prompt_figures

        prompt_figures.measure(report)
    if "trail" in parts:
        from bench import trailed

        trailed.measure(report)
    say(report.in_a_terminal())
    if asked.write or (not asked.only and asked.people == parser().get_default("people")):
        (ROOT / "docs" / "figures.md").write_text(report.as_document(), encoding="utf-8")
        say("Written to docs/figures.md.")
    return int(any(figure.met is False for figure in report.figures))


def measure_web(parts: set[str], report: Report, *, people: int, requests: int) -> None:
    """Pages on PostgreSQL with two workers, in a data folder that is gone afterwards."""
    missing = [part for part in install_what_is_missing() if part == "PostgreSQL"]
    with tempfile.TemporaryDirectory(prefix="kinmap-bench-") as folder, private_postgresql(durable=True) as address:
        if address is None:
            report.not_measured.append(f"The pages: {what_is_not_tested(missing) or 'PostgreSQL did not start.'}")
            return
        os.environ |= {"DATABASE_URL": address, "KINMAP_DATA": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        os.environ |= {"KINMAP_DEMO": "0", "KINMAP_HOSTS": "", "PYTHONPATH": str(ROOT)}
        django.setup()
        from bench import pages  # reads models, so only now

        pages.measure(parts, report, data=Path(folder), people=people, requests=requests)


__all__ = ["Figure", "main"]

if __name__ == "__main__":
    sys.exit(main())
