"""What somebody typed into search, taken apart: names, dates of birth, numbers, the beginning of a postcode.

Pure. A date may be written "3/5/2018", "03.05.18", "3 May 2018", "2018-05-03" or "03052018"; day and
month may have been swapped, which finds too but counts less.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from kinmap.families.names import folded
from kinmap.kit.dates import MONTHS

_MONTH = rf"(?P<m>{'|'.join(f'{name}|{name[:3]}' for name in MONTHS)})\.?"
_TH = r"(?:st|nd|rd|th)?"
_ISO = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")
_NUMBERS = re.compile(r"\b(?P<d>\d{1,2})\s?[./ -]\s?(?P<m>\d{1,2})\s?[./ -]\s?(?P<y>\d{4}|\d{2})\b")
_WORDS = re.compile(rf"\b(?P<d>\d{{1,2}}){_TH}\s+{_MONTH},?\s+(?P<y>\d{{4}}|\d{{2}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}}){_TH},?\s+(?P<y>\d{{4}})\b", re.IGNORECASE)
_EIGHT = re.compile(r"\b(?P<d>\d{2})(?P<m>\d{2})(?P<y>(?:19|20)\d{2})\b")
_POSTCODE = re.compile(
    r"\b(?P<out>[A-Z]{1,2}\d[A-Z\d]?)(?:\s+(?P<in>\d[A-Z]{0,2})|(?P<joined>\d[A-Z]{2}))?\b", re.IGNORECASE
)
_HAS_DIGIT = re.compile(r"\d")
_CENTURY = 100
MOST_NAMES = 5


@dataclass(frozen=True)
class Asked:
    """What to look for. ``swapped`` are the dates read with day and month the other way round.

    ``postcodes`` are beginnings as they are written with their space; any of them will do.
    """

    names: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()
    swapped: frozenset[date] = frozenset()
    numbers: frozenset[str] = frozenset()
    postcodes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for; search lists nothing unasked."""
        return not (self.names or self.days or self.numbers or self.postcodes)

    @property
    def kinds(self) -> str:
        """What sort of thing was asked, for the trail, which holds no names."""
        sorts = {
            "name": self.names, "date of birth": self.days, "number": self.numbers, "postcode": self.postcodes,
        }  # fmt: skip
        return ", ".join(sort for sort, asked in sorts.items() if asked)

    @classmethod
    def of(cls, words: str) -> "Asked":
        """Take apart one line of words."""
        days: set[date] = set()
        swapped: set[date] = set()
        left = words[:300]
        for pattern in (_ISO, _WORDS, _MONTH_FIRST, _NUMBERS, _EIGHT):
            for found in pattern.finditer(left):
                day, other = _days(found, swappable=pattern in (_NUMBERS, _EIGHT))
                days |= day
                swapped |= other
            if pattern is not _EIGHT:  # eight figures may be a council number as well
                left = pattern.sub(lambda found: " " if _days(found, swappable=False)[0] else found[0], left)
        postcodes = tuple(dict.fromkeys(code for found in _POSTCODE.finditer(left) for code in _beginnings(found)))
        pieces = [piece.strip(",.;:()") for piece in left.split()]
        numbers = frozenset(piece.upper() for piece in pieces if _HAS_DIGIT.search(piece))
        names = [name for piece in pieces if not _HAS_DIGIT.search(piece) for name in folded(piece) if len(name) > 1]
        some = tuple(dict.fromkeys(names))[:MOST_NAMES]
        return cls(some, frozenset(days), frozenset(swapped - days), numbers, postcodes)

    def and_also(self, other: "Asked") -> "Asked":
        """Both together: the one line, and the separate boxes."""
        return Asked(
            tuple(dict.fromkeys((*self.names, *other.names)))[:MOST_NAMES],
            self.days | other.days,
            self.swapped | other.swapped,
            self.numbers | other.numbers,
            tuple(dict.fromkeys((*self.postcodes, *other.postcodes))),
        )

    @classmethod
    def in_boxes(cls, *, name: str = "", born: date | None = None, number: str = "", postcode: str = "") -> "Asked":
        """What stood in boxes of their own, where nothing has to be guessed."""
        asked = cls.of(f"{name} {postcode}")
        found = replace(asked, numbers=frozenset({number.upper()} if number else ()))
        return found if born is None else replace(found, days=found.days | {born}, swapped=frozenset(_swap(born)))


def _days(found: "re.Match[str]", *, swappable: bool) -> tuple[set[date], set[date]]:
    """The date found, and the same with day and month the other way round."""
    month = found["m"] if found["m"].isdigit() else _month(found["m"])
    day = _day(int(found["d"]), int(month), _year(found["y"]))
    if day is None:
        # "5/14/2018" can only have been meant the other way round.
        turned = _day(int(month), int(found["d"]), _year(found["y"])) if swappable else None
        return ({turned}, set()) if turned else (set(), set())
    return {day}, _swap(day) if swappable else set()


def _swap(day: date) -> set[date]:
    turned = _day(day.month, day.day, day.year)
    return {turned} if turned and turned != day else set()


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower()))


def _year(typed: str) -> int:
    """Two figures mean the last such year that is not in the future by more than a pregnancy."""
    year = int(typed)
    if len(typed) > 2:
        return year
    this = timezone.localdate().year
    guess = this - this % _CENTURY + year
    return guess if guess <= this + 1 else guess - _CENTURY


def _beginnings(found: "re.Match[str]") -> Iterator[str]:
    """A postcode as far as it was typed: "nm42" may begin "NM42 …" or "NM4 2…"."""
    out = found["out"].upper()
    if inward := (found["in"] or found["joined"] or "").upper():
        yield f"{out} {inward}"
        return
    yield out
    if out[-1].isdigit() and out[-2].isdigit():
        yield f"{out[:-1]} {out[-1]}"
