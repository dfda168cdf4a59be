"""Undoing one's own last act on an entry, as long as nobody has changed it since.

Nothing is erased: what was undone stays among the versions, and undoing is a new one. Somebody else's act is
never offered, nor a version that the reader may not see.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Outdated
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.mapping.models import Entry

#: Words saved as somebody types are many versions and one act, when no longer than this lies between two.
ONE_ACT = timedelta(minutes=10)
#: For so long the card itself offers it; afterwards it stands among what else can be done with an entry.
ON_THE_CARD = timedelta(days=1)
#: Versions that one act may have, at most.
MOST = 200
UNDONE = "undone"

#: What a version has besides facts; and a dispute, which has a view beside it that stays.
NO_FACTS = frozenset(
    {"id", "version", "recorded_at", "recorded_by_id", "recorded_by_name", "family_id", "disputed", "supersedes_id"}
)


@dataclass(frozen=True)
class LastAct:
    """Somebody's own last act on an entry: the row as it stands, and the version to go back to."""

    now: Any
    before: Any

    @property
    def facts(self) -> dict[str, Any]:
        """What undoing sets, by the name of each fact that differs."""
        return _differing(self.now, self.before)


def last_act(entry: Entry, *, by: User, reader: Reader) -> LastAct | None:
    """What ``by`` may undo of this entry, or ``None``: not theirs, changed since, or nothing to go back to."""
    rows = list(Entry.history.filter(id=entry.pk).exclude(history_type="-").order_by("-version", "-history_id")[:MOST])
    if len(rows) < 2 or rows[0].version != entry.version or rows[0].history_user_id != by.pk:
        return None
    step = 0
    while step + 2 < len(rows) and _goes_on(rows[step], rows[step + 1], rows[step + 2]):
        step += 1
    act = LastAct(rows[0], rows[step + 1])
    may_see = Entry.history.filter(reader.admits_about_children(), history_id=act.before.history_id).exists()
    return act if act.facts and may_see else None


def undo(entry: Entry, *, by: User, reader: Reader, version: int) -> Entry:
    """Take back one's own last act as a new version. Raises ``Outdated`` when it is no longer the last, or not theirs.

    The caller holds the row (``Entry.found(…, lock=True)``).
    """
    entry.expect(version, theirs=entry.text)
    act = last_act(entry, by=by, reader=reader)
    if act is None:
        raise Outdated(entry.text)
    entry._change_reason = UNDONE  # type: ignore[attr-defined]  # the history library reads it here
    if set(act.facts) == {"status"} and act.before.status == Entry.Status.ACTIVE:
        return entry.bring_back(by=by)
    if set(act.facts) == {"status"} and act.before.status == Entry.Status.WITHDRAWN:
        return entry.withdraw(by=by)
    return entry.change(by=by, **act.facts)


def offered_on_cards(family: Family, *, by: UUID) -> dict[UUID, int]:
    """Entries whose newest version may be ``by``'s own act of the last day, each with that version's number.

    ``last_act`` decides when somebody asks; a card offers only what would change something.
    """
    since = timezone.now() - ON_THE_CARD
    own = Entry.history.filter(family=family, history_user_id=by, history_date__gte=since, version__gt=1)
    rows = Entry.history.filter(family=family, id__in=own.order_by().values("id")).order_by("-version", "-history_id")
    newest: dict[UUID, int] = {}
    versions: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        if row.version > 1 and row.history_user_id == by and row.history_date >= since:
            newest.setdefault(row.id, row.version)
        if row.id in newest:
            versions[row.id].append(row)
    return {entry: newest[entry] for entry, told in versions.items() if len(told) > 1 and _differing(told[0], told[1])}


def _goes_on(row: Any, before: Any, earlier: Any) -> bool:
    """Whether the version before belongs to the same act: words by the same person, written in one go."""
    alike = row.history_user_id == before.history_user_id and UNDONE not in (
        row.history_change_reason, before.history_change_reason
    )  # fmt: skip
    in_one_go = row.history_date - before.history_date <= ONE_ACT
    return bool(alike and in_one_go and _is_wording(row, before) and _is_wording(before, earlier))


def _is_wording(row: Any, before: Any) -> bool:
    """Whether what changed was said, and not where it stands."""
    return (row.status, row.category, row.place) == (before.status, before.category, before.place)


def _differing(now: Any, before: Any) -> dict[str, Any]:
    return {name: getattr(before, name) for name in _facts() if getattr(before, name) != getattr(now, name)}


def _facts() -> Iterable[str]:
    return [field.attname for field in Entry._meta.concrete_fields if field.attname not in NO_FACTS]
