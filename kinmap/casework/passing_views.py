"""The pages on which closing or passing on is proposed and answered, and closed work is opened again."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework import passing_forms, passing_on, proposals
from kinmap.casework.doors import open_family
from kinmap.casework.models import Proposal
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import done_before, once


def propose(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Propose to close work with some children, or to pass it on."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    form = passing_forms.ProposalForm(request.POST or None, family=family, reader=reader)
    if request.method != "POST" or not form.is_valid():
        context = {"family": family, "reader": reader, "form": form}
        return answers.page(request, "casework/propose.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A proposal to close or pass on") as first:
        if first:
            Proposal.propose(family=family, by=_writer(request), **form.words())
    return answers.done(request, reverse("casework:work", args=[family.ref]), said="Saved. It waits for a manager.")


def change(request: HttpRequest, family_ref: str, proposal_id: UUID) -> HttpResponse:
    """Put a proposal right that was not agreed to."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    proposal = proposals.open_to_change(proposal_id, family=family, reader=reader)
    form = passing_forms.ProposalForm(request.POST or None, family=family, reader=reader, guarded=proposal)
    if request.method != "POST" or not form.is_valid():
        context = {"family": family, "reader": reader, "form": form, "proposal": proposal}
        return answers.page(request, "casework/propose.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A proposal to close or pass on") as first:
        if first:
            proposal = Proposal.found(proposal_id, family=family, reader=reader, lock=True)
            proposal.change(by=_writer(request), version=form.cleaned_data["version"], **form.words())
    return _shown(request, family, proposal_id)


@require_safe
def proposal(request: HttpRequest, family_ref: str, proposal_id: UUID) -> HttpResponse:
    """One proposal with its answers."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    shown = proposals.in_full(proposal_id, family=family, reader=reader)
    return answers.page(request, "casework/proposal.html", {"family": family, "reader": reader, "shown": shown})


def answer(request: HttpRequest, family_ref: str, proposal_id: UUID) -> HttpResponse:
    """Authorise a proposal, or say what is missing."""
    family, reader = open_family(request, family_ref, to=Permission.AUTHORISE)
    found = Proposal.found(proposal_id, family=family, reader=reader)
    form = passing_forms.AnswerForm(request.POST or None, proposal=found, reader=reader)
    if request.method != "POST" or not form.is_valid():
        if form.is_bound and done_before(request):
            return _shown(request, family, proposal_id)
        shown = proposals.in_full(proposal_id, family=family, reader=reader)
        context = {"family": family, "reader": reader, "form": form, "shown": shown}
        return answers.page(request, "casework/answer_proposal.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="An answer to a proposal") as first:
        if first:
            proposals.decide(found, form, reader=reader, by=_writer(request))
    return _shown(request, family, proposal_id)


def open_again(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Begin work again with children whose record was closed."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    form = passing_forms.OpenAgainForm(request.POST or None, family=family, reader=reader)
    if request.method != "POST" or not form.is_valid():
        if form.is_bound and done_before(request):
            return answers.done(request, reverse("casework:work", args=[family.ref]))
        context = {"family": family, "reader": reader, "form": form}
        return answers.page(request, "casework/open_again.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="Opening a closed record again") as first:
        if first:
            passing_on.open_again(**form.words(), by=_writer(request))
    return answers.done(request, reverse("casework:work", args=[family.ref]), said="Saved.")


def _writer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _shown(request: HttpRequest, family: Family, proposal_id: UUID) -> HttpResponse:
    return answers.done(request, reverse("casework:proposal", args=[family.ref, proposal_id]), said="Saved.")
