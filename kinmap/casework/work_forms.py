"""What the pages about stages, agreements and the team ask for. Ticked for several children, kept for each."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from kinmap.access.models import Team, User
from kinmap.access.reader import Reader
from kinmap.casework.banner import children_in_short
from kinmap.casework.guard import GuardFields
from kinmap.casework.models import Agreement, Allocation, Involvement, Stage, StageName
from kinmap.casework.stepping import seen_in, standing_of
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit import forms
from kinmap.kit.dates import plain_date
from kinmap.kit.people_field import People

STAGE_HINTS: dict[str, str] = {
    Stage.EARLY_HELP: "With the family's agreement.",
    Stage.CHILD_IN_NEED: "Help under section 17.",
    Stage.CHILD_PROTECTION: "An enquiry or a plan under section 47.",
    Stage.LOOKED_AFTER: "The child lives away from home in the council's care.",
}


class AboutChildrenForm(GuardFields):
    """A form about some of the family's children, with who may see it."""

    children = forms.ChildrenField()

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.offered = children_in_short(family, reader)
        only = [child.id for child in self.offered] if len(self.offered) == 1 else None
        self.offer("children", [(child.id, child.name) for child in self.offered], initial=only)

    def chosen(self) -> list[Person]:
        """The children that were ticked, oldest first."""
        return list(self.family.children_on().filter(pk__in=self.cleaned_data["children"]))


