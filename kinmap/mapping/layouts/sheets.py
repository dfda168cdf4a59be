"""Plain sheets of the layouts that are not the map itself: from harm to plan, the whole form, blank paper.

Like ``mapping.sheets``: no database, and no field for what a reader may not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from kinmap.documents.press import Paper, Words
from kinmap.mapping.sheets import MAP, Column, Entry, Fact, MapSheet, Scale, StatementsSheet, View

TRAJECTORY = MAP.with_name("trajectory.typ")
FORM = MAP.with_name("form.typ")
BLANK = MAP.with_name("blank.typ")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the plan does about a worry: "Rule", its words, who does it."""

    kind: str
    words: Words
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Way:
    """The way from harm to plan of one danger or worry statement."""

    mark: str
    statement: Words
    about: tuple[str, ...] = ()
    #: What the family and others say to the statement.
    views: tuple[View, ...] = ()
    #: Past harm that is linked with the statement.
    harm: tuple[Entry, ...] = ()
    goals: tuple[Words, ...] = ()
    scale: Scale | None = None
    plan: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TrajectorySheet(Paper):
    """From harm to plan: a row for each statement. Five columns on landscape paper, or five steps."""

    WORDS: ClassVar[Mapping[str, str]] = MapSheet.WORDS

    size: str = "A3"
    notice: str = ""
    #: What the five columns are called, in the stage's words.
    headings_of_steps: tuple[str, str, str, str, str]
    rows: tuple[Way, ...] = ()
    #: Past harm that no statement is linked with.
    rest_heading: str = ""
    rest: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OnForm:
    """Somebody on the form."""

    name: str
    #: "mum", "social worker".
    role: str = ""
    #: "8 years"; empty for grown-ups.
    age: str = ""


@dataclass(frozen=True, kw_only=True)
class FormSheet(Paper):
    """The assessment and planning form: A4. People, seven categories, scales, words and signatures."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            **StatementsSheet.WORDS,
            "people": "Who this is about, and who helps",
            "name": "Name",
            "who_they_are": "Who they are",
            "age": "Age",
            "signing": "What each of us says to this",
            "signing_says": "Signing says that you have read this or had it read to you. "
            "It does not say that you agree with every word: write down what you see differently.",
            "my_words": "I agree, or I see it differently",
            "sign_here": "Sign here",
            "sign_date": "Date",
        }
    )

    #: A4; the scales and cards ask for it.
    size: str = "A4"
    notice: str = ""
    people: tuple[OnForm, ...] = ()
    columns: tuple[Column, Column, Column]
    #: The fourth question: "How safe is it?"
    scale_heading: str
    scales: tuple[Scale, ...] = ()
    #: Who is asked to sign; somebody without a name is a line for somebody else.
    signing: tuple[OnForm, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BlankSheet(Paper):
    """Blank paper under the stage's headings. It names nobody: it is carried about."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "written_on": "Written on",
            "who_was_there": "Who was there",
            "who_and_why": "Who, which number, and why",
            "type_up": "When it is typed up, the day written above goes with it.",
            "turn_over": "No room? Write on the back.",
        }
    )

    size: str = "A4"
    #: "Child protection": whose headings these are.
    stage: str = ""
    #: Four boxes instead of three columns.
    quadrants: bool = False
    columns: tuple[Column, Column, Column]
    scale_heading: str
    zero: str
    ten: str
