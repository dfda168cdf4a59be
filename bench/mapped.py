"""A family with a whole map: 150 entries or 15, five children, forty numbers on three scales.

Every kind of card is there in the shares that a well-kept map has: who said it and how they know, other
views, links, wordings for readers of one child, restricted and hidden entries, private names.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.pouring import pour
from kinmap.access.sharing import Sharing
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, EntryLink, Informant, Judgment, OtherView, Round, Scale, Wording

if TYPE_CHECKING:
    from bench.generate import Maker

ENTRIES = (150, 15)  #: the big map and the small one
FAMILIES = len(ENTRIES)
CHILDREN, PEOPLE = 5, 9
STATEMENTS = 3
NUMBERS = 40
SPEAKERS = (5, 6, 7, 8)  #: the grown-ups, who give numbers

OTHERS = (
    Category.PAST_HARM, Category.STRENGTH, Category.EXISTING_SAFETY, Category.NEXT_STEP,
    Category.COMPLICATING_FACTOR, Category.NOT_SURE_YET,
)  # fmt: skip
TEXTS = {
    Category.DANGER_STATEMENT: "We are worried that when there has been shouting and drinking, nobody will hear the "
    "little ones at night, and one of them could be badly hurt before anybody comes.",
    Category.GOAL: "Each night somebody who is sober and rested is with the children, and all of them know whom to "
    "ring and that somebody will come.",
    Category.PAST_HARM: "He threw a plate that broke beside her; the two youngest hid in the cupboard until morning.",
    Category.STRENGTH: "She rings the school herself when one of them is ill, and the teacher says that it helps.",
    Category.EXISTING_SAFETY: "When he came to the door she took them to her mother’s and rang for help at once.",
    Category.NEXT_STEP: "Draw up the week together, with a name on every evening, and hang it in the kitchen.",
    Category.COMPLICATING_FACTOR: "The lift has been out for five weeks and the buggy has to be carried up.",
    Category.NOT_SURE_YET: "The neighbour said that something changed after the summer; we do not know what.",
}
SOURCES = (Entry.Source.SAW, Entry.Source.WAS_TOLD, Entry.Source.CHILD_SAID, Entry.Source.RECORD, "")


class _Family:
    """Ids and children of one family, for the rows of its map."""

    def __init__(self, maker: "Maker", number: int, entries: int) -> None:
        self.maker, self.number, self.entries = maker, number, entries
        self.everyone = maker.children(number)
        self.facts: dict[str, Any] = {"family_id": maker.key("family", number), "recorded_at": maker.moment}

    def key(self, *what: object) -> UUID:
        return self.maker.key("mapped", self.number, *what)

    def person(self, one: int) -> UUID:
        return self.maker.key("person", self.number, one)

    def about(self, at: int) -> frozenset[UUID]:
        """All five in every other entry, else one or two of them."""
        if at < 2 * STATEMENTS or at % 2:
            return self.everyone
        return frozenset({self.person(at % CHILDREN), self.person(at // 2 % CHILDREN)})

    def guard(self, at: int) -> dict[str, Any]:
        """One entry of twelve is for professionals only, one of fifteen is hidden from a relative."""
        sharing = Sharing.PROFESSIONALS if at % 12 == 11 else Sharing.FAMILY_ALL
        hidden = {self.person(8)} if at % 15 == 14 else ()
        return {"sharing": sharing, "hidden_from": frozenset[UUID](hidden)}

    def category(self, at: int) -> Category:
        if at < STATEMENTS:
            return Category.DANGER_STATEMENT
        return Category.GOAL if at < 2 * STATEMENTS else OTHERS[at % len(OTHERS)]

    def answers(self, at: int) -> UUID | None:
        """Goals and existing safety answer a danger, next steps a goal; one in ten is still open."""
        category = self.category(at)
        if category == Category.GOAL:
            return self.key("entry", at - STATEMENTS)
        if at % 10 == 0 or category not in (Category.EXISTING_SAFETY, Category.NEXT_STEP):
            return None
        return self.key("entry", at % STATEMENTS + (STATEMENTS if category == Category.NEXT_STEP else 0))

    def rows_of_entries(self) -> Iterator[Entry]:
        today = self.maker.today
        for at in range(self.entries):
            category, step = self.category(at), self.category(at) == Category.NEXT_STEP
            dated = at % 3 == 0
            yield Entry(
                id=self.key("entry", at), category=category, text=f"{TEXTS[category]} ({at + 1})", place=float(at),
                children=self.about(at), said_by_id=self.person(at % PEOPLE) if at % 4 else None,
                source=SOURCES[at % len(SOURCES)], event_date=today - timedelta(days=at + 20) if dated else None,
                date_precision=Entry.Precision.ABOUT if dated else Entry.Precision.UNKNOWN, disputed=at % 19 == 9,
                answers_id=self.answers(at), owner_id=self.person(6) if step else None,
                due=today + timedelta(days=60 + at) if step else None,
                parts={"how_often": "Most weekends."} if category == Category.PAST_HARM and at % 2 else {},
                **self.guard(at), **self.facts,
            )  # fmt: skip

    def views(self) -> Iterator[OtherView]:
        for at in range(9, self.entries, 19):
            yield OtherView(
                entry_id=self.key("entry", at), person_id=self.person(5),
                words="It was one time and I said sorry for it.",
                **self.guard(at), **self.facts,
            )  # fmt: skip

    def links(self) -> Iterator[EntryLink]:
        for at in range(8, self.entries, 15):
            one, two = sorted((self.key("entry", at), self.key("entry", at - 1)), key=lambda pk: pk.hex)
            yield EntryLink(one_id=one, two_id=two, **self.facts)

    def wordings(self) -> Iterator[Wording]:
        for at in range(7, self.entries, 28):
            yield Wording(
                entry_id=self.key("entry", at), children=frozenset({self.person(1)}),
                text="Grown-ups argued, and it was loud.",
                **self.guard(at), **self.facts,
            )  # fmt: skip

    def informants(self) -> Iterator[Informant]:
        for at in range(13, self.entries, 60):
            yield Informant(
                entry_id=self.key("entry", at), name="A neighbour", sharing=Sharing.SEALED,
                named=frozenset({self.maker.key("worker", 0)}), **self.facts,
            )  # fmt: skip

    def scales(self) -> Iterator[Scale]:
        for at in range(STATEMENTS):
            yield Scale(
                id=self.key("scale", at), statement_id=self.key("entry", at), children=self.everyone,
                zero_text="It is happening most nights and nobody comes.", ten_text="It has not happened for a year.",
                **self.facts,
            )  # fmt: skip

    def rounds(self) -> Iterator[Round]:
        a_round = STATEMENTS * len(SPEAKERS)
        for at in range(-(-NUMBERS // a_round)):
            yield Round(
                id=self.key("round", at), held_on=self.maker.today - timedelta(days=20 * at + 5),
                children=self.everyone,
                shown_at=self.maker.moment, given_in="At the family’s table", **self.facts,
            )  # fmt: skip

    def judgments(self) -> Iterator[Judgment]:
        for number in range(NUMBERS):
            of_round, rest = divmod(number, STATEMENTS * len(SPEAKERS))
            scale, speaker = divmod(rest, len(SPEAKERS))
            yield Judgment(
                round_id=self.key("round", of_round), scale_id=self.key("scale", scale), children=self.everyone,
                person_id=self.person(SPEAKERS[speaker]), halves=(number * 3) % 21 if number % 13 else None,
                reason="Because of the last two weeks.", given_on=self.maker.today - timedelta(days=20 * of_round + 5),
                **self.facts,
            )  # fmt: skip


def pour_map(maker: "Maker", number: int, entries: int) -> int:
    """Write one family's whole map; answers how many rows it has."""
    family = _Family(maker, number, entries)
    return sum(
        pour(model, rows)
        for model, rows in (
            (Entry, family.rows_of_entries()), (OtherView, family.views()), (EntryLink, family.links()),
            (Wording, family.wordings()), (Informant, family.informants()), (Scale, family.scales()),
            (Round, family.rounds()), (Judgment, family.judgments()),
        )
    )  # fmt: skip
