"""To which dimensions of the Assessment Framework an entry belongs."""

from typing import Any

from kinmap.kit import forms
from kinmap.mapping.framework import DOMAINS
from kinmap.mapping.models import Entry


class FrameworkForm(forms.WriteForm):
    """Ticks, domain by domain. None is as good as any."""

    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = entry.version
        for name, (label, held) in DOMAINS.items():
            self.fields[name] = forms.CheckboxesField(
                label=label, choices=list(held.items()), required=False, mark=False, small=True, size="s",
                initial=[code for code in held if code in entry.domains],
            )  # fmt: skip

    @property
    def domain_fields(self) -> list[Any]:
        """The three domains, to be drawn in order."""
        return [self[name] for name in DOMAINS]

    def codes(self) -> list[str]:
        """Every dimension that was ticked, in the framework's order."""
        return [code for name in DOMAINS for code in self.cleaned_data[name]]
