"""Where somebody lives or stays for now; and how a dated fact ends."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.families.models import Household, Residence
from kinmap.kit import forms


class StayForm(forms.WriteForm):
    """Somebody moves in, or stays somewhere for now."""

    household = forms.RadiosField(label="Where?", coerce=UUID, missing="Choose a household")
    kind = forms.RadiosField(
        label="For how long?", choices=Residence.Kind.choices, initial=Residence.Kind.HOME,
        hints={
            Residence.Kind.HOME: "This is their home, or one of their homes.",
            Residence.Kind.STAYING: "They sleep here for now and their home stays their home.",
        },
    )  # fmt: skip
    started = forms.DateField(label="From which day?", initial=timezone.localdate)
    leaving = forms.CheckboxesField(
        label="Does this end something?", hint="Tick where they no longer live or stay from that day.", coerce=UUID,
        required=False, mark=False,
    )  # fmt: skip
    note = forms.TextField(label="Note", hint="For example: weekends at her dad's.", longest=300, required=False)

    def __init__(self, *args: Any, households: Iterable[Household], stays: Iterable[Residence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.households = {household.pk: household for household in households}
        self.stays = {stay.pk: stay for stay in stays}
        self.offer("household", [(household.pk, household.name) for household in self.households.values()])
        held = [(stay.pk, f"{stay.household.name} ({stay.get_kind_display().lower()})") for stay in self.stays.values()]
        brief = [stay.pk for stay in self.stays.values() if stay.kind == Residence.Kind.STAYING]
        self.offer("leaving", held, initial=brief)
        if not held:
            del self.fields["leaving"]

    def clean(self) -> dict[str, Any]:
        """Nobody moves into the place they are leaving on the same day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        going = {self.stays[stay].household_id: self.stays[stay].kind for stay in cleaned.get("leaving") or ()}
        chosen = cleaned.get("household")
        again = [s for s in self.stays.values() if s.household_id == chosen and s.kind == cleaned.get("kind")]
        if again and chosen not in going:
            self.add_error("household", f"They are there already: {again[0].get_kind_display().lower()}")
        return cleaned

    def moved(self) -> dict[str, Any]:
        """What ``Residence.move_in`` takes, but for the person."""
        typed = self.cleaned_data
        return {
            "household": self.households[typed["household"]],
            "kind": typed["kind"],
            "started": typed["started"],
            "note": typed["note"],
            "leaving": [self.stays[stay] for stay in typed.get("leaving") or ()],
        }


class EndForm(forms.WriteForm):
    """The last day of a dated fact."""

    on = forms.DateField(label="When did it end?", initial=timezone.localdate)
    version = forms.HiddenField(coerce=int)
