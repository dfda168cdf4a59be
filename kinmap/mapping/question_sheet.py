"""Questions to take along on paper, with room to write by hand. No database: pins come ready for their reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from kinmap.access.reader import Reader
from kinmap.documents import press
from kinmap.documents.press import Copy, Paper, Words
from kinmap.families.models import Family
from kinmap.mapping.pinning import Pin, Pins

QUESTIONS = Path(__file__).resolve().parent / "press" / "questions.typ"


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """One question: its words, whom to ask, about whom, where the answer belongs, how to go on."""

    words: Words
    whom: str = ""
    about: tuple[str, ...] = ()
    heading: str = ""
    #: Follow-ups of the bank, to glance at.
    then: tuple[str, ...] = ()
    avoid: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions for one visit; ``heading`` is empty when there is no visit to name."""

    heading: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionsSheet(Paper):
    """The sheet that its reader takes along. It is theirs alone: made for whoever prints it."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "ask": "Ask",
            "about_whom": "About",
            "belongs": "Belongs to",
            "then": "How to go on",
            "avoid": "Not when",
            "who_said": "Who said it, and when",
            "nothing_to_ask": "No questions are waiting",
        }
    )

    groups: tuple[Group, ...] = ()


def sheet_of(family: Family, reader: Reader, pins: Pins, *, visit: str, at: datetime) -> QuestionsSheet:
    """The sheet of everything that waits, or of one visit (its id as text)."""
    bundles = [one for one in pins.bundles if not visit or str(one.visit) == visit]
    return QuestionsSheet(
        title="Questions to take along", family=family.name, made_for=reader.name, prepared_by=reader.name,
        made_at=at, copy=Copy.PROFESSIONAL, document_id="own paper",
        groups=tuple(Group(heading=one.words, questions=tuple(map(_asked, one.pins))) for one in bundles),
    )  # fmt: skip


def _asked(pin: Pin) -> AskedQuestion:
    steps = {name: said for name, _, said in pin.bank.steps} if pin.bank else {}
    then = [one for name in ("Amplify", "Reflect", "Start over") for one in steps.get(name, ())[:2]]
    return AskedQuestion(
        words=press.Words(pin.text), whom=pin.whom, about=tuple(pin.children), heading=pin.heading,
        then=tuple(then), avoid=pin.bank.avoid_when if pin.bank else "",
    )  # fmt: skip
