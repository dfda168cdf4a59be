"""Writing a swap: the word, what to say instead, why, and who answers for it."""

from typing import Any

from kinmap.guidance.plain.models import CouncilSwap
from kinmap.guidance.plain.wording import code_of
from kinmap.kit import forms


class SwapForm(forms.WriteForm):
    """One word or phrase with friendlier ones."""

    version = forms.HiddenField(coerce=int, required=False)
    phrase = forms.TextField(
        label="Word or phrase", longest=100, width=30, missing="Enter the word or phrase",
        hint="As it is written. Letters such as LAC are found only as capitals.",
    )  # fmt: skip
    instead = forms.TextAreaField(
        label="Say instead", rows=3, longest=600, missing="Enter at least one friendlier way to say it",
        hint="One on each line, each ready to stand in the same place in a sentence.",
    )  # fmt: skip
    why = forms.TextAreaField(label="Why?", rows=2, longest=600, required=False, hint="One sentence, for the writer.")
    author = forms.TextField(label="Who answers for it?", missing="Enter who answers for it")
    review_on = forms.DateField(label="Look at it again on", required=False)

    def __init__(self, *args: Any, swap: CouncilSwap | None = None, author: str = "", **kwargs: Any) -> None:
        self.swap = swap
        super().__init__(*args, **kwargs)
        self.fields["author"].initial = author
        if swap is not None:
            shown = {"version": swap.edition, "phrase": swap.phrase, "instead": "\n".join(swap.instead),
                     "why": swap.why, "author": author if swap.edition == 0 else swap.author,
                     "review_on": swap.review_on}  # fmt: skip
            for name, value in shown.items():
                self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        """A phrase stands once on the list, and holds a letter."""
        cleaned = super().clean() or self.cleaned_data
        phrase = cleaned.get("phrase", "")
        if phrase and not code_of(phrase):
            self.add_error("phrase", "Enter a word or phrase in letters")
        elif phrase and CouncilSwap.taken(phrase, but=self.swap.code if self.swap else ""):
            self.add_error("phrase", f"“{phrase}” is on the list already. Change it there")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``CouncilSwap`` wants."""
        told = self.cleaned_data
        lines = dict.fromkeys(line.strip() for line in told["instead"].splitlines() if line.strip())
        return {"phrase": told["phrase"].strip(), "instead": list(lines), "why": told["why"],
                "author": told["author"], "review_on": told["review_on"]}  # fmt: skip


class StandingForm(forms.WriteForm):
    """Take a swap off the list, or put it on again."""

    version = forms.HiddenField(coerce=int)
