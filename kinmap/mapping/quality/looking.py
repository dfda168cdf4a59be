"""What the standards say to an entry's words, without what was waved away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.standards import prompts_for
from kinmap.mapping.cards import Card
from kinmap.mapping.categories import ANSWERS, Category
from kinmap.mapping.models.entry import Entry
from kinmap.mapping.people import Faces
from kinmap.mapping.quality.models import Waved, digest_of

#: The children of a family by id, with their first names.
Names = Sequence[tuple[UUID, str]]
#: Prompts that have a place of their own on a card, with a button that does what they ask.
LINKS = frozenset({"safety_link", "goal_link"})
#: What a danger statement and a goal take from the entry rather than from its words.
ASKS_FOR_A_LINK = frozenset(category.value for category in ANSWERS) - {Category.NEXT_STEP.value}


def told_of(
    *, text: str, category: str, children: Iterable[UUID], names: Names, parts: Mapping[str, Any] | None = None,
    linked: bool = True, dated: bool = False,
) -> Told:  # fmt: skip
    """An entry as the checks take it: names instead of ids; ``names``: the children whom the reader may see."""
    about = frozenset(children)
    return Told(
        text=text,
        children=tuple(name for child, name in names if child in about),
        siblings=tuple(name for child, name in names if child not in about),
        parts=parts or {},
        linked=linked or category not in ASKS_FOR_A_LINK,
        dated=dated,
    )


def of_entry(entry: Entry, faces: Faces, reader: Reader) -> list[Prompt]:
    """The prompts about one saved entry that nobody has waved away. Two questions to the database."""
    answered = entry.answered_for(reader)
    linked = answered is not None and answered.category == ANSWERS.get(Category(entry.category))
    told = _told(entry, faces, linked=linked)
    waved = Waved.objects.readable_by(reader).filter(entry=entry).order_by().values_list("code", "digest")
    return standing(entry.category, told, {f"{code}:{digest}" for code, digest in waved})


def codes_of(entry: Entry, faces: Faces, reader: Reader) -> set[str]:
    """Every prompt that an entry's words bring up as they stand, waved away or not; one question.

    A link to what the reader may not see is none to them: they are asked as if it were not there.
    """
    told = _told(entry, faces, linked=entry.answered_for(reader) is not None)
    return {prompt.code for prompt in standing(entry.category, told)}


def _told(entry: Entry, faces: Faces, *, linked: bool) -> Told:
    return told_of(
        text=entry.text, category=entry.category, children=entry.children, names=faces.children, parts=entry.parts,
        linked=linked, dated=entry.event_date is not None,
    )  # fmt: skip


def digest_of_words(category: str, text: str, parts: Mapping[str, Any] | None) -> str:
    """What "until its words change" means: heading, words and answered questions."""
    return digest_of(category, text, {part: said for part, said in (parts or {}).items() if said})


def standing(category: str, told: Told, waved: Iterable[str] = ()) -> list[Prompt]:
    """The prompts about an entry that nobody has waved away; ``waved``: ``code:digest``, as the entry has them."""
    prompts = prompts_for(category, told)
    gone = set(waved)
    if not prompts or not gone:
        return prompts
    digest = digest_of_words(category, told.text, told.parts)
    return [prompt for prompt in prompts if f"{prompt.code}:{digest}" not in gone]


def think(cards: Iterable[Card], faces: Faces) -> None:
    """Give each card on the map its thoughts; a link that was waved away is asked for no more. No question."""
    for card in cards:
        if not (card["own"] and card["standing"]):
            continue
        told = told_of(text=card["text"], category=card["category"], children=card["about"], names=faces.children,
                       parts=card["answered"], linked=not card["prompt"], dated=card["dated"])  # fmt: skip
        prompts = standing(card["category"], told, card["waved"])
        card["thoughts"] = [prompt.code for prompt in prompts if prompt.code not in LINKS]
        if card["prompt"] and not any(prompt.code in LINKS for prompt in prompts):
            card["prompt"] = ""
