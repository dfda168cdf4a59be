"""The Assessment Framework's three domains, attachable to any entry (practice guide 1.8).

Recording forms kept these headings while the assessments hardly used them; here they are a way to look at
the same map, so that nothing is written twice. Codes are ours; the domains and dimensions are those of the
statutory framework, in our own words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.mapping.models import Entry, Map

DOMAINS: dict[str, tuple[str, dict[str, str]]] = {
    "needs": ("What the child needs", {
        "health": "Health",
        "education": "Learning and school",
        "emotional": "Feelings and behaviour",
        "identity": "Who they are",
        "family_ties": "Ties to family and friends",
        "presentation": "How they come across to others",
        "self_care": "Looking after themselves",
    }),
    "parenting": ("What the parents can give", {
        "basic_care": "Basic care",
        "safety": "Keeping the child safe",
        "warmth": "Warmth",
        "stimulation": "Play, talk and learning",
        "guidance": "Guidance and limits",
        "stability": "Steadiness",
    }),
    "environment": ("Family and surroundings", {
        "history": "The family’s story and how it works",
        "wider_family": "Wider family",
        "housing": "Housing",
        "employment": "Work",
        "income": "Money",
        "integration": "Belonging to a community",
        "resources": "What is there nearby",
    }),
}  # fmt: skip
DIMENSIONS: dict[str, str] = {code: words for _, held in DOMAINS.values() for code, words in held.items()}


def in_words(codes: Iterable[str]) -> str:
    """ "Health, Housing", in the order of the framework."""
    chosen = set(codes)
    return ", ".join(words for code, words in DIMENSIONS.items() if code in chosen)


@dataclass(frozen=True)
class Seen:
    """An entry under a dimension, with the heading that it has on the map."""

    entry: Entry
    heading: str


@dataclass(frozen=True)
class Dimension:
    """One dimension and what stands under it."""

    words: str
    entries: Sequence[Seen]


@dataclass(frozen=True)
class ByDomain:
    """The map by the framework: each domain with its dimensions, and the entries that stand under none."""

    domains: Sequence[tuple[str, Sequence[Dimension]]]
    elsewhere: Sequence[Seen]


def by_domain(family: Family, reader: Reader) -> ByDomain:
    """The entries of the map that this reader may see, under the dimensions that they were attached to."""
    words: Mapping[str, Any] = Map.of(family).labels(reader).words
    rows = Entry.objects.readable_by(reader).standing().filter(family=family).order_by("place", "id")
    entries = [Seen(entry, str(words[entry.category])) for entry in rows]
    domains = [
        (
            name,
            [Dimension(said, [one for one in entries if code in one.entry.domains]) for code, said in held.items()],
        )
        for name, held in DOMAINS.values()
    ]
    return ByDomain(domains, [one for one in entries if not set(one.entry.domains) & DIMENSIONS.keys()])
