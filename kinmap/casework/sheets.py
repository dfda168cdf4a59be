"""The plain sheets of a chronology and of decisions about sharing, as the press prints them.

Nothing here knows the database, and nothing here can hold what its reader may not see: whoever
fills it has removed that before (``readable_by``). Numbers are counted for this reader alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from kinmap.documents.press import Paper, Words

CHRONOLOGY = Path(__file__).resolve().parent / "press" / "chronology.typ"
SHARING = CHRONOLOGY.with_name("sharing.typ")


@dataclass(frozen=True, kw_only=True)
class Event:
    """One dated fact."""

    #: 1, 2, 3, as this reader sees them: no gap tells of what is left out.
    number: int
    #: The day in words, with its precision.
    when: str
    words: Words
    #: "Police", "Visit or contact with the family". Empty where it says nothing more.
    kind: str = ""
    #: What it meant for the child; a view, apart from the fact.
    meant: Words | None = None
    #: Whom it concerns, by name; empty on a child's own copy.
    about: tuple[str, ...] = ()
    #: Who or what told us, and in which way.
    source: str = ""
    #: "Significant", "Serious"; empty for what is ordinary.
    weight: str = ""
    #: Booked, and not come yet.
    coming: bool = False
    #: Months between this and the next event when they are many: said, never filled.
    silence: int = 0


@dataclass(frozen=True, kw_only=True)
class ChronologySheet(Paper):
    """A chronology: A4, oldest first, the headings of its table on every page."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "number": "No.",
            "date": "Date",
            "event": "What happened",
            "concerns": "Who",
            "source": "How we know",
            "weight": "Weight",
            "meant": "What it meant:",
            "coming": "Coming",
            "period": "Period",
            "concerning": "About",
            "silence": "months with nothing in this chronology",
            "significant": "Marked: what changed something for a child.",
        }
    )

    #: "1 January 2026 to 22 September 2026"; "Everything that is written down".
    period: str
    #: The children this chronology is about, whom its reader may see.
    children: tuple[str, ...] = ()
    #: What was chosen besides: "Significant and serious events only".
    narrowed: str = ""
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision about sharing."""

    #: "To share, 3 March 2026".
    heading: str
    what: Words
    with_whom: str
    why: Words
    basis: str
    detriment: Words | None = None
    #: "Yes" or "No", with who told whom and when, or why not.
    told: str
    told_words: Words
    how: str = ""
    decided_by: str
    about: tuple[str, ...] = ()
    no_longer: bool = False


@dataclass(frozen=True, kw_only=True)
class SharingSheet(Paper):
    """What was decided to share, and not to share, the newest first."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "what": "What:",
            "with_whom": "With whom:",
            "why": "Why:",
            "basis": "On what basis:",
            "detriment": "Harm that was considered:",
            "told": "Does the family know?",
            "how": "How:",
            "decided_by": "Decided by:",
            "concerns": "About:",
            "no_longer": "No longer holds",
        }
    )

    decisions: tuple[Decision, ...] = ()
