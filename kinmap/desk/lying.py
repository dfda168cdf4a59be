"""What lies on a desk beside the families: lines that the rooms put there, under their headings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.doors import reader_of
from kinmap.casework.shelves import DeskLine, desk_cards
from kinmap.desk.drafts.open_now import named_in, shut
from kinmap.families.models import Family
from kinmap.live.models import KeptWords
from kinmap.live.reading import family_ref_of

DUE, UNFINISHED = "What is due", "What I left unfinished"
EMPTY = {
    DUE: "Nothing is due in the next two weeks.",
    UNFINISHED: "Nothing is waiting for you. Everything you began is finished.",
}


@dataclass(frozen=True)
class Line:
    """One line with the day on which it is due, if it is."""

    line: DeskLine
    due: date | None

    @property
    def late(self) -> bool:
        """Whether that day has passed."""
        return self.due is not None and self.due < timezone.localdate()


@dataclass
class Pile:
    """A heading with its lines, the most urgent first."""

    heading: str
    empty: str
    lines: list[Line] = field(default_factory=list)


def piles(user: User, readers: Iterable[Reader]) -> list[Pile]:
    """What the rooms put on this desk; two headings are always there, the others when they hold something."""
    found = {heading: Pile(heading, empty) for heading, empty in EMPTY.items()}
    everybody = list(readers)
    at_work = [reader for reader in everybody if reader.family_ids]
    for card in desk_cards:
        if card.needs is not None and not user.may(card.needs):
            continue
        pile = found.setdefault(card.words, Pile(card.words, card.empty))
        for reader in (everybody[:1] or [reader_of(user, [])]) if card.everywhere else at_work:
            pile.lines += [Line(line, _day(line.due)) for line in card.lines(user, reader)]
    for pile in found.values():
        pile.lines.sort(key=lambda line: (line.due is None, line.due or date.max, line.line.family_name))
    return [pile for pile in found.values() if pile.lines or pile.heading in EMPTY]


@dataclass(frozen=True)
class Kept:
    """One's own words that lost a clash, and the family that they were meant for."""

    words: KeptWords
    family: Family | None
    #: Whether what they were meant for may still be seen: the form held what somebody else had written there.
    is_open: bool = True


def kept_words(user: User, readers: Iterable[Reader]) -> list[Kept]:
    """One's own words that wait, of families still open to them: access that ended takes these away too.

    What was meant for something that is hidden from them now is told of without its words. A seat in a group mapping
    is enough for what was written there: the family behind it is not named.
    """
    readers = list(readers)
    ids = frozenset().union(*(reader.family_ids for reader in readers))
    open_to = {*ids, None}
    waiting = [kept for kept in KeptWords.waiting_for(user) if kept.family_id in open_to or _of_a_seat(kept)]
    mine = {kept.family_id for kept in waiting if kept.family_id in ids}
    families = Family.objects.in_bulk(mine) if mine else {}
    closed = shut((kept.address for kept in waiting), user=user, readers=readers)
    return [Kept(kept, families.get(kept.family_id), kept.address not in closed) for kept in waiting]


def _of_a_seat(kept: KeptWords) -> bool:
    """Whether what guards these words is not the family, but what their address names."""
    return not family_ref_of(kept.address) and any(True for _ in named_in(kept.address))


def _day(due: date | datetime | None) -> date | None:
    return timezone.localdate(due) if isinstance(due, datetime) else due
