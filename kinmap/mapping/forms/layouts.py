"""Whose eyes to look at the map with."""

from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.casework.copying import recipients
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms


class WhoseEyesForm(forms.KitForm):
    """Somebody of the family and its network; professionals have eyes of their own."""

    reader = forms.SelectField(label="Who is looking at it?", coerce=UUID, missing="Choose who is looking at it")

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family_and_friends = (m for m in recipients(family, reader) if m.role != FamilyMember.Role.PROFESSIONAL)
        self.members = {member.person_id: member for member in family_and_friends}
        self.offer("reader", [(pk, _who(member)) for pk, member in self.members.items()])

    def member(self) -> FamilyMember:
        """Who was chosen, in their place in the family."""
        return self.members[self.cleaned_data["reader"]]


def _who(member: FamilyMember) -> str:
    return f"{member.person.name} ({member.describes})" if member.describes else member.person.name
