"""What a decision about sharing asks for. Eight plain questions; the law's words stand beside each basis."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.copying import filed
from kinmap.casework.guard import people_choices
from kinmap.casework.models import Basis, SharingBasis, SharingDecision
from kinmap.casework.work_forms import AboutChildrenForm
from kinmap.documents.models import Issue
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.dates import plain_date

PLAIN = ("shared", "what", "to_whom", "recipient_words", "why", "basis", "detriment", "told_words", "how", "decided_by",
         "decided_on", "version")  # fmt: skip
#: How a copy was handed over, as a decision calls it.
HOW_OF_COPY = {how.value: how.value for how in Issue.How}
YES, NO = "yes", "no"


class DecisionForm(AboutChildrenForm):
    """One decision, to share or not to share."""

    shared = forms.RadiosField(
        label="What was decided?", choices=[(YES, "To share"), (NO, "Not to share")],
        hints={NO: "Say below what harm to the child was weighed."}, inline=False, small=True,
    )  # fmt: skip
    what = forms.TextAreaField(
        label="What exactly?", rows=3, longest=5000, missing="Enter what is shared, or not",
        hint="Only what this person needs. For example: that Mia’s plan changed, and who collects her on Fridays.",
    )  # fmt: skip
    copy = forms.SelectField(
        label="Which copy was it?", coerce=UUID, required=False, mark=False, blank="No copy from the filing cabinet"
    )
    to_whom = forms.RadiosField(
        label="With whom?", choices=SharingDecision.ToWhom.choices, small=True,
        reveals={SharingDecision.ToWhom.PERSON.value: ["recipient"]},
    )  # fmt: skip
    recipient = forms.SelectField(label="Which person?", coerce=UUID, required=False, mark=False)
    recipient_words = forms.TextField(
        label="Who is that, and where?", longest=300, required=False, mark=False,
        hint="Leave it empty for somebody of the family. For example: DC Martin Lowe, police, safeguarding unit.",
    )  # fmt: skip
    why = forms.TextAreaField(
        label="Why?", rows=3, longest=5000, missing="Enter why",
        hint="What it helps them do for the child, and why this much and not more.",
    )  # fmt: skip
    basis = forms.RadiosField(label="On what basis?", small=True)
    detriment = forms.TextAreaField(
        label="What harm could sharing do to the child, and what did you make of it?", rows=3, longest=5000,
        required=False, mark=False, hint="Needed when it is not shared, and for the duty to disclose.",
    )  # fmt: skip
    told = forms.RadiosField(
        label="Does the family know?", choices=[(YES, "Yes"), (NO, "No")], inline=False, small=True
    )
    told_words = forms.TextAreaField(
        label="Who told whom, and when? Or why not?", rows=2, longest=2000,
        missing="Enter who told the family and when, or why they were not told",
    )  # fmt: skip
    how = forms.SelectField(
        label="How was it sent or said?", choices=SharingDecision.How.choices, required=False, mark=False,
        blank="Nothing was sent",
    )  # fmt: skip
    decided_by = forms.TextField(label="Who decided?", longest=200, missing="Enter who decided")
    decided_on = forms.DateField(label="When?", past=True, initial=timezone.localdate)
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(
        self, *args: Any, family: Family, reader: Reader, guarded: SharingDecision | None = None,
        handed: Issue | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, family=family, reader=reader, guarded=guarded, **kwargs)
        self.bases = SharingBasis.known()
        stands_on = guarded.basis if guarded else ""
        offered = [one for one in self.bases.values() if one.offered or one.code == stands_on]
        self.offer("basis", [(one.code, one.words) for one in offered])
        self.fields["basis"].widget.hints = {one.code: hint for one in offered if (hint := hint_of(one))}
        self.offer_reference(
            "recipient", people_choices(family, reader), current=guarded.recipient_id if guarded else None
        )
        copies = [(one.pk, _in_short(one)) for one in filed(family, reader)]
        given = handed.pk if handed else None
        self.offer_reference("copy", copies, current=guarded.copy_id if guarded else given)
        if guarded is not None:
            self.offer_children([(one.id, one.name) for one in self.offered], standing=guarded.children)
            stands = {name: getattr(guarded, name) for name in PLAIN}
            told = YES if guarded.told_family else NO
            self.initial = {**self.initial, **stands, "shared": YES if guarded.shared else NO, "told": told}
            return
        self.fields["decided_by"].initial = reader.name
        self.fields["sharing"].initial = Sharing.PROFESSIONALS
        if handed is not None:
            self._known_from(handed)

    def _known_from(self, handed: Issue) -> None:
        """A copy that was handed over says already what, to whom, how and when, and about whom."""
        offered = {one.id for one in self.offered}
        self.initial = {
            **self.initial, "shared": YES, "what": f"{handed.title}, {handed.get_copy_display().lower()}",
            "to_whom": SharingDecision.ToWhom.PERSON, "recipient": handed.recipient_id,
            "how": HOW_OF_COPY[handed.how], "decided_on": timezone.localtime(handed.handed_at).date(),
            "children": [child for child in handed.children if child in offered],
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Somebody is named, and the harm is weighed where it must be."""
        cleaned = super().clean()
        if cleaned.get("to_whom") == SharingDecision.ToWhom.PERSON:
            if not self.reference("recipient"):
                self.add_error("recipient", "Choose the person")
        elif cleaned.get("to_whom") and not cleaned.get("recipient_words"):
            self.add_error("recipient_words", "Enter who that is, and where")
        basis = self.bases.get(str(cleaned.get("basis")))
        weighed = cleaned.get("shared") == NO or (basis is not None and basis.weighs_detriment)
        if weighed and not cleaned.get("detriment"):
            self.add_error("detriment", "Enter what harm to the child was considered")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``SharingDecision.decide`` and ``put_right`` want."""
        said = self.cleaned_data
        person = said["to_whom"] == SharingDecision.ToWhom.PERSON
        plain = ("what", "to_whom", "why", "basis", "detriment", "told_words", "decided_by", "decided_on")
        return {
            **{name: said[name] for name in plain}, **self.guard(), "children": self.about(),
            "shared": said["shared"] == YES, "told_family": said["told"] == YES, "how": said["how"] or "",
            "recipient_id": self.reference("recipient") if person else None, "copy_id": self.reference("copy"),
            "recipient_words": "" if person else said["recipient_words"],
        }  # fmt: skip


class PutRightForm(DecisionForm):
    """Correcting a decision: the same questions, and why."""

    why_changed = forms.TextField(
        label="Why do you correct it?", longest=300, missing="Enter why you correct it",
        hint="What it said before stays, with this reason.",
    )  # fmt: skip

    def words(self) -> dict[str, Any]:
        """The corrected facts with their reason."""
        return {**super().words(), "why_changed": self.cleaned_data["why_changed"]}


class WithdrawForm(forms.WriteForm):
    """A decision that no longer holds."""

    why = forms.TextField(label="Why does it no longer hold?", longest=300, missing="Enter why it no longer holds")
    version = forms.HiddenField(coerce=int)


class BasisForm(forms.WriteForm):
    """What the council says of one basis, with its source."""

    name = forms.TextField(label="What is it called here?", longest=100, missing="Enter a name")
    offered = forms.RadiosField(
        label="Can a decision rest on it?", choices=[(YES, "Yes"), (NO, "No, not here")], inline=True, small=True
    )
    since = forms.DateField(
        label="From which day?", required=False, hint="Leave it empty when it has been in force all along."
    )
    source = forms.TextField(
        label="Where is that written?", longest=300, missing="Enter where that is written",
        hint="The law or guidance that says so, with its date.",
    )  # fmt: skip
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, said: SharingBasis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "name": said.name, "offered": YES if said.offered else NO, "since": said.since, "source": said.source,
            "version": said.edition, **self.initial,
        }  # fmt: skip

    def words(self) -> dict[str, Any]:
        """What ``SharingBasis.say`` wants."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("name", "since", "source", "version")}
        return {**plain, "offered": said["offered"] == YES}


def hint_of(basis: Basis) -> str:
    """What helps to choose a basis; what could not be confirmed says so."""
    unsure = "Check that it is in force: its first day could not be confirmed." if basis.unsure else ""
    return " ".join(part for part in (basis.hint, unsure) if part)


def _in_short(issue: Issue) -> str:
    return f"{issue.title} for {issue.recipient.name}, {plain_date(timezone.localtime(issue.handed_at).date())}"
