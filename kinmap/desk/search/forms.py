"""What is typed into search: one line, or boxes of their own."""

from django.urls import reverse
from django.utils.http import urlencode

from kinmap.families.asked import Asked
from kinmap.kit import forms


class SearchForm(forms.KitForm):
    """One line is enough; the boxes are for whoever wants to be exact."""

    q = forms.TextField(
        label="Who are you looking for?", size="m", longest=300, autocomplete="off", spellcheck=False, required=False,
        mark=False, hint="Name in any order, known-as, date of birth, number or the beginning of a postcode.",
    )  # fmt: skip
    name = forms.TextField(label="Name", longest=200, width=20, autocomplete="off", spellcheck=False, required=False)
    born = forms.DateField(label="Date of birth or due date", required=False)
    number = forms.TextField(
        label="Council number or family reference", longest=30, width=10, autocomplete="off", spellcheck=False,
        required=False,
    )  # fmt: skip
    postcode = forms.TextField(
        label="Postcode", hint="The beginning is enough, such as NM4.", longest=10, width=10, autocomplete="off",
        spellcheck=False, required=False,
    )  # fmt: skip

    boxes = ("name", "born", "number", "postcode")

    def asked(self) -> Asked:
        """What to look for."""
        typed = self.cleaned_data
        return Asked.of(typed["q"]).and_also(Asked.in_boxes(**{box: typed[box] for box in self.boxes}))

    @property
    def boxes_are_used(self) -> bool:
        """Whether the boxes should stand open."""
        return self.is_bound and any(self.data.get(box) for box in (*self.boxes, "born-day", "born-month", "born-year"))

    def opening_address(self) -> str:
        """Where a new family is opened, with the name that was typed already in its boxes."""
        typed = f"{self.cleaned_data['q']} {self.cleaned_data['name']}" if self.is_bound and self.is_valid() else ""
        names = [piece.strip(",.;:") for piece in typed.split() if piece.strip(",.;:").replace("-", "").isalpha()]
        first, last = (names[0], " ".join(names[1:])) if names else ("", "")
        address = reverse("casework:open_family")
        return f"{address}?{urlencode({'first_name': first, 'last_name': last})}" if names else address
