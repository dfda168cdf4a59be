"""Another child's name where it should not be (practice guide, 9.5): in words that are about somebody else.

It knows children of this family whom the writer may see, and children of other families that the writer may open;
no others exist for it. What it says never tells that a child is known elsewhere: a room may be reading along.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.doors import reader_of, ties_of
from kinmap.families.models import Family, FamilyMember
from kinmap.guidance.prompts.prompt import Prompt
from kinmap.guidance.prompts.reading import NOT_NAMES
from kinmap.mapping.people import Faces

CODE = "other_child"
#: First names that are everyday words too: in another family's case only the whole name counts.
WORDS_TOO = NOT_NAMES | frozenset({
    "will", "grace", "hope", "faith", "joy", "rose", "daisy", "lily", "ivy", "olive", "poppy", "violet", "heather",
    "mark", "bill", "rob", "jack", "frank", "art", "dean", "chase", "hunter", "mason", "carter", "summer", "autumn",
    "sky", "skye", "star", "angel", "honey", "pearl", "ruby", "jade", "amber", "sunny", "precious", "prince", "king",
    "max", "miles", "rich", "pat", "sue", "bob", "nan", "teddy", "robin", "jay", "wren", "robyn", "brook", "river",
})  # fmt: skip


@dataclass(frozen=True)
class OtherChildren:
    """The names to look for: ``here`` this family's children by id, ``elsewhere`` (first name, last name)."""

    here: tuple[tuple[UUID, str], ...]
    elsewhere: frozenset[tuple[str, str]] = frozenset()


def other_children(user: User, reader: Reader, faces: Faces, *, family: Family) -> OtherChildren:
    """Whose names do not belong in this family's words, as far as this writer knows. Nobody of this family counts."""
    own = {word for name in faces.called.values() for word in name.split()}
    found = (name for name in _elsewhere(user, reader, family) if name[0] and name[0] not in own)
    return OtherChildren(faces.children, frozenset(found))


def _elsewhere(user: User, reader: Reader, family: Family) -> Iterable[tuple[str, str]]:
    ties = [tie for tie in ties_of(user) if tie.family_id != family.pk]
    if not ties or not reader.is_staff:
        return
    eyes = reader_of(user, ties)
    rows = FamilyMember.objects.children_readable_by(eyes).filter(family__in=eyes.family_ids).order_by()
    for first, known_as, last in rows.values_list("person__first_name", "person__known_as", "person__last_name"):
        yield from ((name, last) for name in {first, known_as} if name)


def about_names(
    text: str, *, about: Iterable[UUID], others: OtherChildren, parts: Mapping[str, Any] | None = None
) -> list[Prompt]:
    """A prompt for each name of a child whom the words are not about."""
    whole = "\n".join([text, *map(str, (parts or {}).values())])
    children = frozenset(about)
    meant = {name for child, name in others.here if child in children}
    siblings = [name for child, name in others.here if child not in children and name not in meant]
    found = [_sibling(name) for name in siblings if _stands_in(name, whole)]
    elsewhere = {first for first, last in others.elsewhere if first not in meant and _is_named(first, last, whole)}
    return found + [_stranger(name) for name in sorted(elsewhere)]


def _is_named(first: str, last: str, text: str) -> bool:
    if first.lower() in WORDS_TOO:
        return bool(last) and _stands_in(f"{first} {last}", text)
    return _stands_in(first, text)


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _sibling(name: str) -> Prompt:
    return Prompt(
        CODE, f"It names {name}, who is not ticked. Is it about {name} too?",
        f"Whoever may see only one child’s part reads every word of it. Tick {name} as well, or say it without the "
        "name.",
        "harm",
    )  # fmt: skip


def _stranger(name: str) -> Prompt:
    return Prompt(
        CODE, f"Is “{name}” the right name?",
        "Nobody of that name is on this family’s page of people. Words copied from elsewhere can bring a name along.",
        "harm",
    )  # fmt: skip
