"""What a council says about one time limit."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from kinmap.casework.models import TimeLimit
from kinmap.kit import forms
from kinmap.kit.dates import plain_date


class LimitForm(forms.WriteForm):
    """How much, from which day, and on whose word."""

    amount = forms.NumberField(label="How many?", lowest=0, highest=999, width=3, missing="Enter a number")
    unit = forms.SelectField(label="Of what?", choices=TimeLimit.Unit.choices, blank=None)
    source = forms.TextField(
        label="Where does it come from?", longest=300, size="s",
        hint="The law, guidance or local procedure, with its edition: “Northmoor procedures, 2027, 4.2”.",
        missing="Enter where this limit comes from",
    )  # fmt: skip
    note = forms.TextField(label="What else to know", longest=300, required=False)
    unsure = forms.TickField(label="The source still has to be confirmed")
    valid_from = forms.DateField(
        label="From which day does it hold?", initial=timezone.localdate,
        hint="What was counted before that day stays due by the limit that held then.",
    )  # fmt: skip
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, limit: TimeLimit, rows: list[TimeLimit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit, self.rows = limit, rows
        for name in ("amount", "unit", "source", "note", "unsure"):
            self.fields[name].initial = getattr(limit, name)
        self.fields["version"].initial = rows[-1].edition if rows else 0

    def clean_valid_from(self) -> date:
        """Not before the day from which the council's newest limit holds."""
        day: date = self.cleaned_data["valid_from"]
        newest = self.rows[-1].valid_from if self.rows else None
        if newest and day < newest:
            raise ValidationError(f"The newest limit holds from {plain_date(newest)}. Choose that day or a later one")
        return day

    def clean(self) -> dict[str, Any]:
        """A limit has a length, unless it has no number."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("unit") != TimeLimit.Unit.NONE and cleaned.get("amount") == 0:
            self.add_error("amount", "Enter at least 1, or choose “no fixed number”")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``TimeLimit.reworded`` takes."""
        names = ("amount", "unit", "source", "note", "unsure", "valid_from", "version")
        return {name: self.cleaned_data[name] for name in names}
