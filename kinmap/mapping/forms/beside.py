"""What is set beside an entry: somebody's own view, a link, a wording for another reader."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields, people_choices
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.mapping.cards import in_short
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, OtherView

ORDER = list(Category)


class OtherViewForm(GuardFields):
    """Somebody sees it differently: who, and in their words."""

    person = forms.SelectField(
        label="Who sees it differently?", coerce=UUID, blank="Nobody chosen", required=False, mark=False
    )
    person_words = forms.TextField(label="Or in words", required=False, mark=False, size="")
    words = forms.TextAreaField(label="What do they say, in their words?", missing="Enter what they say", rows=3)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.offer("person", people_choices(family, reader))

    def clean(self) -> dict[str, Any]:
        """A view is somebody's."""
        cleaned = super().clean()
        if not cleaned.get("person") and not cleaned.get("person_words"):
            self.add_error("person", "Choose who sees it differently, or say who in words")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``Entry.dispute`` wants."""
        person, cleaned = self.cleaned_data["person"], self.cleaned_data
        guarded = OtherView()
        guarded.restrict(**self.guard(), setter=self.reader.person_id)
        return {
            "person_id": person, "person_words": cleaned["person_words"], "words": cleaned["words"],
            "sharing": guarded.sharing, "named": guarded.named, "hidden_from": guarded.hidden_from,
        }  # fmt: skip


class LinkForm(forms.WriteForm):
    """Which other entry belongs with this one."""

    other = forms.SelectField(label="Which entry belongs with this one?", coerce=UUID, missing="Choose an entry")

    def __init__(self, *args: Any, entry: Entry, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Entry.objects.readable_by(reader).standing().filter(family_id=entry.family_id).exclude(pk=entry.pk)
        rows = sorted(
            others.values_list("pk", "category", "text", "place"), key=lambda row: (ORDER.index(row[1]), row[3])
        )
        self.offer("other", [(pk, f"{Category(category).label}: {in_short(text)}") for pk, category, text, _ in rows])


class WordingForm(forms.WriteForm):
    """Other words for somebody who may see only some of the children."""

    children = forms.ChildrenField(label="For readers of which children?")
    text = forms.TextAreaField(label="What should they read?", missing="Enter what they should read", rows=3)

    def __init__(self, *args: Any, children: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", children)
        self._all = frozenset(child for child, _ in children)

    def clean_children(self) -> frozenset[UUID]:
        """Some, not all: for all of them the entry's own words are there."""
        chosen: frozenset[UUID] = self.cleaned_data["children"]
        if chosen == self._all:
            raise ValidationError("Readers of all these children read the entry itself. Untick at least one child.")
        return chosen

    def facts(self) -> dict[str, Any]:
        """What ``Entry.word_for`` wants."""
        return {name: self.cleaned_data[name] for name in ("children", "text")}
