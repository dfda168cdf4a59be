"""Why a thing is late."""

from kinmap.kit import forms


class LateForm(forms.WriteForm):
    """A reason that is true, in a sentence. It is shown beside the limit, which stays missed."""

    late_reason = forms.TextAreaField(
        label="Why is it late?", rows=3, longest=1000, missing="Enter why it is late",
        hint="A true reason is worth more than a date in time. The limit stays shown as missed.",
    )  # fmt: skip
    version = forms.HiddenField(coerce=int)
