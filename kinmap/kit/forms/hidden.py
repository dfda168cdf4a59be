"""Values that travel with a form out of sight: the version being edited, the entry being linked."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kinmap.kit.forms.look import KitField
from kinmap.kit.forms.words import clean_words


class HiddenField(KitField, forms.Field):
    """A hidden value; ``coerce`` makes it an ``int``, a ``UUID`` or whatever the verb wants."""

    widget = forms.HiddenInput
    mark = False

    def __init__(self, *, coerce: Callable[[str], Any] = str, required: bool = True, initial: Any = None) -> None:
        self.coerce = coerce
        says = "This form came back incomplete. Open the page again; your words are still here."
        super().__init__(required=required, initial=initial, error_messages={"required": says})

    def to_python(self, value: Any) -> Any:
        if value in (None, ""):
            return None
        try:
            return self.coerce(clean_words(str(value)))
        except (ValueError, ArithmeticError) as wrong:
            raise ValidationError(self.error_messages["required"], code="invalid") from wrong
