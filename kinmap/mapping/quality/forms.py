"""Waving a prompt away."""

from kinmap.kit import forms


class WaveForm(forms.WriteForm):
    """One prompt about an entry; its code stands in the address."""


class WaveMissingForm(forms.WriteForm):
    """One thing that is missing on the map."""

    code = forms.HiddenField()
    digest = forms.HiddenField()
