"""What has changed in a council's own guidance: every version beside the one before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kinmap.guidance.models import CouncilPage, CouncilQuestion
from kinmap.guidance.models.own import Own
from kinmap.guidance.pages import BY_SLUG
from kinmap.guidance.questions import AUDIENCES, CATEGORIES, COLUMNS, HEADINGS, STAGES, STEPS
from kinmap.kit.dates import plain_date

#: Facts whose codes have words.
CODES: dict[str, dict[str, str]] = {
    "category": CATEGORIES, "column": COLUMNS, "headings": HEADINGS, "audience": AUDIENCES, "stages": STAGES,
    "ears_step": STEPS, "beside": {slug: page.title for slug, page in BY_SLUG.items()},
}  # fmt: skip
NOT_TOLD = frozenset({"id", "version", "recorded_at", "recorded_by", "recorded_by_name", "withdrawn"})


@dataclass(frozen=True)
class Changed:
    """One fact before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One version: which item, what was done, by whom, when."""

    kind: str
    item: UUID
    title: str
    done: str
    by: str
    at: datetime
    facts: tuple[Changed, ...]


def changes() -> list[Change]:
    """Every version of every question and page, the newest first. Two queries."""
    found = [*_of("question", CouncilQuestion), *_of("page", CouncilPage)]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _of(kind: str, model: type[Own]) -> Iterator[Change]:
    rows: Iterable[Any] = model.history.select_related("history_user").order_by("id", "version", "history_id")
    before: Any = None
    for row in rows:
        if before is not None and before.id != row.id:
            before = None
        yield Change(
            kind=kind, item=row.id, title=row.title if kind == "page" else row.text, done=_done(before, row),
            by=row.history_user.name if row.history_user else "", at=row.history_date,
            facts=tuple(_facts(model, before, row)) if before is not None else (),
        )  # fmt: skip
        before = row


def _done(before: Any, row: Any) -> str:
    if before is None:
        return "Added"
    if before.withdrawn != row.withdrawn:
        return "Withdrawn" if row.withdrawn else "Brought back"
    return "Changed"


def _facts(model: type[Own], before: Any, row: Any) -> Iterator[Changed]:
    for field in model._meta.concrete_fields:
        old, new = getattr(before, field.attname, None), getattr(row, field.attname, None)
        if field.name not in NOT_TOLD and old != new:
            name = str(field.verbose_name)
            yield Changed(name[:1].upper() + name[1:], in_words(field.name, old), in_words(field.name, new))


def in_words(name: str, value: Any) -> str:
    """A fact as a sentence would say it."""
    codes = CODES.get(name, {})
    if isinstance(value, dict):
        return "\n".join(f"{STEPS.get(step, step)}: {' / '.join(said)}" for step, said in value.items())
    if isinstance(value, list):
        return ", ".join(codes.get(one, str(one)) for one in value)
    if isinstance(value, date):
        return plain_date(value)
    return codes.get(value, str(value)) if value else ""
