"""The single assessment: its frame, what was found for each child, and a manager's word."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.assessment.codes import FACTORS_BY_SUBJECT, NO_FACTOR, OTHER_FACTOR
from kinmap.assessment.forms.about import AboutForm, not_before
from kinmap.assessment.models import AssessedChild, Assessment
from kinmap.casework.guard import people_choices
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms

OFFERED = [
    (code, f"{subject}: {words[0].lower()}{words[1:]}" if len(some) > 1 or subject == "Asylum" else words)
    for subject, some in FACTORS_BY_SUBJECT.items()
    for code, words in some.items()
]


class AssessmentForm(AboutForm):
    """The frame of an assessment and its own words; what the map says is not written twice."""

    own = ("counted_from", "started", "review_on", "analysis", "family_view")

    counted_from = forms.DateField(
        label="Day of the referral", past=True, hint="The 45 working days are counted from the day after it.",
        missing="Enter the day of the referral",
    )  # fmt: skip
    started = forms.DateField(label="The assessment started on", past=True, initial=timezone.localdate)
    review_on = forms.DateField(
        label="Internal review", required=False,
        hint="When its lead and manager look at how far it has come: often after 10 working days.",
    )  # fmt: skip
    lead = forms.SelectField(label="Who leads it?", coerce=UUID, blank="Nobody chosen", required=False, mark=False)
    analysis = forms.TextAreaField(
        label="What do we make of it?", rows=6, required=False, mark=False,
        hint="The worries, strengths and goals stand on the map and are shown beside this. "
        "Say here what they mean together: what has to change, for whom, and how we would know.",
    )  # fmt: skip
    family_view = forms.TextAreaField(
        label="What does the family say about it?", rows=4, required=False, mark=False,
        hint="In their words, where they do not agree too.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, family: Family, reader: Reader, row: Assessment | None = None,
        referred: date | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, family=family, reader=reader, row=row, **kwargs)
        self.offer_reference("lead", _professionals(family, reader), current=row.lead_id if row else reader.person_id)
        if row is None:
            self.fields["counted_from"].initial = referred

    def clean(self) -> dict[str, Any]:
        """It starts on the day of the referral or later; a review lies within it."""
        cleaned = super().clean()
        not_before(self, "started", cleaned.get("counted_from"), "This is before the referral")
        not_before(self, "review_on", cleaned.get("started"), "This is before the assessment started")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The assessment's own words."""
        return super().facts() | {"lead_id": self.reference("lead")}


def _professionals(family: Family, reader: Reader) -> list[tuple[UUID, str]]:
    """Whoever could lead: the professionals among the family's people."""
    rows = FamilyMember.objects.readable_by(reader).filter(family=family, role=FamilyMember.Role.PROFESSIONAL)
    working = set(rows.order_by().values_list("person", flat=True))
    return [(person, words) for person, words in people_choices(family, reader) if person in working]


class ChildForm(forms.WriteForm):
    """What was found for one child."""

    child_view = forms.TextAreaField(
        label="What does the child say?", rows=4, required=False, mark=False,
        hint="Their own words, or for a small child what you saw them do. Only the child and council workers read "
        "this; put on the map what others may know.",
    )  # fmt: skip
    factors = forms.CheckboxesField(
        label="Factors found", choices=OFFERED, required=False, mark=False, small=True,
        hint="Tick all that apply, as the children in need census asks them.",
    )  # fmt: skip
    factor_words = forms.TextField(label="Another factor, in words", longest=300, required=False, mark=False)
    outcome = forms.SelectField(
        label="Outcome for this child", choices=AssessedChild.Outcome.choices, blank="Not decided yet", required=False,
        mark=False,
    )  # fmt: skip
    outcome_why = forms.TextAreaField(label="Why this outcome?", rows=3, required=False, mark=False)
    version = forms.HiddenField(coerce=int, required=False)

    own = ("child_view", "factor_words", "outcome", "outcome_why")

    def __init__(self, *args: Any, row: AssessedChild | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = row.version if row else 0
        if row is not None:
            for name in self.own:
                self.fields[name].initial = getattr(row, name)
            self.offer("factors", [*OFFERED, *_earlier(row)], initial=row.factor_codes)

    def clean(self) -> dict[str, Any]:
        """ "No factor" stands alone; "another factor" is said in words; an outcome has its reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        factors = cleaned.get("factors") or []
        if NO_FACTOR in factors and len(factors) > 1:
            self.add_error("factors", "Tick either “No factor found” or what was found, not both")
        if OTHER_FACTOR in factors and not cleaned.get("factor_words"):
            self.add_error("factor_words", "Enter what the other factor is")
        if cleaned.get("outcome") and not cleaned.get("outcome_why"):
            self.add_error("outcome_why", "Enter why this is the outcome")
        if NO_FACTOR in factors and cleaned.get("outcome") not in (None, "", AssessedChild.Outcome.CLOSED):
            self.add_error("factors", "“No factor found” goes only with no further action")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``Assessment.assess`` wants."""
        said = self.cleaned_data
        facts = {name: said[name] or "" for name in self.own}
        return facts | {"factors": ",".join(said["factors"]), "version": said["version"] or 0}


def _earlier(row: AssessedChild) -> list[tuple[str, str]]:
    """Codes on an older record that are no longer offered: they stay until somebody takes them off."""
    offered = {code for code, _ in OFFERED}
    return [(code, f"{code} (an earlier list)") for code in row.factor_codes if code not in offered]


class SendForm(forms.WriteForm):
    """The assessment goes to a manager."""

    on = forms.DateField(label="Finished on", past=True, initial=timezone.localdate)
    comment = forms.TextAreaField(label="A word to the manager", rows=2, required=False, mark=False)


class AuthoriseForm(forms.WriteForm):
    """A manager's word on an assessment."""

    AUTHORISE, RETURN = "authorise", "return"

    answer = forms.RadiosField(
        label="Your decision", choices=[(AUTHORISE, "Authorise it"), (RETURN, "Give it back")],
        hints={AUTHORISE: "Its words no longer change, and its clock stops.",
               RETURN: "Say below what is missing. It can then be written on again."},
        missing="Choose whether you authorise it",
    )  # fmt: skip
    on = forms.DateField(label="On which day?", past=True, initial=timezone.localdate)
    comment = forms.TextAreaField(label="Your comment", rows=3, required=False, mark=False)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessment = assessment

    def clean(self) -> dict[str, Any]:
        """What is given back comes with a word; nothing is authorised before it started."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == self.RETURN and not cleaned.get("comment"):
            self.add_error("comment", "Enter what is missing")
        not_before(self, "on", self.assessment.started, "This is before the assessment started")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``Assessment.answer`` wants."""
        said = self.cleaned_data
        return {"authorised": said["answer"] == self.AUTHORISE, "on": said["on"], "comment": said["comment"]}
