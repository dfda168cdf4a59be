"""Every standard by the kind of statement it is for, and every prompt by its code."""

from collections.abc import Callable, Mapping

from kinmap.guidance.prompts import danger, goal, harm, safety, violence
from kinmap.guidance.prompts.prompt import Prompt, Told

CHECKS: Mapping[str, Callable[[Told], list[Prompt]]] = {
    "past_harm": harm.about_harm,
    "danger_statement": danger.about_danger,
    "complicating_factor": violence.about_violence,
    "strength": safety.about_strength,
    "existing_safety": safety.about_safety,
    "goal": goal.about_goal,
}


def prompts_for(kind: str, told: Told) -> list[Prompt]:
    """Prompts about a statement of one kind (``past_harm``, ``goal``, …); none for no words or another kind."""
    check = CHECKS.get(kind)
    return check(told) if check and told.text.strip() else []
