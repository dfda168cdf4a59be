"""Moving an entry, taking it off the map and putting it back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.mapping.categories import Category
from kinmap.mapping.forms import MoveForm, TakeForm
from kinmap.mapping.models import Entry, LabelSet
from kinmap.mapping.people import faces_of
from kinmap.mapping.quality.counting import count_change
from kinmap.mapping.views.answering import before_writing, map_address, undo_bar, writer, written

PANEL = "mapping/entry_move.html"


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Move to another category, before another entry, or one step up or down."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    headings = _headings(family, reader)
    if request.method == "GET":
        form = MoveForm(
            headings=headings,
            auto_id=f"move-{entry_id}-%s",
            initial={"category": found.category, "version": found.version},
        )
        return answers.part(request, f"{PANEL}#panel", _told(request, family, reader, found, form))
    form = MoveForm(request.POST, headings=headings, auto_id=f"move-{entry_id}-%s")
    if not form.is_valid():
        return answers.part(request, f"{PANEL}#panel", _told(request, family, reader, found, form), status=422)
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="Moving an entry on the map") as first:
        if first:
            held = Entry.found(entry_id, family=family, reader=reader, lock=True)
            held.move_to(by=writer(request), **form.where_to(held, reader=reader))
            count_change(request.POST, ())
    there = form.cleaned_data["category"]
    said = "Moved" if there == found.category else f"Moved: now under {dict(headings)[there]}"
    return written(request, family, reader, before=before, entry_id=entry_id, said=said,
                   undo=undo_bar(family, entry_id, said))  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Take an entry off the map; its words are kept and it can come back."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    form = TakeForm(request.POST or None, initial={"version": found.version}, auto_id=f"take-{entry_id}-%s")
    if not form.is_valid():
        told = _told(request, family, reader, found, form)
        return answers.part(request, "mapping/entry_withdraw.html#panel", told, status=422 if form.is_bound else 200)
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="Taking an entry off the map") as first:
        if first:
            held = Entry.found(entry_id, family=family, reader=reader, lock=True)
            held.withdraw(by=writer(request), version=form.cleaned_data["version"])
    said = "Taken off the map. Its words are kept."
    return written(request, family, reader, before=before, entry_id=entry_id, said=said,
                   undo=undo_bar(family, entry_id, said))  # fmt: skip


@require_POST
def bring_back(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Put a withdrawn entry on the map again."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    Entry.found(entry_id, family=family, reader=reader)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return answers.done(request, reverse("mapping:withdrawn", args=[family.ref]))
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="Putting an entry back on the map") as first:
        if first:
            Entry.found(entry_id, family=family, reader=reader, lock=True).bring_back(by=writer(request))
    return written(request, family, reader, before=before, entry_id=entry_id, said="Back on the map")


def _headings(family: Family, reader: Reader) -> list[tuple[str, str]]:
    words = LabelSet.of_stage(faces_of(family, reader).stage(None)).words
    return [(category.value, words[category]) for category in Category]


def _told(request: HttpRequest, family: Family, reader: Reader, entry: Entry, form: Any) -> dict[str, Any]:
    back = map_address(family, request, reader=reader, entry_id=entry.pk)
    query = back.partition("?")[2].partition("#")[0]
    return {"family": family, "reader": reader, "entry": entry, "form": form, "back": back, "query": query}
