"""Choosing the file of a family to take in."""

from io import BytesIO
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from kinmap.casework.exchange import Refused, opened
from kinmap.kit import forms
from kinmap.kit.arrived import Kind


class ImportForm(forms.WriteForm):
    """One file. What is wrong with it is said beside it, with the place in the file."""

    file = forms.FileField(
        label="The family’s file",
        hint="One file ending in .json, written by Kinmap or in its published form.",
        kinds=[Kind.JSON],
        most=100_000_000,
        missing="Choose the family’s file",
    )

    def clean_file(self) -> dict[str, Any]:
        """The file's data; the file itself is not kept."""
        try:
            return opened(BytesIO(self.cleaned_data["file"].content))
        except Refused as refused:
            raise ValidationError(self._sentence(refused)) from refused

    def refuse(self, refused: Refused) -> None:
        """Say beside the file why it was not taken in."""
        self.add_error("file", self._sentence(refused))

    def _sentence(self, refused: Refused) -> str:
        """The place, the reason, and that nothing has happened."""
        file = cast(UploadedFile, self.files["file"])
        file.seek(0)
        return f"Nothing was taken in. At {refused.told(file.read())}"
