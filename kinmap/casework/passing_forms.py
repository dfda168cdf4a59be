"""What the pages about closing, passing on and opening again ask for."""

from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import RoleHeld, Team, User
from kinmap.access.reader import Reader
from kinmap.casework.models import Allocation, Involvement, Proposal, Stage, StageName
from kinmap.casework.passing_on import closed_children, whose_work_would_end
from kinmap.casework.stepping import seen_in, standing_of
from kinmap.casework.work_forms import STAGE_HINTS, AboutChildrenForm
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.dates import plain_date

FURTHEST = timedelta(days=92)
PARTS = [(part.value, part.label) for part in (
    Allocation.Part.LEAD, Allocation.Part.SOCIAL_WORKER, Allocation.Part.SUPPORT_WORKER, Allocation.Part.MANAGER,
)]  # fmt: skip


class ProposalForm(AboutChildrenForm):
    """Work with some of the children should end here, or go on elsewhere."""

    kind = forms.RadiosField(
        label="What do you propose?", choices=Proposal.Kind.choices,
        reveals={Proposal.Kind.TEAM.value: ["to_team"], Proposal.Kind.COUNCIL.value: ["to_council"]},
    )  # fmt: skip
    to_team = forms.SelectField(label="Which team?", coerce=UUID, required=False, mark=False)
    to_council = forms.TextField(
        label="Which council, and whom have you told there?", longest=300, required=False, mark=False
    )
    on = forms.DateField(label="From which day?", initial=timezone.localdate)
    why = forms.RadiosField(label="Why now?", choices=Proposal.Why.choices, small=True)
    reason = forms.TextAreaField(
        label="What has changed since we began?", rows=4, longest=5000, hint="In words that the family could read.",
        missing="Enter what has changed",
    )  # fmt: skip
    after = forms.TextAreaField(
        label="Who is there for the children afterwards?", rows=3, longest=5000, required=False,
        hint="The family’s own plan for after us: who looks out for what, and whom they ring.",
    )  # fmt: skip
    told = forms.TextAreaField(
        label="What have the children and their parents been told?", rows=2, longest=2000, required=False,
        hint="By whom, and when. Children hear it before it happens.",
    )  # fmt: skip
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(
        self, *args: Any, family: Family, reader: Reader, guarded: Proposal | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=guarded, **kwargs)
        self.standing = standing_of(family, reader)
        open_now = [(child.id, child.name) for child in self.offered if child.id in self.standing]
        self.offer_children(open_now, standing=guarded.children if guarded else frozenset(),
                            ticked=None if guarded else frozenset(child for child, _ in open_now))  # fmt: skip
        self.teams = {team.pk: team for team in Team.objects.order_by("name", "pk")}
        self.offer("to_team", [(team.pk, team.name) for team in self.teams.values()])
        if guarded is not None:
            for name in ("kind", "to_council", "on", "why", "reason", "after", "told", "version"):
                self.fields[name].initial = getattr(guarded, name)
            self.fields["to_team"].initial = guarded.to_team_id

    def clean(self) -> dict[str, Any]:
        """A team or a council is named where one is meant; nothing ends before it began, or far ahead."""
        cleaned = super().clean()
        kind, on = cleaned.get("kind"), cleaned.get("on")
        if kind == Proposal.Kind.TEAM and not cleaned.get("to_team"):
            self.add_error("to_team", "Choose the team that takes over")
        if kind == Proposal.Kind.COUNCIL and not cleaned.get("to_council"):
            self.add_error("to_council", "Enter which council takes over")
        if on and on > timezone.localdate() + FURTHEST:
            self.add_error("on", "Choose a day within the next three months")
        for child in cleaned.get("children") or ():
            row = self.standing.get(child)
            if row is not None and on and on < row.started:
                since = plain_date(row.started)
                self.add_error("on", f"{row.child.called}’s stage began on {since}. Choose that day or a later one")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``Proposal.propose`` and ``change`` want."""
        said = self.cleaned_data
        kind = said["kind"]
        return {
            "kind": kind, "on": said["on"], "children": self.about(), **self.guard(),
            "to_team": self.teams.get(cast(UUID, said.get("to_team"))) if kind == Proposal.Kind.TEAM else None,
            "to_council": said["to_council"] if kind == Proposal.Kind.COUNCIL else "",
            **{name: said[name] for name in ("why", "reason", "after", "told")},
        }  # fmt: skip


class AnswerForm(forms.WriteForm):
    """What somebody with authority answers."""

    agreed = forms.RadiosField(
        label="What do you decide?", choices=[("yes", "Yes, I authorise it"), ("no", "Not yet")],
        hints={"no": "Say what is missing. The proposal stays, and its writer can change it."},
    )  # fmt: skip
    taker = forms.SelectField(label="Who takes over?", coerce=UUID, required=False, mark=False)
    part = forms.RadiosField(label="What are they there for?", choices=PARTS, small=True, required=False, mark=False)
    staying = forms.CheckboxesField(
        label="Whose work goes on although it is passed on?", coerce=UUID, required=False, mark=False, small=True,
        hint="For the others of the present team it ends on that day. Partner agencies and chairs go on.",
    )  # fmt: skip
    words = forms.TextAreaField(label="Why", rows=3, longest=2000, required=False)
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, proposal: Proposal, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.fields["version"].initial = proposal.version
        self.takers: dict[UUID, User] = {}
        if proposal.kind != Proposal.Kind.TEAM:
            for name in ("taker", "part", "staying"):
                del self.fields[name]
            return
        today = RoleHeld.objects.today().order_by().values("user")
        there = User.objects.filter(team=proposal.to_team, is_active=True, pk__in=today).order_by("name", "pk")
        self.takers = {user.pk: user for user in there}
        self.offer("taker", [(user.pk, f"{user.name}, {user.job_title}") for user in self.takers.values()])
        self.offer("staying", whose_work_would_end(proposal, reader))

    def clean(self) -> dict[str, Any]:
        """A no says why; a yes to another team says who takes over there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("agreed") == "no" and not cleaned.get("words"):
            self.add_error("words", "Enter what is missing")
        if cleaned.get("agreed") == "yes" and self.proposal.kind == Proposal.Kind.TEAM:
            if not cleaned.get("taker"):
                self.add_error("taker", "Choose who takes over")
            if not cleaned.get("part"):
                self.add_error("part", "Choose what they are there for")
        return cleaned

    @property
    def carrying_out(self) -> dict[str, Any]:
        """What ``passing_on.carry_out`` wants besides the proposal."""
        said = self.cleaned_data
        if self.proposal.kind != Proposal.Kind.TEAM:
            return {}
        return {"taker": self.takers[said["taker"]], "part": said["part"], "staying": frozenset(said["staying"])}


