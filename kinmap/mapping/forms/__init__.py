"""The forms of the map."""

from kinmap.mapping.forms.beside import LinkForm, OtherViewForm, WordingForm
from kinmap.mapping.forms.entry import EntryForm, EntryQuestions, QuickForm
from kinmap.mapping.forms.headings import LabelsForm
from kinmap.mapping.forms.moving import MoveForm, SharedForm, TakeForm
from kinmap.mapping.forms.scaling import NumberForm, OverallForm, RoundForm, ScaleForm, ShowForm
from kinmap.mapping.forms.statements import GoalForm, GuidedForm, StatementForm

__all__ = [
    "EntryForm", "EntryQuestions", "GoalForm", "GuidedForm", "LabelsForm", "LinkForm", "MoveForm", "NumberForm",
    "OtherViewForm", "OverallForm", "QuickForm", "RoundForm", "ScaleForm", "SharedForm", "ShowForm", "StatementForm",
    "TakeForm", "WordingForm",
]  # fmt: skip
