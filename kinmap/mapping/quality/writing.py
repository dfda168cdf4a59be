"""What can be said about words while somebody writes them: prompts, how they read, friendlier words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict

from kinmap.guidance.plain.models import CouncilSwap
from kinmap.guidance.plain.wording import Wording, wording_of
from kinmap.guidance.prompts.prompt import Prompt
from kinmap.mapping.categories import PARTS, Category
from kinmap.mapping.quality.counting import listed, met_in
from kinmap.mapping.quality.looking import LINKS, standing, told_of
from kinmap.mapping.quality.names import OtherChildren, about_names

#: Longer texts are reports; looking at every sentence of one after each pause would keep a phone busy for nothing.
LONGEST_LOOKED_AT = 6_000


@dataclass(frozen=True)
class Looked:
    """One text looked at: prompts, wording, and the codes of every prompt met on this form so far."""

    prompts: list[Prompt] = field(default_factory=list)
    wording: Wording = field(default_factory=lambda: Wording(None))
    met: str = ""

    @property
    def in_short(self) -> str:
        """The quiet line: how it reads, how many thoughts there are; nothing when there is nothing to say."""
        counted = []
        if not self.wording.is_plain:
            counted.append(self.wording.reads_like)
            long, hard = len(self.wording.long), len({one.words.lower() for one in self.wording.hard})
            counted.append(_many(long, "long sentence") if long else "")
            counted.append(f"{_many(hard, 'word')} to swap" if hard else "")
        counted.append(f"{_many(len(self.prompts), 'thought')} on what it says" if self.prompts else "")
        return " · ".join(part for part in counted if part) or ("Nothing more to ask" if self.met else "")


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def look(
    text: str, *, category: Category, about: Iterable[UUID], parts: Mapping[str, Any], others: OtherChildren,
    dated: bool = False, met: Iterable[str] = (),
) -> Looked:  # fmt: skip
    """Words as they stand in a form, nothing saved. A link is asked for on the card, not while writing."""
    if not text.strip() or len(text) > LONGEST_LOOKED_AT:
        return Looked(met=listed(met))
    children = frozenset(about)
    told = told_of(text=text, category=category, children=children, names=others.here, parts=parts, dated=dated)
    names = about_names(text, about=children, others=others, parts=parts) if children else []
    prompts = [*names, *(one for one in standing(category, told) if one.code not in LINKS)]
    codes = {*met, *(prompt.code for prompt in prompts)}
    return Looked(prompts, wording_of(text, CouncilSwap.in_use()), listed(codes))


def look_at_sent(sent: QueryDict, *, category: Category, others: OtherChildren) -> Looked:
    """The same of what a form sent, from the box under a heading, an entry's form or a guided one."""
    parts = {part: (sent.get(f"part_{part}") or sent.get(part) or "").strip() for part in PARTS[category]}
    return look(
        sent.get("text") or "", category=category, about=_children(sent), parts=parts, others=others,
        dated=bool(sent.get("when-year")), met=met_in(sent).met,
    )  # fmt: skip


def _children(sent: QueryDict) -> Iterable[UUID]:
    """The children ticked; what is no id is passed over, since nothing is saved here."""
    for value in sent.getlist("children"):
        try:
            yield UUID(value)
        except ValueError:
            continue
