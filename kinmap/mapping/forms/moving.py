"""Moving an entry, taking it off the map, and saying whether the family has seen the map."""

from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.kit import forms
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry
from kinmap.mapping.moving import Step, new_place


class MoveForm(forms.WriteForm):
    """Where to: a category, and before which entry or one step up or down. Nothing said: to its end."""

    category = forms.SelectField(label="Where does it belong?", coerce=Category, blank=None)
    version = forms.HiddenField(coerce=int)
    before = forms.HiddenField(coerce=UUID, required=False)
    step = forms.HiddenField(coerce=Step, required=False)

    def __init__(self, *args: Any, headings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].widget.attrs["data-focus"] = True  # in the panel of a card it is what one came for
        self.offer("category", headings)

    def where_to(self, entry: Entry, *, reader: Reader) -> dict[str, Any]:
        """What ``Entry.move_to`` wants: the category, the place in it and the version that the mover saw."""
        category, before, step = (self.cleaned_data[name] for name in ("category", "before", "step"))
        others = entry.neighbours(category=category, reader=reader)
        place = new_place(others, before=before, step=step if category == entry.category else None, place=entry.place)
        return {"category": category, "place": place, "version": self.cleaned_data["version"]}


class TakeForm(forms.WriteForm):
    """Taking an entry off the map, or putting it back."""

    version = forms.HiddenField(coerce=int, required=False)


class SharedForm(forms.WriteForm):
    """Whether the family has seen the map; if not, by when they will."""

    seen = forms.RadiosField(
        label="Has the family seen this map, or made it with you?",
        choices=[("yes", "Yes"), ("no", "Not yet")], reveals={"no": ["share_by"]}, missing="Choose yes or not yet",
    )  # fmt: skip
    share_by = forms.DateField(label="By when will they see it?", future=True, required=False, mark=False)

    def clean(self) -> dict[str, Any]:
        """A map made without the family has a day by which they will see it (domain.md §1.6)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("seen") == "no" and not cleaned.get("share_by") and "share_by" not in self.errors:
            self.add_error("share_by", "Enter the day by which the family will see it")
        return cleaned

    def answer(self) -> dict[str, Any]:
        """What ``Map.seen_by_family`` wants."""
        seen = self.cleaned_data["seen"] == "yes"
        return {"seen": seen, "share_by": None if seen else self.cleaned_data["share_by"]}
