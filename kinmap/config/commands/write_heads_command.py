"""``kinmap write-heads``: the last of every chain of the trail, to a file outside the database."""

from argparse import Namespace

from kinmap.access import heads
from kinmap.config.commands.serve_command import check_database


def run(asked: Namespace) -> None:
    """Compares every chain, and writes one line."""
    check_database()
    line = heads.write(whole=True)
    assert line is not None  # noqa: S101 - only a writing that may be put off answers nothing
    print(f"Line {line.number:,} is written to {heads.folder()}. Chains that have grown: {len(line.heads):,}.")
