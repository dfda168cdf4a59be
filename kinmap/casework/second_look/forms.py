"""Asking for a second look, answering, and saying whether every copy of a record needs one."""

from typing import Any, ClassVar

from kinmap.casework.models import CopyAnswer, CopyCheck, TwoPersonRule
from kinmap.kit import forms

Outcome = CopyAnswer.Outcome


class AskLookForm(forms.WriteForm):
    """A colleague is asked to look; ``words`` is the digest of what the preparer saw."""

    note = forms.TextAreaField(
        label="What should they look at?", hint="For example: nothing in it may tell where Dee is.", rows=2,
        longest=500, required=False,
    )  # fmt: skip
    words = forms.HiddenField()
    paper = forms.HiddenField(required=False)


class AnswerLookForm(forms.WriteForm):
    """What the second person says."""

    outcome = forms.RadiosField(
        label="May it go to them like this?",
        choices=[(Outcome.RIGHT, "Yes, as it is"), (Outcome.NOT_RIGHT, "Not like this")],
        hints={Outcome.NOT_RIGHT: "Say what must not be in it, or what is missing."},
        missing="Say whether it may go to them like this",
    )
    words = forms.TextAreaField(label="What did you see?", rows=3, longest=1000, required=False)
    seen = forms.HiddenField()

    answers: ClassVar = ("outcome", "seen")

    def __init__(self, *args: Any, check: CopyCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = check.words
        if check.issue_id:
            self.fields["outcome"].label = "Was it right to give them this?"
            self.offer("outcome", [(Outcome.RIGHT, "Yes"), (Outcome.NOT_RIGHT, "No")])

    def clean(self) -> dict[str, Any]:
        """A no says why."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.NOT_RIGHT and not cleaned.get("words"):
            self.add_error("words", "Enter what is wrong with it")
        return cleaned


class TakeBackForm(forms.WriteForm):
    """Whoever asked needs no look any more."""


class TwoPersonRuleForm(forms.WriteForm):
    """Whether every copy of this record is looked at by a second person."""

    stands = forms.RadiosField(
        label="Who looks at copies of this record before they leave?",
        choices=[
            ("yes", "A second person looks at every copy"),
            ("no", "A second person looks only at copies for somebody from whom something is hidden"),
        ],
    )
    why = forms.RadiosField(label="Why", choices=TwoPersonRule.Why.choices, small=True)
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, rule: TwoPersonRule | None, may_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stood, self.may_end = rule is not None and rule.stands, may_end
        self.fields["stands"].initial = "yes" if self.stood else "no"
        self.fields["version"].initial = rule.version if rule else 0
        if rule is not None:
            self.fields["why"].initial = rule.why

    def clean(self) -> dict[str, Any]:
        """Anybody who writes on the record may make it stricter; a manager alone makes it looser."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.stood and not self.may_end and cleaned.get("stands") == "no":
            self.add_error("stands", "Only a manager can end this rule. Ask yours")
        return cleaned
