"""Fills the plan's sheet for one copy: only what both its preparer and its reader may see."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.nouns import Guarded
from kinmap.casework.copying import CopyFor
from kinmap.casework.shelves import LeftOut, Prepared
from kinmap.documents import press
from kinmap.kit.dates import long_date
from kinmap.mapping.models import Entry
from kinmap.mapping.preparing import Gathered, gather
from kinmap.planning import sheets
from kinmap.planning.models import Plan, PlanAction, PlanAgreement, PlanRule, PlanTrigger, PlanVersion

TITLES = {
    "interim": {"family": "Our plan for now", "child": "The plan for now", "professional": "Interim safety plan"},
    "family": {"family": "Our plan", "child": "Our plan", "professional": "Family plan"},
}
STEP = re.compile(r"\s*(?:→|->|\n)\s*")
NUMBER = re.compile(r"^(?P<who>.*?)[:,]?\s*(?P<number>\+?\d[\d ]{5,}\d|999|101|111)(?P<when>(?![\d]).*)$")


def chosen_plan(copy: CopyFor) -> Plan | None:
    """The plan that a copy shows: the family's own before an interim one, the newest of what both may see."""
    plans = list(copy.both(Plan.objects.filter(family=copy.family)).standing())
    plans.sort(key=lambda plan: (plan.kind != Plan.Kind.FAMILY, -plan.started.toordinal()))
    return plans[0] if plans else None


def prepare_plan(copy: CopyFor) -> Prepared:
    """The plan for the fridge. Without a plan that both may see, the paper says that nothing is written yet."""
    found = gather(copy)
    facts, left, included = plan_facts(copy, found)
    return Prepared(sheet=sheets.PlanSheet(**facts), left_out=left, included=included)


def plan_facts(copy: CopyFor, found: Gathered) -> tuple[dict[str, Any], list[LeftOut], list[Guarded]]:
    """What any layout of the plan holds: the sheet's fields, what is left out, and the rows whose words are in it."""
    plan = chosen_plan(copy)
    if plan is None:
        return _empty(copy), _other_plans(copy), []
    marks = found.marks
    rules = list(copy.both(PlanRule.objects.filter(plan=plan)).standing())
    triggers = list(copy.both(PlanTrigger.objects.filter(plan=plan)).standing())
    actions = list(copy.both(PlanAction.objects.filter(plan=plan)).standing())
    used = {pk for item in (*rules, *triggers, *actions) for pk in (item.answers_id, item.also_answers_id) if pk}
    statements = [entry for entry in found.entries if entry.pk in used and entry.pk in marks]
    version = copy.both(PlanVersion.objects.filter(plan=plan)).first()
    facts = dict(
        **copy.paper(TITLES[plan.kind]),
        kind=sheets.PlanKind(plan.kind),
        version=str(version.number) if version else "",
        begins=long_date(plan.started),
        ends=long_date(plan.expires) if plan.expires else "",
        ended=plan.expires is not None and plan.expires < timezone.localdate(copy.at),
        notice="" if version else "Draft. Nobody has agreed to this yet.",
        children=copy.children(plan.children) or tuple(copy.name(pk) for pk in _in_order(copy, plan.children)),
        answered=tuple(sheets.Answered(mark=marks[one.pk], words=press.Words(one.text)) for one in statements),
        arrangements=tuple(_arrangements(plan)),
        rules=tuple(_rule(number, rule, marks) for number, rule in enumerate(rules, start=1)),
        triggers=tuple(_trigger(trigger, marks) for trigger in triggers),
        actions=tuple(_action(copy, action, marks) for action in actions),
        calls=tuple(_calls(plan.who_to_ring)),
        agreed=tuple(_agreed(copy, version)) if version else (),
    )
    included: list[Guarded] = [plan, *rules, *triggers, *actions, *statements]
    return facts, _left_out(copy, plan, included), included


def _empty(copy: CopyFor) -> dict[str, Any]:
    return {**copy.paper(TITLES["family"]), "kind": sheets.PlanKind.FAMILY, "version": ""}


def _in_order(copy: CopyFor, children: frozenset[UUID]) -> Iterable[UUID]:
    return (pk for pk in copy.people if pk in children)


def _arrangements(plan: Plan) -> Iterable[sheets.Arrangement]:
    if plan.opening:
        yield sheets.Arrangement(label="What everybody should know first", words=press.Words(plan.opening))
    if plan.must_not:
        yield sheets.Arrangement(label="Who must not be there", words=press.Words(plan.must_not))
    if plan.next_check:
        yield sheets.Arrangement(label="Next check", words=press.Words(long_date(plan.next_check)))


