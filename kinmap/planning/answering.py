"""What the plan does about each worry, for the layouts of the map that end with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from kinmap.access.permissions import Permission
from kinmap.families.models import Family
from kinmap.kit.dates import plain_date
from kinmap.mapping.as_it_stood import end_of
from kinmap.mapping.shelves import Answer, Answering, Sight
from kinmap.planning.models import Plan, PlanAction, PlanRule, PlanTrigger

#: What each kind of item is called beside a worry.
KINDS: tuple[tuple[Any, str], ...] = ((PlanRule, "Rule"), (PlanTrigger, "Warning sign"), (PlanAction, "To do"))


def answers(family: Family, sight: Sight) -> Mapping[UUID, Sequence[Answer]]:
    """Rules, warning signs and actions by the statement that they answer; the family's own plan before interim ones."""
    plans = {plan.id: number for number, plan in enumerate(_plans(family, sight))}
    told: dict[UUID, list[Answer]] = {}
    for model, kind in KINDS:
        rows = [row for row in _rows(model, family, sight) if row.plan_id in plans and not row.withdrawn]
        for row in sorted(rows, key=lambda row: (plans[row.plan_id], row.place, row.id.hex)):
            answer = Answer(kind, row.text, tuple(_facts(row, sight)), row)
            for statement in dict.fromkeys((row.answers_id, row.also_answers_id)):
                if statement is not None:
                    told.setdefault(statement, []).append(answer)
    return told


def _plans(family: Family, sight: Sight) -> list[Any]:
    held = [plan for plan in _rows(Plan, family, sight) if plan.ended is None]
    return sorted(held, key=lambda plan: (plan.kind != Plan.Kind.FAMILY, -plan.started.toordinal(), plan.id.hex))


def _rows(model: Any, family: Family, sight: Sight) -> Iterable[Any]:
    """Today's rows; or those of a past day, limited by the guards they had then and by those they have today."""
    rows = sight.limit(model.objects.filter(family=family))
    if sight.on is None or sight.reader is None:
        return list(rows)
    today = list(rows.values_list("pk", flat=True))
    then = model.history.as_of(end_of(sight.on)).filter(sight.reader.admits_about_children(), id__in=today)
    return list(then)


def _facts(row: Any, sight: Sight) -> Iterable[tuple[str, str]]:
    if isinstance(row, PlanAction):
        who = sight.name(row.owner_id) or row.owner_words
        facts = [("Who", who), ("By when", plain_date(row.due) if row.due else "")]
        facts.append(("Done", plain_date(row.done_on) if row.done_on else ""))
    elif isinstance(row, PlanTrigger):
        facts = [
            ("First", row.first_action),
            ("Then", row.second_action),
            ("Emergency", "999" if row.emergency else ""),
        ]
    else:
        facts = [("Who", row.who), ("Who checks", row.who_checks)]
    return ((label, said) for label, said in facts if said)


ANSWERING = Answering(name="plan", needs=Permission.PLAN_READ, answers=answers)
