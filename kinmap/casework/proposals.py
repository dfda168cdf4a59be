"""Proposals as the pages and desks show them, and what an answer sets going."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework import passing_on
from kinmap.casework.models import Involvement, Proposal, ProposalAnswer, Stage, due
from kinmap.casework.passing_forms import AnswerForm
from kinmap.casework.shelves import DeskLine
from kinmap.families.models import Family, Person
from kinmap.kit.dates import plain_date


@dataclass(frozen=True)
class InFull:
    """One proposal, its answers, and what this reader may do with it."""

    proposal: Proposal
    children: str
    answers: Sequence[ProposalAnswer]
    is_agreed: bool
    may_answer: bool
    may_change: bool
    may_export: bool
    conference_by: date | None = None
    """By when the receiving council holds its conference, for a child with a protection plan."""


def of_family(family: Family, reader: Reader) -> list[InFull]:
    """Every proposal that the reader may see, newest first."""
    rows = list(Proposal.objects.readable_by(reader).filter(family=family).select_related("to_team", "recorded_by"))
    answers = ProposalAnswer.objects.readable_by(reader).filter(family=family).select_related("recorded_by")
    given: dict[UUID, list[ProposalAnswer]] = {}
    for answer in answers.order_by("recorded_at", "id"):
        given.setdefault(answer.proposal_id, []).append(answer)
    names = dict(_names(rows, reader))
    return [_in_full(row, given.get(row.pk, []), names, reader) for row in rows]


def _names(rows: Sequence[Proposal], reader: Reader) -> list[tuple[UUID, str]]:
    ids = frozenset().union(*(row.children for row in rows)) if rows else frozenset()
    people = Person.objects.readable_by(reader).filter(pk__in=ids & reader.child_ids).order_by("born", "id")
    return [(person.pk, person.called) for person in people]


def _in_full(row: Proposal, given: list[ProposalAnswer], names: dict[UUID, str], reader: Reader) -> InFull:
    agreed = any(answer.agreed for answer in given)
    return InFull(
        proposal=row, children=", ".join(name for child, name in names.items() if child in row.children),
        answers=given, is_agreed=agreed, may_answer=not agreed and reader.may(Permission.AUTHORISE),
        may_change=not agreed and reader.may(Permission.FAMILY_EDIT), may_export=reader.may(Permission.EXPORT),
        conference_by=_conference_by(row, reader),
    )  # fmt: skip


def _conference_by(row: Proposal, reader: Reader) -> date | None:
    if row.kind != Proposal.Kind.COUNCIL:
        return None
    held = Involvement.objects.readable_by(reader).filter(child__in=row.children, stage=Stage.CHILD_PROTECTION)
    planned = held.filter(started__lte=row.on).exclude(ended__lt=row.on).exists()
    return due("transfer_in_conference", row.on) if planned else None


def in_full(proposal_id: UUID, *, family: Family, reader: Reader) -> InFull:
    """One proposal; raises ``Http404`` when there is none that the reader may see."""
    found = next((one for one in of_family(family, reader) if one.proposal.pk == proposal_id), None)
    if found is None:
        raise Http404
    return found


def open_to_change(proposal_id: UUID, *, family: Family, reader: Reader) -> Proposal:
    """A proposal that was not agreed to; raises ``Http404`` for any other."""
    found = Proposal.found(proposal_id, family=family, reader=reader)
    if found.is_agreed:
        raise Http404
    return found


def decide(proposal: Proposal, form: AnswerForm, *, reader: Reader, by: User) -> None:
    """Keep the answer and do what it sets going, in the caller's transaction."""
    said = form.cleaned_data
    found = Proposal.found(proposal.pk, family=proposal.family, reader=reader, lock=True)
    agreed = said["agreed"] == "yes"
    found.answer(agreed=agreed, words=said["words"], version=said["version"], by=by)
    if agreed:
        passing_on.carry_out(found, by=by, reader=reader, **form.carrying_out)


def waiting_lines(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Proposals that wait for an answer of somebody who may authorise."""
    if not reader.may(Permission.AUTHORISE):
        return []
    rows = Proposal.objects.readable_by(reader).waiting().select_related("family").order_by("on", "id")
    return [
        DeskLine(
            f"{row.get_kind_display()}, from {plain_date(row.on)}", row.family.name,
            reverse("casework:proposal", args=[row.family.ref, row.pk]),
        )
        for row in rows
    ]  # fmt: skip
