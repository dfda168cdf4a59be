"""The pages about misfiled words: what waits, one request, asking, answering, taking back."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.proof import proved
from kinmap.casework.doors import open_family
from kinmap.casework.misfiled import doing, showing
from kinmap.casework.misfiled.copies import out_there
from kinmap.casework.misfiled.forms import AnswerForm, ReportForm, TakeBackForm, WhereToForm
from kinmap.casework.models import Misfiled
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import done_before, once


@require_safe
def misfiled(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What waits for a second person, and what was moved or struck out."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    told = {"family": family, "reader": reader, "rows": showing.of_family(family, reader, user=_writer(request))}
    return answers.page(request, "casework/misfiled/list.html", told)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, family_ref: str, kind: str, item_id: UUID) -> HttpResponse:
    """Ask that an item be struck out, or moved to the record that the address names (``?to=``)."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    of_kind, item = showing.item_of(kind, item_id, family=family, reader=reader)
    user = _writer(request)
    target = showing.target_for(user, request.GET["to"]) if request.GET.get("to") and of_kind.arrive else None
    lost = request.method == "POST" and request.GET.get("to") and target is None  # asked to move: never to strike out
    if lost or (target is not None and target.family == family):
        raise Http404
    form = ReportForm(request.POST or None, item=item, kind=of_kind, target=target)
    if not form.is_valid():
        others = showing.targets_for(user, family) if of_kind.arrive and target is None else []
        told = {"family": family, "reader": reader, "form": form, "item": item, "kind": of_kind, "target": target,
                "said": list(of_kind.said(item)), "where": WhereToForm(targets=others) if others else None}  # fmt: skip
        return answers.page(request, "casework/misfiled/report.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="Something that does not belong here") as first:
        if first:
            Misfiled.report(item, kind=kind, by=user, **form.facts())
    return _all(request, family, said="Asked. It waits for a second person.")


@require_safe
def one(request: HttpRequest, family_ref: str, misfiled_id: UUID) -> HttpResponse:
    """One request: what the item says while it is there, or what stays of it."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    asked = showing.one(misfiled_id, family=family, reader=reader, user=_writer(request))
    told = {"family": family, "reader": reader, "asked": asked, "papers": out_there(asked.row, reader)}
    return answers.page(request, "casework/misfiled/one.html", told)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, family_ref: str, misfiled_id: UUID) -> HttpResponse:
    """Agree or refuse, having read it: somebody other than whoever asked."""
    family, reader = open_family(request, family_ref, to=Permission.STRIKE_OUT)
    proved(request)
    user = _writer(request)
    if done_before(request):
        return _all(request, family, said="Saved.")
    asked = showing.one(misfiled_id, family=family, reader=reader, user=user)
    if not asked.may_answer:
        return _not_mine(request, family, asked)
    form = AnswerForm(request.POST or None, asked=asked.row, item=asked.item)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "asked": asked}
        return answers.page(request, "casework/misfiled/answer.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="An answer about something misfiled") as first:
        if first:
            row = Misfiled.found(misfiled_id, family=family, reader=reader, lock=True)
            doing.answered(row, form, reader=reader, by=user)
    return _all(request, family, said="Done." if form.agrees else "Saved. It stays.")


@require_POST
def take_back(request: HttpRequest, family_ref: str, misfiled_id: UUID) -> HttpResponse:
    """Whoever asked takes it back."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    row = Misfiled.found(misfiled_id, family=family, reader=reader)
    if row.recorded_by_id != _writer(request).pk:
        raise PermissionDenied
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _all(request, family)
    with once(request, form, family_id=family.pk, where="Something that does not belong here") as first:
        if first:
            row = Misfiled.found(misfiled_id, family=family, reader=reader, lock=True)
            row.take_back(by=_writer(request), version=form.cleaned_data["version"])
    return _all(request, family, said="Taken back. It stays as it was.")


def _not_mine(request: HttpRequest, family: Family, asked: showing.Asked) -> HttpResponse:
    """Answered already: back to the page of it. Asked by oneself, or to go where one may not look: no."""
    if asked.waits:
        raise PermissionDenied
    return answers.done(request, reverse("casework:misfiled_one", args=[family.ref, asked.row.pk]))


def _writer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _all(request: HttpRequest, family: Family, *, said: str = "") -> HttpResponse:
    return answers.done(request, reverse("casework:misfiled", args=[family.ref]), said=said)
