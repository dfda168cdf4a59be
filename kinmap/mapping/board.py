"""The whole map as one reader may see it: gathered with a fixed number of queries, handed on as plain values.

Nothing here decides secrecy: rows come from ``readable_by`` (``Today``) or from the history limited by it
(``as_it_stood.Then``). A card is a plain dictionary, because a template looks up keys faster than attributes
and draws a hundred and fifty of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypedDict
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.joining.looking_back import names_back
from kinmap.families.models import Family
from kinmap.mapping.cards import Card, Worded, card_of, reference, worded_card
from kinmap.mapping.categories import ANSWERS, ASKS, COLUMNS, Category, Column
from kinmap.mapping.lens import FAMILY, LAYOUTS, TRAJECTORY, Lens
from kinmap.mapping.models import (
    Entry,
    EntryLink,
    Informant,
    Judgment,
    LabelSet,
    OtherView,
    PinnedQuestion,
    Scale,
    Wording,
)
from kinmap.mapping.people import Faces, faces_of
from kinmap.mapping.quality.models import waved_codes
from kinmap.mapping.rulers import Ruler, rulers
from kinmap.visits.models import Visit

ENTRY_FACTS = (
    "id", "version", "category", "text", "children", "said_by", "said_by_words", "source", "event_date",
    "date_precision", "written_on", "recorded_at", "disputed", "status", "answers", "parts", "owner",
    "owner_words", "due", "done_on", "sharing", "named", "hidden_from", "place", "moved_here",
)  # fmt: skip
VIEW_FACTS = ("id", "entry", "person", "person_words", "words")
LINK_FACTS = ("one", "two")
WORDING_FACTS = ("id", "entry", "text", "children", "category")
SCALE_FACTS = ("id", "statement", "kind", "zero_text", "ten_text", "children")
JUDGMENT_FACTS = ("scale", "person", "halves", "given_on", "round", "held_on", "shown_at")


#: From this many children on, a map can be looked at for one of them.
MANY = 2


class Rows(Protocol):
    """Where a board's rows come from: today's tables or the history."""

    def entries(self) -> Iterable[Any]: ...
    def views(self) -> Iterable[Any]: ...
    def links(self) -> Iterable[Any]: ...
    def wordings(self) -> Iterable[Any]: ...
    def scales(self) -> Iterable[Any]: ...
    def judgments(self) -> Iterable[Any]: ...


@dataclass(frozen=True)
class Today:
    """Today's rows of one family, as far as a reader may see them."""

    family: Family
    reader: Reader

    def entries(self) -> Iterable[Any]:
        """Entries of every status, in their order, each with the informant's name where the reader may know it,
        and with the prompts that were waved away."""
        told = Informant.objects.readable_by(self.reader).filter(entry=OuterRef("pk")).values("name")[:1]
        rows = self._of(Entry.objects).annotate(
            informant_name=Subquery(told),
            waved_away=waved_codes(),
            asked=PinnedQuestion.behind(self.reader),
            visit_on=visit_day(self.reader),
        )
        facts = (*ENTRY_FACTS, "informant_name", "waved_away", "asked", "visit_on")
        found: Iterable[Any] = rows.order_by("place", "id").values_list(*facts, named=True)
        return found

    def views(self) -> Iterable[Any]:
        """Other views of entries."""
        return self._of(OtherView.objects).order_by("recorded_at", "id").values_list(*VIEW_FACTS, named=True)

    def links(self) -> Iterable[Any]:
        """Links between entries."""
        return self._of(EntryLink.objects).order_by("recorded_at", "id").values_list(*LINK_FACTS)

    def wordings(self) -> Iterable[Worded]:
        """Wordings of entries that are on the map."""
        rows = self._of(Wording.objects).filter(entry__status=Entry.Status.ACTIVE).order_by("recorded_at", "id")
        return [Worded(*row) for row in rows.values_list("id", "entry", "text", "children", "entry__category")]

    def scales(self) -> Iterable[Any]:
        """Scales in the order in which they were made."""
        return self._of(Scale.objects).order_by("recorded_at", "id").values_list(*SCALE_FACTS, named=True)

    def judgments(self) -> Iterable[tuple[Any, ...]]:
        """Numbers that the reader may see, oldest round first."""
        rows = self._of(Judgment.objects).order_by("round__held_on", "round", "given_on", "id")
        return rows.values_list(*JUDGMENT_FACTS[:5], "round__held_on", "round__shown_at")

    def _of(self, manager: Any) -> "QuerySet[Any]":
        rows: QuerySet[Any] = manager.readable_by(self.reader).filter(family=self.family)
        return rows


