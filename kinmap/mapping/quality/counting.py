"""Counting prompts when words are saved: which were shown, which were taken up. No words, no family."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kinmap.guidance.prompts.kinds import kinds
from kinmap.guidance.prompts.models import PromptCount
from kinmap.mapping.quality.looking import Names, standing, told_of


@dataclass(frozen=True)
class Met:
    """What a form carries: ``stood`` when it was opened (counted when they came), ``met`` while writing."""

    stood: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()


def met_in(sent: Mapping[str, str]) -> Met:
    """The codes in what a form sent; anything that is no kind of prompt is passed over."""
    known = {kind.name for kind in kinds}
    stood, met = (frozenset(str(sent.get(name) or "").split(",")) & known for name in ("stood", "met"))
    return Met(stood, met)


def listed(codes: Iterable[str]) -> str:
    """Codes as a form carries them."""
    return ",".join(sorted(set(codes)))


def count_saved(sent: Mapping[str, str], *, category: str, facts: Mapping[str, Any], names: Names) -> None:
    """Count a save: new prompts were shown; those that the words no longer call for were taken up.

    A prompt met while writing and gone at saving was both. Saving by itself while somebody types is not counted:
    half a sentence would bring up prompts that nobody was shown. ``facts`` are what the entry was given.
    """
    told = told_of(
        text=facts["text"], category=category, children=facts["children"], names=names, parts=facts.get("parts"),
        linked=bool(facts.get("answers_id") or facts.get("answers")), dated=facts.get("event_date") is not None,
    )  # fmt: skip
    count_change(sent, {prompt.code for prompt in standing(category, told)})


def count_change(sent: Mapping[str, str], now: Iterable[str]) -> None:
    """Count what came and what went between the codes that a form carries and those that stand ``now``."""
    carried, after = met_in(sent), frozenset(now)
    PromptCount.add(
        shown=(carried.met | after) - carried.stood, taken_up=(carried.stood | carried.met) - after - ONLY_WHILE_WRITING
    )


#: Depends on what the writer knows of other families: asked while writing and on the map, and never worked out when
#: words are saved, so that nobody can say that it was taken up.
ONLY_WHILE_WRITING = frozenset({"other_child"})
