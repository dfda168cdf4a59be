"""Two ways to think about the map: the harm analysis grid, and the Assessment Framework over it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.mapping.forms.framework import FrameworkForm
from kinmap.mapping.forms.harm_grid import HarmGridForm
from kinmap.mapping.framework import by_domain
from kinmap.mapping.models import Entry, Map
from kinmap.mapping.views.answering import map_address, writer


@require_http_methods(["GET", "POST"])
def harm_grid(request: HttpRequest, family_ref: str) -> HttpResponse:
    """First, worst, most recent: each row with words becomes an entry of past harm."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    form = HarmGridForm(request.POST if request.method == "POST" else None, family=family, reader=reader)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "back": map_address(family, request, reader=reader)}
        return answers.page(request, "mapping/harm_grid.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A harm analysis grid") as first:
        if first:
            for facts in form.entries():
                Map.of(family, by=writer(request)).add_entry(by=writer(request), **facts)
    return answers.done(request, reverse("mapping:map", args=[family.ref]), said="The grid is on the map.")


@require_GET
def framework(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The map by the domains of the Assessment Framework."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    told = {"family": family, "reader": reader, "found": by_domain(family, reader)}
    told |= {"may_edit": reader.may(Permission.MAP_EDIT), "back": map_address(family, request, reader=reader)}
    return answers.page(request, "mapping/framework.html", told)


@require_http_methods(["GET", "POST"])
def domains(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Say to which dimensions of the framework an entry belongs."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    form = FrameworkForm(request.POST if request.method == "POST" else None, entry=found)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "entry": found}
        return answers.page(request, "mapping/framework_entry.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="An entry’s place in the Assessment Framework") as first:
        if first:
            found = Entry.found(entry_id, family=family, reader=reader, lock=True)
            found.change(by=writer(request), version=form.cleaned_data["version"], domains=form.codes())
    return answers.done(request, reverse("mapping:framework", args=[family.ref]), said="Saved.")
