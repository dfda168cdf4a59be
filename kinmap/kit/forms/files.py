"""A box for a file."""

from collections.abc import Sequence
from typing import Any, Unpack

from django import forms

from kinmap.kit.arrived import MOST, MOST_DOTS, Kind, NotTaken, endings, looked_at
from kinmap.kit.forms.look import KitField, Look


class FileField(KitField, forms.FileField):
    """A file from this device, looked at before anybody takes it: answers what it really is (``Taken``).

    ``kinds`` are the only ones that are taken in; ``most`` is in bytes; ``dots`` are a picture's.
    """

    def __init__(self, *, kinds: Sequence[Kind], most: int = MOST, dots: int = MOST_DOTS, **look: Unpack[Look]) -> None:
        self.kinds, self.most, self.dots = kinds, most, dots
        told = self.told(look, "Choose a file")
        super().__init__(widget=forms.FileInput(attrs={"accept": endings(kinds)} if kinds else {}), **told)
        self.error_messages["empty"] = "This file is empty"

    def to_python(self, data: Any) -> Any:
        chosen = super().to_python(data)
        if chosen is None:
            return None
        if chosen.size > self.most:
            raise forms.ValidationError(f"This file is larger than {self.most // 1_000_000} MB, the most that fits.")
        try:
            return looked_at(chosen.read(), claims=str(chosen.name), kinds=self.kinds, most=self.most, dots=self.dots)
        except NotTaken as refused:
            raise forms.ValidationError(str(refused)) from refused
