"""Who is related to whom, and who holds parental responsibility for which child."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kinmap.families.kin_words import BACK, ORDER, kin_words
from kinmap.families.models import ParentalResponsibility, Person
from kinmap.kit import forms

#: A relationship said from the other end begins so in the form's values.
TURNED = "of:"


def kinds_both_ways(gender: str) -> list[tuple[str, str]]:
    """Every kind, from either end: "mother of …" and "daughter of …"."""
    choices: list[tuple[str, str]] = []
    for kind in ORDER:
        choices.append((kind, kin_words(kind, back=False, gender=gender)))
        if kind in BACK:
            choices.append((f"{TURNED}{kind}", kin_words(kind, back=True, gender=gender)))
    return choices


class RelationshipForm(forms.WriteForm):
    """Said from one person's page: they are the *kind* of somebody else."""

    kind = forms.SelectField(label="They are", missing="Choose how they are related")
    other = forms.SelectField(label="Of whom?", coerce=UUID, missing="Choose a person")
    words = forms.TextField(label="In your words", hint="For example: takes Mia to dance on Fridays.", required=False)
    started = forms.DateField(label="Since", required=False)

    def __init__(self, *args: Any, person: Person, others: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.offer("kind", kinds_both_ways(person.gender))
        self.people = {other.pk: other for other in others}
        self.offer("other", [(other.pk, other.name) for other in self.people.values()])

    def said(self) -> dict[str, Any]:
        """What ``Relationship.say`` takes, turned round when it was said from the other end."""
        kind, other = self.cleaned_data["kind"], self.people[self.cleaned_data["other"]]
        facts = {"words": self.cleaned_data["words"], "started": self.cleaned_data["started"]}
        if kind.startswith(TURNED):
            return {"person": other, "kind": kind.removeprefix(TURNED), "other": self.person, **facts}
        return {"person": self.person, "kind": kind, "other": other, **facts}


class ResponsibilityForm(forms.WriteForm):
    """Parental responsibility for one child (Children Act 1989 s.3): who holds it and on what it rests."""

    person = forms.SelectField(label="Who holds it?", coerce=UUID, missing="Choose a person")
    basis = forms.RadiosField(
        label="On what does it rest?", choices=ParentalResponsibility.Basis.choices,
        initial=ParentalResponsibility.Basis.UNKNOWN, small=True,
    )  # fmt: skip
    started = forms.DateField(label="Since", required=False, past=True)

    def __init__(self, *args: Any, grown_ups: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in grown_ups}
        self.offer("person", [(person.pk, person.name) for person in self.people.values()])

    def held(self) -> dict[str, Any]:
        """What ``ParentalResponsibility.hold`` takes, but for the child."""
        typed = self.cleaned_data
        return {"person": self.people[typed["person"]], "basis": typed["basis"], "started": typed["started"]}
