"""Danger statement, goal, scale: each set as one reader may see it, gathered with a fixed number of queries.

Every row comes from ``readable_by``; names come from ``Faces`` alone. Numbers appear here only once their
round has been shown, whoever entered them: this page is shown to rooms full of people.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from kinmap.access.reader import Reader
from kinmap.families.models import Family, FamilyMember
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.kit.identity import new_id
from kinmap.mapping.categories import Category
from kinmap.mapping.lines import Line, days_of, lines_of
from kinmap.mapping.models import Entry, Judgment, LabelSet, OtherView, Round, Scale, Wording
from kinmap.mapping.people import Faces, faces_of
from kinmap.mapping.quality.looking import LINKS, standing, told_of
from kinmap.mapping.quality.models import waved_codes
from kinmap.mapping.spread import Face, Given, Mark, gap_in_words, kind_of, marks_of

NUMBER_FACTS = (
    "scale", "person", "round", "halves", "reason", "one_higher", "spoken_for_by", "given_on", "round__held_on",
    "where",
)  # fmt: skip
VIEWS = {"agree": "The family agrees", "partly": "The family agrees in part", "disagree": "The family disagrees"}


class Thought(NamedTuple):
    """A prompt about one entry, with the id of the act of waving it away."""

    entry: UUID
    prompt: Prompt
    write: UUID


@dataclass(frozen=True)
class Ruler:
    """A scale with everybody's numbers of its last shown round, and each person's line over all rounds."""

    scale: Scale
    marks: Sequence[Mark] = ()
    silent: Sequence[Face] = ()
    gap: str = ""
    held: date | None = None
    where: str = ""
    given: Sequence[Given] = ()
    lines: Sequence[Line] = ()
    days: Sequence[date] = ()
    table: Sequence[tuple[Face, Sequence[str]]] = ()


@dataclass
class SetOfThree:
    """One statement with its goals and its scale. ``entry`` is ``None`` for a wording and for an overall scale."""

    mark: str
    text: str = ""
    about: frozenset[UUID] = frozenset()
    children: list[str] = field(default_factory=list)
    entry: Entry | None = None
    family_view: str = ""
    family_words: str = ""
    views: list[tuple[str, str]] = field(default_factory=list)
    goals: list[Entry] = field(default_factory=list)
    ruler: Ruler | None = None
    prompts: list[Thought] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """What this set still needs; nothing for a wording, whose goal and scale are not this reader's."""
        if self.entry is None:
            return []
        return [what for what, there in (("goal", self.goals), ("scale", self.ruler)) if not there]


@dataclass(frozen=True)
class OpenRound:
    """A round that is still gathering: how many people have answered, never what."""

    round: Round
    answered: int


@dataclass
class Sets:
    """Everything on the page of worries and goals for one reader."""

    faces: Faces
    people: dict[UUID, Face]
    labels: LabelSet
    child: UUID | None
    sets: list[SetOfThree]
    overall: list[SetOfThree]
    open_rounds: list[OpenRound]
    has_scales: bool


def people_of(family: Family, reader: Reader, faces: Faces) -> dict[UUID, Face]:
    """Everybody of the family whom the reader may see, with the shape of their mark; today's place decides."""
    members = FamilyMember.objects.readable_by(reader).filter(family=family)
    rows = members.order_by(F("ended").asc(nulls_last=True), "id")
    roles = dict(rows.values_list("person_id", "role"))
    return {pk: Face(pk, faces.name(pk), kind_of(role)) for pk, role in roles.items() if faces.name(pk)}


def gather_sets(family: Family, reader: Reader, *, child: UUID | None = None) -> Sets:
    """Every set of the map in a fixed number of queries, however many there are."""
    faces = faces_of(family, reader)
    labels = LabelSet.of_stage(faces.stage(child))
    people = people_of(family, reader, faces)
    entries = list(
        Entry.objects.readable_by(reader).standing().filter(family=family).order_by("place", "id")
        .annotate(waved_away=waved_codes()).filter(category__in=[Category.DANGER_STATEMENT, Category.GOAL])
    )  # fmt: skip
    scales = list(Scale.objects.readable_by(reader).standing().filter(family=family).order_by("recorded_at", "id"))
    given = numbers(family, reader, people)
    rulers = {scale.pk: ruler_of(scale, given.get(scale.pk, [])) for scale in scales}
    sets = [*_of_entries(family, reader, faces, entries, scales, rulers), *_of_wordings(family, reader, faces, entries)]
    _number(sets, labels)
    overall = [
        SetOfThree(mark=str(Scale.Kind(scale.kind).label), about=scale.children, children=faces.about(scale.children),
                   ruler=rulers[scale.pk])
        for scale in scales if scale.statement_id is None
    ]  # fmt: skip
    return Sets(
        faces=faces, people=people, labels=labels, child=child, has_scales=bool(scales),
        sets=[one for one in sets if child is None or child in one.about],
        overall=[one for one in overall if child is None or child in one.about],
        open_rounds=_open_rounds(family, reader),
    )  # fmt: skip