class StageForm(AboutChildrenForm):
    """A new stage for some of the children."""

    stage = forms.RadiosField(label="New stage", choices=Stage.choices, hints=STAGE_HINTS)
    basis = forms.RadiosField(label="Legal basis", choices=Involvement.Basis.choices, small=True)
    started = forms.DateField(label="From which day?", past=True, initial=timezone.localdate)
    reason = forms.TextAreaField(
        label="Why", hint="In words that the family could read.", required=False, rows=3, longest=2000
    )
    seen = forms.HiddenField(required=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.standing = standing_of(family, reader)
        self.called = StageName.names()
        self.offer("stage", list(self.called.items()))
        self.fields["seen"].initial = seen_in(self.standing)

    def clean(self) -> dict[str, Any]:
        """No child goes to the stage where they are, nor to a new one before the present one began."""
        cleaned = super().clean()
        started, stage, basis = cleaned.get("started"), cleaned.get("stage"), cleaned.get("basis")
        chosen = [self.standing[child] for child in cleaned.get("children") or () if child in self.standing]
        for row in chosen:
            if stage == row.stage and basis == row.basis:
                since = plain_date(row.started)
                self.add_error("stage", f"{row.child.called} has been at this stage on this basis since {since}")
            if started and started < row.started:
                words = self.called[row.stage].lower()
                told = (
                    f"{row.child.called}’s {words} began on {plain_date(row.started)}. Choose that day or a later one"
                )
                self.add_error("started", told)
        if started and not self.errors and self._began_later(started, cleaned["children"]):
            self.add_error("started", "A stage of one of these children began after that day. Choose a later one")
        return cleaned

    def _began_later(self, started: date, children: People) -> bool:
        rows = Involvement.objects.filter(family=self.family, child__in=children, ended__isnull=True)
        return rows.filter(started__gt=started).exists()

    def words(self) -> dict[str, Any]:
        """What ``stepping.change_stage`` wants."""
        names = ("stage", "basis", "started", "reason", "seen")
        return {
            "family": self.family, "reader": self.reader, "children": self.chosen(), **self.guard(),
            **{name: self.cleaned_data[name] for name in names},
        }  # fmt: skip


class AgreementForm(AboutChildrenForm):
    """Somebody agreed to early help."""

    given_by = forms.RadiosField(label="Who agreed?", coerce=UUID, small=True)
    started = forms.DateField(label="When did they agree?", past=True, initial=timezone.localdate)
    agencies = forms.TextField(
        label="Who may we share with?", hint="For example: Larkhill Primary, the school nurse, the GP.",
        longest=300, required=False,
    )  # fmt: skip
    words_said = forms.TextAreaField(
        label="What they said about it, in their own words", rows=2, longest=2000, required=False
    )

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        role = FamilyMember.Role
        members = FamilyMember.objects.readable_by(reader).filter(
            family=family, ended__isnull=True, role__in=[role.PARENT, role.RELATIVE, role.OTHER]
        )
        self.grown_ups = {member.person_id: member.person for member in members.select_related("person").order_by("id")}
        self.offer("given_by", [(person.pk, person.name) for person in self.grown_ups.values()])

    def words(self) -> dict[str, Any]:
        """What ``stepping.agree`` wants."""
        said = self.cleaned_data
        return {
            "family": self.family, "children": self.chosen(), "given_by": self.grown_ups[said["given_by"]],
            "started": said["started"], "agencies": said["agencies"], "words": said["words_said"], **self.guard(),
        }  # fmt: skip


class WithdrawForm(forms.WriteForm):
    """An agreement was withdrawn."""

    on = forms.DateField(label="On which day did they withdraw it?", past=True, initial=timezone.localdate)
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.fields["version"].initial = agreement.version

    def clean_on(self) -> date:
        """Not before it was given."""
        on: date = self.cleaned_data["on"]
        if on < self.agreement.started:
            raise ValidationError(
                f"They agreed on {plain_date(self.agreement.started)}. Choose that day or a later one"
            )
        return on


class FindWorkerForm(forms.KitForm):
    """Whom to bring in."""

    find = forms.TextField(label="Name, or where they work", longest=100, width=20, missing="Enter a name")


class AllocationForm(forms.WriteForm):
    """A worker's part with some of the children."""

    children = forms.ChildrenField(label="With which children?")
    part = forms.RadiosField(label="What are they there for?", choices=Allocation.Part.choices, small=True)
    team = forms.SelectField(
        label="Team",
        hint="Managers of this team can then open the family.",
        coerce=UUID,
        required=False,
        blank="No team",
    )
    started = forms.DateField(label="From which day?", initial=timezone.localdate)

    def __init__(self, *args: Any, family: Family, reader: Reader, worker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.worker = family, worker
        self.offered = children_in_short(family, reader)
        self.offer("children", [(child.id, child.name) for child in self.offered])
        own = worker.is_council_staff()
        self.fields["part"].initial = Allocation.Part.SOCIAL_WORKER if own else Allocation.Part.PARTNER
        self.teams = {team.pk: team for team in Team.objects.order_by("name", "pk")} if own else {}
        if own:
            self.offer("team", [(team.pk, team.name) for team in self.teams.values()], initial=worker.team_id)
        else:
            del self.fields["team"]

    def clean(self) -> dict[str, Any]:
        """At least one of the children is without them in this part so far."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        there = Allocation.objects.filter(
            family=self.family, worker__account=self.worker, part=cleaned.get("part"), ended__isnull=True
        )
        already = set(there.order_by().values_list("child_id", flat=True))
        if cleaned.get("children") and cleaned["children"] <= already:
            self.add_error("children", f"{self.worker.name} works with them in this part already")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``stepping.bring_in`` wants, but for the worker's own record."""
        said = self.cleaned_data
        return {
            "family": self.family, "children": list(self.family.children_on().filter(pk__in=said["children"])),
            "part": said["part"], "team": self.teams.get(cast(UUID, said.get("team"))), "started": said["started"],
        }  # fmt: skip


class EndPartForm(forms.WriteForm):
    """A worker's part ends for some of the children."""

    children = forms.ChildrenField(label="For which children does it end?")
    on = forms.DateField(label="From which day?", initial=timezone.localdate,
                         hint="From this day they no longer open the record through these children.")  # fmt: skip

    def __init__(self, *args: Any, rows: list[Allocation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.child_id: row for row in rows}
        self.offer("children", [(row.child_id, row.child.called) for row in rows], initial=list(self.rows))

    def clean(self) -> dict[str, Any]:
        """Not before it began."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        began = [self.rows[child].started for child in cleaned.get("children") or () if child in self.rows]
        if began and cleaned.get("on") and cleaned["on"] < max(began):
            self.add_error("on", f"It began on {plain_date(max(began))}. Choose that day or a later one")
        return cleaned
