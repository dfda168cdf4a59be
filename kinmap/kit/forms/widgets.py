"""Widgets that Django does not have, or draws otherwise than GOV.UK Frontend does."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

RATHER_NOT_SAY = "rather_not_say"


class Items:
    """Radios and tick boxes: ids as GOV.UK makes them (``x``, ``x-2``, ``x-3``), hints and reveals."""

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        divider_before: str = "",
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__()
        self.hints = dict(hints or {})
        self.reveals = {value: list(names) for value, names in (reveals or {}).items()}
        self.divider_before, self.inline, self.small = divider_before, inline, small
        #: Filled by the bound field: the revealed fields, for the template to draw.
        self.revealed: dict[str, list[Any]] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        base = context["widget"]["attrs"].get("id") or name
        items = [option for _, options, _ in context["widget"]["optgroups"] for option in options]
        place = 0
        for item in items:
            key = str(item["value"])
            item["divider"] = bool(self.divider_before) and key == self.divider_before
            place += 2 if item["divider"] else 1  # GOV.UK counts the divider too
            item["id"] = base if place == 1 else f"{base}-{place}"
            item["hint"] = self.hints.get(key, "")
            item["revealed"] = self.revealed.get(key, [])
        context["widget"] |= {"items": items, "inline": self.inline, "small": self.small}
        return context


class Radios(Items, forms.RadioSelect):
    """Radio buttons."""

    template_name = "kit/widgets/radios.html"


class Checkboxes(Items, forms.CheckboxSelectMultiple):
    """Tick boxes."""

    template_name = "kit/widgets/checkboxes.html"


class ChildrenPicker(Items, forms.CheckboxSelectMultiple):
    """A row of first names with "All children" before them when there are several.

    The "All children" box travels under a name of its own, so that it works without a script. It is
    never sent out ticked: somebody who unticks one child must not still be saying "all".
    """

    template_name = "kit/widgets/children.html"

    def all_name(self, name: str) -> str:
        return f"{name}-all"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id") or name
        context["widget"] |= {"all_name": self.all_name(name), "all_id": f"{base}-all"}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if data.get(self.all_name(name)):
            return [str(value) for value, _ in self.choices]
        return super().value_from_datadict(data, files, name)


class ScaleRow(forms.RadioSelect):
    """0 to 10 with halves as a row of large buttons between its two written ends."""

    template_name = "kit/widgets/scale.html"

    def __init__(self, *, low: str = "", high: str = "", may_decline: bool = True) -> None:
        super().__init__()
        self.low, self.high, self.may_decline = low, high, may_decline

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id") or name
        items = [option for _, options, _ in context["widget"]["optgroups"] for option in options]
        for place, item in enumerate(items):
            item["id"] = base if place == 0 else f"{base}-{place + 1}"
            item["half"] = str(item["value"]).endswith(".5")
        steps = [item for item in items if item["value"] != RATHER_NOT_SAY]
        decline = [item for item in items if item["value"] == RATHER_NOT_SAY]
        context["widget"] |= {
            "steps": steps, "decline": decline[0] if decline else None,
            "low": self.low, "high": self.high, "base": base,
        }  # fmt: skip
        return context
