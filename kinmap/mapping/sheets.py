"""Plain sheets of the map and of the danger statements, as the press prints them.

Nothing here knows the database. Whoever fills a sheet has already removed what its reader may not
see (``readable_by``): a sheet has no field for a hidden thing, nor for how many there were.
Every date is in words with its precision ("Saturday 13 June 2026", "about March 2026"), because a
date that looks exact and is not misleads (domain.md §1.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from kinmap.documents.press import Paper, Words

MAP = Path(__file__).resolve().parent / "press" / "map.typ"
QUADRANTS = MAP.with_name("quadrants.typ")
READING = MAP.with_name("reading.typ")
STATEMENTS = Path(__file__).resolve().parent / "press" / "statements.typ"


class Side(StrEnum):
    """Where a person stands, so that a room sees whose numbers lie where. Never a weight."""

    CHILD = "child"
    FAMILY = "family"  #: parents, carers, relatives, friends: the family and its network
    PROFESSIONAL = "professional"


@dataclass(frozen=True, kw_only=True)
class View:
    """How somebody else sees the same thing. Printed beside it, as large (domain.md §1.8)."""

    #: The person's name as this reader knows them.
    who: str
    words: Words
    #: "agrees", "agrees in part", "disagrees"; empty when only the words are known.
    stance: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A small labelled fact of an entry: "Who" Farah, "By when" Sunday 15 March 2026."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing on the map."""

    words: Words
    #: The children it is about, by name. Empty when it is about the whole family.
    about: tuple[str, ...] = ()
    #: Who said it: a name, or "someone whose name we must keep private". Empty when unknown.
    said_by: str = ""
    #: How they know: "saw it", "was told", "police record".
    known_how: str = ""
    #: When it happened, in words with its precision. Empty when unknown.
    when: str = ""
    #: Other people's views of it, shown side by side with it.
    other_views: tuple[View, ...] = ()
    #: Its own short mark if others point to it: "Danger statement 1".
    mark: str = ""
    #: What it answers: the mark of a danger statement, for existing safety and goals.
    answers: str = ""
    #: Further facts: who and by when of a next step, what a past harm did to the child.
    facts: tuple[Fact, ...] = ()
    #: For a next step that is finished: when, in words. Empty when it is not.
    done: str = ""
    #: Typed up from paper: "written 18 June 2026, typed up 22 June 2026". Empty when it was not.
    written: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One category under its stage's heading: "Past harm", "Worry statements"."""

    heading: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One of the three columns, in order: worries, working well, what needs to happen."""

    heading: str
    #: Categories in order. Those without entries are left out; an empty column says so.
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Point:
    """One number of one person at one time."""

    #: When, short, in words: "18 June".
    when: str
    #: 0 to 10, whole or half; ``None`` when they would rather not say.
    value: float | None


@dataclass(frozen=True, kw_only=True)
class Judgment:
    """One person's number now, with their reason (domain.md §1.4).

    The map prints who and which number; the statements print reason, one higher and time as well.
    """

    who: str
    side: Side
    #: 0 to 10, whole or half; ``None`` when they would rather not say.
    value: float | None
    #: When it was given, in words.
    given: str = ""
    #: "social worker", "Mum"; empty when the name says enough.
    role: str = ""
    reason: Words | None = None
    one_higher: Words | None = None
    #: The person or paper through whom it was given: "own letter, read by the chair".
    through: str = ""
    #: Their numbers over time, oldest first, this one last. Fewer than two draw no line.
    over_time: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A scale with written ends and everybody's numbers. Only rounds that have been shown."""

    #: "How safe is it?" or the danger statement's mark.
    heading: str
    #: What 0 means, in words.
    zero: Words
    #: What 10 means, in words.
    ten: Words
    judgments: tuple[Judgment, ...] = ()
    #: Dates of the rounds, oldest first, as they appear in ``Point.when``.
    rounds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MapSheet(Paper):
    """The map, in every layout: three columns and the scales (landscape), four boxes, or one column to read."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "scales": "From 0 to 10: where would each of us put it?",
            "answers": "Answers",
            "done": "Done",
            "written": "On paper",
            "side_child": "child",
            "side_family": "family and friends",
            "side_professional": "professional",
            "rather_not": "Rather not give a number",
            "no_numbers": "Nobody has given a number yet",
            "through": "through",
        }
    )

    #: The size of paper: "A3" or "A4".
    size: str = "A3"
    #: What the paper is about, under the title: "As it stood on 18 June 2026", "About Mia only".
    standing: str = ""
    #: Said plainly at the head when it is so: "Not yet shared with the family".
    notice: str = ""
    columns: tuple[Column, Column, Column]
    #: The fourth question, where the scale is a box of its own: "How safe is it?"
    scale_heading: str = ""
    scales: tuple[Scale, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StatementSet:
    """One danger (or worry) statement with its goal and its scale: printed as one block."""

    #: "Danger statement 1", "Worry statement 2": the stage's words.
    heading: str
    statement: Words
    #: The children it is about, by name. Empty when all of them.
    about: tuple[str, ...] = ()
    #: What each member of the family thinks of the statement.
    family_views: tuple[View, ...] = ()
    #: "Safety goal 1", "Wellbeing goal 2".
    goal_heading: str = ""
    goal: Words | None = None
    #: The goal in the family's own words, when these differ.
    family_goal: Words | None = None
    scale: Scale | None = None
    #: What is still missing, said plainly: "No goal yet". Empty when the set is whole.
    unfinished: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementsSheet(Paper):
    """Danger statements with their goals and scales: A4, one set to a block."""

    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            **MapSheet.WORDS,
            "family_views": "What the family thinks",
            "family_goal": "In the family’s own words",
            "scale": "Everybody’s numbers",
            "who": "Who",
            "number": "Number",
            "why": "Why",
            "one_higher": "What would make it one higher",
            "over_time": "Numbers over time",
            "no_goal": "No goal has been written yet",
            "no_scale": "No scale has been made yet",
        }
    )

    #: As on the map.
    standing: str = ""
    notice: str = ""
    sets: tuple[StatementSet, ...] = ()
