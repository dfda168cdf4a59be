"""Which questions somebody wants to see."""

from kinmap.guidance.questions import AUDIENCES, CATEGORIES, COLUMNS, HEADINGS, STAGES, Wanted
from kinmap.kit import forms


def _any(label: str, choices: dict[str, str], blank: str) -> forms.SelectField:
    return forms.SelectField(label=label, choices=list(choices.items()), blank=blank, required=False, mark=False)


class QuestionFilter(forms.KitForm):
    """The filters of the bank; each left alone asks for any."""

    column = _any("Column", COLUMNS, "All columns")
    heading = _any("Heading", HEADINGS, "All headings")
    audience = _any("To ask whom", AUDIENCES, "Anybody")
    category = _any("Kind of question", CATEGORIES, "All kinds")
    stage = _any("Stage", STAGES, "All stages")

    def wanted(self) -> Wanted:
        """What was chosen; an answer that is not among ours asks for any."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or "" for name in self.fields})
