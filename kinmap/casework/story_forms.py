"""What the Story page asks for."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.banner import children_in_short
from kinmap.casework.guard import GuardFields
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family
from kinmap.kit import forms


class EventForm(GuardFields):
    """One dated fact, written by hand."""

    children = forms.ChildrenField()
    on = forms.DateField(label="On which day?", past=True, initial=timezone.localdate)
    text = forms.TextAreaField(
        label="What happened?",
        hint="One fact in a sentence or two, in words the family would know.",
        rows=3,
        longest=4000,
        missing="Enter what happened",
    )
    source = forms.TextField(
        label="How do we know?",
        hint="For example: Dee told Hannah; letter from the school.",
        longest=300,
        required=False,
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
            stands = {"on": event.on, "text": event.text, "source": event.source, "version": event.version}
            self.initial = {**self.initial, **stands}

    def words(self) -> dict[str, Any]:
        """What ``TimelineEvent.write`` and ``change`` want; children whom the writer cannot see stay on it."""
        said = self.cleaned_data
        return {
            "children": said["children"] | self._unseen_children, "on": said["on"], "text": said["text"],
            "source": said["source"], **self.guard(),
        }  # fmt: skip


class OneChildForm(forms.KitForm):
    """Whose story: everybody's, or one child's."""

    child = forms.SelectField(label="Show the story of", coerce=UUID, required=False, blank="All children", mark=False)
