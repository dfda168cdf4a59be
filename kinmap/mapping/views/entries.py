"""Adding an entry and editing it where it stands."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import Clash, once
from kinmap.mapping.categories import Category
from kinmap.mapping.forms import EntryForm, EntryQuestions, QuickForm
from kinmap.mapping.models import Entry, LabelSet, Map
from kinmap.mapping.people import faces_of
from kinmap.mapping.quality.counting import count_saved, listed
from kinmap.mapping.quality.looking import codes_of
from kinmap.mapping.views.answering import (
    before_writing,
    map_address,
    refreshed,
    refused,
    undo_bar,
    writer,
    written,
)  # fmt: skip

FORM = "mapping/entry.html"
SENT_BEFORE = "An earlier version of this was saved already. Change it there, or press Add to add this one too."


@require_POST
def entries(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Add an entry, from the box under its heading or from the whole form."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    category = _category(request)
    form = _sent(request, family, reader, category)
    if not form.is_valid():
        return _refused(request, family, reader, form, category=category, status=422)
    before = before_writing(request, family, reader)
    write = form.cleaned_data["write"]
    try:
        with once(request, form, family_id=family.pk, where="A new entry on the map") as first:
            if first:
                Map.of(family, by=writer(request)).add_entry(id=write, by=writer(request), **_new(form))
                _count(request, form, category=category)
    except Clash:
        return _refused(request, family, reader, form, category=category, status=409, notice=SENT_BEFORE)
    return written(request, family, reader, before=before, entry_id=write, said="Added", adding=True)


@require_POST
def say_more(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The whole form with what was typed in the quick box; nothing is saved yet. POST keeps words out of addresses."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    category = _category(request)
    quick = QuickForm(request.POST, family=family, reader=reader)
    quick.is_valid()
    typed = {
        "text": request.POST.get("text", ""), "children": quick["children"].value(),
        "written_on": quick.cleaned_data.get("written_on"),
    }  # fmt: skip
    form = EntryQuestions(initial=typed, family=family, reader=reader, category=category)
    return answers.part(request, f"{FORM}#add", _told(request, family, reader, form, category=category))


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Edit an entry in its place (or on a page of its own without a script)."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    given: dict[str, Any] = {"family": family, "reader": reader, "category": found.category, "entry": found}
    if request.method == "GET":
        told = _told(request, family, reader, EntryQuestions(**given), category=found.category)
        return answers.part(request, f"{FORM}#edit", told)
    form = EntryForm(request.POST, **given)
    if not form.is_valid():
        told = _told(request, family, reader, form, category=found.category)
        return answers.part(request, f"{FORM}#edit", told, status=422)
    before = before_writing(request, family, reader)
    try:
        _save(request, family, reader, form, counts=True)
    except Clash as clash:
        return _clashed(request, family, reader, form, theirs=clash.theirs, part="edit")
    return written(request, family, reader, before=before, entry_id=entry_id, said="Saved",
                   undo=undo_bar(family, entry_id, "Saved"))  # fmt: skip


@require_GET
def card(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Close the form: the entry as it stands on the map."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    Entry.found(entry_id, family=family, reader=reader)
    return refreshed(request, family, reader, entry_id=entry_id)


@require_POST
def as_you_go(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Save while somebody is still typing; after a clash nothing more is saved until they press Save."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Entry.found(entry_id, family=family, reader=reader)
    form = EntryForm(request.POST, family=family, reader=reader, category=found.category, entry=found)
    told = _told(request, family, reader, form, category=found.category)
    if not form.is_valid():
        form.again(version=form.cleaned_data.get("version") or found.version)
        return answers.part(request, f"{FORM}#state", told, status=422)
    if request.POST.get("held"):
        return _clashed(request, family, reader, form, theirs=found.text, part="state")
    try:
        _save(request, family, reader, form)
    except Clash as clash:
        return _clashed(request, family, reader, form, theirs=clash.theirs, part="state")
    form.again(version=Entry.found(entry_id, family=family, reader=reader).version)
    return answers.part(request, f"{FORM}#state", told, saved=True)


def _save(request: HttpRequest, family: Family, reader: Reader, form: EntryForm, *, counts: bool = False) -> None:
    """One write of a checked form. Raises ``Clash`` when somebody else was faster.

    ``counts``: whether the prompts about these words are counted, as they are when somebody presses Save.
    """
    assert form.entry is not None  # noqa: S101 - only edits come here
    with once(request, form, family_id=family.pk, where="Your words for an entry on the map") as first:
        if first:
            held = Entry.found(form.entry.pk, family=family, reader=reader, lock=True)
            seen = held.version
            held.change(by=writer(request), version=form.cleaned_data["version"], **form.facts())
            if form.private_name():
                held.told_by(by=writer(request), **form.private_name())
            if counts and held.version != seen:
                _count(request, form, category=held.category)


def _count(request: HttpRequest, form: QuickForm | EntryForm, *, category: str) -> None:
    """Count the prompts that these words bring up or no longer call for."""
    names = form.fields["children"].choices  # type: ignore[attr-defined]
    count_saved(request.POST, category=category, facts=form.facts(), names=names)


def _clashed(
    request: HttpRequest, family: Family, reader: Reader, form: EntryForm, *, theirs: str, part: str
) -> HttpResponse:
    """Both texts: theirs as it stands, one's own in the box; saving again is then a choice."""
    now = Entry.found(form.entry.pk, family=family, reader=reader) if form.entry else None
    form.again(version=now.version if now else None)
    told = _told(request, family, reader, form, category=now.category if now else "")
    told["theirs"] = theirs or (now.text if now else "")
    return answers.part(request, f"{FORM}#{part}", told, status=409)


