"""What lies on a desk: contacts that wait, limits that come near, assessments that wait for a manager."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.assessment.coming_in import assessment_clock, conference_clock, contact_clock
from kinmap.assessment.models import Assessment, AssessmentStep, Contact, Enquiry, StrategyDiscussion
from kinmap.assessment.models.referral import Referral, ReferralDecision
from kinmap.casework.clock import Clock, clock
from kinmap.casework.models import Limits
from kinmap.casework.shelves import DeskLine

SOON = timedelta(days=14)
#: Nobody's desk holds more of one kind.
MOST = 50


def _line(words: str, family: str, address: str, due: date | None) -> DeskLine:
    moment = timezone.make_aware(datetime.combine(due, time())) if due else None
    return DeskLine(words, family, address, moment, due is not None and due < timezone.localdate())


def waiting_contacts(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Contacts that nobody has decided on, for those who take contacts."""
    rows = Contact.objects.at_the_front_door().undecided().order_by("received", "recorded_at", "id")[:MOST]
    limits = Limits.today() if rows else Limits(())
    return [
        _line(f"From: {row.get_source_display()}", "On no record yet", reverse("assessment:contact", args=[row.pk]),
              contact_clock(limits, row, []).due)
        for row in rows
    ]  # fmt: skip


def due_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Limits that run and end within two weeks, or have passed; and internal reviews."""
    if not reader.may(Permission.ASSESS_READ):
        return []
    limits = Limits.today()
    lines = [*_assessments(reader, limits), *_conferences(reader, limits), *_referrals(reader, limits)]
    return [*lines, *_contacts(reader, limits)]


def _soon(held: Clock | None) -> bool:
    return held is not None and held.is_running and held.due is not None and held.due <= timezone.localdate() + SOON


def _assessments(reader: Reader, limits: Limits) -> Sequence[DeskLine]:
    mine = AssessmentStep.objects.readable_by(reader).order_by()
    done = mine.filter(assessment=OuterRef("pk"), state=AssessmentStep.State.AUTHORISED)
    rows = Assessment.objects.readable_by(reader).filter(~Exists(done)).select_related("family")
    lines = []
    for row in rows.order_by("counted_from", "id"):
        where = reverse("assessment:one", args=[row.family.ref, row.pk])
        held = assessment_clock(limits, row, [])
        if _soon(held):
            lines.append(_line("Single assessment to be authorised", row.family.name, where, held.due))
        if row.review_on and timezone.localdate() <= row.review_on <= timezone.localdate() + SOON:
            lines.append(_line("Internal review of the assessment", row.family.name, where, row.review_on))
    return lines


def _conferences(reader: Reader, limits: Limits) -> Sequence[DeskLine]:
    open_ones = Q(ended__isnull=True) | Q(outcome=Enquiry.Outcome.CONFERENCE, conference_on__isnull=True)
    waiting = Enquiry.objects.readable_by(reader).filter(open_ones).order_by("id").select_related("discussion__family")
    by_discussion: dict[StrategyDiscussion, list[Enquiry]] = {}
    for row in waiting:
        by_discussion.setdefault(row.discussion, []).append(row)
    lines = []
    for held, enquiries in by_discussion.items():
        running = conference_clock(limits, held, enquiries)
        if running is not None and _soon(running):
            where = reverse("assessment:assessment", args=[held.family.ref]) + f"#discussion-{held.pk}"
            lines.append(_line("Last day for the initial conference", held.family.name, where, running.due))
    return lines


def _referrals(reader: Reader, limits: Limits) -> Sequence[DeskLine]:
    decided = ReferralDecision.objects.readable_by(reader).filter(referral=OuterRef("pk")).order_by()
    rows = Referral.objects.readable_by(reader).filter(~Exists(decided)).select_related("family")
    lines = []
    for row in rows.order_by("received", "id"):
        held = clock(limits, "referral_decision", trigger=row.received)
        where = reverse("assessment:assessment", args=[row.family.ref]) + f"#referral-{row.pk}"
        lines.append(_line("Decide on the referral", row.family.name, where, held.due))
    return lines


def _contacts(reader: Reader, limits: Limits) -> Sequence[DeskLine]:
    rows = Contact.objects.readable_by(reader).undecided(reader).select_related("family")
    lines = []
    for row in rows.order_by("received", "id"):
        where = reverse("assessment:assessment", args=[row.family.ref]) + f"#contact-{row.pk}"
        lines.append(_line("Decide on the contact", row.family.name, where, contact_clock(limits, row, []).due))
    return lines


def for_a_manager(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Assessments that were sent and wait for a manager's word."""
    if not reader.may(Permission.AUTHORISE):
        return []
    states = AssessmentStep.objects.readable_by(reader).select_related("assessment__family")
    newest: dict[Assessment, AssessmentStep] = {}
    for step in states.order_by("recorded_at", "id"):
        newest[step.assessment] = step
    return [
        _line(
            "Assessment to authorise", row.family.name, reverse("assessment:one", args=[row.family.ref, row.pk]), None
        )
        for row, step in newest.items()
        if step.state == AssessmentStep.State.SENT
    ]
