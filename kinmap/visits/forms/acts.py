"""Short forms: made, called off, who may know the place, a child's words with who may see them."""

from typing import Any

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.visits.models import Said, Visit, VisitPlace


class MadeForm(forms.WriteForm):
    """We were there; the words come later."""

    on = forms.DateField(label="Which day was it?", past=True, missing="Enter the day of the visit")


class CallOffForm(forms.WriteForm):
    """A visit that did not happen, and why."""

    state = forms.RadiosField(
        label="What happened?",
        choices=[
            (Visit.State.NOT_MADE.value, "We tried and could not make it"),
            (Visit.State.CANCELLED.value, "It was called off"),
        ],
        hints={
            Visit.State.NOT_MADE.value: "Nobody opened, or nobody was there. The story says that we tried.",
            Visit.State.CANCELLED.value: "Before anybody set out.",
        },
        missing="Choose what happened",
    )
    reason = forms.TextAreaField(label="Why?", rows=2, missing="Say why")

    def on(self, visit: Visit) -> Any:
        """The day on which it was tried."""
        tried = self.cleaned_data["state"] == Visit.State.NOT_MADE
        return min(visit.planned_for or timezone.localdate(), timezone.localdate()) if tried else None


class PlaceForm(GuardFields):
    """Who may know where a visit was."""

    version = forms.HiddenField(coerce=int, required=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, place: VisitPlace, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=place, **kwargs)
        self.fields["version"].initial = place.version


class WordsForm(GuardFields):
    """A child's words with a level of their own."""

    version = forms.HiddenField(coerce=int, required=False)
    words = forms.TextAreaField(
        label="What the child said", hint="Their own words, exactly as they said them.", rows=4,
        missing="Enter what the child said",
    )  # fmt: skip

    def __init__(self, *args: Any, family: Family, reader: Reader, said: Said | None = None, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=said, **kwargs)
        if said is not None:
            self.fields["version"].initial = said.version
            self.fields["words"].initial = said.words
