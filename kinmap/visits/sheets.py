"""The plain sheet of the record of visits, as the press prints it.

Nothing here knows the database, and nothing here can hold what its reader may not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from kinmap.documents.press import Paper, Words

VISITS = Path(__file__).resolve().parent / "press" / "visits.typ"


@dataclass(frozen=True, kw_only=True)
class ChildSeen:
    """One child's part of a visit."""

    who: str
    #: "Seen, and seen alone", "Not seen: at football".
    seen: str
    #: The child's own words.
    said: tuple[Words, ...] = ()
    #: Where and how the child was.
    manner: Words | None = None


@dataclass(frozen=True, kw_only=True)
class VisitMade:
    """One visit, with what its reader may see of it."""

    #: "Home visit, Friday 18 September 2026".
    heading: str
    #: Labelled facts: by whom, where, who else was there, planned for, written up.
    facts: tuple[tuple[str, str], ...] = ()
    purpose: Words | None = None
    words: Words | None = None
    children: tuple[ChildSeen, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VisitsSheet(Paper):
    """Visits that were made or tried: A4, newest first."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"purpose": "What it was for", "words": "What was seen and said", "manner": "Where and how", "period": "Period"}
    )

    period: str
    visits: tuple[VisitMade, ...] = ()
