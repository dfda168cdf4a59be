"""Finding a person by what somebody knows of them: before a new record is made, and to find one's way.

For council staff only. Whoever is hidden from the searcher, or locked, is left out in the first query,
so that nothing afterwards (a count, an order, another query) can tell that they are there. Of a record
that the searcher may not open nothing is given but the id of its family, and that only on a close match.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Exists, Max, OuterRef, Q, When

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.families.asked import Asked
from kinmap.families.models import Family, FamilyMember, NameKey, Person, Residence
from kinmap.families.models.lock import not_locked
from kinmap.families.names import (
    MEANT,
    NEAR,
    SHORTEST_NEAR,
    SOUND,
    WHOLE,
    Match,
    match,
    single_names,
    sound_of,
    spellings_of,
    with_one_letter_less,
)

MOST_CANDIDATES = 200
MOST_NAMESAKES = 500
MOST_SHOWN = 20
#: Names less alike than this, on the mean of what was typed, are not shown at all.
ALIKE_ENOUGH = 60
_DAY, _SWAPPED, _NUMBER, _PLACE = 40, 25, 120, 30


@dataclass(frozen=True)
class Found:
    """Somebody whom the searcher may open: the person, their places in families, and what matched."""

    person: Person
    places: tuple[FamilyMember, ...]
    because: tuple[str, ...]
    order: float = field(repr=False, default=0)
    is_near: bool = False
    """Near enough that a new record might be a second one of the same person."""


@dataclass(frozen=True)
class Results:
    """What a search found. ``elsewhere``: families whose record exists but is not open to the searcher."""

    asked: Asked
    found: tuple[Found, ...] = ()
    elsewhere: frozenset[UUID] = frozenset()
    more: bool = False


def search(asked: Asked, *, reader: Reader) -> Results:
    """Everybody who may be meant, likeliest first. Asks the database at most four times; nothing asked, nothing found.

    Raises ``ValueError`` for a reader who is not council staff.
    """
    if not reader.is_staff:
        raise ValueError("Search is for council staff.")
    if asked.is_empty:
        return Results(asked)
    ids = [*_by_name(asked, reader), *_by_fact(asked, reader)]
    placed = _by_place(asked, reader)
    found: list[Found] = []
    elsewhere: set[UUID] = set()
    for members in _with_places(asked, {*ids, *placed}, reader):
        mine = tuple(member for member in members if member.family_id in reader.family_ids)
        judged = _judge(asked, members, at_place=placed.get(members[0].person_id, False))
        if mine and judged.is_worth_showing:
            found.append(Found(members[0].person, mine, judged.because, judged.order, judged.is_near))
        if _judge(asked, members, at_place=members[0].person_id in placed).is_close:
            elsewhere |= {member.family_id for member in members} - reader.family_ids
    found.sort(key=lambda one: (-one.order, one.person.name, one.person.pk))
    return Results(asked, tuple(found[:MOST_SHOWN]), frozenset(elsewhere), len(found) > MOST_SHOWN)


# --- Who is there to be found ------------------------------------------------------------------------


def _places(reader: Reader) -> Any:
    """Places in families that may be found at all: none hidden from this reader, none in a record that is locked
    against them, and no professional's. The question is the same whether or not there is such a record."""
    rows = FamilyMember.objects.filter(reader.admits(), not_locked(reader.user_id))
    return rows.exclude(role=FamilyMember.Role.PROFESSIONAL).order_by()


def _people(reader: Reader) -> Any:
    """People who may be found at all: not locked, not hidden, and with a place in a family."""
    return (
        Person.objects.standing()
        .filter(reader.admits())
        .filter(Exists(_places(reader).filter(person=OuterRef("pk"))))
        .order_by()
    )


def _keys(name: str) -> Q:
    """The keys that one typed name may be found under: itself, one slip, the same sound, its beginning."""
    near = {name} | with_one_letter_less(name)
    keys = Q(kind__in=(WHOLE, NEAR), key__in=sorted(near))
    if sound := sound_of(name):
        keys |= Q(kind=SOUND, key=sound)
    if len(name) >= SHORTEST_NEAR:
        # A range rather than LIKE, which SQLite answers without its index.
        keys |= Q(kind=WHOLE, key__gte=name, key__lt=name[:-1] + chr(ord(name[-1]) + 1))
    return keys


def _by_name(asked: Asked, reader: Reader) -> Iterable[UUID]:
    """People who bear all of the typed names or nearly; and only if nobody does, those who bear any of them."""
    if not asked.names:
        return []
    spellings = spellings_of(asked.names)
    names = list(dict.fromkeys(name for spelling in spellings for name in spelling))
    any_of = reduce(or_, map(_keys, names))
    if len(names) == 1:
        # One name is no close match, so that of other families it tells nothing: only one's own are looked through.
        return _likest(any_of & _own(reader), reader)
    bears = {name: f"bears_{number}" for number, name in enumerate(names)}
    hit = {bears[name]: Max(Case(When(_keys(name), then=1), default=0)) for name in names}
    every = reduce(or_, (Q(**{bears[name]: 1 for name in spelling}) for spelling in spellings))
    rows = NameKey.objects.filter(any_of).order_by().values("person").annotate(**hit).filter(every)
    found = _people(reader).filter(pk__in=rows.values("person")).order_by("pk").values_list("pk", flat=True)
    return list(found[:MOST_NAMESAKES]) or [*_likest(any_of & _own(reader), reader), *_likest(any_of, reader)]


