"""What a council calls a role."""

from typing import Any

from kinmap.access.models import RoleName
from kinmap.kit import forms


class RoleNameForm(forms.WriteForm):
    """One name. What the role may do is Kinmap's to say, so that two councils mean the same by it."""

    name = forms.TextField(label="What do you call this role?", longest=100, size="s", missing="Enter a name")
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, named: RoleName, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = named.name
        self.fields["version"].initial = named.edition