def visit_day(reader: Reader) -> Subquery:
    """The day of the visit from which an entry came, where the reader may see that visit."""
    return Subquery(Visit.objects.readable_by(reader).filter(pk=OuterRef("visit")).order_by().values("on")[:1])


class Section(TypedDict):
    """One category under its stage's heading, with its cards in order."""

    code: str
    heading: str
    one: str
    asks: str
    cards: list[Card]
    add: Mapping[str, Any] | None
    oob: bool
    said: str


class ColumnOfBoard(TypedDict):
    """One of the three columns."""

    code: str
    heading: str
    short: str
    sections: list[Section]


@dataclass
class Board:
    """A family's map for one reader through one lens."""

    faces: Faces
    lens: Lens
    labels: Mapping[str, str]
    stage_name: str
    columns: list[ColumnOfBoard]
    tray: Section
    scales: list[Ruler]
    withdrawn: list[Card]
    by_id: dict[UUID, Card] = field(default_factory=dict)

    @property
    def sections(self) -> dict[str, Section]:
        """Every section by its category."""
        held = [section for column in self.columns for section in column["sections"]]
        return {section["code"]: section for section in [*held, self.tray]}

    @property
    def child_name(self) -> str:
        """The first name of the child whose map this is."""
        return self.faces.name(self.lens.child)

    @property
    def filters(self) -> list[tuple[str, str, bool]]:
        """Whose map, for a family of several children: address, words, whether it is this one."""
        if len(self.faces.children) < MANY or self.lens.layout == FAMILY:
            return []
        children = [(self.lens.but(child=child), name, child == self.lens.child) for child, name in self.faces.children]
        return [(self.lens.but(child=None), "All children", self.lens.child is None), *children]

    @property
    def layouts(self) -> list[tuple[str, str, bool]]:
        """The layouts: address, words, whether it is this one. Whoever may not make copies sees with no other eyes."""
        offered = [one for one in LAYOUTS if one != FAMILY or self.faces.reader.may(Permission.PRINT)]
        return [
            (self.lens.but(layout=one, typing=None if one in (TRAJECTORY, FAMILY) else self.lens.typing), LAYOUTS[one],
             one == self.lens.layout)
            for one in offered
        ]  # fmt: skip

    @property
    def today_query(self) -> str:
        """The same child today, in the same layout."""
        return self.lens.but(on=None)

    @property
    def is_empty(self) -> bool:
        """Nothing on the map yet."""
        return not any(section["cards"] for section in self.sections.values())


def gather(family: Family, reader: Reader, lens: Lens, *, rows: Rows | None = None) -> Board:
    """Everything on a family's map page in eight queries, however much there is."""
    faces = faces_of(family, reader, on=lens.on)
    if lens.on:
        faces = replace(faces, called=names_back(faces.called))
    rows = rows or Today(family, faces.reader)
    labels = LabelSet.of_stage(faces.stage(lens.child))
    cards = _cards(rows, faces, labels.words)
    drawn = rulers(rows.scales(), rows.judgments(), faces=faces, cards=cards)
    with_scale = {ruler["statement"] for ruler in drawn}
    for card in cards.values():
        if card["category"] == Category.DANGER_STATEMENT and card["id"] not in with_scale:
            card["unfinished"].append("No scale yet")
    shown = [card for card in cards.values() if lens.child is None or lens.child in card["about"]]
    return _laid_out(shown, faces=faces, lens=lens, labels=labels, drawn=drawn)


