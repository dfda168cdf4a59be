"""What the preview of a joining shows: everybody with a live tie, before and after, as the joiner may know it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from kinmap.access.reader import Reader
from kinmap.casework.doors import kind_of
from kinmap.casework.joining.doing import Joined
from kinmap.casework.joining.moving import Row
from kinmap.casework.joining.sight import Onlooker
from kinmap.casework.models import Allocation
from kinmap.families.models import (
    Family,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)

ROOMS = {
    "families": "people and homes", "casework": "work and story", "mapping": "map", "planning": "plan",
    "documents": "copies and files", "visits": "visits", "assessment": "assessment", "supervision": "group mapping",
}  # fmt: skip
NO_LONGER = "Will no longer see {name}: the joined record says something that they could not read before."


@dataclass(frozen=True)
class Line:
    """One onlooker: what they could read in each file, what they will read, and what is kept from them."""

    name: str
    who: str
    cells: list[tuple[str, str]]
    after: str
    hidden: str
    losing: str = ""


@dataclass(frozen=True)
class Preview:
    """The whole table, what is said twice and what stays behind. ``workers`` read pages, the family reads copies."""

    heads: list[str]
    workers: list[Line]
    family: list[Line]
    staying: list[str]
    seen: str

    @property
    def lines(self) -> list[Line]:
        """Everybody."""
        return [*self.workers, *self.family]


def preview_of(found: Joined, joiner: Reader) -> Preview:
    """The preview, counting only what the joiner may see and naming only whom they may see."""
    saw = found.joiner_saw.rows
    known = saw.get(Person, set()) | _workers_known(saw)
    families = sorted((one for one in found.refs if one in joiner.family_ids), key=lambda one: found.refs[one])
    together: dict[UUID, list[Onlooker]] = {}
    for one in found.people:
        if one.id in known or _manages_openly(one, found, saw):
            together.setdefault(found.same.get(one.id, one.id), []).append(one)
    lines = [(some, _line(found, here, some, families)) for here, some in together.items()]
    return Preview(
        heads=[found.refs[one] for one in families],
        workers=[line for some, line in lines if any(one.user for one in some)],
        family=[line for some, line in lines if not any(one.user for one in some)],
        staying=staying(found), seen=found.seen,
    )  # fmt: skip


def _line(found: Joined, here: UUID, some: list[Onlooker], families: list[UUID]) -> Line:
    """One person's line; of two records that become one, both together: what either could read was theirs."""
    saw = found.joiner_saw.rows
    some = sorted(some, key=lambda each: each.id != here)
    one = some[0]
    standing = _standing(saw, found.same)
    cells = []
    for family in families:
        rows: dict[Any, set[UUID]] = {}
        for each in some:
            for model, ids in found.before[each.id].of_family.get(family, {}).items():
                rows.setdefault(model, set()).update(ids)
        cells.append((f"Now, {found.refs[family]}", in_words(counted(rows, among=saw))))
    after = found.after.get(here)
    return Line(
        name=" and ".join(dict.fromkeys(each.name for each in some)),
        who="both records, read together" if len(some) > 1 else _who(one), cells=cells,
        after=in_words(counted(after.rows if after else {}, among=standing)),
        hidden=in_words(_hidden(found, one, standing)), losing=_losing(found, one, saw),
    )  # fmt: skip


def _manages_openly(one: Onlooker, found: Joined, saw: Mapping[Any, set[UUID]]) -> bool:
    """A manager who gets in by their team alone, and by an allocation that the joiner may see."""
    here = Q(family__in=list(found.refs))
    if one.user is None or FamilyMember.objects.filter(here, person=one.id).exists():
        return False
    if Allocation.objects.filter(here, worker=one.id).exists():
        return False
    return Allocation.objects.filter(here, pk__in=saw.get(Allocation, ()), team=one.user.team_id).exists()


def _standing(saw: Mapping[Any, set[UUID]], same: Mapping[UUID, UUID]) -> dict[Any, set[UUID]]:
    return {model: {same.get(pk, pk) for pk in ids} for model, ids in saw.items()}


