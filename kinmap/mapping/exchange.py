"""The map in the exchange file: entries and what hangs on them, scales and everybody's numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, Q

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.shelves import ExchangePart
from kinmap.kit.rows import Placed, Rows, Value
from kinmap.mapping.categories import ANSWERS, PARTS, Category
from kinmap.mapping.framework import DIMENSIONS
from kinmap.mapping.models import (
    Entry,
    EntryLink,
    Informant,
    Judgment,
    Map,
    OtherView,
    PinnedQuestion,
    Round,
    Scale,
    Waved,
    Wording,
)

_PART = {"type": "string"}
_PARTS: dict[str, Any] = {
    "type": "object",
    "description": "the category's own fields, all optional; kept when an entry moves to another category",
    "properties": dict.fromkeys(sorted({part for parts in PARTS.values() for part in parts}), _PART),
    "additionalProperties": False,
}
_DOMAINS: dict[str, Any] = {
    "type": "array",
    "description": "dimensions of the Assessment Framework to which it was attached",
    "items": {"enum": list(DIMENSIONS)},
    "uniqueItems": True,
}
_NUMBER = {
    "type": ["number", "null"],
    "minimum": 0,
    "maximum": 10,
    "multipleOf": 0.5,
    "description": "the number, 0 to 10 in halves; null means “would rather not say”",
}

_SCALES: dict[str, Any] = {
    "type": "array",
    "items": {"type": "string"},
    "description": "the scales an open round asks about; none: all of them",
}


def _number(halves: int | None) -> int | float | None:
    if halves is None:
        return None
    return halves // 2 if halves % 2 == 0 else halves / 2


def _halves(number: float | None) -> int | None:
    return None if number is None else int(number * 2)


def check(rows: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    """What an entry may answer, and what a scale belongs to."""
    category = {row["id"]: row["category"] for _, row in rows["entries"]}
    for path, row in rows["entries"]:
        if answered := row.get("answers"):
            wanted = ANSWERS.get(row["category"])
            if wanted is None:
                yield f"{path}.answers", f"An entry of the category “{row['category']}” answers no other entry."
            elif category[answered] != wanted:
                yield f"{path}.answers", f"This must be an entry of the category “{wanted}”."
    for path, row in rows["links"]:
        if row["one"] == row["two"]:
            yield path, "A link joins two different entries."
    scales = {row["id"] for _, row in rows["scales"]}
    for path, row in rows["rounds"]:
        for number, one in enumerate(row.get("scales", [])):
            if one not in scales:
                yield f"{path}.scales[{number}]", "No scale in this file has this id."
    for path, row in rows["scales"]:
        if (row.get("kind", Scale.Kind.STATEMENT) == Scale.Kind.STATEMENT) != bool(row.get("statement")):
            yield f"{path}.statement", "A scale of kind “statement” names its statement, and no other kind does."


def answers_no_more(entry: Entry) -> frozenset[str]:
    """``answers``, when the entry that it points at has since moved to a category that it cannot answer."""
    answered = entry.answers
    holds = answered is None or ANSWERS.get(Category(entry.category)) == answered.category
    return frozenset() if holds else frozenset({"answers"})


def which_scales(_round: Round) -> frozenset[str]:
    """``scales`` stays behind: it could name one that the reader may not see. A round brought in asks about all."""
    return frozenset({"scales"})


def once_shown(versions: Any, reader: Reader) -> Any:
    """Numbers as they stood since their round was shown; what was changed before stays with whoever entered it."""
    return versions.filter(Q(history_date__gte=F("round__shown_at")) | Q(recorded_by=reader.user_id))


EXCHANGE = ExchangePart(
    name="mapping",
    words="The map",
    needs=Permission.MAP_READ,
    order=30,
    check=check,
    rows=(
        Rows("map", Map, one=True, bare=True),
        Rows(
            "entries",
            Entry,
            values={"parts": Value("parts", _PARTS), "domains": Value("domains", _DOMAINS)},
            leaves_out=answers_no_more,
            says={
                "answers": "the danger that existing safety or a goal answers, or the goal that a next step serves",
                "place": "where it stands in its column: smaller numbers first",
                "event_date": "when it happened; see date_precision",
            },
        ),
        Rows("other_views", OtherView),
        Rows("informants", Informant),
        Rows("links", EntryLink, in_order=("one", "two")),
        Rows("wordings", Wording, says={"children": "the children for whose readers this wording stands in"}),
        Rows("scales", Scale, says={"statement": "needed when kind is “statement”, else left out"}),
        Rows(
            "rounds",
            Round,
            values={"scales": Value("scales", _SCALES)},
            leaves_out=which_scales,
            says={"shown_at": "when everybody's numbers were shown; until then they are hidden"},
        ),
        Rows(
            "questions",
            PinnedQuestion,
            says={
                "code": "the code of the question in the bank; empty: somebody's own words",
                "answer": "the entry that answers it, when it is answered",
            },
        ),
        Rows("waved", Waved, says={"digest": "the words that it was about; other words bring the prompt back"}),
        Rows("judgments", Judgment, values={"halves": Value("value", _NUMBER, _number, _halves)}, earlier=once_shown),
    ),
)
