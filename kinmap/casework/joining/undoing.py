"""Taking a joining apart again: every row back to what it was, and what was written since where it belongs.

A field goes back when it still says what the joining made it say. Where somebody has changed it since, their
words stay; a set of people loses only what the joining put in, and a denial is never lifted on the way.
What was written since stays with the record that stood, unless it hangs on something that goes back, or is
about children who all go back: then it goes with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.casework.joining.moving import BOOKKEEPING
from kinmap.casework.joining.pointers import families_of, nouns, pointers_of
from kinmap.casework.joining.sight import Fact, Looking, onlookers
from kinmap.casework.models import Join
from kinmap.families.models import Family, FamilyMember, NameKey, Person
from kinmap.kit.people_field import PeopleField


class TooLate(ValueError):
    """This joining cannot be undone, with the reason in a sentence."""


@dataclass
class Back:
    """One row on its way back: what its fields will say. ``changed_since``: fields that keep somebody's later words."""

    row: Any
    to: dict[str, Any] = field(default_factory=dict)
    changed_since: list[str] = field(default_factory=list)


@dataclass
class Since:
    """What was written since the joining, and where it will lie."""

    going: list[tuple[Any, UUID]] = field(default_factory=list)
    staying: list[Any] = field(default_factory=list)


@dataclass
class Undoing:
    """What taking one joining apart would do."""

    join: Join
    rows: list[Back]
    since: Since

    @classmethod
    def of(cls, join: Join) -> "Undoing":
        """Ask the versions what everything was; nothing is written."""
        rows = [back for one in join.changes if (back := _back(*one)) is not None]
        return cls(join, rows, _since(join, rows))


def undo(join: Join, *, by: User, version: int) -> Join:
    """Take it apart. ``version``: how many rows the page said (``size``): raises ``Outdated`` when more was written.

    Raises ``TooLate`` after thirty days, when it is undone already, or when a later joining stands on it.
    """
    check(join)
    found = Undoing.of(join)
    if size(found) != version:
        raise Outdated("Something was written since you looked. Look at the page again.")
    families = _families(join, found)
    could = _what_they_see(families)
    _write_back(found.rows, by=by)
    _put_back_loosely(join)
    for row, family in found.since.going:
        row.family_id = family
        row.keep(by=by)
    if found.since.staying:
        for person, facts in _what_they_see(families).items():
            could.setdefault(person, set()).update(facts)
        _keep_from_gaining(could, _past_places(join, found, by=by), families, by=by)
    join.undone_at, join.undone_by = timezone.now(), by
    join.save(update_fields=["undone_at", "undone_by"])
    for family in sorted(families):
        record(by=by, verb=Verb.WITHDRAW, kind="joining undone", family_id=family, subject_id=join.pk)
    return join


def check(join: Join) -> None:
    """Raise ``TooLate`` with the reason why this joining stays."""
    if join.undone_at is not None:
        raise TooLate("This has been undone already.")
    if not join.can_be_undone:
        raise TooLate("Thirty days have passed. It can no longer be undone.")
    if join.later_one() is not None:
        raise TooLate("Something was joined with it since. Undo that first.")


def size(found: Undoing) -> int:
    """How much is concerned: it differs when something was written between looking and doing."""
    versions = sum(int(back.row.version) for back in found.rows)
    return versions + len(found.since.going) + len(found.since.staying)


# --- What each row was -------------------------------------------------------------------------------


def _what_they_see(families: frozenset[UUID]) -> dict[UUID, set[Fact]]:
    looking = Looking(families)
    return {one.id: set(looking.sight_of(one).facts) for one in onlookers(families)}


