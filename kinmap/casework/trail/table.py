"""The trail as a file for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator

from kinmap.access.models import User
from kinmap.access.trail import TrailEntry
from kinmap.casework.trail.reading import Told, told

HEADINGS = ("When", "Who", "Did", "What", "Family", "Why or where in Kinmap", "From address", "Number", "Digest")
#: A spreadsheet takes what begins like this for a sum and works it out.
BEGINS_A_SUM = ("=", "+", "-", "@", "\t", "\r")
AT_ONCE = 500


class _Echo:
    """A file that hands back what is written to it, line by line."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: Iterable[TrailEntry], *, to: User) -> Iterator[str]:
    """The entries line by line, headings first; a few hundred are told at a time, however many there are."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)  # without the mark Excel takes the names for another alphabet
    batch: list[TrailEntry] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield from (writer.writerow(_line(one)) for one in told(batch, to=to))
            batch = []
    yield from (writer.writerow(_line(one)) for one in told(batch, to=to))


def _line(one: Told) -> list[str]:
    said = [one.at.isoformat(), one.who, one.did, one.what, one.family, one.purpose, one.where_from]
    safe = [f"'{text}" if text.startswith(BEGINS_A_SUM) else text for text in said]
    return [*safe, str(one.entry.number), one.entry.digest]
