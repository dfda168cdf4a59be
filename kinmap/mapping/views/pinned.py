"""Questions to take along: offered beside a heading, pinned, changed, answered into the map, printed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, note_look
from kinmap.casework.doors import open_family
from kinmap.documents import press
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once
from kinmap.mapping.categories import Category
from kinmap.mapping.forms.pinned import AnswerForm, PinForm, TakeForm
from kinmap.mapping.lens import lens_of
from kinmap.mapping.models import LabelSet, Map, PinnedQuestion
from kinmap.mapping.people import faces_of
from kinmap.mapping.pinning import gather_pins, offer
from kinmap.mapping.question_sheet import QUESTIONS, sheet_of
from kinmap.mapping.views.answering import writer

LIST, ASK = "mapping/questions.html", "mapping/questions_ask.html"


@require_GET
def questions(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Questions to take along, by visit; below, those answered and those taken off."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    return answers.page(request, LIST, _told(family, reader))


@require_GET
def ask(request: HttpRequest, family_ref: str, heading: str) -> HttpResponse:
    """Questions that fit one heading at this stage: beside the heading's box, or on a page of their own."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    offered = offer(family, reader, _heading(heading), child=lens_of(request.GET, reader).child)
    form = TakeForm(questions=list(offered.questions), children=list(offered.children), auto_id=f"ask-{heading}-%s")
    return answers.part(request, f"{ASK}#panel", _offered(request, family, reader, offered, form))


@require_POST
def take(request: HttpRequest, family_ref: str, heading: str) -> HttpResponse:
    """Pin the questions that were ticked."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    category = _heading(heading)
    offered = offer(family, reader, category, child=lens_of(request.GET, reader).child)
    made_of: dict[str, Any] = {"questions": list(offered.questions), "children": list(offered.children)}
    form = TakeForm(request.POST, auto_id=f"ask-{heading}-%s", **made_of)
    if not form.is_valid():
        return answers.part(request, f"{ASK}#panel", _offered(request, family, reader, offered, form), status=422)
    with once(request, form, family_id=family.pk, where="Questions to take along") as first:
        for one in form.chosen() if first else ():
            PinnedQuestion.pin(
                family=family, text=one.text, code=one.code, category=category, by=writer(request),
                children=form.cleaned_data["children"],
            )  # fmt: skip
    if not answers.is_htmx(request):
        return answers.done(request, _list(family), said=f"Saved {clock(timezone.now())}")
    fresh = TakeForm(auto_id=f"ask-{heading}-%s", **made_of)
    after = offer(family, reader, category, child=lens_of(request.GET, reader).child)
    told = _offered(request, family, reader, after, fresh) | {"taken": len(form.chosen())}
    return answers.part(request, f"{ASK}#panel", told, saved=True)


@require_http_methods(["GET", "POST"])
def new_question(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write a question of one's own."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    form = _form(request, family, reader, None)
    if not form.is_valid():
        return _edited(request, family, reader, form, None)
    with once(request, form, family_id=family.pk, where="A question to take along") as first:
        if first:
            PinnedQuestion.pin(family=family, id=form.cleaned_data["write"], by=writer(request), **form.facts())
    return answers.done(request, _list(family), said=f"Saved {clock(timezone.now())}")


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, family_ref: str, question_id: UUID) -> HttpResponse:
    """Change a question; every earlier version stays."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = PinnedQuestion.found(question_id, family=family, reader=reader)
    form = _form(request, family, reader, found)
    if not form.is_valid():
        return _edited(request, family, reader, form, found)
    with once(request, form, family_id=family.pk, where="A question to take along") as first:
        if first:
            held = PinnedQuestion.found(question_id, family=family, reader=reader, lock=True)
            held.change(by=writer(request), version=form.cleaned_data["version"], **form.facts())
    return answers.done(request, _list(family), said=f"Saved {clock(timezone.now())}")


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, family_ref: str, question_id: UUID) -> HttpResponse:
    """Write the answer straight onto the map; the question stays with it."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = PinnedQuestion.found(question_id, family=family, reader=reader)
    form = AnswerForm(request.POST if request.method == "POST" else None, family=family, reader=reader, pin=found)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "pin": found, "form": form, "back": _list(family)}
        told["heading"] = _words(family, reader)[found.category]
        return answers.page(request, "mapping/questions_answer.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="An answer for the map") as first:
        if first:
            held = PinnedQuestion.found(question_id, family=family, reader=reader, lock=True)
            facts = form.facts() | {"category": held.category, "private_name": form.private_name()}
            entry = Map.of(family, by=writer(request)).add_entry(
                id=form.cleaned_data["write"], by=writer(request), **facts
            )
            held.answered(entry, by=writer(request))
    return answers.done(request, _list(family), said=f"Saved {clock(timezone.now())}")


@require_POST
def take_off(request: HttpRequest, family_ref: str, question_id: UUID) -> HttpResponse:
    """Take a question off the list; it can come back."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = PinnedQuestion.found(question_id, family=family, reader=reader)
    form = PinForm.bare(request.POST)
    if not form.is_valid():
        return _edited(request, family, reader, _form(request, family, reader, found, fresh=True), found, status=422)
    with once(request, form, family_id=family.pk, where="A question to take along") as first:
        if first:
            held = PinnedQuestion.found(question_id, family=family, reader=reader, lock=True)
            held.take_off(by=writer(request), version=form.cleaned_data["version"] or 0)
    return answers.done(request, _list(family), said="Taken off the list")


