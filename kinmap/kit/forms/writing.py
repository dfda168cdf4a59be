"""The forms that pages use: ``KitForm`` to ask, ``WriteForm`` to write."""

from typing import Any, Protocol, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kinmap.kit.forms.look import Choices
from kinmap.kit.forms.problems import error_summary
from kinmap.kit.identity import new_id


class _Offering(Protocol):
    initial: Any

    def offer(self, choices: Choices) -> None: ...


class KitForm(forms.Form):
    """A form in GOV.UK's markup: ``{{ form.error_summary }}``, then ``{{ form.name.as_field_group }}``."""

    # Messages come from the server, in one place and in our words; the browser's own bubbles vanish.
    use_required_attribute = False

    @property
    def error_summary(self) -> SafeString:
        """What is wrong, with a link to each box; nothing when all is well."""
        return error_summary(self)

    @property
    def hidden(self) -> SafeString:
        """Every hidden field at once: put ``{{ form.hidden }}`` under ``{% csrf_token %}``."""
        return mark_safe("".join(str(field) for field in self.hidden_fields()))  # noqa: S308

    @property
    def open_fields(self) -> list[BoundField]:
        """The fields that ``{{ form }}`` draws: visible, and not under an answer of another field."""
        inside = {
            name
            for field in self.fields.values()
            for names in getattr(field.widget, "reveals", {}).values()
            for name in names
        }
        return [field for field in self.visible_fields() if field.name not in inside]

    def offer(self, name: str, choices: Choices, *, initial: Any = None) -> None:
        """Give a choice field the answers that this writer may choose from."""
        field = cast("_Offering", self.fields[name])
        field.offer(choices)
        if initial is not None:
            field.initial = initial


class WriteForm(KitForm):
    """A form that writes. ``write`` is the id of this one act of writing: the server puts a fresh one
    into every page it hands out (a device that was offline makes its own), so that the same form sent
    twice, by a double click or after a lost answer, is done once.
    """

    write = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=new_id,
        error_messages={
            "required": "This form could not be told apart from others. Send it again.",
            "invalid": "This form could not be told apart from others. Send it again.",
        },
    )
    #: Whether words that were not saved are kept as a draft. Not where somebody else than the person signed in types.
    drafted = True

    @property
    def hidden(self) -> SafeString:
        """The hidden fields; a form that came back also names the draft that its words were kept in."""
        sent = (self.data.get("_draft") or self.data.get(self.add_prefix("write")) or "") if self.is_bound else ""
        kept = format_html('<input type="hidden" name="_draft" value="{}">', sent) if sent else mark_safe("")
        return mark_safe(super().hidden + kept)  # noqa: S308
