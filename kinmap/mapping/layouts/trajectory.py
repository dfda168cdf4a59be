"""From harm to plan: one row for each danger or worry statement, on the screen and for a copy (domain.md §1.1).

Harm stands in the row of the statement that it is linked with; what the plan does comes from upper rooms
(``mapping.shelves.answering``). A reader who may see only a statement's wording gets the wording and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kinmap.access.nouns import Guarded
from kinmap.casework.copying import CopyFor
from kinmap.casework.shelves import LeftOut, Prepared
from kinmap.documents import press
from kinmap.families.models import Family
from kinmap.mapping import preparing
from kinmap.mapping.board import Board
from kinmap.mapping.cards import Card
from kinmap.mapping.categories import Category
from kinmap.mapping.layouts.sheets import Line, TrajectorySheet, Way
from kinmap.mapping.models import Entry, EntryLink
from kinmap.mapping.rulers import Ruler
from kinmap.mapping.sheets import Fact
from kinmap.mapping.shelves import Answer, Sight, answers_of

#: The fifth column; the first four have the stage's headings.
PLAN = "What the plan does"


def step_headings(words: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    """What the five steps are called at this stage."""
    return (words["past_harm"], words["one_danger_statement"], words["one_goal"], words["scale"], PLAN)


def rest_heading(words: Mapping[str, str]) -> str:
    """What stands over harm that no statement is linked with."""
    return f"{words['past_harm']}: not linked with a {words['one_danger_statement'].lower()} yet"


# --- on the screen ---


@dataclass
class Row:
    """One statement with what belongs to it, as the page draws it."""

    statement: Card
    harm: list[Card] = field(default_factory=list)
    goals: list[Card] = field(default_factory=list)
    ruler: Ruler | None = None
    plan: Sequence[Answer] = ()


@dataclass(frozen=True)
class Trajectory:
    """Everything on the page: the rows, and harm that no statement is linked with."""

    headings: tuple[str, str, str, str, str]
    rows: list[Row]
    rest: list[Card]


def trajectory_of(board: Board, family: Family) -> Trajectory:
    """The rows of a board that is already limited to its reader and lens; a query or two more for the plan."""
    reader, lens = board.faces.reader, board.lens
    sight = Sight(limit=lambda rows: rows.readable_by(reader), name=board.faces.name, reader=reader, on=lens.on)
    plan = answers_of(family, sight, preparer=reader)
    sections = board.sections
    rows = {
        card["id"]: Row(card, plan=plan.get(card["id"], ())) for card in sections[Category.DANGER_STATEMENT]["cards"]
    }
    for goal in sections[Category.GOAL]["cards"]:
        if goal["answers"] is not None and goal["answers"]["id"] in rows:
            rows[goal["answers"]["id"]].goals.append(goal)
    for ruler in board.scales:
        if ruler["statement"] in rows:
            rows[ruler["statement"]].ruler = ruler
    rest = []
    for harm in sections[Category.PAST_HARM]["cards"]:
        linked = [other["id"] for other in harm["linked"] if other["id"] in rows]
        for statement in linked:
            rows[statement].harm.append(harm)
        if not linked:
            rest.append(harm)
    return Trajectory(step_headings(board.labels), list(rows.values()), rest)


# --- for a copy ---


def prepare_trajectory(copy: CopyFor) -> Prepared:
    """The same rows for one copy: only what both its preparer and its reader may see."""
    found = preparing.gather(copy)
    plan = answers_of(copy.family, Sight(limit=copy.both, name=copy.name), preparer=copy.preparer)
    harm_of, rest = _harm(found)
    sheet = TrajectorySheet(
        **copy.paper(
            {"family": "From harm to our plan", "child": "From worry to plan", "professional": "From harm to plan"}
        ),
        headings=preparing.NEUTRAL,
        size=copy.size,
        notice=preparing.notice(found),
        headings_of_steps=step_headings(found.labels.words),
        rows=tuple(_ways(found, harm_of, plan)),
        rest_heading=rest_heading(found.labels.words),
        rest=tuple(preparing.entry_of(found, entry) for entry in rest),
    )
    statements = {entry.pk for entry in found.entries if entry.pk in found.marks}
    planned = [one.row for pk, many in plan.items() if pk in statements for one in many if one.row is not None]
    left = [*preparing.left_out(found), *_left_out_of_the_plan(found, planned)]
    return Prepared(sheet=sheet, left_out=left, included=[*found.included(), *planned])


def _left_out_of_the_plan(found: preparing.Gathered, planned: Sequence[Guarded]) -> Iterable[LeftOut]:
    """What the preparer sees of the plan beside these statements and this reader's copy leaves out."""
    copy = found.copy
    mine = Sight(limit=lambda rows: rows.readable_by(copy.preparer), name=lambda _: "")
    for pk, answers in answers_of(copy.family, mine, preparer=copy.preparer).items():
        for answer in answers:
            if pk in found.marks and answer.row is not None:
                yield from copy.left_out([answer.row], planned, answer.kind)


def _harm(found: preparing.Gathered) -> tuple[dict[UUID, list[Entry]], list[Entry]]:
    """Past harm by the statement that it is linked with, and what is linked with none."""
    pairs = found.copy.both(EntryLink.objects.filter(family=found.copy.family)).values_list("one", "two")
    linked: dict[UUID, set[UUID]] = defaultdict(set)
    for one, two in pairs.order_by("recorded_at", "id"):
        linked[one].add(two)
        linked[two].add(one)
    of_statement: dict[UUID, list[Entry]] = defaultdict(list)
    rest = []
    for entry in found.entries:
        if entry.category == Category.PAST_HARM:
            statements = linked[entry.pk] & found.marks.keys()
            for statement in statements:
                of_statement[statement].append(entry)
            if not statements:
                rest.append(entry)
    return of_statement, rest


def _ways(
    found: preparing.Gathered, harm_of: Mapping[UUID, list[Entry]], plan: Mapping[UUID, Sequence[Answer]]
) -> Iterable[Way]:
    scales = {scale.statement_id: scale for scale in found.scales if scale.statement_id}
    for statement in found.entries:
        if statement.category != Category.DANGER_STATEMENT:
            continue
        scale = scales.get(statement.pk)
        yield Way(
            mark=found.marks[statement.pk],
            statement=press.Words(statement.text),
            about=found.copy.children(statement.children),
            views=(*preparing.of_the_family(statement), *preparing.views_of(found, statement)),
            harm=tuple(preparing.entry_of(found, entry) for entry in harm_of.get(statement.pk, ())),
            goals=tuple(press.Words(one.text) for one in _goals(found, statement)),
            scale=preparing.scale_of(found, scale) if scale else None,
            plan=tuple(line_of(answer) for answer in plan.get(statement.pk, ())),
        )
    number = len(found.marks)
    for wording in found.wordings:
        if wording.entry.category == Category.DANGER_STATEMENT:
            number += 1
            mark = f"{found.labels.words['one_danger_statement']} {number}"
            yield Way(mark=mark, statement=press.Words(wording.text), about=found.copy.children(wording.children))


def _goals(found: preparing.Gathered, statement: Entry) -> list[Entry]:
    return [one for one in found.entries if one.category == Category.GOAL and one.answers_id == statement.pk]


def line_of(answer: Answer) -> Line:
    """What the plan does, for the press."""
    facts = tuple(Fact(label=label, words=words) for label, words in answer.facts)
    return Line(kind=answer.kind, words=press.Words(answer.text), facts=facts)
