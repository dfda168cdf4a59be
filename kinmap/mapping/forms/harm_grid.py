"""The harm analysis grid: the first time, the worst and the most recent, each as far as it is known."""

from collections.abc import Iterator
from typing import Any

from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.dates import PartialDate
from kinmap.mapping.categories import Category
from kinmap.mapping.people import faces_of

ROWS = {"first": "The first time", "worst": "The worst time", "last": "The most recent time"}
#: The columns after what was done, by the part of a harm statement that they become (practice guide 1.5).
COLUMNS = {
    "severity": "How bad was it?",
    "impact_on_child": "What did it do to this child?",
    "how_often": "How often before and since?",
    "how_known": "Who says so?",
}


class HarmGridForm(GuardFields):
    """Three rows; every one that has words becomes an entry of past harm."""

    children = forms.ChildrenField(label="Which child is it about?")
    who_did = forms.TextField(label="Who did it?", longest=200, required=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.offer_children(faces_of(family, reader).children)
        for row in ROWS:
            self.fields[f"{row}_done"] = forms.TextAreaField(
                label="What was done?", rows=2, longest=10_000, required=False, mark=False, size="s"
            )
            self.fields[f"{row}_when"] = forms.PartialDateField(label="When?", past=True, required=False, mark=False,
                                                                size="s")  # fmt: skip
            for column, label in COLUMNS.items():
                self.fields[f"{row}_{column}"] = forms.TextAreaField(
                    label=label, rows=1, longest=2_000, required=False, mark=False, size="s"
                )

    def clean(self) -> dict[str, Any]:
        """Something is written, and every row that says anything says what was done."""
        cleaned = super().clean()
        for row in ROWS:
            told = [cleaned.get(f"{row}_{column}") for column in COLUMNS]
            if any(told) and not cleaned.get(f"{row}_done"):
                self.add_error(f"{row}_done", "Enter what was done")
        if not self.errors and not any(cleaned.get(f"{row}_done") for row in ROWS):
            self.add_error("first_done", "Enter what was done, at least in one row")
        return cleaned

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """Each row with its boxes, to be drawn in order."""
        names = ("done", "when", *COLUMNS)
        return [(title, [self[f"{row}_{name}"] for name in names]) for row, title in ROWS.items()]

    def entries(self) -> Iterator[dict[str, Any]]:
        """The facts of one entry for each row with words, in the order of the grid."""
        said = self.cleaned_data
        for row, title in ROWS.items():
            if not said[f"{row}_done"]:
                continue
            when: PartialDate = said[f"{row}_when"]
            parts = {column: said[f"{row}_{column}"] for column in COLUMNS} | {"who_did": said["who_did"]}
            parts[f"when_{row}"] = title
            yield {
                "category": Category.PAST_HARM, "text": said[f"{row}_done"], "children": self.about(), **self.guard(),
                "parts": {name: value for name, value in parts.items() if value},
                "event_date": when.day, "date_precision": when.precision,
            }  # fmt: skip
