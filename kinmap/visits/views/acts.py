"""Short acts on a visit: made, called off, who may know the place, a child's further words."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import done_before, once
from kinmap.visits import writing_up
from kinmap.visits.forms import CallOffForm, MadeForm, PlaceForm, WordsForm
from kinmap.visits.models import Said, Seen, Visit, VisitPlace

SAVED = "Saved."
BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def made(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """We were there; it is written up later."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    found = Visit.found(visit_id, family=family, reader=reader)
    if _is_settled(request, found):
        return answers.done(request, _page(family, visit_id))
    today = timezone.localdate()
    form = MadeForm(request.POST or None, initial={"on": min(found.planned_for or today, today)})
    context = {"family": family, "reader": reader, "form": form, "visit": found}
    if not form.is_valid():
        return answers.page(request, "visits/made.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A visit") as first:
        if first:
            held = Visit.found(visit_id, family=family, reader=reader, lock=True)
            writing_up.made(held, on=form.cleaned_data["on"], reader=reader, by=cast(User, request.user))
    return answers.done(request, _page(family, visit_id), said="Saved. Write it up when you can.")


@require_http_methods(BOTH)
def call_off(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """A planned visit that did not happen, and why."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    found = Visit.found(visit_id, family=family, reader=reader)
    if _is_settled(request, found):
        return answers.done(request, _page(family, visit_id))
    form = CallOffForm(request.POST or None)
    context = {"family": family, "reader": reader, "form": form, "visit": found}
    if not form.is_valid():
        return answers.page(request, "visits/call_off.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A visit that did not happen") as first:
        if first:
            held = Visit.found(visit_id, family=family, reader=reader, lock=True)
            said: dict[str, Any] = {"state": form.cleaned_data["state"], "reason": form.cleaned_data["reason"]}
            writing_up.call_off(held, **said, on=form.on(held), reader=reader, by=cast(User, request.user))
    return answers.done(request, _page(family, visit_id), said=SAVED)


@require_http_methods(BOTH)
def place(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """Who may know where it was."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    found = Visit.found(visit_id, family=family, reader=reader)
    where = VisitPlace.found(found, reader=reader)
    form = PlaceForm(request.POST or None, family=family, reader=reader, place=where)
    context = {"family": family, "reader": reader, "form": form, "visit": found}
    if not form.is_valid():
        return answers.page(request, "visits/place.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="Who may know where a visit was") as first:
        if first:
            held = VisitPlace.found(found, reader=reader, lock=True)
            held.shield(form.guard(), setter=reader.person_id, by=cast(User, request.user),
                        version=form.cleaned_data["version"])  # fmt: skip
    return answers.done(request, _page(family, visit_id), said=SAVED)


@require_http_methods(BOTH)
def add_words(request: HttpRequest, family_ref: str, part_id: UUID) -> HttpResponse:
    """More words of a child, with who may see them."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    part = Seen.found(part_id, family=family, reader=reader)
    form = WordsForm(request.POST or None, family=family, reader=reader)
    context = {"family": family, "reader": reader, "form": form, "part": part}
    if not form.is_valid():
        return answers.page(request, "visits/words.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="What a child said") as first:
        if first:
            part.hear(form.cleaned_data["words"], guard=form.guard(), setter=reader.person_id,
                      by=cast(User, request.user))  # fmt: skip
    return answers.done(request, _page(family, part.visit_id), said=SAVED)


@require_http_methods(BOTH)
def change_words(request: HttpRequest, family_ref: str, said_id: UUID) -> HttpResponse:
    """A child's words put right, or shown to other people."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_EDIT)
    said = Said.found(said_id, family=family, reader=reader)
    form = WordsForm(request.POST or None, family=family, reader=reader, said=said)
    context = {"family": family, "reader": reader, "form": form, "part": said.part, "said": said}
    if not form.is_valid():
        return answers.page(request, "visits/words.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="What a child said") as first:
        if first:
            held = Said.found(said_id, family=family, reader=reader, lock=True)
            held.change(form.cleaned_data["words"], guard=form.guard(), setter=reader.person_id,
                        by=cast(User, request.user), version=form.cleaned_data["version"])  # fmt: skip
    return answers.done(request, _page(family, said.part.visit_id), said=SAVED)


def _page(family: Family, visit_id: UUID) -> str:
    return reverse("visits:visit", args=[family.ref, visit_id])


def _is_settled(request: HttpRequest, visit: Visit) -> bool:
    """Whether nothing is left to ask: it was said before what became of it, and this form says nothing new."""
    return visit.state != Visit.State.PLANNED and (request.method != "POST" or done_before(request))
