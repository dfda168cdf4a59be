"""The council's own head of a document: name, address, logo."""

from typing import Any

from django.core.exceptions import ValidationError

from kinmap.documents.models import Letterhead, drawn_anew
from kinmap.kit import forms
from kinmap.kit.arrived import PICTURES


class LetterheadForm(forms.WriteForm):
    """What stands at the head of every document. Everything is optional: an empty form takes the head away."""

    version = forms.HiddenField(coerce=int)
    name = forms.TextField(label="The council’s name", longest=120, required=False, mark=False)
    address = forms.TextAreaField(
        label="Address and telephone", hint="One line for each line on the paper, five at most.", rows=4, longest=400,
        required=False, mark=False,
    )  # fmt: skip
    logo = forms.FileField(
        label="Logo", hint="A PNG or a JPEG, up to 2 MB. It is drawn anew, without anything hidden in the file.",
        kinds=PICTURES, most=2_000_000, dots=25_000_000, required=False, mark=False,
    )  # fmt: skip
    logo_words = forms.TextField(
        label="The logo in words", hint="For people who hear the page: for example “Northmoor Council: two hills”.",
        longest=200, required=False, mark=False,
    )  # fmt: skip
    remove = forms.TickField(label="Take the logo away")

    MOST_LINES = 5

    def __init__(self, *args: Any, letterhead: Letterhead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letterhead = letterhead
        self.picture: bytes | None = None
        for name in ("name", "address", "logo_words"):
            self.fields[name].initial = getattr(letterhead, name)
        self.fields["version"].initial = letterhead.edition
        if not letterhead.logo:
            del self.fields["remove"]

    def clean_address(self) -> str:
        """Lines without empty ones; more than five would push the words of the document down."""
        lines = [line.strip() for line in str(self.cleaned_data["address"]).splitlines() if line.strip()]
        if len(lines) > self.MOST_LINES:
            raise ValidationError(f"Enter at most {self.MOST_LINES} lines")
        return "\n".join(lines)

    def clean_logo(self) -> Any:
        """The picture, drawn anew in the size of a head."""
        sent = self.cleaned_data.get("logo")
        if sent is not None:
            self.picture = drawn_anew(sent.content)
        return sent

    def clean(self) -> dict[str, Any]:
        """A logo is said in words as well: the council's name does when nothing else was written."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        stays = self.picture is not None or (self.letterhead.logo and not cleaned.get("remove"))
        if stays and not cleaned.get("logo_words"):
            if not cleaned.get("name"):
                self.add_error("logo_words", "Enter what the logo shows, or the council’s name")
            cleaned["logo_words"] = cleaned.get("name", "")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``Letterhead.rewrite`` wants."""
        facts = {name: self.cleaned_data[name] for name in ("name", "address", "logo_words")}
        if self.picture is not None:
            return facts | {"picture": self.picture}
        return facts | ({"logo": "", "logo_words": ""} if self.cleaned_data.get("remove") else {})
