"""The words that one stage uses for its headings."""

from typing import Any

from kinmap.kit import forms
from kinmap.mapping.models import LabelSet

#: What each word is for, in the order of the map.
FOR: dict[str, str] = {
    "worries": "First column",
    "past_harm": "What has happened",
    "danger_statement": "What might happen, several",
    "one_danger_statement": "What might happen, one",
    "complicating_factor": "What makes it harder",
    "working_well": "Second column",
    "strength": "Good things",
    "existing_safety": "When somebody protected the children",
    "needs_to_happen": "Third column",
    "goal": "Goals, several",
    "one_goal": "Goal, one",
    "next_step": "Next steps",
    "not_sure_yet": "The tray for what has no place yet",
    "scale": "The scale along the foot",
    "zero": "Suggested words for 0",
    "ten": "Suggested words for 10",
    "plain_past_harm": "Family’s view: what has happened",
    "plain_danger_statement": "Family’s view: what might happen",
    "plain_complicating_factor": "Family’s view: what makes it harder",
    "plain_strength": "Family’s view: good things",
    "plain_existing_safety": "Family’s view: when somebody protected the children",
    "plain_goal": "Family’s view: goals",
    "plain_next_step": "Family’s view: next steps",
    "plain_not_sure_yet": "Family’s view: what has no place yet",
}


class LabelsForm(forms.WriteForm):
    """Every heading of one stage. A heading cannot be empty: a column without a name helps nobody."""

    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, labels: LabelSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = labels.edition
        for code, label in FOR.items():
            self.fields[code] = forms.TextField(
                label=label, longest=120, initial=labels.words[code], missing=f"Enter words for “{label}”", size="s"
            )

    def words(self) -> dict[str, str]:
        """Heading by code."""
        return {code: self.cleaned_data[code] for code in FOR}

    @property
    def heading_fields(self) -> list[Any]:
        """The headings in the order of the map."""
        return [self[code] for code in FOR]
