"""A family arrives from a file and leaves to one."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.proof import proved
from kinmap.casework.doors import open_desk, open_family, open_office, ties_of
from kinmap.casework.exchange import Refused, bring_in, exported, is_here, schema_text
from kinmap.casework.exchange_forms import ImportForm
from kinmap.kit import answers
from kinmap.live.once import once


def bring(request: HttpRequest) -> HttpResponse:
    """Choose a file; all of it is taken in, or nothing with the place and the reason."""
    user = open_office(request, to=Permission.IMPORT)
    proved(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"]
        try:
            with once(request, form) as first:
                if first or not is_here(data):  # gone back, and another file chosen in the same form
                    bring_in(data, by=user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _arrived(request, user, ref=data["families"]["family"]["ref"])
    return answers.page(request, "casework/import.html", {"form": form}, status=422 if form.errors else 200)


def _arrived(request: HttpRequest, user: User, *, ref: str) -> HttpResponse:
    if ties_of(user, ref=ref):
        return answers.done(request, reverse("casework:family", args=[ref]), said="The family was taken in.")
    said = f"Family {ref} was taken in. It is open to the people who work with it; you are not one of them."
    return answers.done(request, reverse("casework:import"), said=said)


def leave(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What a file holds and how to keep it; sent, the file itself, named by the reference alone."""
    family, reader = open_family(request, family_ref, to=Permission.EXPORT)
    proved(request)
    if request.method != "POST":
        return answers.page(request, "casework/export.html", {"family": family, "reader": reader})
    text = exported(family, reader, by=cast(User, request.user))
    response = HttpResponse(text, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{family.ref}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The published form of a family's file, for whoever is signed in."""
    open_desk(request)
    return HttpResponse(schema_text(), content_type="application/schema+json")
