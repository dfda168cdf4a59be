"""The pages about sharing: what was decided, one decision with its versions, a new one, a correction, its end."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.deciding_to_share import showing
from kinmap.casework.deciding_to_share.forms import DecisionForm, PutRightForm, WithdrawForm
from kinmap.casework.doors import open_family
from kinmap.casework.models import SharingDecision
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import once


@require_safe
def sharing(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What was decided to share, or not, the newest first."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    told = {"family": family, "reader": reader, "decisions": showing.decisions_of(family, reader),
            "may_decide": reader.may(Permission.DECIDE_SHARING)}  # fmt: skip
    return answers.page(request, "casework/sharing/list.html", told)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write down a decision; after a copy was handed over, with what is known of it."""
    family, reader = open_family(request, family_ref, to=Permission.DECIDE_SHARING)
    handed = showing.handed_over(request.GET.get("handed"), family=family, reader=reader)
    form = DecisionForm(request.POST or None, family=family, reader=reader, handed=handed)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form}
        return answers.page(request, "casework/sharing/write.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A decision about sharing") as first:
        if first:
            SharingDecision.decide(family=family, by=cast(User, request.user), **form.words())
    return answers.done(request, reverse("casework:sharing", args=[family.ref]), said="Saved.")


@require_safe
def decision(request: HttpRequest, family_ref: str, decision_id: UUID) -> HttpResponse:
    """One decision and everything that it said before."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    shown = showing.one_decision(decision_id, family=family, reader=reader)
    told = {"family": family, "reader": reader, "shown": shown,
            "versions": showing.versions_of(decision_id, family=family, reader=reader),
            "may_decide": reader.may(Permission.DECIDE_SHARING) and not shown.is_withdrawn}  # fmt: skip
    return answers.page(request, "casework/sharing/decision.html", told)


@require_http_methods(["GET", "POST"])
def put_right(request: HttpRequest, family_ref: str, decision_id: UUID) -> HttpResponse:
    """Correct a decision, with the reason; what it said stays."""
    family, reader = open_family(request, family_ref, to=Permission.DECIDE_SHARING)
    found = SharingDecision.found(decision_id, family=family, reader=reader)
    form = PutRightForm(request.POST or None, family=family, reader=reader, guarded=found)
    if found.status == SharingDecision.Status.WITHDRAWN:
        return _shown(request, family, decision_id)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "decision": found}
        return answers.page(request, "casework/sharing/write.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A decision about sharing") as first:
        if first:
            found = SharingDecision.found(decision_id, family=family, reader=reader, lock=True)
            found.put_right(by=cast(User, request.user), version=form.cleaned_data["version"] or 0, **form.words())
    return _shown(request, family, decision_id)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, family_ref: str, decision_id: UUID) -> HttpResponse:
    """Say that a decision no longer holds."""
    family, reader = open_family(request, family_ref, to=Permission.DECIDE_SHARING)
    found = SharingDecision.found(decision_id, family=family, reader=reader)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form,
                "shown": showing.one_decision(decision_id, family=family, reader=reader)}  # fmt: skip
        return answers.page(request, "casework/sharing/withdraw.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A decision about sharing") as first:
        if first:
            found = SharingDecision.found(decision_id, family=family, reader=reader, lock=True)
            words = form.cleaned_data
            found.withdraw(why=words["why"], version=words["version"], by=cast(User, request.user))
    return _shown(request, family, decision_id)


def _shown(request: HttpRequest, family: Family, decision_id: UUID) -> HttpResponse:
    return answers.done(request, reverse("casework:decision", args=[family.ref, decision_id]), said="Saved.")
