"""The question bank (domain.md §5): what can be asked, of whom, at which stage, and how a talk goes on from there.

What ships stands in ``bank/*.json``, beside the code; a council's own questions have the same shape. Pure: nothing
here asks the database.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

BANK = Path(__file__).parent / "bank"

#: Columns of the map, and two that the map does not have. Codes as in ``mapping.categories``.
COLUMNS: dict[str, str] = {
    "worries": "What are we worried about?",
    "working_well": "What’s working well?",
    "needs_to_happen": "What needs to happen?",
    "scale": "Scaling, 0 to 10",
    "all": "Any column",
    "work": "About our own work",
}
#: The map's categories, by the codes that the map uses. A question may fit several.
HEADINGS: dict[str, str] = {
    "past_harm": "Past harm",
    "danger_statement": "Danger or worry statement",
    "complicating_factor": "What makes it harder",
    "strength": "Strength",
    "existing_safety": "Existing safety",
    "goal": "Goal",
    "next_step": "Next step",
}
#: Kinds of question (domain.md §5.1 calls them categories; "miracle" is one way to ask for the preferred future).
CATEGORIES: dict[str, str] = {
    "eliciting": "Opening",
    "detail": "Detail",
    "strength": "Strength",
    "exception": "Exception",
    "coping": "Coping",
    "relationship": "Through another’s eyes",
    "preferred_future": "Preferred future",
    "scaling": "Scaling",
    "safety": "Safety",
}
AUDIENCES: dict[str, str] = {
    "parent": "Parent or carer",
    "child": "Child",
    "teen": "Teenager",
    "network": "Family and friends",
    "professional": "Professional",
    "conference": "Conference or meeting",
    "supervision": "Supervision",
}
#: Codes as in ``casework.models.Stage``.
STAGES: dict[str, str] = {
    "early_help": "Early help",
    "cin": "Child in need",
    "cp": "Child protection",
    "lac": "Looked after",
}
#: The four steps of a conversation (EARS, domain.md §5.1).
STEPS: dict[str, str] = {
    "elicit": "Elicit",
    "amplify": "Amplify",
    "reflect": "Reflect",
    "start_over": "Start over",
}
#: What each step is for, beside its follow-ups.
STEP_MEANS: dict[str, str] = {
    "elicit": "Another way to ask it",
    "amplify": "Get the detail",
    "reflect": "What it says, and what it means for the worry",
    "start_over": "And on to the next",
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the bank. ``headings``: the categories it fits. ``stages``: none means every stage.

    A council's own has ``own`` (its row), ``author`` and ``review_on``.
    """

    code: str
    text: str
    category: str
    column: str
    headings: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    ears_step: str = "elicit"
    follow_ups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    avoid_when: str = ""
    own: UUID | None = None
    author: str = ""
    review_on: date | None = None

    @property
    def steps(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Its follow-ups in the order of a conversation: the step, what it is for, what to say."""
        return [
            (words, STEP_MEANS[step], self.follow_ups[step])
            for step, words in STEPS.items()
            if self.follow_ups.get(step)
        ]

    @property
    def audience_in_words(self) -> list[str]:
        """For whom it is meant."""
        return [words for code, words in AUDIENCES.items() if code in self.audience]

    @property
    def stages_in_words(self) -> list[str]:
        """At which stages; nothing when it is for all of them."""
        return [words for code, words in STAGES.items() if code in self.stages]

    @property
    def category_in_words(self) -> str:
        """What kind of question it is."""
        return CATEGORIES[self.category]

    @property
    def ears_in_words(self) -> str:
        """At which step of a conversation it stands."""
        return STEPS[self.ears_step]

    @property
    def searched(self) -> str:
        """Everything in which a search looks."""
        return " ".join([self.text, self.avoid_when, *(one for _, _, told in self.steps for one in told)])


def question_from(told: Mapping[str, Any]) -> Question:
    """A question from plain data. Raises ``ValueError`` for a code that the bank does not know."""
    known = (
        ("category", CATEGORIES), ("column", COLUMNS), ("headings", HEADINGS), ("audience", AUDIENCES),
        ("stages", STAGES), ("ears_step", STEPS), ("follow_ups", STEPS),
    )  # fmt: skip
    for name, codes in known:
        given = told[name]
        unknown = {given} - codes.keys() if isinstance(given, str) else set(given) - codes.keys()
        if unknown:
            raise ValueError(f"{told['code']}: no {name} is called {sorted(unknown)}")
    lists = {name: tuple(told[name]) for name in ("headings", "audience", "stages")}
    follow_ups = {step: tuple(said) for step, said in told["follow_ups"].items()}
    return Question(**{**told, **lists, "follow_ups": follow_ups})


@cache
def shipped() -> tuple[Question, ...]:
    """The questions that Kinmap ships with, column by column."""
    files = [(BANK / f"{column}.json").read_text(encoding="utf-8") for column in COLUMNS]
    places = list(COLUMNS)
    rows = [question_from(row) for file in files for row in json.loads(file)]
    return tuple(sorted(rows, key=lambda one: places.index(one.column)))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which questions somebody asks for; an empty string asks for any."""

    column: str = ""
    heading: str = ""
    audience: str = ""
    category: str = ""
    stage: str = ""

    def admits(self, question: Question) -> bool:
        """Whether this question is wanted. One that fits any column fits each column of the map."""
        any_column = question.column == "all" and self.column in ("worries", "working_well", "needs_to_happen")
        return (
            (not self.column or question.column == self.column or any_column)
            and (not self.heading or self.heading in question.headings)
            and (not self.audience or self.audience in question.audience)
            and (not self.category or self.category == question.category)
            and (not self.stage or not question.stages or self.stage in question.stages)
        )


def chosen(questions: Iterable[Question], wanted: Wanted) -> list[Question]:
    """The questions that are wanted, in their order; those made for the very stage come first."""
    found = [one for one in questions if wanted.admits(one)]
    return sorted(found, key=lambda one: not (wanted.stage and wanted.stage in one.stages))


def by_column(questions: Iterable[Question]) -> list[tuple[str, str, list[Question]]]:
    """The questions under their columns: code, heading, questions. Columns without any are left out."""
    held = list(questions)
    groups = [(code, words, [one for one in held if one.column == code]) for code, words in COLUMNS.items()]
    return [group for group in groups if group[2]]