def _cards(rows: Rows, faces: Faces, words: Mapping[str, str]) -> dict[UUID, Card]:
    """A card for each entry that the reader may see, or for its wording where only that may be seen."""
    cards = {row.id: card_of(row, faces) for row in rows.entries()}
    for view in rows.views():
        who = faces.name(view.person) or view.person_words
        cards[view.entry]["views"].append({"id": view.id, "who": who, "words": view.words})
    for worded in rows.wordings():
        if worded.entry in cards:
            cards[worded.entry]["wordings"].append({"for": faces.names(worded.children), "text": worded.text})
        else:
            cards[worded.id] = worded_card(worded, faces)
    _numbered(cards, words)
    for one, two in rows.links():
        if one in cards and two in cards:
            for card, other in ((cards[one], cards[two]), (cards[two], cards[one])):
                if other["standing"]:
                    card["linked"].append(reference(other))
    _answered(cards)
    return cards


def _numbered(cards: Mapping[UUID, Card], words: Mapping[str, str]) -> None:
    """Statements and goals get a number when there are several, so that a room can speak of them."""
    for category, one in ((Category.DANGER_STATEMENT, "one_danger_statement"), (Category.GOAL, "one_goal")):
        held = [card for card in cards.values() if card["category"] == category and card["standing"]]
        for number, card in enumerate(held, start=1):
            card["mark"] = f"{words[one]} {number}" if len(held) > 1 else words[one]


def _answered(cards: Mapping[UUID, Card]) -> None:
    """Join each entry to what it answers, and say kindly what is missing."""
    with_goal = set()
    for card in cards.values():
        wanted = ANSWERS.get(Category(card["category"]))
        answered = cards.get(card["answers_id"]) if card["answers_id"] else None
        if answered is not None and answered["standing"] and answered["category"] == wanted:
            card["answers"] = reference(answered)
            if card["category"] == Category.GOAL and card["standing"]:
                with_goal.add(answered["id"])
        elif card["own"]:
            card["prompt"] = PROMPTS.get(card["category"], "")
    for card in cards.values():
        if card["category"] == Category.DANGER_STATEMENT and card["id"] not in with_goal:
            card["unfinished"].append("No goal yet")


#: The columns in a word or two, for the jump bar of a phone.
SHORT: dict[Column, str] = {
    Column.WORRIES: "Worries",
    Column.WORKING_WELL: "Working well",
    Column.NEEDS_TO_HAPPEN: "To happen",
}

#: Gentle and never in the way (domain.md §1.8): which prompt an entry without its danger gets.
PROMPTS: dict[str, str] = {Category.EXISTING_SAFETY: "safety", Category.GOAL: "goal"}


def _laid_out(shown: list[Card], *, faces: Faces, lens: Lens, labels: LabelSet, drawn: list[Ruler]) -> Board:
    words: Mapping[str, str] = labels.words
    section: Callable[[Category], Section] = lambda category: {  # noqa: E731 - one shape, made eight times
        "code": category.value, "heading": words[category], "asks": ASKS[category], "add": None, "oob": False,
        "one": words.get(f"one_{category}", words[category]), "said": "",
        "cards": [card for card in shown if card["category"] == category and card["standing"]],
    }  # fmt: skip
    columns: list[ColumnOfBoard] = [
        {
            "code": column.value,
            "heading": words[column],
            "short": SHORT[column],
            "sections": [section(category) for category in held],
        }
        for column, held in COLUMNS.items()
    ]
    scales = [ruler for ruler in drawn if lens.child is None or lens.child in ruler["children"]]
    return Board(
        faces=faces, lens=lens, labels=words, stage_name=labels.name, columns=columns,
        tray=section(Category.NOT_SURE_YET), scales=scales,
        withdrawn=[card for card in shown if card["withdrawn"]],
        by_id={card["id"]: card for card in shown},
    )  # fmt: skip
