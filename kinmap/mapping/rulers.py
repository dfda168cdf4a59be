"""Each scale as a ruler from 0 to 10 with everybody's mark of the latest shown round.

Numbers belong to people: a spread, never an average (domain.md §1.4). Numbers of a round that has not
been shown come only to whoever entered them, and are marked so.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict
from uuid import UUID

from kinmap.kit.dates import plain_date
from kinmap.mapping.cards import Card
from kinmap.mapping.models import Scale
from kinmap.mapping.people import Faces


class Mark(TypedDict):
    """One place on the ruler: ``at`` counts half points from 0 to 20; the names who put themselves there."""

    at: int
    half: bool
    value: str
    names: list[str]


class Ruler(TypedDict):
    """One scale of the foot."""

    id: UUID
    statement: UUID | None
    children: frozenset[UUID]
    title: str
    zero: str
    ten: str
    held: str
    marks: list[Mark]
    silent: list[str]
    waiting: list[Mark]


def rulers(scales: Iterable[Any], judgments: Iterable[Any], *, faces: Faces, cards: Mapping[UUID, Card]) -> list[Ruler]:
    """Rulers of the scales whose statement, if any, stands on the map."""
    given: dict[UUID, list[Any]] = {}
    for judgment in judgments:
        given.setdefault(judgment[0], []).append(judgment)
    drawn = []
    for scale in scales:
        statement = cards.get(scale.statement) if scale.statement else None
        if scale.statement and not (statement and statement["mark"]):
            continue
        title = statement["mark"] if statement else str(Scale.Kind(scale.kind).label)
        drawn.append(_ruler(scale, title, given.get(scale.id, []), faces))
    return sorted(drawn, key=lambda ruler: ruler["statement"] is not None)


def _ruler(scale: Any, title: str, judgments: list[Any], faces: Faces) -> Ruler:
    shown = [one for one in judgments if one[6] is not None]
    latest = shown[-1][4] if shown else None
    last = [one for one in shown if one[4] == latest]
    return {
        "id": scale.id,
        "statement": scale.statement,
        "children": scale.children,
        "title": title,
        "zero": scale.zero_text,
        "ten": scale.ten_text,
        "held": plain_date(last[0][5]) if last else "",
        "marks": _marks(last, faces),
        "silent": [faces.name(one[1]) for one in last if one[2] is None and faces.name(one[1])],
        "waiting": _marks([one for one in judgments if one[6] is None], faces),
    }


def _marks(judgments: list[Any], faces: Faces) -> list[Mark]:
    places: dict[int, list[str]] = {}
    for one in judgments:
        if one[2] is not None and faces.name(one[1]):
            places.setdefault(one[2], []).append(faces.name(one[1]))
    return [
        {"at": at, "half": bool(at % 2), "value": in_halves(at), "names": names} for at, names in sorted(places.items())
    ]


def in_halves(halves: int) -> str:
    """Half points as people write them: 7, 7½, ½."""
    whole, half = divmod(halves, 2)
    return f"{whole or ''}½" if half else str(whole)
