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
