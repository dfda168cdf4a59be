"""Who is related to whom, and who holds parental responsibility for which child."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kinmap.families.models import ParentalResponsibility, Person, Relationship
from kinmap.kit import forms

#: A relationship said from the other end begins so in the form's values.
TURNED = "of:"


def kinds_both_ways() -> list[tuple[str, str]]:
    """Every kind, from either end: "parent of …" and "child of …"."""
    choices: list[tuple[str, str]] = []
    for kind in Relationship.Kind:
        choices.append((kind.value, str(kind.label)))
        if kind.value in Relationship.INVERSE:
            choices.append((f"{TURNED}{kind.value}", Relationship.INVERSE[kind.value]))
    return choices


class RelationshipForm(forms.WriteForm):
    """Said from one person's page: they are the *kind* of somebody else."""

    kind = forms.SelectField(label="They are", choices=kinds_both_ways(), missing="Choose how they are related")
    other = forms.SelectField(label="Of whom?", coerce=UUID, missing="Choose a person")
    words = forms.TextField(label="In your words", hint="For example: takes Mia to dance on Fridays.", required=False)
    started = forms.DateField(label="Since", required=False)

    def __init__(self, *args: Any, others: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {other.pk: other for other in others}
        self.offer("other", [(other.pk, other.name) for other in self.people.values()])

    def said(self, person: Person) -> dict[str, Any]:
        """What ``Relationship.say`` takes, turned round when it was said from the other end."""
        kind, other = self.cleaned_data["kind"], self.people[self.cleaned_data["other"]]
        facts = {"words": self.cleaned_data["words"], "started": self.cleaned_data["started"]}
        if kind.startswith(TURNED):
            return {"person": other, "kind": kind.removeprefix(TURNED), "other": person, **facts}
        return {"person": person, "kind": kind, "other": other, **facts}


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
