"""Undoing one's own last act on an entry."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import done_before, once
from kinmap.mapping.forms import TakeForm
from kinmap.mapping.models import Entry
from kinmap.mapping.undoing import last_act
from kinmap.mapping.undoing import undo as take_back
from kinmap.mapping.versions import going_back
from kinmap.mapping.views.answering import before_writing, map_address, writer, written

PANEL = "mapping/entry_undo.html"


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Show what one did last and what undoing brings back; then take it back, as a new version."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    form = TakeForm(request.POST or None, initial={"version": found.version}, auto_id=f"undo-{entry_id}-%s")
    act = last_act(found, by=writer(request), reader=reader)
    if not form.is_valid() or form.cleaned_data["version"] is None or (act is None and not done_before(request)):
        back = map_address(family, request, reader=reader, entry_id=found.pk)
        told = {"family": family, "reader": reader, "entry": found, "form": form, "back": back,
                "query": back.partition("?")[2].partition("#")[0],
                "going": going_back(act.now, act.before, family, reader) if act else None}  # fmt: skip
        return answers.part(request, f"{PANEL}#panel", told, status=422 if form.is_bound else 200)
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="Undoing your last change of an entry") as first:
        if first:
            held = Entry.found(entry_id, family=family, reader=reader, lock=True)
            take_back(held, by=writer(request), reader=reader, version=form.cleaned_data["version"])
    return written(request, family, reader, before=before, entry_id=entry_id, said="Undone")