def _back(label: str, pk: str, was: int, became: int) -> Back | None:
    model = apps.get_model(label)
    row = model._default_manager.filter(pk=pk).first()
    versions = {one.version: one for one in model.history.filter(id=pk, version__in=(was, became))}
    if row is None or len(versions) < 2:
        return None
    old, new = versions[was], versions[became]
    back = Back(row)
    for one in model._meta.concrete_fields:
        name = one.attname
        before, made, now = getattr(old, name), getattr(new, name), getattr(row, name)
        if one.name in BOOKKEEPING or before == made:
            continue
        if now == made:
            back.to[name] = before
        elif isinstance(one, PeopleField):
            back.changed_since.append(one.name)
            taken = now | before if one.name == "hidden_from" else (now - (made - before)) | (before - made)
            back.to[name] = taken
        else:
            back.changed_since.append(one.name)
    return back


def _write_back(rows: Iterable[Back], *, by: User) -> None:
    """Write the rows in whatever order the database can take them: one may have to leave before another returns."""
    waiting = [back for back in rows if back.to]
    while waiting:
        stuck = []
        for back in waiting:
            kept = {name: getattr(back.row, name) for name in back.to}
            version = back.row.version
            for name, value in back.to.items():
                setattr(back.row, name, value)
            try:
                with transaction.atomic():
                    back.row.keep(by=by)
            except IntegrityError:
                for name, value in kept.items():
                    setattr(back.row, name, value)
                back.row.version = version
                stuck.append(back)
        waiting = [] if len(stuck) == len(waiting) else stuck  # something newer stands in their place: they stay
    for back in rows:
        if isinstance(back.row, Person) and {"first_name", "last_name", "known_as", "other_names"} & back.to.keys():
            NameKey.renew(back.row)


def _put_back_loosely(join: Join) -> None:
    for label, pk, name, old in join.loose:
        row = apps.get_model(label)._default_manager.filter(pk=pk).first()
        if row is not None:
            one = row._meta.get_field(name)
            setattr(row, one.attname, one.to_python(old))
            row.save(update_fields=[name])


# --- What was written since --------------------------------------------------------------------------


def _since(join: Join, rows: list[Back]) -> Since:
    """What was written in the file that stood, or about the person who did, since the joining."""
    found = Since()
    if join.what != Join.What.FILES:
        found.staying = [row for row in _new_rows(join) if _names(row, {join.kept})]
        return found
    going = {str(back.row.pk): back.to["family_id"] for back in rows if back.to.get("family_id") in join.away}
    children = _children_going(join, rows)
    for row in _new_rows(join):
        if getattr(row, "subject", None) == join.pk:  # the story's own line about the joining goes to its file
            there = next((children[child] for child in sorted(row.children) if child in children), None)
            found.going += [(row, there)] if there else []
            continue
        there = _hangs_on(row, going) or _about_going(row, children)
        if there is None:
            found.staying.append(row)
        else:
            going[str(row.pk)] = there
            found.going.append((row, there))
    return found


def _new_rows(join: Join) -> list[Any]:
    """Rows recorded since the joining, parents before what hangs on them."""
    old = {pk for _, pk, _, _ in join.changes}
    found: list[Any] = []
    for model in nouns():
        if not issubclass(model, Noun) or model in (Person, Family):
            continue
        rows = model._default_manager.filter(recorded_at__gt=join.at)
        if join.what == Join.What.FILES:
            if not any(one.to is Family for one in pointers_of(model)):
                continue
            rows = rows.filter(family=join.kept)
        found += [row for row in rows.order_by("recorded_at", "pk") if str(row.pk) not in old]
    return sorted(found, key=lambda row: (row.recorded_at, row.pk.hex))


def _names(row: Any, people: set[UUID]) -> bool:
    for one in pointers_of(type(row)):
        value = getattr(row, one.attname)
        if (one.is_set and value & people) or (not one.is_set and value in people):
            return True
    return False


def _hangs_on(row: Any, going: dict[str, UUID]) -> UUID | None:
    for one in pointers_of(type(row)):
        if not one.is_set and not one.is_ref and one.to not in (Person, Family):
            there = going.get(str(getattr(row, one.attname)))
            if there is not None:
                return there
    return None


