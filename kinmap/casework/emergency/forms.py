"""What is asked before a record is opened in an emergency, and afterwards by whoever reviews it."""

from typing import Any

from django.core.exceptions import ValidationError

from kinmap.casework.models import Opening, OpeningReview
from kinmap.kit import forms


class BreakGlassForm(forms.WriteForm):
    """Why it is an emergency, in a choice and in words, and that the opener knows what follows."""

    why = forms.RadiosField(label="Why do you have to open it now?", choices=Opening.Why.choices)
    words = forms.TextAreaField(
        label="What has happened?", rows=4, longest=2000, missing="Write what has happened",
        hint="In a sentence or two. Whoever reviews this reads it; the family may read it one day.",
    )  # fmt: skip
    understood = forms.TickField(
        label="I need this to keep a child safe. I know that every page I open is written down, that a manager and "
        "the data protection officer are told now, and that somebody will ask me about it.",
        required=True, missing="Tick the box if this is so. If it is not, ask the worker instead",
    )  # fmt: skip


class ReviewForm(forms.WriteForm):
    """Whether it was right, what was found, and what follows."""

    outcome = forms.RadiosField(label="Was it right to open it?", choices=OpeningReview.Outcome.choices)
    words = forms.TextAreaField(
        label="What did you find?", hint="Whom you asked, and what they said.", rows=4, longest=4000,
        missing="Write what you found",
    )  # fmt: skip
    follows = forms.TextAreaField(
        label="What follows from it?", rows=3, longest=2000, required=False,
        hint="Needed when it was not right: who is told, and by when. The family has a right to know too.",
    )  # fmt: skip

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opening = opening

    def clean(self) -> dict[str, Any]:
        """It is reviewed once; and what was not right has something that follows."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if hasattr(self.opening, "review"):
            raise ValidationError("Somebody has reviewed this meanwhile. What they found stands on this page")
        if cleaned.get("outcome") == OpeningReview.Outcome.NOT_RIGHT and not cleaned.get("follows"):
            self.add_error("follows", ValidationError("Write what follows, because it was not right"))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What ``Opening.write_review`` wants."""
        return {name: self.cleaned_data[name] for name in ("outcome", "words", "follows")}