def _marks(item: Any, marks: dict[UUID, str]) -> tuple[str, ...]:
    return tuple(marks[pk] for pk in (item.answers_id, item.also_answers_id) if pk in marks)


def _rule(number: int, rule: PlanRule, marks: dict[UUID, str]) -> sheets.Rule:
    steps = [step for step in STEP.split(rule.if_not) if step.strip()]
    when = "" if rule.when == PlanRule.When.ALWAYS else str(rule.get_when_display())
    return sheets.Rule(
        number=str(number),
        words=press.Words(rule.text),
        applies_when=rule.when_words or when,
        who=rule.who,
        backup=rule.backup,
        checked_by=rule.who_checks,
        how_checked=rule.how_checked,
        if_not=tuple(sheets.Step(words=press.Words(step)) for step in steps),
        answers=_marks(rule, marks),
    )


def _trigger(trigger: PlanTrigger, marks: dict[UUID, str]) -> sheets.Trigger:
    return sheets.Trigger(
        sign=press.Words(trigger.text),
        seen_by=trigger.seen_by,
        first=press.Words(trigger.first_action) if trigger.first_action else None,
        second=press.Words(trigger.second_action) if trigger.second_action else None,
        emergency=press.Words("Ring 999 at once") if trigger.emergency else None,
        answers=_marks(trigger, marks),
    )


def _action(copy: CopyFor, action: PlanAction, marks: dict[UUID, str]) -> sheets.Action:
    return sheets.Action(
        words=press.Words(action.text),
        who=copy.name(action.owner_id) or action.owner_words,
        due=long_date(action.due) if action.due else "",
        done=long_date(action.done_on) if action.done_on else "",
        answers=_marks(action, marks),
    )


def _calls(who_to_ring: str) -> Iterable[sheets.Call]:
    """One line each: "Sandie: 01632 960123"; a line without a number leaves a place to write it."""
    for line in (each.strip() for each in who_to_ring.splitlines()):
        found = NUMBER.match(line)
        if found:
            who, when = (found[part].strip(" :,.") for part in ("who", "when"))
            yield sheets.Call(who=who or when or "Ring", number=found["number"].strip(), when=when if who else "")
        elif line:
            yield sheets.Call(who=line, number="")


def _agreed(copy: CopyFor, version: PlanVersion) -> Iterable[sheets.Agreement]:
    for answer in copy.both(PlanAgreement.objects.filter(plan_version=version)).order_by("on", "id"):
        member = copy.members.get(answer.person_id)
        yes = answer.answer == PlanAgreement.Answer.YES
        yield sheets.Agreement(
            who=copy.name(answer.person_id),
            role=member.describes if member else "",
            agreed=long_date(answer.on) if yes else f"{answer.get_answer_display()}, {long_date(answer.on)}",
            words=press.Words(answer.words) if answer.words else None,
        )


def _left_out(copy: CopyFor, plan: Plan, included: list[Guarded]) -> list[LeftOut]:
    left = _other_plans(copy)
    for model, heading in ((PlanRule, "Rule"), (PlanTrigger, "Warning sign"), (PlanAction, "Action")):
        rows = model.objects.filter(plan=plan).readable_by(copy.preparer).standing()
        left += copy.left_out(rows, included, heading)
    answered = Entry.objects.filter(family=copy.family, pk__in=_answered(plan, copy)).readable_by(copy.preparer)
    return left + copy.left_out(answered, included, "The worry that an item answers")


def _answered(plan: Plan, copy: CopyFor) -> set[UUID]:
    ids: set[UUID] = set()
    for model in (PlanRule, PlanTrigger, PlanAction):
        for pair in copy.both(model.objects.filter(plan=plan)).standing().values_list("answers", "also_answers"):
            ids |= {pk for pk in pair if pk}
    return ids


def _other_plans(copy: CopyFor) -> list[LeftOut]:
    """Plans that the preparer could have shown and this reader may not see."""
    seen = set(copy.both(Plan.objects.filter(family=copy.family)).values_list("pk", flat=True))
    plans = Plan.objects.filter(family=copy.family).readable_by(copy.preparer).standing()
    return copy.left_out([plan for plan in plans if plan.pk not in seen], [], "A whole plan")
