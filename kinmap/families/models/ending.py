"""How a dated fact ends: the row stays and gets its last day."""

from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from kinmap.access.models import User
from kinmap.access.trail import Verb, record
from kinmap.kit.dates import plain_date


class Dated(Protocol):
    """A noun that holds from a day until a day."""

    pk: Any
    started: date | None
    ended: date | None

    def expect(self, version: int | None, *, theirs: str) -> None: ...

    def keep(self, *, by: User | None) -> Any: ...


D = TypeVar("D", bound=Dated)


def ended(row: D, *, kind: str, on: date, by: User, version: int | None, family_id: UUID | None) -> D:
    """Give a row its last day. Raises ``ValueError`` for a day before it began, ``Outdated`` for a clash."""
    row.expect(version, theirs=f"It ended on {plain_date(row.ended)}." if row.ended else "It has not ended.")
    if row.started is not None and on < row.started:
        raise ValueError(f"It began on {plain_date(row.started)}, so it cannot have ended before.")
    row.ended = on
    record(by=by, verb=Verb.CHANGE, kind=f"{kind} ended", family_id=family_id, subject_id=row.pk)
    row.keep(by=by)
    return row