def _children_going(join: Join, rows: list[Back]) -> dict[UUID, UUID]:
    """Children who belong to one of the files that go apart and not to the one that stood."""
    back = {back.row.pk: back.to["family_id"] for back in rows
            if isinstance(back.row, FamilyMember) and "family_id" in back.to}  # fmt: skip
    found: dict[UUID, UUID] = {}
    stay: set[UUID] = set()
    children = FamilyMember.objects.filter(role=FamilyMember.Role.CHILD, family__in={join.kept, *join.away})
    for place in children.order_by("pk"):
        there = back.get(place.pk, place.family_id)
        if there == join.kept:
            stay.add(place.person_id)
        else:
            found.setdefault(place.person_id, there)
    return {child: there for child, there in found.items() if child not in stay}


def _children_of(row: Any) -> frozenset[UUID]:
    names = {one.name: one for one in row._meta.concrete_fields}
    if isinstance(row, FamilyMember):
        return frozenset()
    if "children" in names:
        about: frozenset[UUID] = row.children
        return about
    return frozenset({row.child_id}) if "child" in names else frozenset()


def _about_going(row: Any, children: dict[UUID, UUID]) -> UUID | None:
    there = {children.get(child) for child in _children_of(row)}
    return there.pop() if len(there) == 1 else None


# --- Whoever is spoken of stays known ----------------------------------------------------------------


def _past_places(join: Join, found: Undoing, *, by: User) -> list[FamilyMember]:
    """For somebody whom words that stay speak of, and whose place has gone: a place that has ended.

    Without it nobody could read those words any more. It hides them from whomever their own place does.
    """
    today = timezone.localdate()
    began = min(timezone.localtime(join.at).date(), today)
    made: dict[tuple[UUID, UUID], FamilyMember] = {}
    for row in found.since.staying:
        family = getattr(row, "family_id", None)
        if family is None:
            continue
        for person in _people_in(row):
            like = _place_gone(person, join, found)
            if like is None or (family, person) in made:
                continue
            if FamilyMember.objects.filter(family=family, person=person).exists():
                continue
            place = FamilyMember(
                family_id=family, person_id=person, role=like.role, describes=like.describes,
                started=began, ended=today, sharing=like.sharing, named=like.named, hidden_from=like.hidden_from,
            )  # fmt: skip
            made[family, person] = place.keep(by=by)
    return list(made.values())


def _people_in(row: Any) -> Iterable[UUID]:
    for one in pointers_of(type(row)):
        if one.to is Person and one.name not in ("named", "hidden_from"):
            value = getattr(row, one.attname)
            yield from sorted(value) if one.is_set else filter(None, [value])


def _place_gone(person: UUID, join: Join, found: Undoing) -> FamilyMember | None:
    """The place that went back with this joining, of this person or of the record that was taken from theirs."""
    whose = {person} if join.what == Join.What.FILES else ({person, *join.away} if person == join.kept else {person})
    gone = (back.row for back in found.rows if isinstance(back.row, FamilyMember))
    return next((row for row in gone if row.person_id in whose), None)


def _keep_from_gaining(
    could: dict[UUID, set[Fact]], places: list[FamilyMember], families: frozenset[UUID], *, by: User
) -> None:
    """Nobody gains by such a place: whoever would see by it what they could see neither before nor without it is
    shut out of it. That somebody was there while the records were one is nothing new.
    """
    own = {place.pk for place in places}
    looking = Looking(families)
    shut = frozenset(
        one.id for one in onlookers(families)
        if any(fact[1] not in own for fact in looking.sight_of(one).facts - could.get(one.id, set()))
    )  # fmt: skip
    for place in places:
        if not shut <= place.hidden_from:
            place.hidden_from |= shut
            place.keep(by=by)


def _families(join: Join, found: Undoing) -> frozenset[UUID]:
    ids = {getattr(back.row, "family_id", None) for back in found.rows} | {
        back.to.get("family_id") for back in found.rows
    }
    if join.what == Join.What.FILES:
        ids |= {join.kept, *join.away}
    else:  # a second place in the same family never moved: no row that goes back may name the family
        ids |= families_of({join.kept, *join.away})
    return frozenset(one for one in ids if one is not None)
