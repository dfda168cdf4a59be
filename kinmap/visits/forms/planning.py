"""Planning a visit: when, of which kind, to which children, what for."""

from typing import Any

from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.visits.forms.shared import ClockField, VisitQuestions
from kinmap.visits.models import Seen, Visit
from kinmap.visits.writing_up import ChildTold, VisitTold


class PlanVisitForm(VisitQuestions):
    """A visit that is to come."""

    planned_for = forms.DateField(label="Which day?", missing="Enter the day of the visit")
    planned_at = ClockField(
        label="What time?",
        hint="For example 15:40. Leave it empty if it is open.",
        width=10,
        required=False,
        mark=False,
    )
    children = forms.ChildrenField(label="To which children?", missing="Tick at least one child")
    purpose = forms.TextAreaField(
        label="What is it for?", hint="What you want to see, hear or do, in words the family would know.", rows=2,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, family: Family, reader: Reader, visit: Visit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, visit=visit, **kwargs)
        everybody = frozenset(pk for pk, _ in self.children_here)
        parts = Seen.objects.readable_by(reader).filter(visit=visit) if visit else Seen.objects.none()
        standing = frozenset(parts.values_list("child", flat=True)) if visit else everybody
        self.offer("children", self.children_here, initial=[pk for pk, _ in self.children_here if pk in standing])
        if visit is not None:
            self.fields["planned_for"].initial = visit.planned_for
            self.fields["planned_at"].initial = f"{visit.planned_at:%H:%M}" if visit.planned_at else ""
            self.fields["purpose"].initial = self.account.purpose if self.account else ""

    def told(self) -> VisitTold:
        """What ``write_down`` wants."""
        said = self.cleaned_data
        when = {"planned_for": said["planned_for"], "planned_at": said["planned_at"], "state": Visit.State.PLANNED}
        return VisitTold(
            facts={**self.bare(), **when},
            guard=self.guard(),
            children=tuple(ChildTold(child=child) for child in sorted(said["children"])),
            account={"purpose": said["purpose"]},
            place=self.place(),
        )
