"""What the Assessment page shows: how the family came in, in order, with the clocks; a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.assessment.models import (
    AssessedChild,
    Assessment,
    AssessmentStep,
    Caller,
    Contact,
    ContactChild,
    ContactDecision,
    Enquiry,
    Referral,
    ReferralDecision,
    StrategyDiscussion,
    ToolResult,
)
from kinmap.casework.clock import Clock, clock
from kinmap.casework.guard import IN_SHORT
from kinmap.casework.models import Limits
from kinmap.documents.models import Attachment
from kinmap.families.models import Family, Person
from kinmap.families.models.person import names_for

#: What two children's rows must have in common to be shown as one.
_SAID_ONCE = {
    "referral": ("decision", "need", "on", "reason", "recorded_by_name"),
    "discussion": ("started", "ended", "outcome", "why", "conference_on"),
    "assessment": ("outcome",),
}


@dataclass(frozen=True)
class OfChild:
    """What an act holds for one child: the child's name and the row."""

    name: str
    row: Any


@dataclass
class Step:
    """One step of the family's coming in: what it is, when, about whom, its clock and what it holds."""

    kind: str
    on: date
    act: Any
    children: list[str]
    level: str
    clock: Clock | None = None
    under: list[OfChild] = field(default_factory=list)
    caller: Caller | None = None
    named: list[ContactChild] = field(default_factory=list)
    decisions: list[ContactDecision] = field(default_factory=list)
    states: list[AssessmentStep] = field(default_factory=list)
    lead: str = ""

    @property
    def state(self) -> AssessmentStep | None:
        """The newest state of an assessment."""
        return self.states[-1] if self.states else None

    @property
    def alike(self) -> list[tuple[list[str], Any]]:
        """What was decided, said once for all the children for whom it is the same."""
        facts = _SAID_ONCE.get(self.kind, ())
        groups: dict[Any, tuple[list[str], Any]] = {}
        for one in self.under:
            same = tuple(getattr(one.row, fact) for fact in facts)
            groups.setdefault(same, ([], one.row))[0].append(one.name)
        return list(groups.values())

    @property
    def is_open(self) -> bool:
        """Whether an assessment may be written on."""
        return self.state is None or self.state.state == AssessmentStep.State.RETURNED

    @property
    def waits_for_a_manager(self) -> bool:
        """Whether an assessment was sent and nobody has answered."""
        return self.state is not None and self.state.state == AssessmentStep.State.SENT

    @property
    def is_referral_wanted(self) -> bool:
        """Whether a contact was taken as a referral that is not written yet (``under`` holds its referrals)."""
        decision = self.decisions[-1].decision if self.decisions else ""
        return decision == ContactDecision.Decision.REFERRAL and not self.under

    @property
    def has_open_enquiry(self) -> bool:
        """Whether the enquiry about one of the children goes on."""
        return any(one.row.ended is None for one in self.under)


@dataclass(frozen=True)
class Sight:
    """Who reads, whose names they may see, and the limits: asked once for a page."""

    family: Family
    reader: Reader
    people: dict[UUID, Person]
    limits: Limits

    @classmethod
    def of(cls, family: Family, reader: Reader) -> "Sight":
        """Asked of the database: two questions."""
        people = names_for(reader)
        return cls(family, reader.knowing(frozenset(people)), people, Limits.today())

    def names(self, ids: Iterable[UUID]) -> list[str]:
        """Children's names, oldest first; none when it is about all of the reader's children."""
        about = set(ids)
        ours = [pk for pk in self.people if pk in self.reader.child_ids]
        return [] if set(ours) <= about else [self.people[pk].called for pk in ours if pk in about]

    def all_names(self, ids: Iterable[UUID]) -> list[str]:
        """Children's names, oldest first."""
        about = set(ids)
        return [person.called for pk, person in self.people.items() if pk in about]

    def of_children(self, rows: Iterable[Any]) -> list[OfChild]:
        """Rows of one child each, in the order of the children."""
        order = list(self.people)
        seen = [row for row in rows if row.child_id in self.people]
        seen.sort(key=lambda row: order.index(row.child_id))
        return [OfChild(self.people[row.child_id].called, row) for row in seen]

    def of_all(self, step: Step) -> list[tuple[UUID, OfChild]]:
        """Every child of an assessment whom the reader may see, with what was found so far (``None`` for nothing)."""
        found = {one.row.child_id: one for one in step.under}
        about = [pk for pk in self.people if pk in step.act.children]
        return [(pk, found.get(pk) or OfChild(self.people[pk].called, None)) for pk in about]

    def step(self, kind: str, on: date, act: Any, **more: Any) -> Step:
        """A step with whom it is about and how secret it is."""
        return Step(kind, on, act, self.names(act.children), IN_SHORT[act.sharing], **more)


def _under(rows: Iterable[Any], name: str) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, name), []).append(row)
    return grouped


def steps_of(sight: Sight) -> list[Step]:
    """Contacts, referrals, strategy discussions and assessments that this reader may see, the earliest first."""
    found = [*_referrals(sight), *_discussions(sight), *_assessments(sight)]
    steps = [*_contacts(sight, [step.act for step in found if step.kind == "referral"]), *found]
    order = ("contact", "referral", "discussion", "assessment")
    return sorted(steps, key=lambda step: (step.on, order.index(step.kind), step.act.recorded_at, step.act.pk))


