"""Plans to print in tests: the invented Larkin family of the practice guide, §12B."""

from __future__ import annotations

from datetime import UTC, datetime

from kinmap.documents.press import Copy, Words
from kinmap.planning.sheets import (
    Action,
    Agreement,
    Answered,
    Arrangement,
    Call,
    PlanKind,
    PlanSheet,
    Rule,
    Step,
    Trigger,
)

MADE_AT = datetime(2026, 9, 22, 15, 30, tzinfo=UTC)
MADE_FOR = {Copy.FAMILY: "Dee", Copy.PROFESSIONAL: "Anita Desai", Copy.CHILD: "Reece"}
FEARED = Words("Shane could come to the house or find Dee and the children, and hurt somebody.")
FEAR, DRINK, ALONE = "Danger statement 1", "Danger statement 2", "Danger statement 3"


def rule(
    number: str, words: str, who: str, backup: str, checks: str, *if_not: Step, answers: tuple[str, ...] = (FEAR,)
) -> Rule:
    return Rule(
        number=number, words=Words(words), who=who, backup=backup, checked_by=checks, if_not=if_not, answers=answers
    )


def larkin_plan(copy: Copy = Copy.PROFESSIONAL, **changes: object) -> PlanSheet:
    """Safety plan v3 of 22 September."""
    fields: dict[str, object] = {
        "title": "Reece’s plan" if copy is Copy.CHILD else "Our safety plan",
        "family": "The Larkin family",
        "made_for": MADE_FOR[copy],
        "about_child": "Reece" if copy is Copy.CHILD else "",
        "prepared_by": "Hannah Osei, social worker",
        "made_at": MADE_AT,
        "copy": copy,
        "document_id": "P3RT-4C",
        "kind": PlanKind.FAMILY,
        "version": "3",
        "begins": "Tuesday 22 September 2026",
        "children": ("Kayla", "Reece", "Mia", "Toby", "Isla"),
        "answered": (
            Answered(mark=FEAR, words=FEARED),
            Answered(mark=DRINK, words=Words("When Dee is scared or sad she could drink until she can’t wake.")),
            Answered(mark=ALONE, words=Words("The children could go on carrying what they saw, alone.")),
        ),
        "rules": (
            rule(
                "1",
                "Doors are locked, and Sandie is told when the lights go out.",
                "Dee",
                "Alan",
                "Sandie, 9 pm",
                Step(words=Words("Ring Dee"), who="Sandie", within="at once"),
                Step(words=Words("Walk over"), who="Sandie"),
                Step(words=Words("Ring 999")),
            ),
            rule(
                "2",
                "If Shane, or anyone for him, comes or writes: the children go to Mia’s room, Dee rings 999, "
                "then Sandie.",
                "Dee",
                "Sandie",
                "DC Lowe",
                Step(words=Words("The network meets"), within="the next day"),
            ),
            rule(
                "3",
                "Only Nana, Alan, Jodie, Tash or Pat, with the password, collect from school.",
                "the schools",
                "",
                "Mrs Desai",
                Step(words=Words("The child stays in the office")),
            ),
            rule(
                "4",
                "Before Dee wants a drink she rings Jodie, Tash, then Ben’s line. Somebody comes.",
                "Jodie, Monday to Wednesday",
                "Tash, Thursday to Sunday",
                "Nana Mo",
                Step(words=Words("The children go to Nana’s"), within="nobody came in 45 minutes"),
                answers=(DRINK,),
            ),
            rule(
                "6",
                "Kayla is never in charge for more than an hour in the daytime.",
                "Dee",
                "Tash",
                "Kayla texts 🙂 or 😟 to Jodie",
                Step(words=Words("Jodie comes")),
                answers=(DRINK, ALONE),
            ),
            rule(
                "8",
                "Sunday roast: everybody says a high and a low. Nobody is in trouble.",
                "Dee",
                "Alan",
                "Mia keeps the jar",
                answers=(ALONE,),
            ),
        ),
        "triggers": (
            Trigger(
                sign=Words("An unknown number rings twice in a day."),
                seen_by="Dee, Kayla",
                first=Words("Do not answer. Tell Sandie."),
                second=Words("Tell DC Lowe the same day."),
                emergency=Words("Ring 999 if anybody is at the door."),
                answers=(FEAR,),
            ),
            Trigger(
                sign=Words("Dee’s hands are shaking."),
                seen_by="anybody",
                first=Words("Ring Jodie."),
                second=Words("The children go to Nana’s."),
                answers=(DRINK,),
            ),
        ),
        "actions": (
            Action(
                words=Words("Print the rota for Christmas week."),
                who="Jodie",
                due="Friday 4 December 2026",
                answers=(DRINK,),
            ),
            Action(
                words=Words("New lock on the back door."),
                who="Alan",
                due="Monday 22 June 2026",
                done="Sunday 21 June 2026",
                answers=(FEAR,),
            ),
        ),
        "calls": (
            Call(who="Police", number="999", when="when anybody is in danger"),
            Call(who="Sandie", number="01632 960123", when="first, day or night"),
            Call(who="Hannah Osei", number="01632 960045", when="in office hours"),
            Call(who="Nana Mo", number=""),
        ),
        "agreed": (
            Agreement(who="Dee", role="mum", agreed="Tuesday 22 September 2026", words=Words("I ring, I don’t wait.")),
            Agreement(who="Nana Mo", agreed="Tuesday 22 September 2026"),
            Agreement(who="Hannah Osei", role="social worker"),
            Agreement(who="Kayla"),
        ),
    }
    return PlanSheet(**(fields | changes))  # type: ignore[arg-type]


def larkin_interim(copy: Copy = Copy.FAMILY) -> PlanSheet:
    """Interim plan v1 of 15 June, which ends on 1 July."""
    return larkin_plan(
        copy,
        title="Our plan for now",
        kind=PlanKind.INTERIM,
        version="1",
        begins="Monday 15 June 2026",
        ends="Wednesday 1 July 2026",
        document_id="P1RT-1A",
        arrangements=(
            Arrangement(label="Mia, Toby and Isla", words=Words("sleep at Nana Mo’s and Alan’s.")),
            Arrangement(label="Kayla and Reece", words=Words("sleep at Jodie’s.")),
            Arrangement(label="Mum", words=Words("is at Nana’s from 10 to 6, sober, with Alan there.")),
            Arrangement(label="Shane", words=Words("does not see or ring the children.")),
            Arrangement(
                label="Next check", words=Words("Hannah comes every day this week; we all meet on Thursday 18 June.")
            ),
        ),
        rules=(),
        triggers=(),
        actions=(),
        answered=(Answered(mark=FEAR, words=FEARED),),
        agreed=(
            Agreement(who="Dee", role="mum"),
            Agreement(who="Craig", role="dad of Kayla and Reece"),
            Agreement(who="Nana Mo"),
        ),
    )


def blank_plan(copy: Copy = Copy.FAMILY) -> PlanSheet:
    """A plan in which nothing has been written."""
    return larkin_plan(
        copy,
        begins="",
        children=(),
        answered=(),
        rules=(),
        triggers=(),
        actions=(),
        calls=(),
        agreed=(),
        prepared_by="",
    )
