"""Choosing whom a copy is for, and saying how it was handed over."""

from typing import Any, ClassVar
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.casework.copying import Preview, copies_offered, documents_for, recipients
from kinmap.casework.shelves import PrintDocument
from kinmap.documents.models import Issue
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms


def with_role(member: FamilyMember) -> str:
    """A name with who that is: "Dee Larkin (mum)"."""
    organisation = member.person.organisation.name if member.person.organisation else ""
    who = ", ".join(part for part in (member.person.job_title or member.describes, organisation) if part)
    return f"{member.person.name} ({who})" if who else member.person.name


def _sizes(document: PrintDocument) -> str:
    """On which paper, and whether it can be had as a Word file."""
    return ", ".join([" or ".join(document.papers), *(["also as a Word file"] if document.outline else [])])


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
        documents = list(documents_for(family, reader))
        self.offer("document", [(one.name, one.words) for one in documents])
        self.fields["document"].widget.hints = {one.name: _sizes(one) for one in documents}
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
    format = forms.RadiosField(
        label="As what?", choices=Issue.Format.choices, inline=True, small=True, required=False, mark=False,
        hint="A Word file can be changed by whoever has it. What you gave is filed here as it was.",
    )  # fmt: skip
    alone = forms.TextAreaField(
        label="Why can nobody look at it first?", rows=2, longest=500, missing="Say why nobody can look at it first",
        hint="Your manager sees this, and somebody looks at the copy afterwards.",
    )  # fmt: skip
    words = forms.HiddenField()
    paper = forms.HiddenField(required=False)

    answers: ClassVar = ("how", "words")

    def __init__(self, *args: Any, shown: Preview, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not alone:
            del self.fields["alone"]
        self.fields["words"].initial = shown.words
        self.fields["paper"].initial = shown.wanted.size
        held = shown.document.formats
        if len(held) == 1:
            del self.fields["format"]
        else:
            self.offer("format", [one for one in Issue.Format.choices if one[0] in held], initial=held[0])

    def chosen(self) -> dict[str, str]:
        """What ``hand_over`` wants to know."""
        return {"how": self.cleaned_data["how"], "format": self.cleaned_data.get("format") or Issue.Format.PDF}
