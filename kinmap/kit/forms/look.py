"""How a field looks: the words around it and the size of its label, the same for every kind of field."""

from collections.abc import Sequence
from typing import Any, Literal, TypedDict

from django import forms

Size = Literal["", "s", "m", "l", "xl"]


class Look(TypedDict, total=False):
    """What every field of the kit may be told, always by keyword."""

    label: str  # the question, as one would say it
    hint: str  # one or two sentences under the label
    size: Size  # how large the label is; "s" (bold) unless told
    heading: bool  # the label is also the heading of the page
    required: bool
    missing: str  # what to say when nothing was typed: "Enter …", "Choose …"
    mark: bool  # an optional field says "(optional)" unless this is False
    initial: Any
    disabled: bool


class KitField(forms.Field):
    """What the kit adds to a Django field; mixed in before the Django field of that kind."""

    size: Size = "s"
    heading: bool = False
    mark: bool = True
    #: The template around the widget; the form renderer's own when empty.
    template: str = ""
    #: Extra class of the form group, and its ``data-…`` attributes.
    group_class: str = ""

    def group_data(self) -> dict[str, str]:
        """``data-…`` attributes of the form group, without the prefix."""
        return {}

    def told(self, look: Look, says: str) -> dict[str, Any]:
        """Django's keywords from ours; ``says`` is the message for an empty required field."""
        self.size = look.get("size", "s")
        self.heading = look.get("heading", False)
        self.mark = look.get("mark", True)
        return {
            "label": look.get("label"),
            "help_text": look.get("hint", ""),
            "required": look.get("required", True),
            "initial": look.get("initial"),
            "disabled": look.get("disabled", False),
            "error_messages": {"required": look.get("missing", says)},
        }


Choices = Sequence[tuple[Any, str]]