@require_POST
def take_along(request: HttpRequest, family_ref: str, question_id: UUID) -> HttpResponse:
    """Put a question on the list again."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = PinnedQuestion.found(question_id, family=family, reader=reader)
    form = PinForm.bare(request.POST)
    if not form.is_valid():
        return _edited(request, family, reader, _form(request, family, reader, found, fresh=True), found, status=422)
    with once(request, form, family_id=family.pk, where="A question to take along") as first:
        if first:
            held = PinnedQuestion.found(question_id, family=family, reader=reader, lock=True)
            held.take_along(by=writer(request), version=form.cleaned_data["version"] or 0)
    return answers.done(request, _list(family), said="On the list again")


@require_GET
def sheet(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The questions on paper with room for handwriting, for whoever prints it and for nobody else."""
    family, reader = open_family(request, family_ref, to=Permission.PRINT)
    now = timezone.localtime()
    pins = gather_pins(family, reader)
    note_look(request, kind="questions to take along", family_id=family.pk, verb=Verb.PRINT)
    made = press.pdf(QUESTIONS, sheet_of(family, reader, pins, visit=request.GET.get("visit", ""), at=now), at=now)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{family.ref}-questions.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(family: Family, reader: Reader) -> dict[str, Any]:
    may_edit = reader.may(Permission.MAP_EDIT)
    pins = gather_pins(family, reader)
    return {
        "family": family, "reader": reader, "pins": pins, "may_edit": may_edit,
        "may_print": reader.may(Permission.PRINT) and bool(pins.waiting),
    }  # fmt: skip


def _offered(request: HttpRequest, family: Family, reader: Reader, offered: Any, form: TakeForm) -> dict[str, Any]:
    lens = lens_of(request.GET, reader)
    return {
        "family": family, "reader": reader, "offered": offered, "form": form, "query": lens.query,
        "ticked": form.ticked(lens.child), "back": f"{reverse('mapping:map', args=[family.ref])}{lens.query}",
    }  # fmt: skip


def _form(
    request: HttpRequest, family: Family, reader: Reader, pin: PinnedQuestion | None, *, fresh: bool = False
) -> PinForm:
    sent = request.POST if request.method == "POST" and not fresh else None
    return PinForm(sent, family=family, reader=reader, words=_words(family, reader), pin=pin)


def _edited(
    request: HttpRequest, family: Family, reader: Reader, form: PinForm, pin: PinnedQuestion | None, *, status: int = 0
) -> HttpResponse:
    told = {"family": family, "reader": reader, "form": form, "pin": pin, "back": _list(family)}
    told["moving"] = PinForm.bare(version=pin.version if pin else None)
    code = status or (422 if form.is_bound else 200)
    return answers.page(request, "mapping/questions_edit.html", told, status=code)


def _words(family: Family, reader: Reader) -> dict[str, str]:
    words: dict[str, str] = LabelSet.of_stage(faces_of(family, reader).stage(None)).words
    return words


def _list(family: Family) -> str:
    return reverse("mapping:questions", args=[family.ref])


def _heading(code: str) -> Category:
    """A heading of the map; there are no questions about what is not sure yet."""
    if code not in Category.values or code == Category.NOT_SURE_YET:
        raise Http404
    return Category(code)
