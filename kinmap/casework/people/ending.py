"""What can end on the People page, and how it is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kinmap.access.reader import Reader
from kinmap.families.models import FamilyMember, ParentalResponsibility, Person, Relationship, Residence, SchoolPlace


@dataclass(frozen=True)
class Ending:
    """One kind of dated fact: its rows, the question, the fact in words, and the person whose page it is on."""

    rows: Any
    heading: str
    words: Callable[[Any], str]
    whose: Callable[[Any], Person | None]


ENDINGS: dict[str, Ending] = {
    "place": Ending(
        FamilyMember.objects.select_related("person"), "No longer part of this family",
        lambda row: f"{row.person.name}, {row.describes or row.get_role_display().lower()}. What was written stays.",
        lambda row: None,
    ),
    "relationship": Ending(
        Relationship.objects.select_related("person", "other"), "End a relationship",
        lambda row: f"{row.person.name}: {row.seen_from(row.person)[0]} {row.other.name}",
        lambda row: row.person,
    ),
    "responsibility": Ending(
        ParentalResponsibility.objects.select_related("person", "child"), "End parental responsibility",
        lambda row: f"{row.person.name} for {row.child.name}: {row.get_basis_display().lower()}",
        lambda row: row.child,
    ),
    "stay": Ending(
        Residence.objects.select_related("person", "household"), "End a stay",
        lambda row: f"{row.person.name}, {row.household.name}: {row.get_kind_display().lower()}",
        lambda row: row.person,
    ),
    "school": Ending(
        SchoolPlace.objects.select_related("child"), "End a school place",
        lambda row: f"{row.child.name}, {row.name}",
        lambda row: row.child,
    ),
}  # fmt: skip


def ending_found(what: str, pk: Any, *, reader: Reader) -> tuple[Ending, Any]:
    """The kind of ending and the row, which this reader may see; ``Http404`` otherwise."""
    ending = ENDINGS[what]
    return ending, ending.rows.all().found(pk, reader=reader)
