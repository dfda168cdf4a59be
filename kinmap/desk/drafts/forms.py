"""What a script sends while somebody types."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from kinmap.kit import forms
from kinmap.live.models.typed import Typed
from kinmap.live.reading import family_ref_of


class KeepForm(forms.KitForm):
    """The boxes of a form, where it stands and where it would go. Its words are kept as they are: not cleaned."""

    id = forms.HiddenField(coerce=UUID)
    of = forms.HiddenField(coerce=UUID, required=False)  # the id of the write that the form would be; this is none
    page = forms.HiddenField()
    action = forms.HiddenField()
    name = forms.HiddenField(required=False)
    where = forms.HiddenField(required=False)
    version = forms.HiddenField(required=False)

    def clean_page(self) -> str:
        """An address of ours, to go back to."""
        return _address(self.cleaned_data["page"])

    def clean_action(self) -> str:
        """An address of ours, to be found again by."""
        return _address(self.cleaned_data["action"])

    def clean(self) -> dict[str, Any]:
        """The boxes, as ``Typed``."""
        try:
            self.cleaned_data["typed"] = Typed.from_json(json.loads(self.data.get("boxes", "")))
        except (ValueError, RecursionError) as wrong:
            raise ValidationError("These are no boxes of a form.") from wrong
        return self.cleaned_data

    def words(self) -> dict[str, Any]:
        """What ``Draft.keep`` wants."""
        told = {key: value for key, value in self.cleaned_data.items() if value is not None}
        pk, write = told.pop("id"), told.pop("of", None)
        family_ref = family_ref_of(told["action"]) or family_ref_of(told["page"])
        return {**told, "pk": pk, "write": write, "family_ref": family_ref}


def _address(told: str) -> str:
    """A path on this site; anything else could lead somebody away from it."""
    # A browser leaves out tabs and ends of lines: what they stand between could be two slashes.
    if not told.startswith("/") or told.startswith(("//", "/\\")) or any(letter < " " for letter in told):
        raise ValidationError("This is not an address of ours.")
    return told
