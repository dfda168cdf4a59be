"""An invented two-page plan, as a sheet of the press and as plain lines for the peers to set."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from kinmap.documents.press import Copy, Words
from kinmap.planning.sheets import Action, Agreement, Answered, Call, PlanKind, PlanSheet, Rule, Step, Trigger

AT = datetime(2026, 9, 22, 15, 30, tzinfo=UTC)
FEAR = "Danger statement 1"
RULES = (
    ("Doors are locked, and the neighbour is told when the lights go out.", "Mum", "Uncle", "Neighbour, 9 pm"),
    ("Only the four people on this list collect from school.", "the school", "", "the head teacher"),
    ("Before Mum wants a drink she rings her sister, and somebody comes.", "Aunt, Monday to Wednesday",
    "Friend", "Gran"),
    ("The eldest is never in charge for more than an hour in the daytime.", "Mum", "Friend", "the eldest, by text"),
)  # fmt: skip
SIGNS = (
    ("An unknown number rings twice in a day.", "Do not answer. Tell the neighbour.", "Tell the police the same day."),
    ("Mum’s hands are shaking.", "Ring her sister.", "The children go to Gran’s."),
)  # fmt: skip


def sheet(number: int = 0) -> PlanSheet:
    """The plan as the press sets it. Another number, other words: nobody prints the same plan twice in a row."""
    return PlanSheet(
        title="Our safety plan", family=f"The invented family {number}", made_for="Mum",
        prepared_by="A social worker", made_at=AT,
        copy=Copy.PROFESSIONAL, document_id="B3NC-H0", kind=PlanKind.FAMILY, version="3",
        begins="Tuesday 22 September 2026", children=("Ada", "Bilal", "Carys", "Dylan", "Efa"),
        answered=(Answered(mark=FEAR, words=Words("He could come to the house, and somebody could be badly hurt.")),),
        rules=tuple(
            Rule(
                number=str(at), words=Words(f"{words} ({number})"), who=who, backup=backup, checked_by=checked,
                answers=(FEAR,),
                if_not=(Step(words=Words("Ring Mum"), who="Neighbour", within="at once"),
                Step(words=Words("Ring 999"))),
            )
            for at, (words, who, backup, checked) in enumerate(RULES, start=1)
        ),
        triggers=tuple(
            Trigger(
                sign=Words(f"{sign} ({number})"), seen_by="anybody", first=Words(first), second=Words(second),
                emergency=Words("Ring 999."), answers=(FEAR,),
            )
            for sign, first, second in SIGNS
        ),
        actions=(Action(words=Words("New lock on the back door."), who="Uncle", due="Monday 22 June 2026"),),
        calls=(Call(who="Police", number="999", when="when anybody is in danger"),
        Call(who="Neighbour", number="01632 960123")),
        agreed=(Agreement(who="Mum", agreed="Tuesday 22 September 2026"), Agreement(who="Gran"), Agreement(who="Ada")),
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the plan: a heading, a pair of a name and its words, or a paragraph."""

    words: str
    name: str = ""
    heading: int = 0


def lines(plan: PlanSheet) -> Iterator[Line]:
    """The same words in the same order, with the headings that the layout prints."""
    told = plan.WORDS
    yield Line(plan.title, heading=1)
    yield Line(f"{plan.family}. {plan.made_for}. {plan.prepared_by}. {told['version']} {plan.version}. {plan.begins}.")
    yield Line(", ".join(plan.children))
    yield Line(told["answered"], heading=2)
    yield from (Line(one.words.text, one.mark) for one in plan.answered)
    yield Line(told["rules"], heading=2)
    for rule in plan.rules:
        yield Line(f"{rule.number}. {rule.words.text}", heading=3)
        for name in ("who", "backup", "checked_by"):
            yield Line(getattr(rule, name), told[name])
        yield from (Line(f"{step.words.text} {step.who} {step.within}", told["if_not"]) for step in rule.if_not)
    yield Line(told["triggers"], heading=2)
    for sign in plan.triggers:
        yield Line(sign.sign.text, heading=3)
        yield Line(sign.seen_by, told["seen_by"])
        for name in ("first", "second", "emergency"):
            yield Line(getattr(sign, name).text, told[name])
    yield Line(told["actions"], heading=2)
    yield from (Line(f"{one.words.text} {one.who}, {one.due}", told["due"]) for one in plan.actions)
    yield Line(told["calls"], heading=2)
    yield from (Line(f"{one.number} {one.when}", one.who) for one in plan.calls)
    yield Line(told["agreed"], heading=2)
    yield from (Line(one.agreed or told["sign_here"], one.who) for one in plan.agreed)


def as_html(plan: PlanSheet) -> str:
    """The plan for WeasyPrint."""
    style = (
        "@page { size: A4; margin: 20mm } body { font: 10pt/1.3 sans-serif } td { padding: 3pt 8pt; border: 1px solid }"
    )
    body = []
    for line in lines(plan):
        words = html.escape(line.words)
        if line.heading:
            body.append(f"<h{line.heading}>{words}</h{line.heading}>")
        elif line.name:
            body.append(f"<table><tr><th scope=row>{html.escape(line.name)}</th><td>{words}</td></tr></table>")
        else:
            body.append(f"<p>{words}</p>")
    head = f"<meta charset=utf-8><title>{html.escape(plan.title)}</title><style>{style}</style>"
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{''.join(body)}</body></html>"