def _contacts(sight: Sight, referrals: list[Referral]) -> list[Step]:
    seen, family = sight.reader, sight.family
    rows = list(Contact.objects.readable_by(seen).filter(family=family).order_by("received", "recorded_at", "id"))
    if not rows:
        return []
    callers = _under(Caller.objects.readable_by(seen).filter(family=family), "contact_id")
    children = ContactChild.objects.readable_by(seen).filter(family=family).order_by("recorded_at", "id")
    named = _under(children, "contact_id")
    decisions = ContactDecision.objects.readable_by(seen).filter(family=family).order_by("on", "recorded_at", "id")
    decided = _under(decisions, "contact_id")
    taken = _under([referral for referral in referrals if referral.contact_id], "contact_id")
    return [
        sight.step(
            "contact", row.received, row, decisions=decided.get(row.pk, []), named=named.get(row.pk, []),
            caller=next(iter(callers.get(row.pk, [])), None), under=[OfChild("", one) for one in taken.get(row.pk, [])],
            clock=contact_clock(sight.limits, row, decided.get(row.pk, [])),
        )
        for row in rows
    ]  # fmt: skip


def contact_clock(limits: Limits, contact: Contact, decisions: list[ContactDecision]) -> Clock:
    """One working day from the contact to the first decision on it."""
    done = decisions[0].on if decisions else None
    return clock(limits, "referral_decision", trigger=contact.received, done=done, reason=contact.late_reason)


def _referrals(sight: Sight) -> list[Step]:
    rows = list(Referral.objects.readable_by(sight.reader).filter(family=sight.family))
    if not rows:
        return []
    decided = _under(ReferralDecision.objects.readable_by(sight.reader).filter(family=sight.family), "referral_id")
    steps = []
    for row in rows:
        decisions = decided.get(row.pk, [])
        children = row.children & sight.reader.child_ids
        whole = {one.child_id for one in decisions} >= children
        done = max(one.on for one in decisions) if decisions and whole else None
        clocked = clock(sight.limits, "referral_decision", trigger=row.received, done=done, reason=row.late_reason)
        steps.append(sight.step("referral", row.received, row, under=sight.of_children(decisions), clock=clocked))
    return steps


def _discussions(sight: Sight) -> list[Step]:
    rows = list(StrategyDiscussion.objects.readable_by(sight.reader).filter(family=sight.family))
    if not rows:
        return []
    enquiries = _under(Enquiry.objects.readable_by(sight.reader).filter(family=sight.family), "discussion_id")
    return [
        sight.step(
            "discussion", row.on, row, under=sight.of_children(enquiries.get(row.pk, [])),
            clock=conference_clock(sight.limits, row, enquiries.get(row.pk, [])),
        )
        for row in rows
    ]  # fmt: skip


def conference_clock(limits: Limits, held: StrategyDiscussion, enquiries: list[Enquiry]) -> Clock | None:
    """Fifteen working days from the strategy discussion to the conference; none where no conference is needed."""
    wanted = [one for one in enquiries if not one.ended or one.outcome == Enquiry.Outcome.CONFERENCE]
    if not wanted:
        return None
    days = [one.conference_on for one in wanted]
    done = max(day for day in days if day) if all(days) else None
    return clock(limits, "icpc", trigger=held.on, done=done, reason=held.late_reason)


def _assessments(sight: Sight, only: UUID | None = None) -> list[Step]:
    asked = Assessment.objects.readable_by(sight.reader).filter(family=sight.family)
    rows = list(asked.filter(pk=only) if only else asked)
    if not rows:
        return []
    mine = {"assessment__in": [row.pk for row in rows]}
    assessed = _under(AssessedChild.objects.readable_by(sight.reader).filter(**mine), "assessment_id")
    states = AssessmentStep.objects.readable_by(sight.reader).filter(**mine).order_by("recorded_at", "id")
    stood = _under(states, "assessment_id")
    steps = []
    for row in rows:
        lead = sight.people.get(row.lead_id) if row.lead_id else None
        steps.append(
            sight.step(
                "assessment", row.started, row, under=sight.of_children(assessed.get(row.pk, [])),
                states=stood.get(row.pk, []), lead=lead.name if lead else "",
                clock=assessment_clock(sight.limits, row, stood.get(row.pk, [])),
            )
        )  # fmt: skip
    return steps


def assessment_clock(limits: Limits, row: Assessment, states: list[AssessmentStep]) -> Clock:
    """Forty-five working days from the referral to the day on which a manager authorised it."""
    last = states[-1] if states else None
    done = last.on if last is not None and last.state == AssessmentStep.State.AUTHORISED else None
    return clock(limits, "assessment_complete", trigger=row.counted_from, done=done, reason=row.late_reason)


def assessment_step(sight: Sight, assessment: Assessment) -> Step:
    """One assessment with everything that this reader may see of it."""
    return _assessments(sight, only=assessment.pk)[0]


@dataclass(frozen=True)
class Result:
    """One result of another tool as a page shows it."""

    row: ToolResult
    children: list[str]
    level: str
    file: Attachment | None


def results_of(sight: Sight) -> list[Result]:
    """Results of other tools that this reader may see, the newest first."""
    rows = list(ToolResult.objects.readable_by(sight.reader).filter(family=sight.family))
    wanted = [row.attachment_id for row in rows if row.attachment_id]
    seen = Attachment.objects.readable_by(sight.reader).filter(pk__in=wanted) if wanted else ()
    files = {one.pk: one for one in seen}
    return [Result(row, sight.names(row.children), IN_SHORT[row.sharing], files.get(row.attachment_id)) for row in rows]
