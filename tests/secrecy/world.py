"""A random family as plain data: people, items with their guards, and readers. No database here.

Every id is fixed by the seed, so that the same world can be built twice: whole, and without what one
reader may not see.
"""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from uuid import UUID

LEVELS = (
    "family_all", "family_all", "family_all", "parent_only", "child_private", "network", "professionals",
    "named_agencies", "restricted", "sealed",
)  # fmt: skip
CATEGORIES = (
    "past_harm", "danger_statement", "complicating_factor", "strength", "existing_safety", "goal", "next_step",
    "not_sure_yet",
)  # fmt: skip
ADMITTED = {
    "colleague": {
        "family_all",
        "parent_only",
        "child_private",
        "network",
        "professionals",
        "named_agencies",
    },
    "agency": {"family_all", "professionals"},
    "parent": {"family_all"},
    "child": {"family_all", "child_private"},
    "network": {"family_all"},
}
ADMITTED["chair"] = ADMITTED["colleague"] | {"restricted"}


#: Words of a form that are not in the record: typed and not saved, or kept from a clash.
UNSAVED = {"draft", "kept words"}


@dataclass(frozen=True)
class Item:
    """One row to be: ``needs`` are ids without which it cannot be seen, ``mentions`` fields that name people
    and are left empty for a reader who may not see them. ``about`` is ``None`` when no child decides.
    """

    noun: str
    id: UUID
    facts: dict[str, Any]
    sharing: str = "family_all"
    named: frozenset[UUID] = frozenset()
    hidden_from: frozenset[UUID] = frozenset()
    about: frozenset[UUID] | None = None
    needs: tuple[UUID, ...] = ()
    mentions: tuple[str, ...] = ()
    child: UUID | None = None
    shown: bool = True
    author: str = "worker"
    #: The item whose own level, names and denials keep a reader from this one too, whatever its children.
    under: "Item | None" = None
    #: Stays of which a reader outside the council must be able to see one.
    lived_in: "tuple[Item, ...] | None" = None
    #: Items of which a reader must be able to see one, whoever they are.
    through: "tuple[Item, ...] | None" = None


@dataclass(frozen=True)
class Eyes:
    """Somebody who will see: by account on a screen, or a person for whom a copy is made."""

    name: str
    kind: str
    person: UUID
    children: frozenset[UUID]
    account: str = ""


@dataclass
class World:
    """A family to be."""

    seed: int
    items: list[Item] = field(default_factory=list)
    eyes: list[Eyes] = field(default_factory=list)
    children: list[UUID] = field(default_factory=list)
    #: The role that each account holds, by its code.
    roles: dict[str, str] = field(default_factory=dict)


def may_see(eyes: Eyes, item: Item, seen: set[UUID], everyone: set[UUID]) -> bool:
    """The rules of domain.md §9.2 said a second time, in plain Python: an oracle that asks no database."""
    if eyes.person in item.hidden_from:
        return False
    if any(need in everyone and need not in seen for need in item.needs):
        return False
    if item.child is not None and item.child not in eyes.children:
        return False
    if not item.shown and eyes.account != item.author:
        return False
    if item.under is not None and not may_see(eyes, replace(item.under, about=None), seen, everyone):
        return False
    if item.through is not None and not any(may_see(eyes, one, seen, everyone) for one in item.through):
        return False
    outsider = eyes.kind not in ("colleague", "chair")
    if outsider and item.lived_in is not None:
        return any(may_see(eyes, stay, seen, everyone) for stay in item.lived_in) and may_see(
            eyes, replace(item, lived_in=None), seen, everyone
        )
    by_level = item.sharing in ADMITTED[eyes.kind] and (item.about is None or item.about <= eyes.children)
    return by_level or eyes.person in item.named


def without_what_is_hidden_from(eyes: Eyes, world: World) -> list[Item]:
    """The same family had the hidden things never been written."""
    everyone = {item.id for item in world.items}
    seen: set[UUID] = set()
    kept = []
    for item in world.items:  # whatever an item needs was made before it
        if item.noun in UNSAVED:
            # One's own alone; and what the form was about is as hidden in them as it is on its page.
            if item.author == eyes.account:
                withheld = {} if item.facts["of"] in seen else {"text": "Withheld."}
                kept.append(replace(item, facts=item.facts | withheld))
        elif not item.shown and eyes.account != item.author:
            # That somebody has answered is told; what they answered is not (design: "Settled", judgments).
            if may_see(eyes, replace(item, shown=True), seen, everyone):
                kept.append(replace(item, facts=item.facts | {"halves": None, "reason": ""}))
        elif may_see(eyes, item, seen, everyone):
            seen.add(item.id)
            gone = {name: None for name in item.mentions if item.facts.get(name) not in seen}
            kept.append(replace(item, facts=item.facts | gone))
    return kept


class Maker:
    """Makes one random world from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.world = World(seed)
        self.count = 0

    def id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def words(self, noun: str) -> str:
        """Words that no other item carries, so that a leak is seen wherever it comes out."""
        self.count += 1
        word = self.dice.choice(["velvet", "harbour", "lantern", "willow", "copper", "thistle"])
        return f"{noun} {self.count} {word}{self.count}q"

    def some(self, ids: list[UUID], least: int = 0) -> frozenset[UUID]:
        return frozenset(self.dice.sample(ids, self.dice.randint(min(least, len(ids)), len(ids))))

    def guard(self, people: list[UUID], secrecy: float = 0.5) -> dict[str, Any]:
        if self.dice.random() > secrecy:
            return {}
        named = self.some(people) if self.dice.random() < 0.4 else frozenset()
        hidden = self.some(people) if self.dice.random() < 0.5 else frozenset()
        return {"sharing": self.dice.choice(LEVELS), "named": named, "hidden_from": hidden - named}

    def add(self, noun: str, facts: dict[str, Any], **rest: Any) -> Item:
        item = Item(noun, rest.pop("id", None) or self.id(), facts, **rest)
        self.world.items.append(item)
        return item
