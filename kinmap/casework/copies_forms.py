"""Choosing whom a copy is for, and saying how it was handed over."""

from typing import Any, ClassVar
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.casework.copying import copies_offered, recipients
from kinmap.casework.shelves import print_documents
from kinmap.documents.models import Issue
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms


def with_role(member: FamilyMember) -> str:
    """A name with who that is: "Dee Larkin (mum)"."""
    organisation = member.person.organisation.name if member.person.organisation else ""
    who = ", ".join(part for part in (member.person.job_title or member.describes, organisation) if part)
    return f"{member.person.name} ({who})" if who else member.person.name


class ChooseCopyForm(forms.KitForm):
    """Which document, for whom. The form of copy follows from who it is for, and can be changed."""

    document = forms.RadiosField(label="What do you want to print?", missing="Choose what to print")
    person = forms.SelectField(label="Who is this copy for?", coerce=UUID, missing="Choose whom the copy is for")
    copy = forms.SelectField(
        label="Which form", choices=Issue.Copy.choices, blank="The one that suits them", required=False, mark=False,
        hint="Family copies have large plain type. A child’s copy is about that child alone.",
    )  # fmt: skip

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {member.person_id: member for member in recipients(family, reader)}
        documents = [one for one in print_documents if reader.may(one.needs)]
        self.offer("document", [(one.name, f"{one.words} ({one.paper})") for one in documents])
        self.offer("person", [(pk, with_role(member)) for pk, member in self.members.items()])

    def clean(self) -> dict[str, Any]:
        """The copy that suits the person, unless another was chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        member = self.members.get(cleaned.get("person"))  # type: ignore[arg-type]
        if member is not None:
            cleaned["copy"] = cleaned.get("copy") or copies_offered(member)
        return cleaned


class HandOverForm(forms.WriteForm):
    """Handing over what was previewed: ``words`` is the digest of the preview that the preparer saw."""

    how = forms.RadiosField(label="How are you handing it over?", choices=Issue.How.choices, inline=False, small=True)
    words = forms.HiddenField()

    answers: ClassVar = ("how", "words")
