"""The children of a family in a line: first name, age, stage. Asked with one query."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.models import Involvement, Stage, StageName
from kinmap.families.models import Family, FamilyMember


@dataclass(frozen=True)
class ChildInShort:
    """One child as the banner shows them. ``born`` is the due date of a child not yet born."""

    id: UUID
    name: str
    born: date | None
    stage: str
    stage_words: str


def children_in_short(family: Family, reader: Reader) -> list[ChildInShort]:
    """Today's children of a family whose matters this reader may see, oldest first, with their stage."""
    today = timezone.localdate()
    here = Involvement.objects.readable_by(reader).on(today).filter(child=OuterRef("person"), family=OuterRef("family"))
    stage = here.order_by().values("stage")[:1]
    called = here.order_by().annotate(called=StageName.beside("stage")).values("called")[:1]
    members = FamilyMember.objects.readable_by(reader).filter(
        Q(ended__isnull=True) | Q(ended__gt=today), family=family, role=FamilyMember.Role.CHILD
    )
    rows = (
        members.annotate(called=Subquery(called))
        .order_by("person__born", "person__due", "person__first_name", "person")
        .values_list(
            "person", "person__first_name", "person__known_as", "person__born", "person__due", Subquery(stage), "called"
        )
    )
    children = [
        ChildInShort(
            child, known_as or first, born or due, code or "", called or (str(Stage(code).label) if code else "")
        )
        for child, first, known_as, born, due, code, called in rows
    ]
    return sorted(children, key=lambda child: (child.born is None, child.born or today))


def by_stage(children: list[ChildInShort]) -> list[tuple[str, list[ChildInShort]]]:
    """Children under the words for their stage, the stage furthest along first; those without one last."""
    order = ["", *(str(stage) for stage in Stage)]
    groups: dict[str, list[ChildInShort]] = {}
    for child in sorted(children, key=lambda child: -order.index(child.stage)):
        groups.setdefault(child.stage_words, []).append(child)
    return list(groups.items())
