"""What the People page asks that needs to know who may see it, or the stage of a child."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.casework.guard import GuardFields
from kinmap.casework.models import Allocation, Involvement, Stage, StageName
from kinmap.families.forms import ChildForm, PersonForm
from kinmap.families.models import Address, FamilyMember, Household, Person
from kinmap.kit import forms

PARTS = [
    (part.value, part.label)
    for part in (
        Allocation.Part.LEAD,
        Allocation.Part.SOCIAL_WORKER,
        Allocation.Part.SUPPORT_WORKER,
        Allocation.Part.MANAGER,
    )
]

STAGE_HINTS: dict[str, str] = {
    Stage.EARLY_HELP: "With the family's agreement.",
    Stage.CHILD_IN_NEED: "Children Act 1989 s.17.",
    Stage.CHILD_PROTECTION: "Children Act 1989 s.47.",
    Stage.LOOKED_AFTER: "Accommodated or under an order.",
}


class OpeningForm(ChildForm):
    """A new family on one screen: its name, the first child, why now, and the worker's own part."""

    family_name = forms.TextField(label="What is the family called?", hint="For example: Larkin family.", width=20)
    stage = forms.RadiosField(label="Stage", choices=Stage.choices, hints=STAGE_HINTS, missing="Choose a stage")
    basis = forms.SelectField(label="Legal basis", choices=Involvement.Basis.choices, missing="Choose a legal basis")
    started = forms.DateField(label="From which day?", initial=timezone.localdate, past=True)
    reason = forms.TextAreaField(label="Why now, in a sentence", rows=2, required=False)
    part = forms.SelectField(
        label="Your part", hint="You can open the family from now on. Others are added on the Work page.",
        choices=PARTS, blank=None, initial=Allocation.Part.LEAD,
    )  # fmt: skip

    plain = (*PersonForm.plain, "gender")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked_later in ("languages", "interpreter", "ethnicity", "disability", "note"):
            del self.fields[asked_later]
        self.offer("stage", StageName.choices())

    def opening(self) -> dict[str, Any]:
        """What ``open_a_family`` takes, but for the child."""
        typed = self.cleaned_data
        words = ("part", "stage", "basis", "started", "reason")
        return {"name": typed["family_name"], "id": typed["write"], **{name: typed[name] for name in words}}


class PlaceForm(GuardFields):
    """Somebody's place in the family: who they are, and whose matters they may be told about."""

    role = forms.SelectField(label="Part in the family", choices=FamilyMember.Role.choices, blank=None)
    describes = forms.TextField(
        label="Who they are", hint="As the family says it: mum, mum's friend, Reece's safe adult.", required=False
    )
    children = forms.ChildrenField(
        label="May be told about", required=False, mark=False,
        hint="Tick only children whose matters they may hear. It is offered from parental responsibility; you decide.",
    )  # fmt: skip
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(
        self, *args: Any, children: Iterable[Person], member: FamilyMember | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, guarded=member, **kwargs)
        offered = list(children)
        self._unseen_children = (member.children if member else frozenset()) - {child.pk for child in offered}
        self.offer("children", [(child.pk, child.called) for child in offered])
        if member is not None:
            initial = {"role": member.role, "describes": member.describes, "version": member.version}
            for name, value in (initial | {"children": list(member.children)}).items():
                self.fields[name].initial = value

    def offer_from_responsibility(self, children: Iterable[UUID]) -> None:
        """Tick the children for whom somebody holds parental responsibility, where nobody has decided yet."""
        if not self.fields["children"].initial:
            self.fields["children"].initial = list(children)

    def told_about(self) -> frozenset[UUID]:
        """The children ticked, and those whom this writer cannot see left as they were."""
        return frozenset(self.cleaned_data["children"]) | self._unseen_children

    def write_to(self, member: FamilyMember, *, by: User) -> FamilyMember:
        """Write what was chosen to somebody's place, as one new version."""
        member.restrict(**self.guard(), setter=self.reader.person_id)
        member.children = self.told_about()
        typed = self.cleaned_data
        return member.describe(role=typed["role"], describes=typed["describes"], by=by, version=typed["version"] or 0)


class HouseholdForm(GuardFields):
    """A household, its address, and above all who may know that address (domain.md §9.4)."""

    name = forms.TextField(label="What do people call it?", hint="For example: Mum's house, Nana Mo's.", width=20)
    address = forms.TextAreaField(label="Address", rows=3, longest=500, required=False)
    postcode = forms.TextField(label="Postcode", longest=10, width=10, autocomplete="off", required=False)
    version = forms.HiddenField(coerce=int, required=False)
    address_version = forms.HiddenField(coerce=int, required=False)

    #: The shield is the point of this form, so it is not folded away.
    guard_stands_open = True

    def __init__(self, *args: Any, household: Household | None = None, **kwargs: Any) -> None:
        self.household = household
        self.known: Address | None = household.address if household else None
        super().__init__(*args, guarded=self.known, **kwargs)
        self.fields["sharing"].label = "Who may know this address?"
        self.fields["hidden_from"].label = "Never tell this address to"
        if household is not None:
            initial: dict[str, Any] = {"name": household.name, "version": household.version}
            if self.known is not None:
                initial |= {"address": self.known.lines, "postcode": self.known.postcode}
                initial["address_version"] = self.known.version
            for name, value in initial.items():
                self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        """A shield needs something to stand before; a postcode belongs to an address."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("address") and self.known is not None and "address" not in self.errors:
            self.add_error("address", "An address is corrected, not emptied: end the stays of whoever has left")
        shielded = cleaned.get("sharing") != Sharing.FAMILY_ALL or cleaned.get("hidden_from")
        if not cleaned.get("address") and (cleaned.get("postcode") or shielded) and "address" not in self.errors:
            self.add_error("address", "Enter the address; if it is not known yet, write what is, such as “refuge”")
        return cleaned

    @property
    def names_are_used(self) -> bool:
        """Whether the list of named people should stand open: somebody is ticked, or must be."""
        return bool(self["named"].value()) or bool(self.is_bound and self.errors.get("named"))

    def place(self) -> dict[str, Any]:
        """What ``Address.write`` and ``correct`` take."""
        return {
            "lines": self.cleaned_data["address"], "postcode": self.cleaned_data["postcode"],
            "guard": self.guard(), "setter": self.reader.person_id,
        }  # fmt: skip


class SchoolForm(GuardFields):
    """Where one child learns; who may know it (a new school is a thing one parent may not have to know)."""

    name = forms.TextField(label="School or nursery", width=30)
    year_group = forms.TextField(
        label="Year", hint="For example: Year 3, nursery.", longest=40, width=10, required=False
    )
    started = forms.DateField(label="Since", required=False)
    leaving = forms.CheckboxesField(
        label="Does this end another place?", coerce=UUID, required=False, mark=False,
        hint="Tick where the child no longer goes from that day.",
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.pk: place for place in places}
        self.offer("leaving", [(place.pk, place.name) for place in self.places.values()])
        if not self.places:
            del self.fields["leaving"]

    def start(self) -> dict[str, Any]:
        """What ``SchoolPlace.start`` takes, but for the child."""
        typed = self.cleaned_data
        leaving = [self.places[place] for place in typed.get("leaving") or ()]
        return {
            "name": typed["name"], "year_group": typed["year_group"], "started": typed["started"],
            "leaving": leaving, "guard": self.guard(), "setter": self.reader.person_id,
        }  # fmt: skip