def _sent(request: HttpRequest, family: Family, reader: Reader, category: str) -> QuickForm | EntryForm:
    """What was sent: the quick box, or the whole form when it says who may see it."""
    if "sharing" in request.POST:
        return EntryForm(request.POST, family=family, reader=reader, category=category)
    return QuickForm(request.POST, family=family, reader=reader)


def _new(form: QuickForm | EntryForm) -> dict[str, Any]:
    """The new entry's facts; a private name travels with the whole form alone."""
    if isinstance(form, EntryForm):
        return {"category": form.cleaned_data["category"], "private_name": form.private_name(), **form.facts()}
    return form.facts()


def _refused(
    request: HttpRequest,
    family: Family,
    reader: Reader,
    form: QuickForm | EntryForm,
    *,
    category: str,
    status: int,
    notice: str = "",
) -> HttpResponse:
    """The same box or form again, with everything typed."""
    if isinstance(form, EntryForm):
        told = _told(request, family, reader, form.again(version=None), category=category) | {"notice": notice}
        return answers.part(request, f"{FORM}#add", told, status=status)
    wrong = {f"wrong_{name}": " ".join(map(str, form.errors.get(name, []))) for name in ("text", "children")}
    typed = {"text": request.POST.get("text", ""), "ticked": form["children"].value() or (), "notice": notice}
    answers.draws(request, form)
    typed["draft"] = request.POST.get("_draft") or request.POST.get("write", "")
    return refused(request, family, reader, category=category, typed=typed | wrong, status=status)


def _category(request: HttpRequest) -> str:
    try:
        return Category(request.POST.get("category", ""))
    except ValueError:
        raise Http404 from None


def _told(
    request: HttpRequest, family: Family, reader: Reader, form: EntryQuestions, *, category: str
) -> dict[str, Any]:
    """What the form's page needs: the heading that this stage gives the category, and the way back."""
    faces = faces_of(family, reader)
    words = LabelSet.of_stage(faces.stage(None)).words
    back = map_address(family, request, reader=reader, entry_id=form.entry.pk if form.entry else None)
    return {
        "family": family,
        "reader": reader,
        "form": form,
        "entry": form.entry,
        "category": category,
        "back": back,
        "heading": words.get(f"one_{category}", words.get(category, "")),
        "query": back.partition("?")[2].partition("#")[0],
        "entries_at": reverse("mapping:entries", args=[family.ref]),
        "stood": request.POST.get("stood") or (listed(codes_of(form.entry, faces, reader)) if form.entry else ""),
    }
