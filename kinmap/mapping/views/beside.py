"""What is set beside an entry: somebody's own view, a link to another entry, a wording for another reader."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.mapping.forms import LinkForm, OtherViewForm, WordingForm
from kinmap.mapping.models import Entry
from kinmap.mapping.people import faces_of
from kinmap.mapping.undoing import last_act
from kinmap.mapping.views.answering import before_writing, map_address, writer, written

PANEL = "mapping/entry_beside.html"


@require_GET
def acts(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Everything else that can be done with an entry."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    entry = Entry.found(entry_id, family=family, reader=reader)
    told = _told(request, family, reader, entry, None, act="")
    told["undo"] = last_act(entry, by=writer(request), reader=reader) is not None
    return answers.part(request, "mapping/entry_acts.html#panel", told)


@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Set somebody's own view beside the entry; neither is preferred."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    form = OtherViewForm(request.POST or None, family=family, reader=reader, auto_id=_ids(found))
    if not form.is_valid():
        return _asked(request, family, reader, found, form, act="dispute")
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="Another view of an entry") as first:
        if first:
            held = Entry.found(entry_id, family=family, reader=reader, lock=True)
            held.dispute(id=form.cleaned_data["write"], by=writer(request), **form.facts())
    return written(request, family, reader, before=before, entry_id=entry_id, said="Their view stands beside it")


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Say that two entries belong together."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    form = LinkForm(request.POST or None, entry=found, reader=reader, auto_id=_ids(found))
    if not form.is_valid():
        return _asked(request, family, reader, found, form, act="link")
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="A link between two entries") as first:
        if first:
            other = Entry.found(form.cleaned_data["other"], family=family, reader=reader)
            found.link_to(other, id=form.cleaned_data["write"], by=writer(request))
    return written(request, family, reader, before=before, entry_id=entry_id, said="Linked")


@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Write the entry's wording for readers who may see only some of its children."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    faces = faces_of(family, reader)
    children = [(child, name) for child, name in faces.children if child in found.children]
    form = WordingForm(request.POST or None, children=children, auto_id=_ids(found))
    if not form.is_valid():
        return _asked(request, family, reader, found, form, act="wording")
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="A wording for another reader") as first:
        if first:
            held = Entry.found(entry_id, family=family, reader=reader, lock=True)
            held.word_for(id=form.cleaned_data["write"], by=writer(request), **form.facts())
    return written(request, family, reader, before=before, entry_id=entry_id, said="Wording saved")


#: Heading, explanation and button of each form beside an entry.
WORDS = {
    "dispute": (
        "Somebody sees it differently",
        "Both are kept and shown side by side, as large as each other. Nobody has to decide who is right.",
        "Set their view beside it",
    ),
    "link": ("Link it to another entry", "For example what was done, and the harm that it answered.", "Link them"),
    "wording": (
        "Word it for another reader",
        "Somebody who may see only some of these children does not see this entry. Here you can write what they read "
        "instead: only what concerns those children.",
        "Save this wording",
    ),
}


def _asked(request: HttpRequest, family: Family, reader: Reader, entry: Entry, form: Any, *, act: str) -> HttpResponse:
    """The form of one act, in the card's panel or on a page of its own."""
    told = _told(request, family, reader, entry, form, act=act)
    return answers.part(request, f"{PANEL}#panel", told, status=422 if form.is_bound else 200)


def _told(request: HttpRequest, family: Family, reader: Reader, entry: Entry, form: Any, *, act: str) -> dict[str, Any]:
    back = map_address(family, request, reader=reader, entry_id=entry.pk)
    heading, explains, button = WORDS.get(act, ("", "", ""))
    return {
        "family": family,
        "reader": reader,
        "entry": entry,
        "form": form,
        "act": f"mapping:{act}",
        "back": back,
        "heading": heading,
        "explains": explains,
        "button": button,
        "fields": _own_fields(form),
        "query": back.partition("?")[2].partition("#")[0],
    }


def _ids(entry: Entry) -> str:
    """Ids of fields that no other open form of the page has."""
    return f"beside-{entry.pk}-%s"


def _own_fields(form: Any) -> list[Any]:
    """The questions of the form itself; who may see it is drawn apart."""
    apart = getattr(form, "guard_field_names", ())
    return [field for field in form.open_fields if field.name not in apart] if form is not None else []
