"""A council's own questions and pages: written, changed, withdrawn and brought back by whoever looks after settings."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kinmap.access.permissions import Permission
from kinmap.guidance.changes import changes
from kinmap.guidance.doors import open_guidance
from kinmap.guidance.forms import OwnForm
from kinmap.guidance.kinds import Kind, kind_of
from kinmap.guidance.models.own import Own
from kinmap.guidance.offering import all_own
from kinmap.kit import answers, forms
from kinmap.kit.dates import clock
from kinmap.live.once import once

CHANGES_A_PAGE = 40


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Everything of the council's own, with who answers for it and when it is to be looked at again."""
    open_guidance(request, to=Permission.SETTINGS)
    questions, pages = all_own()
    return answers.page(request, "guidance/own.html", {"questions": questions, "pages": pages})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a question or a page."""
    user = open_guidance(request, to=Permission.SETTINGS)
    made = kind_of(kind)
    form = made.form(request.POST if request.method == "POST" else None, author=user.name)
    if not form.is_valid():
        return _asked(request, made, form)
    with once(request, form, where=f"A {made.words} of our own") as first:
        if first:
            made.noun.write(by=user, id=form.cleaned_data["write"], **form.facts())
    return _done(request)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, kind: str, own_id: UUID) -> HttpResponse:
    """Change one; every earlier version stays."""
    user = open_guidance(request, to=Permission.SETTINGS)
    made = kind_of(kind)
    found = made.noun.found(own_id)
    form = made.form(request.POST if request.method == "POST" else None, own=found)
    if not form.is_valid():
        return _asked(request, made, form, found)
    with once(request, form, where=f"A {made.words} of our own") as first:
        if first:
            held = made.noun.found(own_id, lock=True)
            held.change(by=user, version=form.cleaned_data["version"], **form.facts())
    return _done(request)


@require_POST
def withdraw(request: HttpRequest, kind: str, own_id: UUID) -> HttpResponse:
    """Show it no more; its words and versions stay."""
    user = open_guidance(request, to=Permission.SETTINGS)
    return _moved(request, kind, own_id, lambda held: held.withdraw(by=user), said="Withdrawn")


@require_POST
def bring_back(request: HttpRequest, kind: str, own_id: UUID) -> HttpResponse:
    """Show a withdrawn one again."""
    user = open_guidance(request, to=Permission.SETTINGS)
    return _moved(request, kind, own_id, lambda held: held.bring_back(by=user), said="Brought back")


@require_GET
def changed(request: HttpRequest) -> HttpResponse:
    """What has changed in the council's own guidance, the newest first."""
    open_guidance(request, to=Permission.SETTINGS)
    told = Paginator(changes(), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    return answers.page(request, "guidance/changes.html", {"changes": told, "here": reverse("guidance:changes")})


def _asked(
    request: HttpRequest, made: Kind, form: OwnForm, found: Own | None = None, *, status: int = 0
) -> HttpResponse:
    moving = forms.WriteForm(auto_id="moving-%s")  # withdraws it, or brings it back
    told = {"form": form, "kind": made, "own": found, "moving": moving, "back": reverse("guidance:own")}
    return answers.page(request, "guidance/own_form.html", told, status=status or (422 if form.is_bound else 200))


def _done(request: HttpRequest, *, said: str = "") -> HttpResponse:
    return answers.done(request, reverse("guidance:own"), said=said or f"Saved {clock(timezone.now())}")


def _moved(request: HttpRequest, kind: str, own_id: UUID, act: Callable[[Any], Any], *, said: str) -> HttpResponse:
    """A button beside a question or page of our own: one act on it, done once."""
    made = kind_of(kind)
    found = made.noun.found(own_id)
    form = forms.WriteForm(request.POST)
    if not form.is_valid():
        return _asked(request, made, made.form(own=found), found, status=422)
    with once(request, form, where=f"A {made.words} of our own") as first:
        if first:
            act(made.noun.found(own_id, lock=True))
    return _done(request, said=said)
