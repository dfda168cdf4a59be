"""The seven categories of the map and its tray, and the parts that each may carry (domain.md §1.1, §1.3).

Categories never change; the headings shown for them do, by stage (``LabelSet``). Parts are offered,
never demanded: text alone is always enough.
"""

from enum import StrEnum

from django.db import models


class Category(models.TextChoices):
    """Where an entry stands on the map."""

    PAST_HARM = "past_harm", "Past harm"
    DANGER_STATEMENT = "danger_statement", "Danger statement"
    COMPLICATING_FACTOR = "complicating_factor", "Complicating factor"
    STRENGTH = "strength", "Strength"
    EXISTING_SAFETY = "existing_safety", "Existing safety"
    GOAL = "goal", "Goal"
    NEXT_STEP = "next_step", "Next step"
    NOT_SURE_YET = "not_sure_yet", "Not sure yet"


class Column(StrEnum):
    """The three columns."""

    WORRIES = "worries"
    WORKING_WELL = "working_well"
    NEEDS_TO_HAPPEN = "needs_to_happen"


COLUMNS: dict[Column, tuple[Category, ...]] = {
    Column.WORRIES: (Category.PAST_HARM, Category.DANGER_STATEMENT, Category.COMPLICATING_FACTOR),
    Column.WORKING_WELL: (Category.STRENGTH, Category.EXISTING_SAFETY),
    Column.NEEDS_TO_HAPPEN: (Category.GOAL, Category.NEXT_STEP),
}

PARTS: dict[Category, tuple[str, ...]] = {
    Category.PAST_HARM: (
        "who_did", "behaviour", "to_whom", "when_first", "when_worst", "when_last", "how_often", "severity",
        "impact_on_child", "how_known",
    ),
    Category.DANGER_STATEMENT: (
        "kind", "worried_people", "feared_behaviour", "circumstances", "feared_impact", "acknowledges",
        "family_view", "family_words", "category_of_harm",
    ),
    Category.COMPLICATING_FACTOR: ("kind",),
    Category.STRENGTH: ("who", "effect_for_child"),
    Category.EXISTING_SAFETY: (
        "danger_present_when", "who_acted", "what_they_did", "result_for_child", "how_many_times", "since_when",
        "who_confirms",
    ),
    Category.GOAL: (
        "behaviour_we_will_see", "child_will_experience", "who_must_be_satisfied", "who_will_notice", "how_long",
        "family_goal_text", "agency_goal_text", "agreed_by",
    ),
    Category.NEXT_STEP: ("who_offered_it", "what_happened"),
    Category.NOT_SURE_YET: (),
}  # fmt: skip

ANSWERS: dict[Category, Category] = {
    Category.EXISTING_SAFETY: Category.DANGER_STATEMENT,
    Category.GOAL: Category.DANGER_STATEMENT,
    Category.NEXT_STEP: Category.GOAL,
}

#: The test question of each category (domain.md §1.1), asked over its box.
ASKS: dict[Category, str] = {
    Category.PAST_HARM: "What has happened that hurt a child?",
    Category.DANGER_STATEMENT: "What might happen to a child if nothing changes?",
    Category.COMPLICATING_FACTOR: "What makes it harder to sort out? Services count too.",
    Category.STRENGTH: "What is good, and might help?",
    Category.EXISTING_SAFETY: "When has the danger been there and somebody protected the children?",
    Category.GOAL: "What will life look like when we can step away?",
    Category.NEXT_STEP: "What is the next small thing, who will do it, and by when?",
    Category.NOT_SURE_YET: "Put it here when you do not know yet where it belongs.",
}

#: Parts of a category in plain words, as questions to whoever fills them in.
PART_WORDS: dict[str, str] = {
    "who_did": "Who did it?",
    "behaviour": "What exactly did they do?",
    "to_whom": "To whom?",
    "when_first": "When was the first time?",
    "when_worst": "When was the worst time?",
    "when_last": "When was the last time?",
    "how_often": "How often?",
    "severity": "How bad was it?",
    "impact_on_child": "What did it do to each child?",
    "how_known": "How do we know?",
    "kind": "What kind is it?",
    "worried_people": "Who is worried?",
    "feared_behaviour": "What do they fear somebody will do?",
    "circumstances": "In what situation?",
    "feared_impact": "What could happen to which child?",
    "acknowledges": "What is already being done about it?",
    "family_view": "Does the family agree?",
    "family_words": "What the family says about it",
    "category_of_harm": "What kind of harm?",
    "who": "Who is it about?",
    "effect_for_child": "What does it do for the children?",
    "danger_present_when": "When was the danger there?",
    "who_acted": "Who did something?",
    "what_they_did": "What did they do?",
    "result_for_child": "What did that mean for the children?",
    "how_many_times": "How many times?",
    "since_when": "Since when?",
    "who_confirms": "Who else says so?",
    "behaviour_we_will_see": "What will we see people do?",
    "child_will_experience": "What will it be like for the children?",
    "who_must_be_satisfied": "Who must be satisfied?",
    "who_will_notice": "Who else will notice?",
    "how_long": "For how long?",
    "family_goal_text": "The goal in the family’s words",
    "agency_goal_text": "The goal in the services’ words",
    "agreed_by": "Who has agreed to it?",
    "who_offered_it": "Who offered it?",
    "what_happened": "What happened then?",
}

#: Parts that are chosen rather than typed: code and words.
PART_ANSWERS: dict[tuple[Category, str], tuple[tuple[str, str], ...]] = {
    (Category.DANGER_STATEMENT, "kind"): (("danger", "Danger"), ("worry", "Worry")),
    (Category.DANGER_STATEMENT, "family_view"): (
        ("agree", "Agrees"), ("partly", "Agrees in part"), ("disagree", "Disagrees"),
    ),
    (Category.DANGER_STATEMENT, "category_of_harm"): (
        ("physical", "Physical"), ("emotional", "Emotional"), ("sexual", "Sexual"), ("neglect", "Neglect"),
    ),
    (Category.COMPLICATING_FACTOR, "kind"): (
        ("family", "About the family"), ("child", "About a child"), ("community", "About where they live"),
        ("agency", "About services"),
    ),
}  # fmt: skip

#: What an entry that answers another is asked.
ANSWERS_WORDS: dict[Category, str] = {
    Category.EXISTING_SAFETY: "Which worry did this protect the children from?",
    Category.GOAL: "Which worry does this goal answer?",
    Category.NEXT_STEP: "Which goal does this step serve?",
}


def column_of(category: str) -> Column | None:
    """The column of a category; ``None`` for the tray."""
    return next((column for column, held in COLUMNS.items() if category in held), None)


def part_in_words(category: str, part: str, value: str) -> str:
    """What was chosen or typed for a part, in words."""
    return dict(PART_ANSWERS.get((Category(category), part), ())).get(value, value)
