"""Asking that something be moved or struck out, and answering that."""

from typing import Any

from kinmap.casework.banner import children_in_short
from kinmap.casework.misfiled.passages import repeats
from kinmap.casework.misfiled.showing import Target
from kinmap.casework.models import Misfiled
from kinmap.casework.shelves import Misfilable
from kinmap.kit import forms
from kinmap.kit.people_field import People

AGREE, REFUSE = "agree", "refuse"


class WhereToForm(forms.KitForm):
    """To which record it belongs: one that the asker may open."""

    to = forms.SelectField(label="Which record does it belong to?", missing="Choose the record")

    def __init__(self, *args: Any, targets: list[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", [(one.ref, one.name) for one in targets])


class ReportForm(forms.WriteForm):
    """Why this does not belong here; what it says is not told again."""

    reason = forms.RadiosField(label="Why does it not belong here?", choices=Misfiled.Reason.choices, small=True)
    words = forms.TextAreaField(
        label="What should the second person know?", rows=2, longest=1000, required=False,
        hint="Do not repeat what it says: that would keep it. For example: I had two records open.",
    )  # fmt: skip

    def __init__(self, *args: Any, item: Any, kind: Misfilable, target: Target | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.kind, self.target = item, kind, target
        if target is not None:
            children = [(one.id, one.name) for one in children_in_short(target.family, target.reader)]
            self.fields["children"] = forms.ChildrenField()
            self.offer("children", children, initial=[pk for pk, _ in children] if len(children) == 1 else None)

    def clean(self) -> dict[str, Any]:
        """The reason stays until somebody has answered, so it must not hold the words; "other" wants saying."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        why = cleaned.get("words") or ""
        if any(repeats(why, words) for _, words in self.kind.said(self.item)):
            self.add_error("words", "This repeats what it says. Say why it does not belong here in other words")
        if cleaned.get("reason") == Misfiled.Reason.OTHER and not why:
            self.add_error("words", "Say why it does not belong here")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``Misfiled.report`` wants."""
        about: People = frozenset(self.cleaned_data["children"]) if self.target else frozenset()
        return {
            "act": Misfiled.Act.MOVE if self.target else Misfiled.Act.STRIKE,
            "reason": self.cleaned_data["reason"], "words": self.cleaned_data["words"],
            "to_family": self.target.family if self.target else None, "to_children": about,
        }  # fmt: skip


class AnswerForm(forms.WriteForm):
    """What the second person says, having read it."""

    decision = forms.RadiosField(
        label="What do you say?", choices=[(AGREE, "Yes, it does not belong here"), (REFUSE, "No, it stays")],
        hints={AGREE: "It happens at once, and nobody can undo it.", REFUSE: "Say why, without repeating it."},
    )  # fmt: skip
    words = forms.TextAreaField(label="Why does it stay?", rows=2, longest=1000, required=False, mark=False)
    version = forms.HiddenField(coerce=int)
    seen = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, asked: Misfiled, item: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial, self.fields["seen"].initial = asked.version, item.version

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == REFUSE and not cleaned.get("words"):
            self.add_error("words", "Say why it stays")
        return cleaned

    @property
    def agrees(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.cleaned_data["decision"] == AGREE)


class TakeBackForm(forms.WriteForm):
    """The asker thinks better of it."""

    version = forms.HiddenField(coerce=int)
