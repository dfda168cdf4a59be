"""The forms of the map."""

from kinmap.mapping.forms.beside import LinkForm, OtherViewForm, WordingForm
from kinmap.mapping.forms.entry import EntryForm, EntryQuestions, QuickForm
from kinmap.mapping.forms.moving import MoveForm, SharedForm, TakeForm

__all__ = [
    "EntryForm", "EntryQuestions", "LinkForm", "MoveForm", "OtherViewForm", "QuickForm", "SharedForm", "TakeForm", "WordingForm",
]  # fmt: skip
