"""Worries and goals: every set on one page, and writing a statement or its goal."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once
from kinmap.mapping.categories import Category
from kinmap.mapping.forms import GoalForm, GuidedForm, StatementForm
from kinmap.mapping.lens import lens_of
from kinmap.mapping.models import Entry, LabelSet, Map
from kinmap.mapping.people import faces_of
from kinmap.mapping.quality.counting import count_saved, met_in
from kinmap.mapping.quality.names import OtherChildren
from kinmap.mapping.quality.writing import look
from kinmap.mapping.sets import Sets, gather_sets
from kinmap.mapping.views.answering import writer

STATEMENT_FORM = "mapping/statement_form.html#paragraph"
GOAL_FORM = "mapping/goal_form.html#paragraph"


@require_GET
def statements(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Each danger or worry statement with its goal, its scale and everybody's numbers."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    found = gather_sets(family, reader, child=lens_of(request.GET, reader).child)
    told = {
        "family": family, "reader": reader, "found": found, "words": found.labels.words,
        "may_edit": reader.may(Permission.MAP_EDIT), "may_judge": reader.may(Permission.JUDGE),
        "filters": _filters(family, found),
    }  # fmt: skip
    return answers.page(request, "mapping/statements.html", told)


@require_http_methods(["GET", "POST"])
def new_statement(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write a danger or worry statement: guided, or freely."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    asked, told = _asked(family, reader)

    def keep(form: GuidedForm) -> bool:
        facts = {"category": Category.DANGER_STATEMENT, "id": form.cleaned_data["write"], **form.facts()}
        Map.of(family, by=writer(request)).add_entry(by=writer(request), **facts)
        return True

    return _guided(request, StatementForm, STATEMENT_FORM, asked, told, keep)


@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Change a statement; every earlier version stays."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    entry = _standing(entry_id, Category.DANGER_STATEMENT, family, reader)
    asked, told = _asked(family, reader, entry=entry)
    return _guided(request, StatementForm, STATEMENT_FORM, asked, told, _change(request, entry, reader))


@require_http_methods(["GET", "POST"])
def new_goal(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Write the goal that answers a statement, about the same children and as secret as it is."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    answered = _standing(entry_id, Category.DANGER_STATEMENT, family, reader)
    asked, told = _asked(family, reader, like=answered)

    def keep(form: GuidedForm) -> bool:
        facts = {"category": Category.GOAL, "id": form.cleaned_data["write"], "answers": answered, **form.facts()}
        Map.of(family, by=writer(request)).add_entry(by=writer(request), **facts)
        return True

    return _guided(request, GoalForm, GOAL_FORM, asked, told | {"answered": answered}, keep)


@require_http_methods(["GET", "POST"])
def goal(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Change a goal; every earlier version stays."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    entry = _standing(entry_id, Category.GOAL, family, reader)
    asked, told = _asked(family, reader, entry=entry)
    answered = entry.answered_for(reader)
    keep = _change(request, entry, reader)
    return _guided(request, GoalForm, GOAL_FORM, asked, told | {"answered": answered}, keep)


def _guided(
    request: HttpRequest, kind: type[GuidedForm], paragraph: str, asked: dict[str, Any], told: dict[str, Any],
    keep: Callable[[GuidedForm], bool],
) -> HttpResponse:  # fmt: skip
    """Show the form, make the paragraph from its parts, or save."""
    template = paragraph.partition("#")[0]
    if request.method != "POST":
        return answers.page(request, template, told | _thoughts(kind(**asked)))
    if "make" in request.POST:
        made = kind.made_from(request.POST, **asked)
        return answers.part(request, paragraph, told | _thoughts(made, request.POST))
    form = kind(request.POST, **asked)
    if not form.is_valid():
        return answers.page(request, template, told | _thoughts(form, request.POST), status=422)
    with once(request, form, family_id=asked["family"].pk, where=told["where"]) as first:
        if first and keep(form):
            _count(request, form, linked=bool(told.get("answered")))
    return answers.done(request, told["back"], said=f"Saved {clock(timezone.now())}")


def _count(request: HttpRequest, form: GuidedForm, *, linked: bool) -> None:
    """Count the prompts that these words bring up or no longer call for."""
    names = form.fields["children"].choices  # type: ignore[attr-defined]
    count_saved(request.POST, category=form.category, facts=form.facts() | {"answers": linked}, names=names)


def _thoughts(form: GuidedForm, sent: QueryDict | None = None) -> dict[str, Any]:
    """The form with gentle prompts about what stands in its box: they explain, and never block."""
    names = tuple(form.fields["children"].choices)  # type: ignore[attr-defined]
    ticked = {str(child) for child in form["children"].value() or ()}
    looked = look(
        str(form["text"].value() or ""), category=form.category, others=OtherChildren(names),
        about=[child for child, _ in names if str(child) in ticked],
        parts={part: form[part].value() or "" for part in form.parts_asked}, met=met_in(sent or {}).met,
    )  # fmt: skip
    stood = sent.get("stood", "") if sent is not None else looked.met if form.entry else ""
    return {"form": form, "looked": looked, "stood": stood}


def _asked(
    family: Family, reader: Reader, *, entry: Entry | None = None, like: Entry | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the form is made of, and what its page tells."""
    faces = faces_of(family, reader)
    labels = LabelSet.of_stage(faces.stage(None))
    asked = {"family": family, "reader": reader, "children": faces.children, "entry": entry, "like": like}
    told = {
        "family": family, "reader": reader, "words": labels.words, "entry": entry, "where": "Worries and goals",
        "back": reverse("mapping:statements", args=[family.ref]), "names": sorted(set(faces.called.values())),
    }  # fmt: skip
    return asked, told


def _change(request: HttpRequest, entry: Entry, reader: Reader) -> Callable[[GuidedForm], bool]:
    def keep(form: GuidedForm) -> bool:
        held = Entry.found(entry.pk, family=entry.family, reader=reader, lock=True)
        seen = held.version
        return held.change(by=writer(request), version=form.cleaned_data["version"], **form.facts()).version != seen

    return keep


def _standing(entry_id: UUID, category: Category, family: Family, reader: Reader) -> Entry:
    """A statement or goal on the map; anything else is not there."""
    entry = Entry.found(entry_id, family=family, reader=reader)
    if entry.category != category or entry.status != Entry.Status.ACTIVE:
        raise Http404
    return entry


def _filters(family: Family, found: Sets) -> list[tuple[str, str, bool]]:
    """One child's part, as on the map: words, address, is it this one."""
    here = reverse("mapping:statements", args=[family.ref])
    if len(found.faces.children) < 2:
        return []
    children = [(name, f"{here}?child={child}", child == found.child) for child, name in found.faces.children]
    return [("All children", here, found.child is None), *children]
