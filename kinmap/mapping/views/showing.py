"""Looking at the map: today, as it stood, what was taken off it, and how an entry came to say what it says."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.mapping.as_it_stood import Then
from kinmap.mapping.board import gather
from kinmap.mapping.forms import SharedForm
from kinmap.mapping.layouts.trajectory import trajectory_of
from kinmap.mapping.lens import FAMILY, TRAJECTORY, lens_of
from kinmap.mapping.models import Entry, Map
from kinmap.mapping.versions import versions_of
from kinmap.mapping.views.answering import PAGE, context_of, map_address, writer
from kinmap.mapping.views.layouts import as_the_family_sees_it


@require_GET
def show(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The map, today or as it stood at the end of a day."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    lens = lens_of(request.GET, reader)
    then = Then(family, reader, lens.on) if lens.on else None
    if lens.layout == FAMILY:
        return as_the_family_sees_it(request, family, reader, lens)
    told = context_of(family, reader, gather(family, reader, lens, rows=then))
    told["typed_later"] = then.typed_later() if then else 0
    if lens.layout == TRAJECTORY:
        told["trajectory"] = trajectory_of(told["board"], family)
    return answers.page(request, LAYOUT_PAGES.get(lens.layout, PAGE), told)


#: The page of each layout that does not draw the board itself.
LAYOUT_PAGES = {TRAJECTORY: "mapping/layout_trajectory.html"}


@require_GET
def withdrawn(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Entries that were taken off the map, each with the way back."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    board = gather(family, reader, lens_of(request.GET, reader))
    told = context_of(family, reader, board) | {"back": map_address(family, request, reader=reader)}
    return answers.page(request, "mapping/map_withdrawn.html", told)


@require_GET
def versions(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """How an entry came to say what it says: every version, by whom, when, and what changed."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    entry = Entry.found(entry_id, family=family, reader=reader)
    told = {"family": family, "reader": reader, "entry": entry, "versions": versions_of(entry, family, reader)}
    back = map_address(family, request, reader=reader, entry_id=entry.pk)
    return answers.page(request, "mapping/entry_versions.html", told | {"back": back})


@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Say whether the family has seen the map, and if not, by when they will."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    form = SharedForm(request.POST or None)
    back = map_address(family, request, reader=reader)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "back": back}
        return answers.page(request, "mapping/map_shared.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="Whether the family has seen the map") as first:
        if first:
            Map.of(family, by=writer(request)).seen_by_family(by=writer(request), **form.answer())
    return answers.done(request, back, said="Saved")
