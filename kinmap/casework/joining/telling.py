"""What was joined, in words, and what taking it apart would do: as far as a reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.joining.undoing import Undoing
from kinmap.casework.models import Join
from kinmap.families.models import Family, FamilyMember, Person


@dataclass(frozen=True)
class JoinedLine:
    """One joining on the page of a family."""

    join: Join
    words: str


@dataclass(frozen=True)
class UndoWords:
    """What undoing does: how many rows go back, what was written since and where it goes, what keeps later words."""

    back: int
    going: list[str]
    staying: list[str]
    changed: list[str]
    where: str


def joinings(family: Family, reader: Reader) -> list[JoinedLine]:
    """What was joined into this file and into people of it whom the reader may see, the newest first."""
    found = Join.of([family.pk, *_members(family, reader)])
    words = _words_of(found, reader)
    return [JoinedLine(join, words[join.pk]) for join in found]


def joining_found(join_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Join:
    """One joining of this file, or of somebody of it whom the reader may see; raises ``Http404`` for any other."""
    return Join.found(join_id, among=[family.pk, *_members(family, reader)], lock=lock)


def _members(family: Family, reader: Reader) -> list[UUID]:
    rows = FamilyMember.objects.readable_by(reader).filter(family=family).order_by()
    return list(rows.values_list("person_id", flat=True))


def in_words(join: Join, reader: Reader) -> str:
    """ "Files KM-7K3F2 and KM-9QWD4" or "Two records of Mia Larkin"."""
    return _words_of([join], reader)[join.pk]


def _words_of(joins: Sequence[Join], reader: Reader) -> dict[UUID, str]:
    """Each joining in words, by its id; two queries, however many there are."""
    files = frozenset[UUID]().union(*({join.kept, *join.away} for join in joins if join.what == Join.What.FILES))
    refs = dict(Family.objects.filter(pk__in=files).order_by().values_list("pk", "ref"))
    kept = [join.kept for join in joins if join.what != Join.What.FILES]
    people = Person.objects.readable_by(reader).filter(pk__in=kept).in_bulk()
    said = {}
    for join in joins:
        if join.what == Join.What.FILES:
            said[join.pk] = f"Files {' and '.join(sorted(refs[pk] for pk in {join.kept, *join.away} if pk in refs))}"
        else:
            said[join.pk] = f"Two records of {people[join.kept].name if join.kept in people else 'one person'}"
    return said


def the_other_record(join: Join, user: User) -> list[tuple[str, str]]:
    """What the record that was joined away says still: for whoever joined it, who saw both.

    Nothing once it was undone: then that record stands by itself, behind its own family's door.
    """
    if join.what != Join.What.PERSON or join.by_id != user.pk or join.undone_at is not None:
        return []
    person = Person.objects.get(pk=next(iter(join.away)))
    said = [
        ("Name", person.name), ("Known as", person.known_as), ("Born, or due", person.born_in_words),
        ("Languages", person.languages), ("Interpreter", person.interpreter), ("Phone", person.phone),
        ("Job", person.job_title), ("In a few words", person.note),
    ]  # fmt: skip
    return [(words, value) for words, value in said if value]


def undoing_in_words(found: Undoing, reader: Reader) -> UndoWords:
    """What undoing would do, counting only rows that this reader may see."""
    seen = [back for back in found.rows if _is_seen(back.row, reader)]
    kept = Family.objects.filter(pk=found.join.kept).values_list("ref", flat=True).first() or "the record that stands"
    return UndoWords(
        back=len(seen), where=kept,
        going=_by_kind(row for row, _ in found.since.going if _is_seen(row, reader)),
        staying=_by_kind(row for row in found.since.staying if _is_seen(row, reader)),
        changed=_by_kind(back.row for back in seen if back.changed_since),
    )  # fmt: skip


def _is_seen(row: Any, reader: Reader) -> bool:
    manager = type(row)._default_manager
    return hasattr(manager, "readable_by") and manager.readable_by(reader).filter(pk=row.pk).exists()


def _by_kind(rows: Iterable[Any]) -> list[str]:
    """ "3 entries", "1 plan"."""
    numbers: dict[Any, int] = {}
    for row in rows:
        numbers[type(row)] = numbers.get(type(row), 0) + 1
    return sorted(
        f"{number} {model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural}"
        for model, number in numbers.items()
    )
