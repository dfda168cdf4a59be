"""Through what one looks at a map: one child's part, or a day in the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader


@dataclass(frozen=True)
class Lens:
    """``child``: only what is about this child. ``on``: as the map stood at the end of that day.

    ``wrong`` says in plain words why a day that was asked for cannot be shown.
    """

    child: UUID | None = None
    on: date | None = None
    wrong: str = ""

    @property
    def query(self) -> str:
        """The lens in an address: ``?child=…`` or nothing."""
        asked = {"child": self.child, "on": self.on}
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"?{told}" if told else ""


def lens_of(asked: Mapping[str, str], reader: Reader) -> Lens:
    """The lens that an address asks for; a child whom the reader may not see is not a filter."""
    on, wrong = _day(asked.get("on", ""))
    try:
        child = UUID(asked.get("child", ""))
    except ValueError:
        child = None
    return Lens(child=child if child in reader.child_ids else None, on=on, wrong=wrong)


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
