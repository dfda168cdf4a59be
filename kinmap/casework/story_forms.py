"""What the Story page asks for when a fact is written by hand."""

from typing import Any

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.banner import children_in_short
from kinmap.casework.guard import GuardFields
from kinmap.casework.happenings import HAND_KINDS
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.dates import PartialDate, Precision

WEIGHT_HINTS = {
    TimelineEvent.Significance.SIGNIFICANT.value: "It changed something for a child, for better or worse.",
    TimelineEvent.Significance.SERIOUS.value: "A child was badly hurt or could have been.",
}


class EventForm(GuardFields):
    """One dated fact, written by hand."""

    children = forms.ChildrenField()
    on = forms.PartialDateField(
        label="When was it?", hint="Leave the day empty if you only know the month.", past=True,
        initial=lambda: PartialDate(timezone.localdate(), Precision.EXACT),
    )  # fmt: skip
    text = forms.TextAreaField(
        label="What happened?",
        hint="One fact in a sentence or two, in words the family would know.",
        rows=3,
        longest=4000,
        missing="Enter what happened",
    )
    meant = forms.TextAreaField(
        label="What did it mean for the child?",
        hint="Apart from the fact, and as somebody’s view. For example: Mia stopped asking for Dad.",
        rows=2, longest=4000, required=False,
    )  # fmt: skip
    kind = forms.SelectField(
        label="What sort of thing was it?", choices=list(HAND_KINDS.items()), blank=None, required=False, mark=False
    )
    significance = forms.RadiosField(
        label="How much does it count?", choices=TimelineEvent.Significance.choices, hints=WEIGHT_HINTS, small=True,
        initial=TimelineEvent.Significance.ORDINARY, required=False, mark=False,
    )  # fmt: skip
    source = forms.TextField(
        label="Who or what told us?",
        hint="For example: Dee told Hannah; letter from the school.",
        longest=300,
        required=False,
    )
    source_type = forms.SelectField(
        label="How do they know?", choices=TimelineEvent.Source.choices, blank="Not said", required=False, mark=False
    )
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(
        self, *args: Any, family: Family, reader: Reader, event: TimelineEvent | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=event, **kwargs)
        children = children_in_short(family, reader)
        known = frozenset(child.id for child in children)
        about = event.children if event else frozenset(known if len(known) == 1 else ())
        self._unseen_children = about - known
        self.offer("children", [(child.id, child.name) for child in children], initial=[*about & known])
        if event is not None:
            stands = {
                name: getattr(event, name)
                for name in ("text", "meant", "kind", "significance", "source", "source_type", "version")
            }
            stands["on"] = PartialDate(event.on, Precision(event.precision))
            self.initial = {**self.initial, **stands}

    def words(self) -> dict[str, Any]:
        """What ``TimelineEvent.write`` and ``change`` want; children whom the writer cannot see stay on it."""
        said = self.cleaned_data
        return {
            "children": said["children"] | self._unseen_children,
            "on": said["on"].day,
            "precision": said["on"].precision.value,
            "text": said["text"],
            "meant": said["meant"],
            "kind": said["kind"] or TimelineEvent.BY_HAND,
            "significance": said["significance"] or TimelineEvent.Significance.ORDINARY.value,
            "source": said["source"],
            "source_type": said["source_type"] or "",
            **self.guard(),
        }


class WithdrawEventForm(forms.WriteForm):
    """Taking an event out of the story: it was wrong, or written twice."""

    why = forms.TextField(label="Why?", hint="For example: it happened to another family.", longest=300,
                          missing="Say why it is withdrawn")  # fmt: skip
    version = forms.HiddenField(coerce=int, required=False)


class BringBackForm(forms.WriteForm):
    """Putting a withdrawn event into the story again."""

    version = forms.HiddenField(coerce=int, required=False)
