"""What a council calls one stage."""

from typing import Any

from django.core.exceptions import ValidationError

from kinmap.casework.models import StageName
from kinmap.kit import forms


class StageNameForm(forms.WriteForm):
    """The name alone. What a stage means, and what follows from it, is the law's to say."""

    name = forms.TextField(label="What do you call this stage?", longest=100, size="s", missing="Enter a name")
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, named: StageName, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named
        self.fields["name"].initial = named.name
        self.fields["version"].initial = named.edition

    def clean_name(self) -> str:
        """Two stages of one name could not be told apart."""
        name: str = self.cleaned_data["name"]
        others = {said.casefold() for code, said in StageName.names().items() if code != self.named.code}
        if name.casefold() in others:
            raise ValidationError("Another stage is called this already. Choose another name")
        return name