def numbers(
    family: Family, reader: Reader, people: dict[UUID, Face], *, of: Round | None = None
) -> dict[UUID, list[Given]]:
    """Shown numbers by scale, oldest round first; of one round alone when it is given."""
    rows = Judgment.objects.readable_by(reader).filter(family=family, round__shown_at__isnull=False)
    if of is not None:
        rows = rows.filter(round=of)
    # A number may be shown to somebody who may not see its round: then where it was held is not told.
    held = Round.objects.readable_by(reader).filter(pk=OuterRef("round")).order_by().values("given_in")
    rows = rows.annotate(where=Coalesce(Subquery(held), Value("")))
    told: dict[UUID, list[Given]] = defaultdict(list)
    for row in rows.order_by("round__held_on", "round", "given_on", "id").values_list(*NUMBER_FACTS, named=True):
        if row.person in people:
            told[row.scale].append(
                Given(
                    who=people[row.person], round=row.round, on=row.round__held_on, halves=row.halves,
                    reason=row.reason, one_higher=row.one_higher, through=row.spoken_for_by, where=row.where,
                )
            )  # fmt: skip
    return told


def ruler_of(scale: Scale, given: Sequence[Given]) -> Ruler:
    """The ruler of the last shown round in which somebody answered about this scale."""
    if not given:
        return Ruler(scale)
    last = [one for one in given if one.round == given[-1].round]
    marks = marks_of(last)
    days = days_of(given)
    lines = lines_of(given)
    told = {(one.who, one.on): one.value or "rather not say" for one in given}
    return Ruler(
        scale=scale, marks=marks, silent=[one.who for one in last if one.halves is None], gap=gap_in_words(marks),
        held=last[0].on, where=last[0].where, given=sorted(last, key=_highest_first), lines=lines, days=days,
        table=[(line.who, [told.get((line.who, day), "–") for day in days]) for line in lines],
    )  # fmt: skip


def _highest_first(one: Given) -> tuple[int, str]:
    return (-1 if one.halves is None else one.halves) * -1, one.who.name


def _of_entries(
    family: Family, reader: Reader, faces: Faces, entries: Iterable[Entry], scales: Iterable[Scale],
    rulers: dict[UUID, Ruler],
) -> list[SetOfThree]:  # fmt: skip
    goals: dict[Any, list[Entry]] = defaultdict(list)
    of_statement = {scale.statement_id: rulers[scale.pk] for scale in scales if scale.statement_id}
    views: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for view in OtherView.objects.readable_by(reader).filter(family=family).order_by("recorded_at", "id"):
        views[view.entry_id].append((faces.name(view.person_id) or view.person_words, view.words))
    for entry in entries:
        if entry.category == Category.GOAL:
            goals[entry.answers_id].append(entry)
    return [
        SetOfThree(
            mark="", text=entry.text, about=entry.children, children=faces.about(entry.children), entry=entry,
            family_view=VIEWS.get(str(entry.parts.get("family_view", "")), ""),
            family_words=str(entry.parts.get("family_words", "")), views=views[entry.pk], goals=goals[entry.pk],
            ruler=of_statement.get(entry.pk), prompts=_prompts(entry, goals[entry.pk], faces),
        )
        for entry in entries if entry.category == Category.DANGER_STATEMENT
    ]  # fmt: skip


def _prompts(entry: Entry, goals: Iterable[Entry], faces: Faces) -> list[Thought]:
    """Thoughts about the words of a statement and of its goals, without what was waved away."""
    return [
        Thought(one.pk, prompt, new_id()) for one in (entry, *goals)
        for prompt in standing(one.category, _told(one, faces), _gone(one)) if prompt.code not in LINKS
    ]  # fmt: skip


def _gone(entry: Any) -> list[str]:
    return (entry.waved_away or "").split()


def _told(entry: Entry, faces: Faces) -> Told:
    return told_of(text=entry.text, category=entry.category, children=entry.children, names=faces.children,
                   parts=entry.parts)  # fmt: skip


def _of_wordings(family: Family, reader: Reader, faces: Faces, entries: Iterable[Entry]) -> list[SetOfThree]:
    """A statement's wording for somebody who may not see the statement itself: the words and no more."""
    seen = {entry.pk for entry in entries}
    rows = Wording.objects.readable_by(reader).filter(
        family=family, entry__category=Category.DANGER_STATEMENT, entry__status=Entry.Status.ACTIVE
    )
    return [
        SetOfThree(mark="", text=one.text, about=one.children, children=faces.about(one.children))
        for one in rows.order_by("recorded_at", "id")
        if one.entry_id not in seen
    ]


def _number(sets: Sequence[SetOfThree], labels: LabelSet) -> None:
    """The same numbers as on the map: when there are several, so that a room can speak of them."""
    name = labels.words["one_danger_statement"]
    for number, one in enumerate(sets, start=1):
        one.mark = f"{name} {number}" if len(sets) > 1 else name


def _open_rounds(family: Family, reader: Reader) -> list[OpenRound]:
    rounds = list(
        Round.objects.readable_by(reader).filter(family=family, shown_at__isnull=True).order_by("held_on", "id")
    )
    answered = Judgment.answered(family.pk, [one.pk for one in rounds], reader)
    return [OpenRound(one, len({person for _, person in answered.get(one.pk, set())})) for one in rounds]
