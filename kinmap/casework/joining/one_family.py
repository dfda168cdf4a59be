"""The files of one family: side by side, which reference stands, and one stage for a child open in several."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.casework.banner import ChildInShort, children_in_short
from kinmap.casework.involved import WorkerHere, workers_here
from kinmap.casework.joining.moving import Moving
from kinmap.casework.joining.one_person import Refusal
from kinmap.casework.joining.pointers import nouns
from kinmap.casework.joining.staging import open_stages, settle_stages
from kinmap.casework.models import Involvement, Join
from kinmap.families.models import Family, FamilyMember, RecordLock

MOST_FILES = 3


@dataclass(frozen=True)
class File:
    """One file as the joiner sees it."""

    family: Family
    children: list[ChildInShort]
    grown_ups: list[str]
    workers: list[WorkerHere]
    going_on: list[str]


def side_by_side(families: Sequence[Family], joiner: Reader) -> list[File]:
    """What stands in each file, as far as the joiner may see it."""
    return [
        File(
            family=family, children=children_in_short(family, joiner), grown_ups=_grown_ups(family, joiner),
            workers=workers_here(family, joiner), going_on=going_on([family.pk], joiner),
        )
        for family in families
    ]  # fmt: skip


def _grown_ups(family: Family, joiner: Reader) -> list[str]:
    rows = FamilyMember.objects.readable_by(joiner).filter(family=family, ended__isnull=True)
    rows = rows.exclude(role__in=(FamilyMember.Role.CHILD, FamilyMember.Role.PROFESSIONAL)).select_related("person")
    return sorted(f"{row.person.name}, {row.describes or row.get_role_display().lower()}" for row in rows)


def going_on(families: Iterable[UUID], joiner: Reader) -> list[str]:
    """Whatever has a title and has not ended (a plan above all): two that are open stay two, and are named."""
    found: list[str] = []
    for model in nouns():
        names = {one.name for one in model._meta.concrete_fields}
        if {"family", "title", "ended"} <= names and hasattr(model._default_manager, "readable_by"):
            rows: Any = model._default_manager.readable_by(joiner).filter(family__in=list(families), ended__isnull=True)
            found += [f"{str(model._meta.verbose_name).capitalize()} “{row.title}”" for row in rows.order_by("pk")]
    return found


def stage_questions(families: Sequence[Family], joiner: Reader) -> dict[str, list[Involvement]]:
    """Children open in more than one of the files, as far as the joiner may see: by child, the stages."""
    ids = [family.pk for family in families]
    seen = set(Involvement.objects.readable_by(joiner).filter(family__in=ids).values_list("pk", flat=True))
    found = open_stages(ids, people=_children(ids), across=True)
    told = {key: [row for row in rows if row.pk in seen] for key, rows in found.items()}
    return {key: rows for key, rows in told.items() if len(rows) > 1}


def _children(families: Iterable[UUID]) -> list[UUID]:
    rows = Involvement.objects.filter(family__in=list(families), ended__isnull=True).order_by()
    return list(rows.values_list("child_id", flat=True).distinct())


@dataclass
class OneFamily:
    """The joining of two or three files, as the answers have it."""

    stands: Family
    others: Sequence[Family]
    name: str
    joiner: Reader
    stages: Mapping[str, UUID] | None = None

    what = Join.What.FILES

    @property
    def kept(self) -> UUID:
        return self.stands.pk

    @property
    def away(self) -> frozenset[UUID]:
        return frozenset(one.pk for one in self.others)

    @property
    def answers(self) -> Any:
        """Every answer, as JSON can say it."""
        stages = sorted((key, str(stage)) for key, stage in (self.stages or {}).items())
        return [str(self.kept), sorted(map(str, self.away)), self.name, stages]

    def again(self) -> "OneFamily":
        """The same joining of the files as they are in this moment."""
        fresh = {one.pk: one for one in Family.objects.filter(pk__in=self.families()).order_by("pk")}
        return replace(self, stands=fresh[self.stands.pk], others=[fresh[one.pk] for one in self.others])

    def families(self) -> frozenset[UUID]:
        """The files that become one."""
        return frozenset({self.kept}) | self.away

    def families_after(self) -> frozenset[UUID]:
        """The one that stands."""
        return frozenset({self.kept})

    def held_back(self) -> frozenset[UUID]:
        """Nothing."""
        return frozenset()

    def check(self) -> None:
        """Any two or three files can be one family's, unless one is locked: its list says who opens it, and no other.

        Raises ``Refusal``.
        """
        if RecordLock.objects.standing().filter(family__in=self.families()).exists():
            raise Refusal("One of these files is locked. Unlock it first, and lock the one that stands afterwards.")

    def carry(self, moving: Moving) -> None:
        """Make them one file: whatever points at the others points at the one that stands."""
        ids = self.families()
        settle_stages(open_stages(ids, people=_children(ids), across=True), self.stages or {}, moving)
        for one in self.others:
            one.joined_into = self.stands
            moving.keep(one)
        if self.name != self.stands.name:
            self.stands.name = self.name
            moving.keep(self.stands)
        moving.carry(Family, self.away)
