"""Planning a visit and writing it up: one act, however many children, in the caller's transaction.

Whatever the writer cannot see stays as it is: a child who is hidden from them keeps their part, and an
account about that child keeps its words (the writer's own go into an account about the others).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Guarded, Noun, Outdated
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.casework.guard import GuardWords
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family
from kinmap.kit.dates import plain_date
from kinmap.kit.people_field import People, people
from kinmap.visits.models import Said, Seen, Visit, VisitAccount, VisitPlace

#: Chosen for a child's words or a place: leave the level, names and denials as they stand.
AS_IT_STANDS = "as_it_stands"


@dataclass(frozen=True, kw_only=True)
class ChildTold:
    """What is written about one child's part; ``sharing``: who may see the words, or ``AS_IT_STANDS``."""

    child: UUID
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    sharing: str = AS_IT_STANDS


@dataclass(frozen=True, kw_only=True)
class PlaceTold:
    """Where it is or was: a household of the family, or words; who may know it as for ``ChildTold``."""

    household: UUID | None = None
    words: str = ""
    sharing: str = AS_IT_STANDS


@dataclass(frozen=True, kw_only=True)
class VisitTold:
    """Everything that one form says about a visit. ``account`` and ``place``: ``None`` leaves them alone."""

    facts: Mapping[str, Any]
    children: tuple[ChildTold, ...]
    guard: GuardWords | None = None
    account: Mapping[str, Any] | None = None
    place: PlaceTold | None = None


def stamp_of(visit: Visit, reader: Reader) -> str:
    """What a form shows of a visit, in one word that travels with it: ids and versions of all its rows."""
    parts = Seen.objects.readable_by(reader).filter(visit=visit)
    accounts = VisitAccount.objects.readable_by(reader).filter(visit=visit)
    rows = [(visit.pk, visit.version)]
    for asked in (
        parts,
        accounts,
        VisitPlace.objects.readable_by(reader).filter(account__visit=visit),
        Said.objects.readable_by(reader).filter(part__visit=visit),
    ):
        rows += asked.order_by().values_list("pk", "version")
    return ",".join(f"{pk.hex}.{version}" for pk, version in sorted(rows))


def write_down(
    told: VisitTold, *, family: Family, reader: Reader, by: User, visit: Visit | None = None,
    stamp: str | None = None, id: UUID | None = None,
) -> Visit:  # fmt: skip
    """Write a visit down, or change what is written. ``visit`` is locked by the caller.

    Raises ``Outdated`` with today's words when ``stamp`` says that the writer saw something older, and
    ``ValueError`` for a visit to no child.
    """
    if visit is not None and stamp is not None and stamp != stamp_of(visit, reader):
        raise Outdated(in_words(visit, reader))
    if not told.children and visit is None:
        raise ValueError("Say which child or children this visit is to.")
    new = visit is None
    visit = visit or Visit(family=family, **({"id": id} if id else {}))
    if told.guard is not None:
        visit.restrict(**told.guard, setter=reader.person_id)
    facts = dict(told.facts)
    if facts.get("state") == Visit.State.MADE and visit.written_at is None:
        facts["written_at"] = timezone.now()
    _kept(visit, facts, by=by, always=told.guard is not None)
    _write_children(visit, told.children, reader=reader, by=by)
    _write_account(visit, told, reader=reader, by=by)
    record(by=by, verb=Verb.CREATE if new else Verb.CHANGE, kind="visit", family_id=family.pk, subject_id=visit.pk)
    return visit


def call_off(visit: Visit, *, state: str, reason: str, reader: Reader, by: User, on: date | None = None) -> Visit:
    """Write down that a visit was called off, or tried and not made, and why; it stays with both dates.

    Raises ``Outdated`` unless it is still planned. ``visit`` is locked by the caller, here and below.
    """
    _still_planned(visit, reader)
    children = tuple(ChildTold(child=child) for child in _children_of(visit, reader))
    told = VisitTold(facts={"state": state, "on": on}, children=children, account={"reason": reason})
    return write_down(told, family=visit.family, reader=reader, by=by, visit=visit)


def made(visit: Visit, *, on: date, reader: Reader, by: User) -> Visit:
    """Write down that a planned visit was made; it waits on the worker's desk until it is written up.

    Raises ``Outdated`` unless it is still planned.
    """
    _still_planned(visit, reader)
    _kept(visit, {"state": Visit.State.MADE, "on": on}, by=by)
    record(by=by, verb=Verb.CHANGE, kind="visit", family_id=visit.family_id, subject_id=visit.pk)
    for account in VisitAccount.objects.filter(visit=visit):
        tell(visit, account, by=by)
    return visit


def _still_planned(visit: Visit, reader: Reader) -> None:
    """Somebody else may have said at the same moment what became of it: both are kept, and one is in the record."""
    if visit.state != Visit.State.PLANNED:
        raise Outdated(f"{visit.get_state_display()}.\n{in_words(visit, reader)}")


def in_words(visit: Visit, reader: Reader) -> str:
    """What stands there now, in a few lines, as far as this reader may see it."""
    when = visit.on or visit.planned_for
    lines = [f"{visit.get_kind_display()}, {plain_date(when)}" if when else visit.get_kind_display()]
    accounts = VisitAccount.objects.readable_by(reader).filter(visit=visit).order_by("recorded_at", "id")
    lines += [words for account in accounts for words in (account.purpose, account.text, account.reason)]
    said = Said.objects.readable_by(reader).filter(part__visit=visit).select_related("part__child")
    lines += [f"{one.part.child.called}: {one.words}" for one in said.order_by("recorded_at", "id")]
    return "\n".join(line for line in lines if line)


