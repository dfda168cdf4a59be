"""What is asked of the trail."""

from typing import Any

from django.core.exceptions import ValidationError

from kinmap.access.trail import Verb
from kinmap.kit import forms


class AskedForPeriod(forms.KitForm):
    """From a day to a day; both may stay empty."""

    since = forms.DateField(label="From", required=False, past=True)
    until = forms.DateField(label="To", required=False)

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError("The last day comes before the first. Change one of them"))
        return cleaned


class AskedOfTrail(AskedForPeriod):
    """Who, which family, what and when; every box may stay empty."""

    who = forms.TextField(label="Who", hint="A name or an e-mail address.", longest=200, width=20, required=False)
    family = forms.TextField(
        label="Which family", hint="Its reference, such as NM-1042.", longest=30, width=10, spellcheck=False,
        required=False,
    )  # fmt: skip
    verb = forms.SelectField(label="What was done", choices=Verb.choices, blank="Anything", required=False, mark=False)
    field_order = ("who", "family", "verb", "since", "until")

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values()) if hasattr(self, "cleaned_data") else False
