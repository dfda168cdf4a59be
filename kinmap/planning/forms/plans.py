"""Beginning and changing a plan, fixing a version of it, and who agreed."""

from typing import Any
from uuid import UUID

from django.db.models import F

from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields, people_choices
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms
from kinmap.planning.models import Plan, PlanAgreement

KIND_HINTS: dict[str, str] = {
    Plan.Kind.INTERIM: "For tonight and the next days, before everything is known. It ends on a day that you say.",
    Plan.Kind.FAMILY: "The plan of the family and their people, built over weeks. It goes on when we have gone.",
}


def children_choices(family: Family, reader: Reader) -> list[tuple[UUID, str]]:
    """The family's children whom this reader may see, oldest first, an unborn child last."""
    members = FamilyMember.objects.readable_by(reader).filter(
        family=family, role=FamilyMember.Role.CHILD, ended__isnull=True
    )
    ordered = members.select_related("person").order_by(
        F("person__born").asc(nulls_last=True), "person__due", "person__first_name", "id"
    )
    return [(member.person_id, member.person.called) for member in ordered]


class PlanForm(GuardFields):
    """A plan's own words. An interim plan needs the day on which it ends (domain.md §4.5)."""

    version = forms.HiddenField(coerce=int, required=False)
    kind = forms.RadiosField(
        label="Which plan is it?", choices=Plan.Kind.choices, hints=KIND_HINTS,
        reveals={Plan.Kind.INTERIM: ["expires"]},
        missing="Choose which plan it is",
    )  # fmt: skip
    title = forms.TextField(
        label="What do you call it?",
        hint="For example “Our plan” or “The plan until Thursday”.",
        missing="Give it a name",
    )
    children = forms.ChildrenField(label="Which children is it for?", missing="Choose at least one child")
    opening = forms.TextAreaField(
        label="Who is with the children, and what should everybody know first?", required=False, mark=False,
        hint="Plain words, as you would say them on the telephone tonight.",
    )  # fmt: skip
    must_not = forms.TextAreaField(label="Who must not be there?", rows=2, required=False, mark=False)
    who_to_ring = forms.TextAreaField(
        label="Who to ring", hint="One on each line, for example “Sandie: 01632 960123”.", required=False, mark=False,
    )  # fmt: skip
    started = forms.DateField(label="It starts on", missing="Enter the day it starts")
    expires = forms.DateField(
        label="It ends on", hint="Put a new plan in its place before this day.", required=False, mark=False
    )
    next_check = forms.DateField(label="Next check", required=False, mark=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, plan: Plan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=plan, **kwargs)
        children = children_choices(family, reader)
        only = frozenset(pk for pk, _ in children if len(children) == 1)
        self.offer_children(children, standing=plan.children if plan else frozenset(), ticked=None if plan else only)
        if plan is not None:
            del self.fields["kind"]
            self.stays: str = plan.kind
            for name in ("version", "title", "opening", "must_not", "who_to_ring", "started", "expires", "next_check"):
                self.fields[name].initial = getattr(plan, name)

    def clean(self) -> dict[str, Any]:
        """An interim plan ends on a day, and no plan ends before it starts."""
        cleaned = super().clean()
        kind = cleaned.get("kind") or getattr(self, "stays", "")
        started, expires = cleaned.get("started"), cleaned.get("expires")
        if kind == Plan.Kind.INTERIM and not expires and not self.has_error("expires"):
            self.add_error("expires", "Enter the day on which this interim plan ends")
        if started and expires and expires < started:
            self.add_error("expires", "It cannot end before it starts")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``Plan.begin`` and ``Plan.change`` want."""
        names = ("title", "opening", "must_not", "who_to_ring", "started", "expires", "next_check")
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return told | {"children": self.about()}


class FixVersionForm(forms.WriteForm):
    """Fix the plan as it stands as its next version."""

    note = forms.TextAreaField(label="What changed?", rows=2, required=False, mark=False)


class AnswerForm(forms.WriteForm):
    """What one person says to the newest version."""

    person = forms.SelectField(label="Who?", coerce=UUID, missing="Choose who is answering")
    answer = forms.RadiosField(
        label="Do they agree?", choices=PlanAgreement.Answer.choices, small=True, missing="Choose what they answered"
    )
    words = forms.TextAreaField(label="In their words", rows=2, required=False, mark=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people_choices(family, reader))


class EndPlanForm(forms.WriteForm):
    """End a plan and say why; it stays readable."""

    on = forms.DateField(label="It ended on", past=True, missing="Enter the day it ended")
    reason = forms.TextAreaField(label="Why?", rows=2, missing="Say why it ended")


class WithdrawForm(forms.WriteForm):
    """Taking one item out, by one press; ``version`` is what the writer saw."""

    version = forms.HiddenField(coerce=int)
