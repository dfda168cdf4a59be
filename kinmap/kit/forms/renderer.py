"""The renderer that turns Django's forms, ours and other libraries', into GOV.UK Frontend's markup."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget, Input
from django.utils.safestring import SafeString

from kinmap.kit.forms.days import DateBoxes
from kinmap.kit.forms.look import KitField
from kinmap.kit.forms.widgets import ChildrenPicker, Items
from kinmap.kit.identity import new_id

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
)
_WITHOUT_CLASS = (forms.HiddenInput, forms.CheckboxInput, ChoiceWidget, DateBoxes)
_IN_FIELDSET = (forms.RadioSelect, forms.CheckboxSelectMultiple, DateBoxes)


class KitBoundField(BoundField):
    """A field of a form, with everything that the templates in ``kit/fields`` need to know."""

    @property
    def template_name(self) -> str:
        chosen = getattr(self.field, "template_name", None) or getattr(self.field, "template", "")
        if chosen:
            return str(chosen)
        if isinstance(self.widget, forms.CheckboxInput):
            return "kit/fields/tick.html"
        if isinstance(self.widget, forms.PasswordInput):
            return "kit/fields/password.html"
        return KitRenderer.field_template_name

    @property
    def widget(self) -> forms.Widget:
        return cast(forms.Widget, self.field.widget)

    @property
    def control_id(self) -> str:
        """The id that ``label for`` and hint and error ids are built on."""
        return str(self.widget.attrs.get("id") or self.auto_id or self.html_name)

    @property
    def first_id(self) -> str:
        """Where a link in the error summary goes: the first box to correct."""
        if isinstance(self.widget, DateBoxes):
            wrong = [part for part in self.widget.parts if part in self.wrong_parts]
            return f"{self.control_id}-{(wrong or self.widget.parts)[0]}"
        if isinstance(self.widget, ChildrenPicker) and len(self.widget.choices) > 1:  # type: ignore[arg-type]
            return f"{self.control_id}-all"
        return self.control_id

    @property
    def in_fieldset(self) -> bool:
        return isinstance(self.widget, _IN_FIELDSET)

    @property
    def legend_role(self) -> str:
        """Three boxes of one date are announced as a group; radios and ticks are one already."""
        return "group" if isinstance(self.widget, DateBoxes) else ""

    @property
    def size(self) -> str:
        return str(getattr(self.field, "size", "s"))

    @property
    def is_heading(self) -> bool:
        return bool(getattr(self.field, "heading", False))

    @property
    def optional(self) -> bool:
        """Whether to say "(optional)" after the label."""
        return bool(getattr(self.field, "mark", False)) and not self.field.required

    @property
    def group_class(self) -> str:
        return str(getattr(self.field, "group_class", ""))

    @property
    def group_data(self) -> dict[str, str]:
        return self.field.group_data() if isinstance(self.field, KitField) else {}

    @property
    def described_by(self) -> str:
        ids = [f"{self.control_id}-info"] if self.group_data else []
        ids += [f"{self.control_id}-hint"] if self.help_text else []
        ids += [f"{self.control_id}-error"] if self.errors else []
        return " ".join(ids)

    @property
    def wrong_parts(self) -> frozenset[str]:
        """The boxes of a date to mark; all of them when the error names none."""
        found: set[str] = set()
        for error in self.form.errors.as_data().get(self.name, []):
            parts = (error.params or {}).get("parts") if isinstance(error, ValidationError) else None
            found.update(parts or ("day", "month", "year"))
        return frozenset(found)

    def value(self) -> Any:
        """What to show. A form that came without a usable id gets a new one, or it could never be sent."""
        if isinstance(self.field, forms.UUIDField) and self.name == "write" and self.errors:
            return new_id()
        return super().value()

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> SafeString:
        if isinstance(self.widget, Items):
            self.widget.revealed = {
                answer: [self.form[name] for name in names if name in self.form.fields]
                for answer, names in self.widget.reveals.items()
            }
        if isinstance(self.widget, DateBoxes):
            self.widget.wrong = self.wrong_parts if self.errors else frozenset()
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.widget
        built = dict(attrs)
        if widget.attrs.get("placeholder"):
            built["placeholder"] = False  # words that vanish when one begins to type help nobody
        if self.field.disabled:
            built["disabled"] = True
        if isinstance(widget, forms.HiddenInput):
            return built
        if not self.in_fieldset and self.described_by:
            built["aria-describedby"] = self.described_by
        classes = self._classes(widget)
        if classes:
            built["class"] = classes
        return built

    def _classes(self, widget: forms.Widget) -> str:
        if isinstance(widget, _WITHOUT_CLASS) and not isinstance(widget, forms.Select):
            return ""
        own = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
        error = f"{own}--error" if own and self.errors else ""
        return " ".join(part for part in (own, widget.attrs.get("class", ""), error) if part)


class KitRenderer(TemplatesSetting):
    """``FORM_RENDERER``: finds templates where pages find theirs; needs ``django.forms`` installed."""

    form_template_name = "kit/fields/form.html"
    field_template_name = "kit/fields/field.html"
    bound_field_class = KitBoundField
