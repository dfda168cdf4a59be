"""Dates typed as day, month and year: quicker than a calendar, and it takes half-known dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kinmap.kit.dates import MONTHS, UNKNOWN, PartialDate, Precision, plain_date
from kinmap.kit.forms.look import KitField, Look

PARTS = ("day", "month", "year")
_YEAR_DIGITS = 4
#: An earlier year is a slip of the finger: the oldest great-grandmother was born later.
EARLIEST_YEAR = 1900


class Typed(NamedTuple):
    """What stood in the three boxes, as typed, with the two ticks of a half-known date."""

    day: str = ""
    month: str = ""
    year: str = ""
    about: bool = False
    unknown: bool = False

    @property
    def empty(self) -> bool:
        return not (self.day or self.month or self.year)


class DateBoxes(forms.Widget):
    """Three boxes; with ``partial`` also "about" and "not known"."""

    template_name = "kit/widgets/date.html"

    def __init__(self, *, partial: bool = False, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__()
        self.partial, self.parts = partial, parts
        #: Filled by the bound field: the boxes to mark as wrong.
        self.wrong: frozenset[str] = frozenset()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        day, month, year = (str(data.get(f"{name}-{part}") or "").strip() for part in PARTS)
        about, unknown = bool(data.get(f"{name}-about")), bool(data.get(f"{name}-unknown"))
        return Typed(day, month, year, about, unknown)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = shown(value)
        base = context["widget"]["attrs"].get("id") or name
        boxes = [
            {
                "part": part,
                "label": part.capitalize(),
                "id": f"{base}-{part}",
                "name": f"{name}-{part}",
                "value": getattr(typed, part),
                "width": 4 if part == "year" else 2,
                "wrong": part in self.wrong,
            }
            for part in self.parts
        ]
        context["widget"] |= {"boxes": boxes, "partial": self.partial, "typed": typed, "base": base}
        return context


def shown(value: Any) -> Typed:
    """What to write in the boxes for a date, a partial date or what was typed before."""
    if isinstance(value, Typed):
        return value
    if isinstance(value, PartialDate):
        about, unknown = value.precision == Precision.ABOUT, value == UNKNOWN
        typed = shown(value.day)
        whole = value.precision == Precision.EXACT or (about and value.day and value.day.day != 1)
        return typed._replace(day=typed.day if whole else "", about=about, unknown=unknown)
    if isinstance(value, date):
        return Typed(str(value.day), str(value.month), str(value.year))
    return Typed()


class DateField(KitField, forms.Field):
    """A whole date; cleans to ``date`` or ``None``. Months may be typed as words.

    ``past`` refuses a day after today, ``future`` one before today.
    """

    def __init__(self, *, past: bool = False, future: bool = False, **look: Unpack[Look]) -> None:
        self.past, self.future = past, future
        label = look.get("label") or "this date"
        told = self.told(look, f"Enter a date for “{label}”")
        super().__init__(widget=DateBoxes(), **told)

    def clean(self, value: Any) -> Any:
        if isinstance(value, date):  # disabled, so the initial value itself
            return value
        typed: Typed = value or Typed()
        if typed.empty:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        day = _whole(typed, self.name_of_this)
        self.check_side(day)
        return day

    @property
    def name_of_this(self) -> str:
        return str(self.label or "The date").rstrip("?")

    def check_side(self, day: date, *, whole: bool = True) -> None:
        """Refuse the wrong side of today; a month is judged by its month, not by its first day."""
        today = timezone.localdate()
        if self.past and day > today:
            raise ValidationError(f"This date must be today or earlier, up to {plain_date(today)}")
        if self.future and day < (today if whole else today.replace(day=1)):
            raise ValidationError(f"This date must be today or later, from {plain_date(today)}")


class PartialDateField(DateField):
    """A date as well as it is known; cleans to ``PartialDate(day, precision)``.

    Day, month and year are ``exact``; month and year are ``month``; with the "about" tick either is
    ``about``; "not known", or nothing at all where nothing is required, is ``unknown``.
    """

    def __init__(self, *, past: bool = False, future: bool = False, **look: Unpack[Look]) -> None:
        super().__init__(past=past, future=future, **look)
        self.widget = DateBoxes(partial=True)
        self.mark = look.get("mark", False)
        self.error_messages["required"] = look.get(
            "missing", "Enter a date, or only its month and year, or tick “Not known”"
        )

    def clean(self, value: Any) -> PartialDate:
        if isinstance(value, PartialDate):
            return value
        typed: Typed = value or Typed()
        if typed.empty:
            if self.required and not typed.unknown:
                raise ValidationError(self.error_messages["required"], code="required")
            return UNKNOWN
        if typed.unknown:
            raise ValidationError("Either enter a date or tick “Not known”, not both")
        if not typed.month and not typed.day:
            raise ValidationError(
                "Add a month: a good guess will do, with “About then” ticked",
                params={"parts": ("month",)},
            )
        whole = bool(typed.day)
        day = _whole(typed if whole else typed._replace(day="1"), self.name_of_this)
        self.check_side(day, whole=whole)
        if typed.about:
            return PartialDate(day, Precision.ABOUT)
        return PartialDate(day, Precision.EXACT if whole else Precision.MONTH)


def _whole(typed: Typed, name: str) -> date:
    """The date in the three boxes. Raises ``ValidationError`` naming the boxes that are wrong."""
    missing = [part for part in PARTS if not getattr(typed, part)]
    if missing:
        raise ValidationError(f"Add the {' and the '.join(missing)}", params={"parts": tuple(missing)})
    if not (typed.year.isdecimal() and len(typed.year) == _YEAR_DIGITS):
        raise ValidationError("The year must have four numbers, such as 2026", params={"parts": ("year",)})
    month = _month(typed.month)
    if month is None:
        raise ValidationError("The month must be a number from 1 to 12, or its name", params={"parts": ("month",)})
    if int(typed.year) < EARLIEST_YEAR:
        raise ValidationError(f"The year must be {EARLIEST_YEAR} or later", params={"parts": ("year",)})
    try:
        return date(int(typed.year), month, int(typed.day) if typed.day.isdecimal() else 0)
    except ValueError:
        raise ValidationError(
            # As a parameter: Django formats the message once more, and a typed "%" would break it.
            f"{MONTHS[month - 1]} {typed.year} has no day “%(day)s”",
            params={"parts": ("day",), "day": typed.day},
        ) from None


def _month(typed: str) -> int | None:
    if typed.isdecimal():
        number = int(typed)
        return number if 1 <= number <= len(MONTHS) else None
    letters = 3
    found = [
        place
        for place, name in enumerate(MONTHS, start=1)
        if len(typed) >= letters and name.lower().startswith(typed.lower())
    ]
    return found[0] if len(found) == 1 else None