def _kept(row: Any, facts: Mapping[str, Any], *, by: User, always: bool = False) -> bool:
    """Write the row with these facts; saying what stands there already makes no new version."""
    new = row._state.adding
    if not new and not always and all(getattr(row, name) == value for name, value in facts.items()):
        return False
    if always and not new and not _differs(row, facts):
        return False
    for name, value in facts.items():
        setattr(row, name, value)
    row.keep(by=by)
    return True


def _differs(row: Noun, facts: Mapping[str, Any]) -> bool:
    """Whether the row, its guard just set, or one of these facts differs from what the database holds."""
    stands: Any = type(row)._default_manager.get(pk=row.pk)
    guard = ("sharing", "named", "hidden_from")
    return any(getattr(row, name) != getattr(stands, name) for name in guard) or any(
        getattr(stands, name) != value for name, value in facts.items()
    )


def _children_of(visit: Visit, reader: Reader) -> People:
    return people(Seen.objects.readable_by(reader).filter(visit=visit).order_by().values_list("child", flat=True))


def _write_children(visit: Visit, told: tuple[ChildTold, ...], *, reader: Reader, by: User) -> None:
    """A part for each child told of; a child whom the writer can see and does not tell of is taken off.

    A part that is kept from this writer stays as it is, whatever they tell of its child.
    """
    mine = Seen.objects.filter(visit=visit, child__among=reader.child_ids)
    standing = {part.child_id: part for part in mine.filter(reader.admits())}
    kept_from_them = {part.child_id for part in mine} - standing.keys()
    for one in told:
        if one.child in kept_from_them:
            continue
        part = standing.pop(one.child, None) or Seen(visit=visit, family_id=visit.family_id, child_id=one.child)
        _kept(part, {**one.facts, "taken_off": False}, by=by)
        _write_words(part, one, reader=reader, by=by)
    for part in standing.values():
        _kept(part, {"taken_off": True}, by=by)


def _write_words(part: Seen, told: ChildTold, *, reader: Reader, by: User) -> None:
    """The first of a child's sayings, as the form shows it; further ones have pages of their own."""
    said = Said.objects.readable_by(reader).filter(part=part).order_by("recorded_at", "id").first()
    if said is None and not told.words:
        return
    if said is not None and not told.words and told.facts:
        _kept(said, {"withdrawn": True}, by=by)
        return
    if not told.words:
        return
    said = said or Said(part=part, family_id=part.family_id)
    _guard(said, told.sharing, reader=reader)
    _kept(said, {"words": told.words}, by=by, always=True)


def _guard(row: Guarded, sharing: str, *, reader: Reader) -> None:
    """Set a level that needs no names; whoever sets it is never locked out."""
    if sharing != AS_IT_STANDS:
        hidden = row.hidden_from - ({reader.person_id} if reader.person_id else set())
        row.restrict(sharing=Sharing(sharing), named=row.named, hidden_from=hidden, setter=reader.person_id)


def _write_account(visit: Visit, told: VisitTold, *, reader: Reader, by: User) -> None:
    """The account about the children told of, the place, and the line in the family's story."""
    account = VisitAccount.objects.readable_by(reader).filter(visit=visit).order_by("recorded_at", "id").first()
    children = people(one.child for one in told.children)
    if account is None:
        account = VisitAccount(visit=visit, family_id=visit.family_id)
    about = children | (account.children - reader.child_ids)
    facts = {"children": about or account.children, **(told.account or {})}
    for other in VisitAccount.objects.filter(visit=visit).exclude(pk=account.pk):
        _same_guard(other, visit, {}, by=by)
        tell(visit, other, by=by)
    _same_guard(account, visit, facts, by=by)
    tell(visit, account, by=by)
    if told.place is not None:
        _write_place(account, told.place, reader=reader, by=by)


def _same_guard(account: VisitAccount, visit: Visit, facts: Mapping[str, Any], *, by: User) -> None:
    guard = {"sharing": visit.sharing, "named": visit.named, "hidden_from": visit.hidden_from}
    _kept(account, {**guard, **facts}, by=by)


def _write_place(account: VisitAccount, told: PlaceTold, *, reader: Reader, by: User) -> None:
    """Where it was. A place that this writer may not know stays as it is."""
    place = VisitPlace.objects.filter(account=account).first()
    if place is not None and not VisitPlace.objects.readable_by(reader).filter(pk=place.pk).exists():
        return
    if place is None and not (told.household or told.words):
        return
    place = place or VisitPlace(account=account, family_id=account.family_id)
    _guard(place, told.sharing, reader=reader)
    _kept(place, {"household_id": told.household, "words": told.words}, by=by, always=True)


def tell(visit: Visit, account: VisitAccount, *, by: User) -> None:
    """One line in the family's story for a visit that was made or tried, and no more than that it was.

    A visit that is only planned is not told: an unannounced one would not stay unannounced.
    """
    if visit.state == Visit.State.MADE:
        text = f"{visit.get_kind_display()}."
    elif visit.state == Visit.State.NOT_MADE:
        text = f"{visit.get_kind_display()}: tried, not made."
    else:
        TimelineEvent.untell(account, by=by)
        return
    TimelineEvent.retell(family_id=visit.family_id, kind="visit", text=text, like=account, by=by,
                         on=visit.on or visit.planned_for)  # fmt: skip
