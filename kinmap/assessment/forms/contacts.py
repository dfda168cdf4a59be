"""Taking a contact, deciding on it, and putting it on a family's record."""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField
from django.utils import timezone

from kinmap.access.sharing import Sharing
from kinmap.assessment.codes import SOURCES
from kinmap.assessment.forms.about import AboutForm, not_before
from kinmap.assessment.models import Contact, ContactDecision
from kinmap.casework.clock import Clock
from kinmap.kit import forms

#: So many children can be named in one contact; more are written under "Who else".
MOST_CHILDREN = 6
NAMELESS = "If they do not know it, write what they call the child, such as “baby”."
_OF_A_CHILD = ("first_name", "last_name", "born", "about")


class ContactForm(forms.WriteForm):
    """What somebody tells us, as they say it. Nothing here asks whether we know the family: that comes next."""

    received = forms.DateField(label="When did they contact us?", past=True, initial=timezone.localdate)
    source = forms.SelectField(
        label="Who contacted us?", choices=list(SOURCES.items()), missing="Choose who contacted us"
    )
    name = forms.TextField(
        label="Their name", width=20, required=False, autocomplete="off", spellcheck=False,
        hint="And their job, if it is a professional. Leave it empty if they gave none.",
    )  # fmt: skip
    reached_at = forms.TextField(label="How to reach them", width=20, required=False, autocomplete="off")
    keep_private = forms.TickField(label="Their name must be kept private")
    private_why = forms.TextField(
        label="Why must it be kept private?", longest=300, required=False, mark=False,
        hint="They were promised it, or somebody could be in danger. Only you will see the name and this reason.",
    )  # fmt: skip
    reason = forms.TextAreaField(
        label="What are they worried about?", rows=6, hint="In their words, as near as you can.",
        missing="Enter what they are worried about",
    )  # fmt: skip
    others = forms.TextAreaField(label="Who else lives there, or helps?", rows=2, required=False)
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        if contact is not None:
            for gone in ("name", "reached_at", "keep_private", "private_why"):
                del self.fields[gone]
            for name in ("received", "source", "reason", "others", "version"):
                self.fields[name].initial = getattr(contact, name)
            return
        for number in range(MOST_CHILDREN):
            first = number == 0
            self.fields[f"first_name_{number}"] = forms.TextField(
                label="First name", longest=100, width=20, autocomplete="off", spellcheck=False, required=first,
                mark=False, hint=NAMELESS if first else "",
                missing="Enter the child’s first name, or what they call the child",
            )  # fmt: skip
            self.fields[f"last_name_{number}"] = forms.TextField(
                label="Last name", longest=100, width=20, autocomplete="off", spellcheck=False, required=False,
                mark=False,
            )  # fmt: skip
            self.fields[f"born_{number}"] = forms.DateField(label="Date of birth", required=False, mark=False)
            self.fields[f"about_{number}"] = forms.TextField(
                label="Age, school, address: what else do they know?", longest=200, required=False, mark=False
            )

    def clean(self) -> dict[str, Any]:
        """A private name has its reason; a child has a name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("keep_private") and not cleaned.get("private_why"):
            self.add_error("private_why", "Enter why the name must be kept private")
        if cleaned.get("keep_private") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter the name that is to be kept private, or take the tick away")
        for number in range(1, 0 if self.contact else MOST_CHILDREN):
            said = [cleaned.get(f"{part}_{number}") for part in _OF_A_CHILD]
            if any(said[1:]) and not said[0] and f"first_name_{number}" not in self.errors:
                self.add_error(f"first_name_{number}", "Enter this child’s first name, or what they call the child")
        return cleaned

    @property
    def child_rows(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The boxes of each child."""
        for number in range(0 if self.contact else MOST_CHILDREN):
            yield number + 1, [self[f"{part}_{number}"] for part in _OF_A_CHILD]

    @property
    def more_are_open(self) -> bool:
        """Whether the boxes of further children stand open: something is in one of them."""
        return any(field.value() or field.errors for number, row in self.child_rows if number > 1 for field in row[:2])

    def facts(self) -> dict[str, Any]:
        """The contact's own words."""
        return {name: self.cleaned_data[name] for name in ("received", "source", "reason", "others")}

    def words(self) -> dict[str, Any]:
        """What ``Contact.take`` wants."""
        said = self.cleaned_data
        rows = [{part: said[f"{part}_{number}"] for part in _OF_A_CHILD} for number in range(MOST_CHILDREN)]
        caller = {
            "name": said["name"], "reached_at": said["reached_at"], "private": said["keep_private"],
            "why": said["private_why"],
        }  # fmt: skip
        children = [row for row in rows if row["first_name"]]
        return self.facts() | {"children": children, "caller": caller if said["name"] else None, "id": said["write"]}


DECISION_HINTS: dict[str, str] = {
    ContactDecision.Decision.NO_ACTION: "Say why, so that whoever reads it later understands.",
    ContactDecision.Decision.ADVICE: "What was said, and to whom.",
    ContactDecision.Decision.EARLY_HELP: "With the family’s agreement.",
    ContactDecision.Decision.REFERRAL: "Find the child’s record, or open one: the referral is written there.",
}


class DecideContactForm(forms.WriteForm):
    """What is done about a contact, within one working day."""

    decision = forms.RadiosField(
        label="What happens now?", choices=ContactDecision.Decision.choices, hints=DECISION_HINTS,
        missing="Choose what happens now",
    )  # fmt: skip
    reason = forms.TextAreaField(label="Why?", rows=3, missing="Enter why")
    on = forms.DateField(label="Decided on", past=True, initial=timezone.localdate)
    late_reason = forms.TextField(
        label="Why is the decision late?", longest=300, required=False, mark=False,
        hint="The limit has passed. A true reason is worth more than a date in time.",
    )  # fmt: skip

    def __init__(self, *args: Any, contact: Contact, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        if not clock.late:
            del self.fields["late_reason"]
        else:
            self.fields["late_reason"].initial = contact.late_reason

    def clean(self) -> dict[str, Any]:
        """Not before they contacted us."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        not_before(self, "on", self.contact.received, "This is before they contacted us")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``Contact.decide`` wants."""
        names = ("decision", "reason", "on", "late_reason")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class RecordContactForm(AboutForm):
    """Which of the family's children a contact is about, and who may see it on their record."""

    own = ("received", "source", "reason", "others")
    starts_at = Sharing.PROFESSIONALS

    received = forms.DateField(label="When did they contact us?", past=True)
    source = forms.SelectField(label="Who contacted us?", choices=list(SOURCES.items()), blank=None)
    reason = forms.TextAreaField(
        label="What are they worried about?", rows=6, missing="Enter what they are worried about"
    )
    others = forms.TextAreaField(label="Who else lives there, or helps?", rows=2, required=False)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        on_record = contact.family_id is not None
        super().__init__(*args, row=contact if on_record else None, **kwargs)
        self.contact = contact
        if not on_record:  # its words were taken down already: here they only find their place
            for name in self.own:
                del self.fields[name]
