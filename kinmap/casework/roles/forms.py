"""What a council calls a role, and what signing in asks of its people."""

from typing import Any

from kinmap.access.models import RoleName
from kinmap.kit import forms


class RoleNameForm(forms.WriteForm):
    """Name and second step. What the role may do is Kinmap's to say, so that two councils mean the same by it."""

    name = forms.TextField(label="What do you call this role?", longest=100, size="s", missing="Enter a name")
    second_step = forms.RadiosField(
        label="Do people in this role sign in with a second step?",
        hint="An app on their phone or a passkey, besides the password. A change holds from each one’s next sign-in.",
        choices=[("yes", "Yes, they must have one"), ("no", "No, a password is enough")],
        missing="Say whether they need a second step",
    )
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, named: RoleName, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = named.name
        self.fields["second_step"].initial = "yes" if named.second_step else "no"
        self.fields["version"].initial = named.edition