class OpenAgainForm(AboutChildrenForm):
    """Work begins again with children whose record was closed."""

    stage = forms.RadiosField(label="At which stage?", choices=Stage.choices, hints=STAGE_HINTS)
    basis = forms.RadiosField(label="Legal basis", choices=Involvement.Basis.choices, small=True)
    started = forms.DateField(label="From which day?", past=True, initial=timezone.localdate)
    reason = forms.TextAreaField(label="Why again?", rows=3, longest=2000, missing="Enter why work begins again",
                                 hint="In words that the family could read.")  # fmt: skip
    seen = forms.HiddenField(required=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, **kwargs)
        self.closed = {row.child_id: row for row in closed_children(family, reader)}
        names = [(child.id, child.name) for child in self.offered if child.id in self.closed]
        self.offer("children", names, initial=[child for child, _ in names])
        self.offer("stage", StageName.choices())
        self.fields["seen"].initial = seen_in(standing_of(family, reader))

    def clean(self) -> dict[str, Any]:
        """Not before it was closed."""
        cleaned = super().clean()
        ends: list[date] = [self.closed[child].ended for child in cleaned.get("children") or () if child in self.closed]  # type: ignore[misc]
        if ends and cleaned.get("started") and cleaned["started"] < max(ends):
            self.add_error("started", f"Work ended on {plain_date(max(ends))}. Choose that day or a later one")
        return cleaned

    def words(self) -> dict[str, Any]:
        """What ``passing_on.open_again`` wants."""
        names = ("stage", "basis", "started", "reason", "seen")
        return {
            "family": self.family, "reader": self.reader, "children": self.chosen(), **self.guard(),
            **{name: self.cleaned_data[name] for name in names},
        }  # fmt: skip
