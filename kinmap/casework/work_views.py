"""The Work page: stages, agreements to early help, and who works with which child."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework import involved, passing_on, proposals, stepping, work_forms
from kinmap.casework.doors import open_family
from kinmap.casework.models import Agreement, Allocation
from kinmap.casework.who_opens.reasons import who_opens
from kinmap.families.models import Family, Person, RecordLock
from kinmap.kit import answers, forms
from kinmap.live.once import done_before, once

SAVED = "Saved."


@require_safe
def work(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Each child's stages, agreements and workers, and who can open the family."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    openers = who_opens(family, reader, lock=RecordLock.of(family))
    context = {
        "family": family, "reader": reader, "children": involved.children_at_work(family, reader),
        "workers": involved.workers_here(family, reader), "earlier": involved.workers_here(family, reader, ended=True),
        "agreements": involved.agreements_of(family, reader), "proposals": proposals.of_family(family, reader),
        "closed": passing_on.closed_children(family, reader),
        "colleagues": [one for one in openers if not one.only], "partners": [one for one in openers if one.only],
        "may_edit": reader.may(Permission.FAMILY_EDIT), "may_allocate": reader.may(Permission.ALLOCATE),
    }  # fmt: skip
    return answers.page(request, "casework/work.html", context)


def stage(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Begin a stage for the children that are ticked."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    form = work_forms.StageForm(_sent(request), family=family, reader=reader)
    if not form.is_valid():
        return _asked(request, "casework/stage.html", form, {"family": family, "reader": reader})
    with once(request, form, family_id=family.pk, where="A change of stage") as first:
        if first:
            stepping.change_stage(**form.words(), by=_writer(request))
    return _saved(request, family)


def agreement(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write down an agreement to early help."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    form = work_forms.AgreementForm(_sent(request), family=family, reader=reader)
    if not form.is_valid():
        return _asked(request, "casework/agreement.html", form, {"family": family, "reader": reader})
    with once(request, form, family_id=family.pk, where="An agreement to early help") as first:
        if first:
            stepping.agree(**form.words(), by=_writer(request))
    return _saved(request, family)


def withdraw(request: HttpRequest, family_ref: str, agreement_id: UUID) -> HttpResponse:
    """Write down that an agreement was withdrawn."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    given = Agreement.found(agreement_id, reader=reader)
    form = work_forms.WithdrawForm(_sent(request), agreement=given)
    if not form.is_valid():
        return _asked(request, "casework/withdraw.html", form, {"family": family, "reader": reader, "given": given})
    with once(request, form, family_id=family.pk, where="An agreement that was withdrawn") as first:
        if first:
            given = Agreement.found(agreement_id, reader=reader, lock=True)
            said = form.cleaned_data
            stepping.withdraw_agreement(given, on=said["on"], version=said["version"], by=_writer(request))
    return _saved(request, family)


@require_safe
def find_worker(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Find the colleague or partner who is to work with the family."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    form = work_forms.FindWorkerForm(request.GET if "find" in request.GET else None)
    found = User.called_like(form.cleaned_data["find"]) if form.is_valid() else None
    context = {"family": family, "reader": reader, "form": form, "found": found}
    return answers.page(request, "casework/find_worker.html", context, status=422 if form.errors else 200)


def allocate(request: HttpRequest, family_ref: str, user_id: UUID) -> HttpResponse:
    """Say with which children a worker works, and as what."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    worker = User.found(user_id)
    form = work_forms.AllocationForm(_sent(request), family=family, reader=reader, worker=worker)
    if not form.is_valid():
        return _asked(request, "casework/allocate.html", form, {"family": family, "reader": reader, "worker": worker})
    with once(request, form, family_id=family.pk, where="Who works with the children") as first:
        if first:
            stepping.bring_in(**form.words(), worker=Person.of(worker), by=_writer(request))
    return _saved(request, family)


def end_part(request: HttpRequest, family_ref: str, allocation_id: UUID) -> HttpResponse:
    """End a worker's part for the children that are ticked."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    allocation = Allocation.found(allocation_id, reader=reader)
    rows = stepping.part_of(allocation, reader)
    form = work_forms.EndPartForm(_sent(request), rows=rows)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "allocation": allocation, "rows": rows}
        return _asked(request, "casework/end_part.html", form, context)
    with once(request, form, family_id=family.pk, where="The end of somebody’s work with children") as first:
        if first:
            said = form.cleaned_data
            stepping.end_part(allocation, children=said["children"], on=said["on"], reader=reader, by=_writer(request))
    return _saved(request, family)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _writer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked(request: HttpRequest, template: str, form: forms.KitForm, context: dict[str, Any]) -> HttpResponse:
    """The form: fresh, or with what was typed and what is wrong with it; a repeat is answered as before."""
    if form.is_bound and done_before(request):
        return _saved(request, context["family"])
    return answers.page(request, template, {**context, "form": form}, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, family: Family) -> HttpResponse:
    return answers.done(request, reverse("casework:work", args=[family.ref]), said=SAVED)
