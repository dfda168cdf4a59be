"""Counts of prompts as a page may show them: by heading, and small numbers only as "under 5"."""

from dataclasses import dataclass
from datetime import date

from kinmap.guidance.prompts.kinds import kinds
from kinmap.guidance.prompts.models import PromptCount

#: Smaller numbers could point at one family or one worker in a small team (domain.md §8.5).
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class Used:
    """One kind of prompt and how it was used, in words."""

    says: str
    shown: str
    taken_up: str
    waved_away: str


def in_words(number: int) -> str:
    """The number; one to four only as "under 5"."""
    return str(number) if number == 0 or number >= FEWEST_SHOWN else f"under {FEWEST_SHOWN}"


def in_use(first: date) -> list[tuple[str, list[Used]]]:
    """Every kind under its heading, with its counts since that month."""
    counted = PromptCount.since(first)
    found: dict[str, list[Used]] = {}
    for kind in kinds:
        numbers = (in_words(counted[what][kind.name]) for what in ("shown", "taken_up", "waved_away"))
        found.setdefault(kind.heading, []).append(Used(kind.says, *numbers))
    return list(found.items())
