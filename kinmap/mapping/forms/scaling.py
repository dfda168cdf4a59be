"""Scales with written ends, rounds, and one person's number."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.kit import forms
from kinmap.mapping.models import Scale

FIRST_OF_GOAL = 220


class ScaleForm(forms.WriteForm):
    """Both ends of a scale, written out."""

    version = forms.HiddenField(coerce=int, required=False)
    zero_text = forms.TextAreaField(label="0 means", rows=2, longest=1_000, missing="Write what 0 means")
    ten_text = forms.TextAreaField(label="10 means", rows=2, longest=1_000, missing="Write what 10 means")

    def suggest(self, zero: str, ten: str, *, version: int | None = None) -> "ScaleForm":
        """Show these ends to begin with."""
        for name, value in (("zero_text", zero), ("ten_text", ten), ("version", version)):
            self.fields[name].initial = value
        return self


class OverallForm(ScaleForm):
    """An overall scale: about which children."""

    children = forms.ChildrenField()

    def __init__(self, *args: Any, children: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", children, initial=[child for child, _ in children])


def ends_for(words: Mapping[str, str], goal: str) -> tuple[str, str]:
    """The ends that are suggested: what the stage says, and the goal met where there is one."""
    first = goal if len(goal) <= FIRST_OF_GOAL else f"{goal[:FIRST_OF_GOAL].rsplit(' ', 1)[0]} …"
    return words["zero"], f"Our goal is fully met: {first}" if first else words["ten"]


class RoundForm(forms.WriteForm):
    """Starting a round: when, where, about which worries."""

    held_on = forms.DateField(label="When are you gathering numbers?", past=True)
    given_in = forms.TextField(
        label="Where?", hint="For example: at Nana’s kitchen table, or review conference.", required=False, width=30
    )
    scales = forms.CheckboxesField(label="About which worries?", coerce=UUID, missing="Tick at least one worry")

    def __init__(self, *args: Any, scales: Sequence[tuple[Scale, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scales = {scale.pk: scale for scale, _ in scales}
        self.offer("scales", [(scale.pk, words) for scale, words in scales], initial=list(self._scales))
        self.fields["held_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """Worries that are not shared with the same people need a round each: a round is seen as one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if len({self._scales[pk].sharing for pk in cleaned.get("scales") or ()}) > 1:
            self.add_error("scales", "These worries are not shared with the same people. Start one round for each.")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``Round.open`` wants."""
        cleaned = self.cleaned_data
        return {
            "id": cleaned["write"], "held_on": cleaned["held_on"], "given_in": cleaned["given_in"],
            "scales": [self._scales[pk] for pk in cleaned["scales"]],
        }  # fmt: skip


class NumberForm(forms.WriteForm):
    """One person's number on one scale, with the reason. Nobody is ever made to give one.

    Whoever types here is not who is signed in, and the phone goes on to the next: nothing of it is kept as a draft.
    """

    drafted = False
    version = forms.HiddenField(coerce=int, required=False)
    value = forms.ScaleField(label="Where would you put it?", size="l", heading=True)
    reason = forms.TextAreaField(label="Why there?", rows=2, longest=4_000, required=False, mark=False)
    one_higher = forms.TextAreaField(label="What would make it one higher?", rows=2, longest=4_000, required=False)
    spoken_for_by = forms.TextField(
        label="Is somebody passing this on for them?", required=False, width=30,
        hint="Then write who and how. For example: Priya, or a letter read out by the chair.",
    )  # fmt: skip

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].ends(low=scale.zero_text, high=scale.ten_text)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A number has a reason; "rather not say" needs none (domain.md §1.4)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            "reason" in cleaned
            and "value" in cleaned
            and cleaned["value"] is not None
            and not cleaned["reason"].strip()
        ):
            self.add_error("reason", "Say why, in a few words. What have you seen that puts it there?")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What the verb wants."""
        return {name: self.cleaned_data[name] for name in ("value", "reason", "one_higher", "spoken_for_by")}


class ShowForm(forms.WriteForm):
    """Showing everybody's numbers together: nothing to fill in, and no way back."""
