"""Planning a visit and writing it up."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.visits.forms import PlanVisitForm, WriteUpForm
from kinmap.visits.models import Visit
from kinmap.visits.writing_up import write_down

SAVED = "Saved."
BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def plan(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Plan a visit."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    form = PlanVisitForm(request.POST or None, family=family, reader=reader)
    if not form.is_valid():
        return _asked(request, "visits/plan.html", family, reader, form)
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="A visit to be") as first:
        if first:
            write_down(form.told(), family=family, reader=reader, by=_writer(request), id=write)
    return answers.done(request, reverse("visits:visits", args=[family.ref]), said=SAVED)


@require_http_methods(BOTH)
def change_plan(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """Move a planned visit, or change what it is for."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    found = Visit.found(visit_id, family=family, reader=reader)
    if found.state != Visit.State.PLANNED:
        return answers.done(request, reverse("visits:write_up", args=[family.ref, visit_id]))
    form = PlanVisitForm(request.POST or None, family=family, reader=reader, visit=found)
    if not form.is_valid():
        return _asked(request, "visits/plan.html", family, reader, form, visit=found)
    with once(request, form, family_id=family.pk, where="A visit to be") as first:
        if first:
            held = Visit.found(visit_id, family=family, reader=reader, lock=True)
            write_down(form.told(), family=family, reader=reader, by=_writer(request), visit=held,
                       stamp=form.cleaned_data["stamp"])  # fmt: skip
    return answers.done(request, reverse("visits:visit", args=[family.ref, visit_id]), said=SAVED)


@require_http_methods(BOTH)
def write_new(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write up a visit or contact that nobody planned."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    form = WriteUpForm(request.POST or None, family=family, reader=reader)
    if not form.is_valid():
        return _asked(request, "visits/write_up.html", family, reader, form)
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="A visit") as first:
        if first:
            _written(form, family, reader, by=_writer(request), id=write)
    return answers.done(request, reverse("visits:visit", args=[family.ref, write]), said=SAVED)


@require_http_methods(BOTH)
def write_up(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """Write up a planned visit, or put right what was written."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    found = Visit.found(visit_id, family=family, reader=reader)
    form = WriteUpForm(request.POST or None, family=family, reader=reader, visit=found)
    if not form.is_valid():
        return _asked(request, "visits/write_up.html", family, reader, form, visit=found)
    with once(request, form, family_id=family.pk, where="A visit") as first:
        if first:
            held = Visit.found(visit_id, family=family, reader=reader, lock=True)
            _written(form, family, reader, by=_writer(request), visit=held)
    return answers.done(request, reverse("visits:visit", args=[family.ref, visit_id]), said=SAVED)


def _written(
    form: WriteUpForm, family: Family, reader: Reader, *, by: User, visit: Visit | None = None, id: UUID | None = None
) -> None:
    """The visit, and the next one when a day was given for it."""
    stamp = form.cleaned_data["stamp"] if visit else None
    write_down(form.told(), family=family, reader=reader, by=by, visit=visit, stamp=stamp, id=id)
    if following := form.next_told():
        write_down(following, family=family, reader=reader, by=by)


def _writer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked(
    request: HttpRequest, template: str, family: Family, reader: Reader, form: PlanVisitForm | WriteUpForm, *,
    visit: Visit | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"family": family, "reader": reader, "form": form, "visit": visit}
    return answers.page(request, template, context, status=422 if form.is_bound else 200)
