"""Every kind of prompt by its code, for the page of counts: this room's, and those that rooms above shelve here."""

from dataclasses import dataclass

from kinmap.guidance.prompts import danger, goal, harm, safety, violence
from kinmap.guidance.prompts.prompt import Prompt
from kinmap.kit.shelf import Shelf


@dataclass(frozen=True)
class Kind:
    """A kind of prompt: its code, what it says in short, and under which heading it is counted."""

    name: str
    says: str
    heading: str
    order: int


kinds: Shelf[Kind] = Shelf("kinds of prompts")

HARM, DANGER, GOAL, SAFETY = "Harm statements", "Danger and worry statements", "Goals", "Strength and safety"
EVERYWHERE = "Any statement"
_OURS: tuple[tuple[str, tuple[Prompt, ...]], ...] = (
    (EVERYWHERE, (violence.FAILS_TO_PROTECT, violence.NOT_MUTUAL, violence.WHO_USED_VIOLENCE)),
    (HARM, (harm.WHO_DID, harm.WHAT_WAS_DONE, harm.TO_WHOM, harm.WHEN, harm.IMPACT)),
    (DANGER, (danger.NAMES_FIRST, danger.WHOSE_BEHAVIOUR, danger.SITUATION, danger.NAMES_CHILD, danger.SAYS_FUTURE,
              danger.ONE_ISSUE)),
    (GOAL, (goal.GOAL_LINK, goal.NOT_STOP, goal.NOT_SERVICE, goal.WHO_SEES, goal.HOW_LONG, goal.FAMILY_GOAL)),
    (SAFETY, (safety.NO_PROTECTING_ACT, safety.SAFETY_LINK, safety.SAFETY_WHEN, safety.SAFETY_COUNT,
              safety.SAFETY_CONFIRMER, safety.PERHAPS_SAFETY)),
)  # fmt: skip
_order = 0
for _heading, _prompts in _OURS:
    for _prompt in _prompts:
        _order += 1
        kinds.put(Kind(_prompt.code, _prompt.says, _heading, _order))
kinds.put(Kind("label", "A label does the work of a description.", EVERYWHERE, 0))
