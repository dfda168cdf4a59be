"""A strength is not safety (domain.md §2.4): safety is an act that protected the child while the danger was about."""

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.reading import finds
from kinmap.guidance.prompts.violence import about_violence

NO_PROTECTING_ACT = Prompt(
    "no_protecting_act", "Who did what to protect the child while the danger was there?",
    "Going to an appointment, saying sorry or a worker’s visit is good, and keeps nobody safe by itself. "
    "If there was no such act yet, this is a strength.",
    "existing-safety",
)  # fmt: skip
SAFETY_LINK = Prompt(
    "safety_link", "Which worry did this protect the children from?",
    "If none, it may be a strength. Safety counts against one worry: choose it, and everybody sees what it weighs.",
    "existing-safety",
)  # fmt: skip
SAFETY_WHEN = Prompt(
    "safety_when", "When was it?",
    "Dates make it something that happened. They also show whether it still happens.",
    "existing-safety",
)  # fmt: skip
SAFETY_COUNT = Prompt(
    "safety_count", "How many times?",
    "Once is a good sign; more than once, or over time, is safety to build on.",
    "existing-safety",
)  # fmt: skip
SAFETY_CONFIRMER = Prompt(
    "safety_confirmer", "Who else says so?",
    "Somebody who saw it, so that it holds when it is doubted. The child may be one of them.",
    "existing-safety",
)  # fmt: skip
PERHAPS_SAFETY = Prompt(
    "perhaps_safety", "This may be more than a strength.",
    "It sounds as if somebody protected the children while the danger was there. Under existing safety it is "
    "weighed against that worry.",
    "existing-safety",
)  # fmt: skip


def about_safety(told: Told) -> list[Prompt]:
    """Prompts for existing safety: first whether anybody protected, and only then the details."""
    words = unquoted(told.text)
    found = about_violence(told) + ([] if told.linked else [SAFETY_LINK])
    if not told.said("what_they_did") and not finds("protecting", words):
        return [NO_PROTECTING_ACT, *found]
    if not (told.dated or told.said("danger_present_when", "since_when") or finds("dates", words)):
        found.append(SAFETY_WHEN)
    if not told.said("how_many_times") and not finds("counts", words):
        found.append(SAFETY_COUNT)
    if not told.said("who_confirms") and not finds("confirming", told.text):
        found.append(SAFETY_CONFIRMER)
    return found


def about_strength(told: Told) -> list[Prompt]:
    """Prompts for a strength: it may be safety, and violence has a source here too."""
    words = unquoted(told.text)
    safe = finds("protecting", words) and finds("danger_about", words)
    return about_violence(told) + ([PERHAPS_SAFETY] if safe else [])