def _workers_known(saw: Mapping[Any, set[UUID]]) -> set[UUID]:
    return set(Allocation.objects.filter(pk__in=saw.get(Allocation, ())).values_list("worker_id", flat=True))


def _who(one: Onlooker) -> str:
    if one.user is None:
        return "in the family"
    if kind_of(one.user) == "agency":
        return one.user.organisation.name if one.user.organisation else "partner agency"
    return one.user.job_title or ", ".join(role.name.lower() for role in one.user.roles())


def _hidden(found: Joined, one: Onlooker, among: Mapping[Any, set[UUID]]) -> dict[str, int]:
    here = found.same.get(one.id, one.id)
    rows: dict[Any, set[UUID]] = {}
    for (label, pk), people in found.added.items():
        if here in people:
            rows.setdefault(apps.get_model(label), set()).add(UUID(pk))
    return counted(rows, among=among)


def _losing(found: Joined, one: Onlooker, saw: Mapping[Any, set[UUID]]) -> str:
    """Whom they could see and will not see any more, when the joined record itself had to be hidden from them."""
    here = found.same.get(one.id, one.id)
    kept = found.plan.kept
    denied = here in found.added.get((Person._meta.label, str(kept)), frozenset())
    had = found.before[one.id].rows.get(Person, set()) & {kept, *found.plan.away}
    if not (denied and had and kept in _standing(saw, found.same).get(Person, set())):
        return ""
    return NO_LONGER.format(name=Person.objects.get(pk=kept).name)


def room_words(model: Any) -> str:
    """What the rows of a room are called in a table."""
    label = model._meta.app_label
    return ROOMS.get(label) or str(apps.get_app_config(label).verbose_name).lower()


def counted(rows: Mapping[Any, Iterable[UUID]], *, among: Mapping[Any, set[UUID]]) -> dict[str, int]:
    """How many rows of each room there are, of those that the joiner may see."""
    told: dict[str, int] = {}
    for model, ids in rows.items():
        number = len(set(ids) & among.get(model, set()))
        if number:
            told[room_words(model)] = told.get(room_words(model), 0) + number
    return dict(sorted(told.items()))


def in_words(counts: Mapping[str, int]) -> str:
    """ "map 12, plan 3"; nothing for nothing."""
    return ", ".join(f"{words} {number}" for words, number in counts.items())


# --- What stays behind -----------------------------------------------------------------------------


def staying(found: Joined) -> list[str]:
    """What does not come along, as far as the joiner may see it, in sentences."""
    told = [row_in_words(row, twice=stands is not None) for row, stands in found.apart if _seen(found, row)]
    return sorted(filter(None, told))


def _seen(found: Joined, row: Row) -> bool:
    model = apps.get_model(row[0])
    return UUID(row[1]) in found.joiner_saw.rows.get(model, set())


def row_in_words(row: Row, *, twice: bool) -> str:
    """One row that stays behind: what it says, and that it is said already or cannot be said of one person."""
    model = apps.get_model(row[0])
    found = model._default_manager.filter(pk=row[1]).first()
    if found is None:
        return ""
    words = _WORDS.get(model, _any)(found)
    return f"{words}: said twice, once is enough" if twice else f"{words}: cannot be said of one person"


def _related(row: Any) -> str:
    words, other = row.seen_from(row.person)
    return f"{row.person.name} is {words} {other.name}"


def _any(row: Any) -> str:
    return str(row._meta.verbose_name).capitalize()


_WORDS: dict[Any, Any] = {
    FamilyMember: lambda row: f"{row.person.name}, {row.describes or row.get_role_display().lower()}, in {row.family}",
    Relationship: _related,
    ParentalResponsibility: lambda row: f"{row.person.name} holds parental responsibility for {row.child.name}",
    Residence: lambda row: f"{row.person.name}, {row.household.name}",
    SchoolPlace: lambda row: f"{row.child.name}, {row.name}",
    Household: lambda row: row.name,
    Family: lambda row: row.ref,
}
