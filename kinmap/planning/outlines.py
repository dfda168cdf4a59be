"""The plan laid out for a Word file: the same sheets as the press sets."""

from collections.abc import Iterable, Mapping, Sequence

from kinmap.documents.editable import Block, Facts, Heading, Piece, Said, Table
from kinmap.documents.press import FURNITURE, Words
from kinmap.planning.sheets import Agreement, PlanSheet, Rule, StagePlanSheet, Trigger

WORRY, WELL, NEXT = "worries", "working_well", "needs_to_happen"
Called = Mapping[str, str]


def outline_of_plan(sheet: PlanSheet) -> Sequence[Block]:
    """The plan for the fridge, in its order: until when, what to know, who to ring, rules, signs, jobs, who agreed."""
    words = {**FURNITURE, **sheet.WORDS, **sheet.headings}
    answered: list[Block] = []
    if sheet.answered:
        answered = [Heading(words["answered"], hue=WORRY)]
        answered += [Said(one.words, mark=one.mark, hue=WORRY) for one in sheet.answered]
    return [
        *_standing(sheet, words), *_arrangements(sheet, words), *_calls(sheet, words), *answered,
        *_rules(sheet, words), *_triggers(sheet, words), *_actions(sheet, words), *_agreed(sheet, words),
    ]  # fmt: skip


def outline_of_stage_plan(sheet: StagePlanSheet) -> Sequence[Block]:
    """An early help plan or a child in need plan: people, worries with goals and numbers, what works, who does what."""
    words = {**FURNITURE, **sheet.WORDS, **sheet.headings}
    blocks: list[Block] = [*_standing(sheet, words)]
    if sheet.people:
        blocks += [
            Heading(words["people"]),
            Table((words["name"], words["who_they_are"]), sheet.people, words["people"]),
        ]
    blocks.append(Heading(sheet.worries_heading, hue=WORRY))
    if not sheet.worries:
        blocks.append(Said(words["nothing"]))
    for worry in sheet.worries:
        blocks.append(Said(worry.words, mark=worry.mark, hue=WORRY))
        blocks += [Said(goal, mark=sheet.goal_heading, hue=WELL) for goal in worry.goals]
        blocks += [] if worry.goals else [Said(words["no_goal"], mark=sheet.goal_heading, hue=WELL)]
        blocks += [Facts([(words["numbers"], ", ".join(worry.numbers))])] if worry.numbers else []
    blocks.append(Heading(sheet.well_heading, hue=WELL))
    for heading, said in sheet.well:
        if said:
            blocks += [Heading(heading, level=3, hue=WELL), *(Said(one) for one in said)]
    if not any(said for _, said in sheet.well):
        blocks.append(Said(words["nothing"]))
    return [
        *blocks, *_actions(sheet, words), *_rules(sheet, words), *_triggers(sheet, words),
        *_arrangements(sheet, words), *_calls(sheet, words), *_agreed(sheet, words),
    ]  # fmt: skip


def _standing(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if sheet.ends:
        yield Said(f"{words['ended' if sheet.ended else 'ends']} {sheet.ends}", large=True)
    facts = [
        (words["version"], sheet.version),
        (words["from"], sheet.begins),
        (words["about"], ", ".join(sheet.children)),
    ]
    told = [(label, said) for label, said in facts if said]
    if told:
        yield Facts(told)


def _arrangements(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if sheet.arrangements:
        yield Heading(words["arrangements"], hue=NEXT)
        for one in sheet.arrangements:
            yield Said(one.words, mark=one.label)


def _calls(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if sheet.calls:
        yield Heading(words["calls"], hue=NEXT)
        header = (words["who_action"], words["number"], words["when"])
        yield Table(header, [(one.who, one.number, one.when) for one in sheet.calls], words["calls"], hue=NEXT)


def _rules(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if not sheet.rules:
        return
    yield Heading(words["rules"], hue=WELL)
    header = (words["rules"], words["who_action"], words["checked_by"], words["if_not"])
    rows = [_rule(one, words) for one in sheet.rules]
    yield Table(header, rows, words["rules"], widths=(7, 5, 5, 7), hue=WELL)


def _rule(rule: Rule, words: Called) -> tuple[Sequence[Piece], ...]:
    numbered = Words(f"{rule.number}. {rule.words.text}", rule.words.language)
    first: list[Piece] = [numbered, rule.applies_when, _answers(rule.answers, words)]
    who: list[Piece] = [rule.who, f"{words['backup']}: {rule.backup}" if rule.backup else ""]
    steps: list[Piece] = []
    for number, step in enumerate(rule.if_not, start=1):
        told = ", ".join(part for part in (step.who, step.within) if part)
        steps.append(Words(f"{number}. {step.words.text}{f' ({told})' if told else ''}", step.words.language))
    return (first, who, [rule.checked_by, rule.how_checked], steps)


def _triggers(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if not sheet.triggers:
        return
    yield Heading(words["triggers"], hue=WORRY)
    header = (words["triggers"], words["first"], words["second"], words["emergency"])
    rows = [_trigger(one, words) for one in sheet.triggers]
    yield Table(header, rows, words["triggers"], widths=(7, 6, 6, 5), hue=WORRY)


def _trigger(trigger: Trigger, words: Called) -> tuple[Sequence[Piece], ...]:
    seen = f"{words['seen_by']}: {trigger.seen_by}" if trigger.seen_by else ""
    steps = ([one] if one is not None else [] for one in (trigger.first, trigger.second, trigger.emergency))
    return ([trigger.sign, seen, _answers(trigger.answers, words)], *steps)


def _actions(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if not sheet.actions:
        return
    yield Heading(words["actions"], hue=NEXT)
    header = (words["actions"], words["who_action"], words["due"], words["done"])
    rows: list[tuple[Sequence[Piece] | Piece, ...]] = [
        ([one.words, _answers(one.answers, words)], one.who, one.due, one.done or words["not_done"])
        for one in sheet.actions
    ]
    yield Table(header, rows, words["actions"], widths=(9, 5, 5, 4), hue=NEXT)


def _answers(marks: Sequence[str], words: Called) -> str:
    return f"{words['answers']} {', '.join(marks)}" if marks else ""


def _agreed(sheet: PlanSheet, words: Called) -> Iterable[Block]:
    if not sheet.agreed:
        return
    yield Heading(words["agreed"], hue=WELL)
    header = (words["who_action"], words["agreed_on"], words["sign_here"], words["sign_date"])
    rows = [_agreement(one) for one in sheet.agreed]
    yield Table(header, rows, words["agreed"], widths=(8, 5, 6, 4), hue=WELL, tall=True)


def _agreement(one: Agreement) -> tuple[Sequence[Piece] | str, ...]:
    said: list[Piece] = [", ".join(part for part in (one.who, one.role) if part)]
    return ([*said, *([one.words] if one.words is not None else [])], one.agreed, "", "")
