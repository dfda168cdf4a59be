"""The plain sheet of a plan, as the press prints it for the fridge.

Nothing here knows the database, and nothing here can hold what its reader may not see: whoever
fills it has removed that before (``readable_by``). Fields follow domain.md §4.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from kinmap.documents.press import Paper, Words

PLAN = Path(__file__).resolve().parent / "press" / "plan.typ"
STAGE_PLAN = PLAN.with_name("stage_plan.typ")


class PlanKind(StrEnum):
    """An interim plan ends on a day; a family plan is kept until the next version."""

    INTERIM = "interim"
    FAMILY = "family"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A danger or worry statement that this plan answers."""

    #: "Danger statement 1". Rules, triggers and actions name it in ``answers``.
    mark: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """For now: who is with the children, who must not be, when the next check is."""

    label: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of "what if not": what is done, who does it, how soon."""

    words: Words
    who: str = ""
    #: "at once", "within 45 minutes", "the same day".
    within: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, said positively, with the people who keep it."""

    #: As it is called in talk: "1", "R2".
    number: str
    words: Words
    #: "always", "Friday nights", "school days". Empty when it goes without saying.
    applies_when: str = ""
    who: str = ""
    backup: str = ""
    checked_by: str = ""
    #: How it is checked: "looks for the light at 9 pm".
    how_checked: str = ""
    #: In order, each step only if the one before did not work.
    if_not: tuple[Step, ...] = ()
    #: Marks of the statements it answers.
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """A warning sign and what is done, in order."""

    sign: Words
    seen_by: str = ""
    first: Words | None = None
    second: Words | None = None
    #: What is done at once if somebody is in danger: "Ring 999".
    emergency: Words | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something to be done once."""

    words: Words
    who: str = ""
    #: By when, in words with its precision.
    due: str = ""
    #: When it was done, in words. Empty when it is not.
    done: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Call:
    """Somebody to ring."""

    who: str
    #: As it is dialled. Empty prints a line to write it on.
    number: str
    #: "first, day or night", "in an emergency".
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A person's agreement. Without a date the paper has a line to sign on."""

    who: str
    #: "Mum", "social worker".
    role: str = ""
    #: When they agreed, in words. Empty prints a line for name and date.
    agreed: str = ""
    #: What they said to it, if anything.
    words: Words | None = None


@dataclass(frozen=True, kw_only=True)
class PlanSheet(Paper):
    """The plan: A4, for the fridge."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "version": "Version",
            "ends": "This plan ends on",
            "ended": "This plan ended on",
            "from": "From",
            "answered": "What this plan is for",
            "arrangements": "For now",
            "rules": "Our rules",
            "who": "Who does it",
            "who_action": "Who",
            "backup": "If they cannot",
            "checked_by": "Who checks",
            "if_not": "What if it does not happen?",
            "answers": "For",
            "triggers": "Warning signs",
            "seen_by": "Who may notice",
            "first": "First",
            "second": "Then",
            "emergency": "Emergency",
            "actions": "Things to do",
            "due": "By when",
            "done": "Done",
            "not_done": "Not yet",
            "calls": "Who to ring",
            "number": "Number",
            "agreed": "Who agreed to this plan",
            "agreed_on": "Agreed on",
            "sign_here": "Sign here",
            "sign_date": "Date",
        }
    )

    kind: PlanKind
    #: "1", "3": as it is called in talk.
    version: str
    #: From when it holds, in words.
    begins: str = ""
    #: An interim plan's last day, in words; printed boldly. Empty for a family plan.
    ends: str = ""
    #: The plan has already ended: the paper says so in its first line.
    ended: bool = False
    #: Said plainly at the head when it is so: "Draft. Not yet agreed."
    notice: str = ""
    #: Names of the children the plan is for.
    children: tuple[str, ...] = ()
    answered: tuple[Answered, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    rules: tuple[Rule, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    actions: tuple[Action, ...] = ()
    calls: tuple[Call, ...] = ()
    agreed: tuple[Agreement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Worry:
    """A worry of the map as a stage's plan tells it: the statement, the goal, where everybody puts it."""

    mark: str
    words: Words
    goals: tuple[Words, ...] = ()
    #: Everybody's last number, in words: "Nadia 9", "Yusuf 8".
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StagePlanSheet(PlanSheet):
    """The one plan laid out as an early help plan or a child in need plan, under that stage's own words: A4."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            **PlanSheet.WORDS,
            "people": "Who this plan is for, and who helps",
            "name": "Name",
            "who_they_are": "Who they are",
            "numbers": "Everybody’s number now",
            "no_goal": "No goal is on this copy",
            "rules": "What we do, day by day",
            "triggers": "When we see this, we do that",
            "actions": "Who does what, by when",
            "arrangements": "To know first, and when we look again",
            "agreed": "Who has agreed",
        }
    )

    #: "Early help", "Child in need".
    stage: str
    #: The stage's words for the sections: worries, good things, what worked, goals, the one goal.
    worries_heading: str
    well_heading: str
    goal_heading: str
    people: tuple[tuple[str, str], ...] = ()
    worries: tuple[Worry, ...] = ()
    #: Good things, and when it worked: heading and words.
    well: tuple[tuple[str, tuple[Words, ...]], ...] = ()
