"""Through what one looks at a map: one child, a day in the past, a layout; and whether paper is being typed up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader

#: The layouts of the map's page (domain.md §1.1), the first of them the one without a name in the address.
COLUMNS, QUADRANTS, TRAJECTORY, FAMILY = "", "four-boxes", "harm-to-plan", "family"
LAYOUTS: dict[str, str] = {
    COLUMNS: "Three columns", QUADRANTS: "Four boxes", TRAJECTORY: "From harm to plan", FAMILY: "As the family sees it",
}  # fmt: skip


@dataclass(frozen=True)
class Lens:
    """``child``: only what is about this child. ``on``: as the map stood at the end of that day.

    ``layout``: one of ``LAYOUTS``. ``typing``: paper of that day is being typed up, so that whatever is added keeps
    the date. ``wrong`` and ``wrong_typing`` say in plain words why a day that was asked for cannot be taken.
    """

    child: UUID | None = None
    on: date | None = None
    layout: str = COLUMNS
    typing: date | None = None
    wrong: str = ""
    wrong_typing: str = ""

    @property
    def query(self) -> str:
        """The lens in an address: ``?child=…`` or nothing."""
        asked = {"layout": self.layout, "child": self.child, "on": self.on, "typing": self.typing}
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"?{told}" if told else ""

    def but(self, **changed: Any) -> str:
        """The address of the same lens with something changed."""
        return replace(self, **changed).query


def lens_of(asked: Mapping[str, str], reader: Reader) -> Lens:
    """The lens that an address asks for; a child whom the reader may not see is not a filter."""
    on, wrong = _day(asked.get("on", ""))
    typing, wrong_typing = _paper_of(asked.get("typing", "")) if on is None else (None, "")
    layout = asked.get("layout", COLUMNS)
    try:
        child = UUID(asked.get("child", ""))
    except ValueError:
        child = None
    return Lens(
        child=child if child in reader.child_ids else None, on=on, layout=layout if layout in LAYOUTS else COLUMNS,
        typing=typing, wrong=wrong, wrong_typing=wrong_typing,
    )  # fmt: skip


def _paper_of(asked: str) -> tuple[date | None, str]:
    if not asked:
        return None, ""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None, "That is not a date. Enter the day that is written on the paper."
    if day > timezone.localdate():
        return None, "That day has not come yet. Enter the day that is written on the paper."
    return (None, EARLY) if day.year < EARLIEST else (day, "")


#: A date before anybody who works here was born is a slip of the keys.
EARLIEST = 1900
EARLY = "That is too long ago. Enter the day that is written on the paper."


def _day(asked: str) -> tuple[date | None, str]:
    if not asked:
        return None, ""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None, "That is not a date. Choose a day, and the map is shown as it stood then."
    today = timezone.localdate()
    if day > today:
        return None, "That day has not come yet. This is the map as it stands today."
    return (None, "") if day == today else (day, "")
