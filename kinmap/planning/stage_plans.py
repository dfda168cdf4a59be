"""The one plan laid out as an early help plan or a child in need plan, under that stage's own words (domain.md §1.7).

Nothing is written twice: worries, goals and numbers come from the map, everything else from the plan.
"""

from collections.abc import Iterable
from uuid import UUID

from kinmap.casework.copying import CopyFor
from kinmap.casework.models import Stage
from kinmap.casework.shelves import Prepared
from kinmap.documents import press
from kinmap.documents.models import Issue
from kinmap.families.models import FamilyMember
from kinmap.mapping.categories import Category
from kinmap.mapping.models import LabelSet
from kinmap.mapping.preparing import Gathered, gather, left_out, scale_of
from kinmap.planning.preparing import plan_facts
from kinmap.planning.sheets import StagePlanSheet, Worry

#: Name, title and stage of each.
STAGE_PLANS = (
    ("early-help-plan", "Early help plan", Stage.EARLY_HELP.value),
    ("cin-plan", "Child in need plan", Stage.CHILD_IN_NEED.value),
)


def prepare_stage_plan(copy: CopyFor, *, stage: str, title: str) -> Prepared:
    """The plan for one copy: only what both its preparer and its reader may see."""
    found = gather(copy, labels=LabelSet.of_stage(stage))
    words = found.labels.words
    facts, left, rows = plan_facts(copy, found)
    facts |= {"title": title if copy.copy == Issue.Copy.PROFESSIONAL else f"{TITLES[copy.copy]} ({title.lower()})"}
    sheet = StagePlanSheet(
        **facts,
        stage=found.labels.name,
        worries_heading=words["danger_statement"],
        well_heading=words["working_well"],
        goal_heading=words["one_goal"],
        people=tuple(_people(copy)),
        worries=tuple(_worries(found)),
        well=tuple(
            (words[category], tuple(press.Words(one.text) for one in found.entries if one.category == category))
            for category in (Category.STRENGTH, Category.EXISTING_SAFETY)
        ),
    )
    there = {row.pk for row in rows}
    included = [*rows, *(row for row in found.included() if row.pk not in there)]
    known = {one.what for one in left}
    return Prepared(
        sheet=sheet, left_out=[*left, *(one for one in left_out(found) if one.what not in known)], included=included
    )


TITLES = {"family": "Our plan", "child": "My plan"}


def _people(copy: CopyFor) -> Iterable[tuple[str, str]]:
    order = list(FamilyMember.Role)
    members = [member for pk, member in copy.members.items() if pk in copy.people and member.ended is None]
    places = {pk: number for number, pk in enumerate(copy.people)}
    members.sort(key=lambda member: (order.index(FamilyMember.Role(member.role)), places[member.person_id]))
    for member in members:
        person = copy.people[member.person_id]
        yield copy.name(person.pk), str(member.describes or person.job_title or member.get_role_display())


def _worries(found: Gathered) -> Iterable[Worry]:
    for entry in found.entries:
        if entry.pk in found.marks:
            goals = [one for one in found.entries if one.category == Category.GOAL and one.answers_id == entry.pk]
            yield Worry(
                mark=found.marks[entry.pk],
                words=press.Words(entry.text),
                goals=tuple(press.Words(one.text) for one in goals),
                numbers=_numbers(found, entry.pk),
            )
    number = len(found.marks)
    for wording in found.wordings:
        if wording.entry.category == Category.DANGER_STATEMENT:
            number += 1
            mark = f"{found.labels.words['one_danger_statement']} {number}"
            yield Worry(mark=mark, words=press.Words(wording.text))


def _numbers(found: Gathered, statement: UUID) -> tuple[str, ...]:
    scale = next((one for one in found.scales if one.statement_id == statement), None)
    if scale is None:
        return ()
    given = scale_of(found, scale).judgments
    return tuple(f"{one.who} {one.value:g}" for one in given if one.value is not None)