def _own(reader: Reader) -> Q:
    """Keys of people of the families open to this reader."""
    return Q(person__in=_places(reader).filter(family__among=reader.family_ids).values("person"))


def _likest(keys: Q, reader: Reader) -> list[UUID]:
    """The people to whom most of these keys belong: who bears a name exactly has all keys of it.

    Whether somebody may be found is asked of each who was hit: a list of everybody would be made of 100,000 first.
    """
    rows = NameKey.objects.filter(keys).filter(Exists(_people(reader).filter(pk=OuterRef("person"))))
    best = rows.order_by().values("person").annotate(keys=Count("pk")).order_by("-keys", "person")
    return list(best.values_list("person", flat=True)[:MOST_CANDIDATES])


def _by_fact(asked: Asked, reader: Reader) -> Iterable[UUID]:
    """People with this date of birth or due date, this number, or in the family of this reference."""
    facts = Q()
    if days := asked.days | asked.swapped:
        facts |= Q(born__in=days) | Q(due__in=days)
    if asked.numbers:
        family = _places(reader).filter(_under(asked.numbers))
        facts |= Q(number__in=asked.numbers) | Q(pk__in=family.values("person"))
    if not facts:
        return []
    return list(_people(reader).filter(facts).order_by("pk").values_list("pk", flat=True)[:MOST_CANDIDATES])


def _under(refs: Iterable[str]) -> Q:
    """Places in the families of these references, those of files joined into them among these."""
    return Q(family__ref__in=refs) | Q(family__in=Family.objects.filter(ref__in=refs).order_by().values("joined_into"))


def _by_place(asked: Asked, reader: Reader) -> dict[UUID, bool]:
    """People who live at a postcode that begins so; whether by an address that this reader may read.

    Of families not open to them only addresses without any shield count: that somebody lives behind a
    shielded one must not be found out by trying postcodes.
    """
    if not asked.postcodes:
        return {}
    begins = reduce(or_, (Q(household__address__postcode__istartswith=code) for code in asked.postcodes))
    readable = Residence.objects.readable_by(reader).filter(begins).order_by().values("person")
    plain = reduce(and_, (_unshielded(f"{at}__") for at in ("household", "household__address")), _unshielded(""))
    unshielded = Residence.objects.filter(plain, begins).order_by().values("person")
    known = Case(When(pk__in=readable, then=True), default=False, output_field=BooleanField())
    people = _people(reader).filter(Q(pk__in=readable) | Q(pk__in=unshielded)).annotate(known=known)
    return dict(people.order_by("pk").values_list("pk", "known")[:MOST_CANDIDATES])


def _unshielded(at: str) -> Q:
    return Q(**{f"{at}sharing": Sharing.FAMILY_ALL, f"{at}hidden_from": ""})


def _with_places(asked: Asked, people: set[UUID], reader: Reader) -> Iterable[list[FamilyMember]]:
    """Each person's places in families, those that still hold first."""
    members = _places(reader).filter(person__in=people).select_related("person", "family")
    met = Case(When(_under(asked.numbers), then=True), default=False, output_field=BooleanField())
    members = members.annotate(by_ref=met).order_by("ended", "pk")
    by_person: dict[UUID, dict[UUID, FamilyMember]] = {}
    # What stayed with a file that was joined away is said by the one that stands.
    standing = (one for one in members if one.family.joined_into_id is None)
    for member in sorted(standing, key=lambda one: one.ended is not None):
        by_person.setdefault(member.person_id, {}).setdefault(member.family_id, member)
    return [list(places.values()) for places in by_person.values()]


# --- How well somebody matches -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Judged:
    """How one person meets what was asked."""

    names: Match
    because: tuple[str, ...]
    order: float
    is_close: bool
    is_near: bool

    @property
    def is_worth_showing(self) -> bool:
        return self.names.mean >= ALIKE_ENOUGH or bool({*self.because} - {"name"})


def _judge(asked: Asked, members: list[FamilyMember], *, at_place: bool) -> _Judged:
    person = members[0].person
    names = match(asked.names, single_names(person.first_name, person.last_name, person.known_as, person.other_names))
    days = {person.born, person.due} - {None}
    numbered = person.number is not None and person.number.upper() in asked.numbers
    by_ref = any(member.by_ref for member in members)  # type: ignore[attr-defined]
    because = {
        "name": (names.mean >= ALIKE_ENOUGH, names.mean),
        "date of birth": (bool(days & asked.days), _DAY),
        "date of birth, day and month swapped": (bool(days & asked.swapped), _SWAPPED),
        "council number": (numbered, _NUMBER),
        "family reference": (by_ref, _NUMBER),
        "postcode": (at_place, _PLACE),
    }
    met = {reason: worth for reason, (holds, worth) in because.items() if holds}
    surely_named = names.names > 0 and names.least >= ALIKE_ENOUGH
    # A date or a postcode alone is shared by many; a number, or two things together, is not.
    close = names.is_close or numbered or by_ref or (surely_named and len(met) > 1)
    near = close or (len(asked.names) == 1 and names.least >= MEANT) or "date of birth" in met
    order = sum(met.values()) + (0 if "name" in met else names.mean)
    return _Judged(names, tuple(met), order, close, near)
