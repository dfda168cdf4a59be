"""Visits in the exchange file: the bare facts, the account, the place, each child's part and words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import ExchangePart
from kinmap.kit.rows import Placed, Rows, Value
from kinmap.visits.models import Said, Seen, Visit, VisitAccount, VisitPlace

_CLOCK: dict[str, Any] = {
    "type": ["string", "null"],
    "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "description": "a time of day, 24 hours, as “15:40”",
}


def _written(clock: time | None) -> str | None:
    return None if clock is None else f"{clock:%H:%M}"


def _read(clock: str | None) -> time | None:
    return None if clock is None else time.fromisoformat(clock)


def check(rows: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    """What the database would refuse: a plan without its day, a visit made on no day, alone but not seen."""
    for path, row in rows["visits"]:
        state = row.get("state", Visit.State.PLANNED)
        if state == Visit.State.PLANNED and not row.get("planned_for"):
            yield f"{path}.planned_for", "A planned visit needs the day for which it is planned."
        if state == Visit.State.MADE and not row.get("on"):
            yield f"{path}.on", "A visit that was made needs the day on which it was made."
    there: set[tuple[str, str]] = set()
    for path, row in rows["children"]:
        if row.get("alone") and not row.get("seen"):
            yield f"{path}.alone", "A child who was not seen was not seen alone."
        if (pair := (row["visit"], row["child"])) in there:
            yield path, "This child has a part in this visit already."
        there.add(pair)
    placed: set[str] = set()
    for path, row in rows["places"]:
        if row["account"] in placed:
            yield path, "This visit has a place already."
        placed.add(row["account"])


EXCHANGE = ExchangePart(
    name="visits",
    words="Visits",
    needs=Permission.VISIT_READ,
    order=25,
    check=check,
    rows=(
        Rows(
            "visits",
            Visit,
            values={
                "planned_at": Value("planned_at", _CLOCK, _written, _read),
                "at": Value("at", _CLOCK, _written, _read),
            },
            says={
                "workers": "the professionals who made it, or mean to",
                "on": "the day it was made, or tried",
                "announced": "null where nobody said",
            },
        ),
        Rows("accounts", VisitAccount, says={"reason": "why it was not made"}),
        Rows("places", VisitPlace, says={"words": "where it was, when it was at no household of the family"}),
        Rows("children", Seen, says={"manner": "where and how the child was"}),
        Rows("said", Said),
    ),
)
