"""The strategy discussion, and how each child's enquiry ended."""

from typing import Any

from django.utils import timezone

from kinmap.access.sharing import Sharing
from kinmap.assessment.forms.about import AboutForm, SomeChildrenForm, not_before
from kinmap.assessment.models import Enquiry, StrategyDiscussion
from kinmap.assessment.models.act import seen_in
from kinmap.kit import forms

DECISION_HINTS: dict[str, str] = {
    StrategyDiscussion.Decision.ENQUIRE: "An enquiry begins for each child ticked above. If a conference follows, "
    "it is held within 15 working days of this discussion.",
    StrategyDiscussion.Decision.GO_ON: "The children are helped in another way.",
    StrategyDiscussion.Decision.NO_ACTION: "Say why below.",
}


class DiscussionForm(AboutForm):
    """Who met, about which children, and what they decided. The children of a discussion that was held stay."""

    own = ("on", "present", "reason")
    starts_at = Sharing.PROFESSIONALS

    on = forms.DateField(label="When was it held?", past=True, initial=timezone.localdate)
    present = forms.TextAreaField(
        label="Who took part?", rows=3,
        hint="Name and agency, one on each line. At least social care, police and health.",
        missing="Enter who took part",
    )  # fmt: skip
    decision = forms.RadiosField(
        label="What was decided?", choices=StrategyDiscussion.Decision.choices, hints=DECISION_HINTS,
        missing="Choose what was decided",
    )  # fmt: skip
    reason = forms.TextAreaField(label="Why?", rows=3, required=False, mark=False)

    def __init__(self, *args: Any, row: StrategyDiscussion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.row = row
        if row is not None:
            for stays in ("children", "decision"):
                del self.fields[stays]

    def facts(self) -> dict[str, Any]:
        """What ``hold`` and ``change`` want."""
        said = {name: self.cleaned_data[name] for name in self.own}
        if self.row is not None:
            return said
        return said | {"decision": self.cleaned_data["decision"], "children": self.chosen()}


class ConcludeForm(SomeChildrenForm):
    """How the enquiry ended for some of the children."""

    outcome = forms.RadiosField(
        label="What did it find?", choices=Enquiry.Outcome.choices, missing="Choose what it found",
        reveals={Enquiry.Outcome.CONFERENCE: ["conference_on"]},
    )  # fmt: skip
    conference_on = forms.DateField(
        label="Day of the initial conference", required=False, mark=False, hint="When it is known."
    )
    why = forms.TextAreaField(label="Why?", rows=3, missing="Enter why")
    ended = forms.DateField(label="The enquiry ended on", past=True, initial=timezone.localdate)
    seen = forms.HiddenField(required=False)

    def __init__(self, *args: Any, discussion: StrategyDiscussion, rows: list[Enquiry], **kwargs: Any) -> None:
        super().__init__(*args, children=[(row.child_id, row.child.called) for row in rows], **kwargs)
        self.discussion = discussion
        self.fields["seen"].initial = seen_in(rows)
        self.stand_as(rows, ("outcome", "conference_on", "why", "ended"))

    def clean(self) -> dict[str, Any]:
        """Neither its end nor the conference lies before the strategy discussion."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("ended", "conference_on"):
            not_before(self, name, self.discussion.on, "This is before the strategy discussion")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``StrategyDiscussion.conclude`` wants; a day of conference only where one follows."""
        said = self.cleaned_data
        held = said["conference_on"] if said["outcome"] == Enquiry.Outcome.CONFERENCE else None
        names = ("outcome", "why", "ended", "seen")
        return {"children": self.chosen(), "conference_on": held, **{name: said[name] for name in names}}
