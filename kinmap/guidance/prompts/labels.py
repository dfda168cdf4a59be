"""A label that does the work of a description: "neglect", "DV", "chaotic" (domain.md §2.1)."""

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.reading import any_of


def about_labels(told: Told, *, standard: str) -> list[Prompt]:
    """One prompt, about the first label."""
    found = any_of("labels").search(unquoted(told.text))
    if found is None:
        return []
    return [
        Prompt(
            "label", f"“{found[0]}” is a label. What would a film of it show?",
            "A label can mean many things. What somebody did, in words that one could film, means one thing, and the "
            "family can read it aloud.",
            standard,
        )
    ]  # fmt: skip
