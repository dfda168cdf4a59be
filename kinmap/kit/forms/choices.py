"""Fields that offer answers to choose from."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Unpack
from uuid import UUID

from django import forms

from kinmap.kit.forms.look import Choices, KitField, Look
from kinmap.kit.forms.widgets import RATHER_NOT_SAY, Checkboxes, ChildrenPicker, Radios, ScaleRow

Coerce = Callable[[Any], Any]


def _choose(look: Look) -> str:
    label = str(look.get("label") or "this")
    return f"Answer “{label}”" if label.endswith("?") else f"Choose an answer for “{label}”"


class SelectField(KitField, forms.TypedChoiceField):
    """One answer from a long list. For up to seven answers, radios are kinder."""

    def __init__(
        self,
        *,
        choices: Choices = (),
        coerce: Coerce = str,
        blank: str | None = "Choose",
        **look: Unpack[Look],
    ) -> None:
        self.blank = blank
        super().__init__(coerce=coerce, empty_value=None, **self.told(look, _choose(look)))
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Offer these answers, with an empty one first unless ``blank`` is ``None``."""
        first = [] if self.blank is None else [("", self.blank)]
        self.choices = [*first, *choices]


class RadiosField(KitField, forms.TypedChoiceField):
    """One answer of a few.

    ``reveals`` names the fields that belong to an answer: they are drawn under it (hidden by script
    until it is chosen, in sight without script), so the page must not draw them again.
    """

    widget: Radios

    def __init__(
        self,
        *,
        choices: Choices = (),
        coerce: Coerce = str,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        divider_before: str = "",
        inline: bool = False,
        small: bool = False,
        **look: Unpack[Look],
    ) -> None:
        widget = Radios(hints=hints, reveals=reveals, divider_before=divider_before, inline=inline, small=small)
        told = self.told(look, _choose(look))
        super().__init__(choices=list(choices), coerce=coerce, empty_value=None, widget=widget, **told)

    def offer(self, choices: Choices) -> None:
        """Offer these answers."""
        self.choices = list(choices)


class CheckboxesField(KitField, forms.TypedMultipleChoiceField):
    """Any number of a few answers; cleans to a list in the order offered."""

    widget: Checkboxes

    def __init__(
        self,
        *,
        choices: Choices = (),
        coerce: Coerce = str,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        small: bool = False,
        **look: Unpack[Look],
    ) -> None:
        widget = Checkboxes(hints=hints, reveals=reveals, small=small)
        told = self.told(look, f"Tick at least one answer to “{look.get('label') or 'this'}”")
        super().__init__(coerce=coerce, widget=widget, **told)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Offer these answers."""
        self.offered = [str(key) for key, _ in choices]
        self.choices = list(choices)

    def clean(self, value: Any) -> list[Any]:
        ticked = {str(one) for one in super().clean(value)}
        return [self.coerce(key) for key in self.offered if key in ticked]


class ChildrenField(KitField, forms.TypedMultipleChoiceField):
    """Which children something is about: first names in a row, and "All children".

    Cleans to a ``frozenset`` of ids, never empty when required. The form offers the children that
    the writer may see: ``form.offer("children", [(child.pk, child.first_name), …])``.
    """

    widget: ChildrenPicker

    def __init__(self, *, coerce: Coerce = UUID, **look: Unpack[Look]) -> None:
        look.setdefault("label", "Which children is this about?")
        told = self.told(look, "Tick at least one child")
        super().__init__(coerce=lambda key: coerce(str(key)), widget=ChildrenPicker(), **told)

    def offer(self, choices: Choices) -> None:
        """Offer these children as (id, first name)."""
        self.choices = list(choices)

    def clean(self, value: Any) -> frozenset[Any]:
        return frozenset(super().clean(value))


class ScaleField(KitField, forms.TypedChoiceField):
    """0 to 10 in halves; cleans to a ``Decimal``, or ``None`` for "rather not say".

    ``low`` and ``high`` are the written ends of this scale (domain guide 1.4): a number without
    them means nothing.
    """

    widget: ScaleRow

    def __init__(self, *, low: str = "", high: str = "", may_decline: bool = True, **look: Unpack[Look]) -> None:
        steps = [Decimal(half) / 2 for half in range(21)]
        choices = [(f"{step:.1f}".removesuffix(".0"), _spoken(step)) for step in steps]
        if may_decline:
            choices.append((RATHER_NOT_SAY, "Rather not say"))
        told = self.told(look, "Choose a number, or “Rather not say”")
        super().__init__(
            choices=choices, coerce=_number, empty_value=None,
            widget=ScaleRow(low=low, high=high, may_decline=may_decline), **told,
        )  # fmt: skip

    def ends(self, *, low: str, high: str) -> None:
        """Write the ends of the scale that this form is about."""
        self.widget.low, self.widget.high = low, high

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.1f}".removesuffix(".0") if isinstance(value, Decimal) else value


def _spoken(step: Decimal) -> str:
    whole = int(step)
    return str(whole) if step == whole else f"{whole or ''}½"


def _number(typed: str) -> Decimal | None:
    return None if typed == RATHER_NOT_SAY else Decimal(typed)
