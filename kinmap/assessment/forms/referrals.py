"""A referral, and what is decided on it for each child."""

from typing import Any

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.assessment.codes import NEEDS, SOURCES
from kinmap.assessment.forms.about import AboutForm, SomeChildrenForm, not_before
from kinmap.assessment.models import Contact, Referral, ReferralDecision
from kinmap.assessment.models.act import seen_in
from kinmap.kit import forms


class ReferralForm(AboutForm):
    """Who asked the council to act, when, and why."""

    own = ("received", "source", "reason")
    starts_at = Sharing.PROFESSIONALS

    received = forms.DateField(
        label="Day of the referral", past=True, initial=timezone.localdate,
        hint="The assessment’s 45 working days are counted from the day after it.",
    )  # fmt: skip
    source = forms.SelectField(label="Who referred?", choices=list(SOURCES.items()), missing="Choose who referred")
    reason = forms.TextAreaField(label="Why?", rows=5, missing="Enter why they refer the children")

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        if contact is not None:
            for name in self.own:
                self.fields[name].initial = getattr(contact, name)
            self.fields["children"].initial = list(contact.children)
            self.fields["sharing"].initial = contact.sharing
            self.fields["named"].initial = list(contact.named)
            self.fields["hidden_from"].initial = list(contact.hidden_from)

    def facts(self) -> dict[str, Any]:
        """The referral's own words, and the contact that it came from."""
        return super().facts() | ({"contact": self.contact} if self.contact else {})


DECISION_HINTS: dict[str, str] = {
    ReferralDecision.Decision.ASSESSMENT: "Under section 17, within 45 working days of the referral.",
    ReferralDecision.Decision.STRATEGY: "When a child is suffering or likely to suffer significant harm.",
    ReferralDecision.Decision.EARLY_HELP: "With the family’s agreement.",
    ReferralDecision.Decision.NO_ACTION: "Say why below.",
}


class DecideReferralForm(SomeChildrenForm):
    """What is decided for some of the children, within one working day."""

    decision = forms.RadiosField(
        label="What was decided?", choices=ReferralDecision.Decision.choices, hints=DECISION_HINTS,
        missing="Choose what was decided",
    )  # fmt: skip
    need = forms.SelectField(
        label="The child’s main need", choices=list(NEEDS.items()), missing="Choose the main need",
        hint="As the children in need census asks it.",
    )  # fmt: skip
    reason = forms.TextAreaField(label="Why?", rows=3, required=False)
    on = forms.DateField(label="Decided on", past=True, initial=timezone.localdate)
    seen = forms.HiddenField(required=False)

    def __init__(self, *args: Any, referral: Referral, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral = referral
        decided = ReferralDecision.on_referral(referral, reader=reader)
        self.fields["seen"].initial = seen_in(decided)
        self.stand_as(decided, ("decision", "need", "reason", "on"))

    def clean(self) -> dict[str, Any]:
        """Not before the referral; no further action needs its reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        not_before(self, "on", self.referral.received, "This is before the referral")
        if cleaned.get("decision") == ReferralDecision.Decision.NO_ACTION and not cleaned.get("reason"):
            self.add_error("reason", "Enter why there is no further action")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``Referral.decide`` wants."""
        names = ("decision", "need", "reason", "on", "seen")
        return {"children": self.chosen(), **{name: self.cleaned_data[name] for name in names}}
