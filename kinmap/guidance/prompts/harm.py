"""What a harm statement needs (domain.md §2.1): who did what to which child, when, and what it did to that child."""

import re

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.prompts.labels import about_labels
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.reading import a_grown_up, any_of, finds, names_one
from kinmap.guidance.prompts.violence import about_violence

ALL_OF_THEM = re.compile(
    r"\b(all (two|three|four|five|six|seven|of (them|the children))|both (boys|girls|children|of them|babies|twins))\b",
    re.IGNORECASE,
)

WHEN_PARTS = ("when_first", "when_worst", "when_last", "how_often")

WHO_DID = Prompt(
    "who_did", "Who did it?",
    "A harm without a person cannot be talked about, and cannot be put right. If nobody knows who it was, say so.",
    "harm",
)  # fmt: skip
WHAT_WAS_DONE = Prompt(
    "what_was_done", "What exactly was done?",
    "Describe what one could have filmed. Then everybody, the family first, means the same thing.",
    "harm",
)  # fmt: skip
TO_WHOM = Prompt(
    "to_whom", "To which child? Use the name.",
    "Each child lives through it differently, and a brother’s record is not his sister’s.",
    "harm",
)  # fmt: skip
WHEN = Prompt(
    "when", "When was it, or how often?",
    "The first time, the worst and the last, or how many times that you know of. “Often” is heard as anything.",
    "harm",
)  # fmt: skip
IMPACT = Prompt(
    "impact", "What did it do to this child?",
    "What the child did, felt or stopped doing afterwards is what makes it harm, and differs for each child.",
    "harm",
)  # fmt: skip


def about_harm(told: Told) -> list[Prompt]:
    """Prompts for a statement of past harm."""
    words = unquoted(told.text)
    found = about_violence(told)
    if not found and not told.said("who_did") and not a_grown_up(words, (*told.children, *told.siblings)):
        found.append(WHO_DID)
    if not told.said("behaviour") and not finds("acts", any_of("labels").sub(" ", words)):
        found.append(WHAT_WAS_DONE)
    if not told.said("to_whom") and not (names_one(told.text, told.children) or ALL_OF_THEM.search(words)):
        found.append(TO_WHOM)
    if not (told.dated or told.said(*WHEN_PARTS) or finds("dates", words) or finds("how_often", words)):
        found.append(WHEN)
    if not told.said("impact_on_child") and not finds("impact", told.text):
        found.append(IMPACT)
    return [*found, *about_labels(told, standard="harm")]
