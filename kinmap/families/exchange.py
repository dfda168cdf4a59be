"""People, kinship and places in the exchange file. Casework puts them on its shelf (it stands upstairs)."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone

from kinmap.families.models import (
    Address,
    Family,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)
from kinmap.kit.rows import Placed, Rows, Value

REFERENCE = {
    "type": "string",
    "pattern": r"^[A-Z0-9][A-Z0-9-]{0,19}$(?!\n)",
    "description": "capital letters, digits and hyphens, at most 20; safe to say aloud, and unique where it is kept",
}
PERIOD = {
    "started": "first day, when it is known",
    "ended": "the day from which it no longer holds",
}

ROWS = (
    Rows("family", Family, one=True, values={"ref": Value("ref", REFERENCE)}),
    Rows(
        "people",
        Person,
        shared=True,
        says={
            "due": "only for a child who is not born yet",
            "number": "the council's number for this person; unique",
            "languages": "as words, the first language first",
            "ethnicity": "code of the children in need census",
            "disability": "codes of the children in need census, separated by commas",
            "account": "e-mail address of a professional's account, linked only where such an account exists",
        },
    ),
    Rows(
        "members",
        FamilyMember,
        says={"children": "for a grown-up: the children whose matters they may be told about", **PERIOD},
    ),
    Rows("relationships", Relationship, shared=True, says={"kind": "read “person is the kind of other”", **PERIOD}),
    Rows("responsibilities", ParentalResponsibility, shared=True, says=PERIOD),
    Rows("addresses", Address, shared=True, pointed_at=True),
    Rows("households", Household),
    Rows("residences", Residence, says=PERIOD),
    Rows("schools", SchoolPlace, shared=True, says=PERIOD),
)

#: Kinds of relationship in which ``person`` belongs to an earlier generation than ``other``.
DESCENT = frozenset({Relationship.Kind.PARENT, Relationship.Kind.ADOPTIVE_PARENT, Relationship.Kind.GRANDPARENT})


def check(rows: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    """What no family can be: born tomorrow, dead before birth, one's own grandmother, without children."""
    today = timezone.localdate().isoformat()
    for path, person in rows["people"]:
        for happened in ("born", "died"):
            if (person.get(happened) or "") > today:
                yield f"{path}.{happened}", "This day is still to come."
        if person.get("born") and person.get("died") and person["died"] < person["born"]:
            yield f"{path}.died", "This is before the day of birth."
        if person.get("born") and person.get("due"):
            yield f"{path}.due", "Only a child who is not born yet has a due date."
    yield from circles(rows["relationships"])
    if not any(member["role"] == FamilyMember.Role.CHILD for _, member in rows["members"]):
        yield "$.families.members", "A family has at least one member whose role is “child”."


def circles(relationships: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """The first relationship that would make somebody their own ancestor."""
    older: dict[str, set[str]] = {}
    for path, row in relationships:
        if row["kind"] not in DESCENT:
            continue
        if row["person"] == row["other"] or _descends(row["person"], row["other"], older):
            yield path, "This would make somebody their own parent or grandparent: a circle of parents."
            return
        older.setdefault(row["other"], set()).add(row["person"])


def _descends(younger: str, elder: str, older: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    ask = [younger]
    while ask:
        one = ask.pop()
        if one == elder:
            return True
        if one not in seen:
            seen.add(one)
            ask.extend(older.get(one, ()))
    return False
