"""The plain sheet of a single assessment, as the press prints it.

Nothing here knows the database, and nothing here can hold what its reader may not see: whoever fills it
has removed that before (``readable_by`` of both readers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from kinmap.documents.press import Paper, Words

ASSESSMENT = Path(__file__).resolve().parent / "press" / "assessment.typ"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact of the assessment's frame: "Started", "1 July 2026"."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Child:
    """What was found for one child."""

    name: str
    view: Words | None = None
    factors: tuple[str, ...] = ()
    outcome: str = ""
    why: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Words of another room under one of its headings."""

    heading: str
    words: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is drawn from another room: its name, as of when, and its groups."""

    title: str
    as_of: str
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AssessmentSheet(Paper):
    """One assessment: A4. Empty parts vanish; without an assessment the paper says so."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "analysis": "What we make of it",
            "family_view": "What the family says",
            "children": "Each child",
            "factors": "What was found",
            "outcome": "Outcome",
            "not_decided": "Not decided yet",
            "comment": "The manager’s comment",
            "none": "No assessment is on this copy.",
        }
    )

    #: Said in a box at the head: "Draft. Not yet authorised."
    notice: str = ""
    exists: bool = True
    facts: tuple[Fact, ...] = ()
    analysis: Words | None = None
    family_view: Words | None = None
    children: tuple[Child, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    comment: Words | None = None
