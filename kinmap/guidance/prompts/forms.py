"""What a council sets about prompts."""

from typing import Any

from kinmap.guidance.prompts.models import PromptSetting
from kinmap.kit import forms


class PromptSettingForm(forms.WriteForm):
    """After how many weeks without a child's own words somebody is asked."""

    version = forms.HiddenField(coerce=int)
    weeks = forms.NumberField(
        label="Ask for a child’s own words after how many weeks?", lowest=1, highest=52, suffix="weeks", width=2,
        hint="The map says so kindly when nothing that a child said has been written down for so long.",
    )  # fmt: skip

    def __init__(self, *args: Any, setting: PromptSetting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = setting.edition
        self.fields["weeks"].initial = setting.weeks_without_words
