"""The pages of joining: where it begins, side by side with the preview, what was joined, and undoing it."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.proof import proved
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.casework.joining import finding, one_family, one_person, telling
from kinmap.casework.joining.doing import Changed, Plan, joined, looked_at
from kinmap.casework.joining.forms import FindForm, OneFamilyForm, OnePersonForm, OtherFilesForm, UndoForm
from kinmap.casework.joining.one_person import Refusal
from kinmap.casework.joining.preview import preview_of
from kinmap.casework.joining.undoing import TooLate, Undoing, check, size, undo
from kinmap.casework.people.asking import member_found
from kinmap.casework.people.finding import reader_everywhere
from kinmap.families.asked import Asked
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import done_before, once


@require_safe
def joining(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What was joined in this family, and where to begin with another file."""
    family, reader = open_family(request, family_ref, to=Permission.JOIN)
    everywhere = reader_everywhere(_user(request))
    likely = finding.likely_files(family, everywhere)
    asked = "refs" in request.GET
    form = OtherFilesForm(request.GET if asked else None, likely=likely)
    if form.is_valid():
        others, closed = finding.files_asked(request, form.wanted(), user=_user(request), than=family)
        if closed:
            form.add_error("refs", f"{' and '.join(closed)}: no file that is open to you has this reference")
        elif others:
            names = "&".join(f"with={one.ref}" for one in others)
            return answers.done(request, f"{reverse('casework:join_files', args=[family.ref])}?{names}")
        else:
            form.add_error("refs", "This is the file that you have open. Name another one")
    context = {"family": family, "reader": reader, "form": form, "joinings": telling.joinings(family, reader)}
    return answers.page(request, "casework/joining/joining.html", context, status=422 if form.errors else 200)


@require_safe
def same_person(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Who may be the same person: likely records first, then the others of this family."""
    family, reader = open_family(request, family_ref, to=Permission.JOIN)
    person = member_found(family, person_id, reader).person
    everywhere = reader_everywhere(_user(request))
    form = FindForm(request.GET or None)
    asked = form.asked() if form.is_valid() else Asked()
    context = {
        "family": family, "reader": reader, "person": person, "form": form,
        "candidates": finding.candidates(request, family, person, asked, reader=everywhere),
    }  # fmt: skip
    return answers.page(request, "casework/joining/same_person.html", context, status=422 if form.errors else 200)


def two_records(request: HttpRequest, family_ref: str, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Two records side by side, choice by field, what everybody will see; and then one."""
    family, reader = open_family(request, family_ref, to=Permission.JOIN)
    proved(request)
    if done_before(request):
        return _done(request, family)
    person = member_found(family, person_id, reader).person
    everywhere = reader_everywhere(_user(request))
    two = one_person.TwoRecords.of(person, finding.other_record(other_id, than=person, reader=everywhere))
    stages = one_person.stage_questions(two, everywhere)
    form = OnePersonForm(_sent(request), two=two, stages=stages)
    records = [finding.in_short(one, everywhere) for one in (two.left, two.right)]
    context = {"family": family, "reader": reader, "person": person, "two": two, "form": form, "records": records}
    return _side_by_side(request, "casework/joining/two_records.html", context, everywhere)


def join_files(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The files of one family side by side, what everybody will see; and then one."""
    family, reader = open_family(request, family_ref, to=Permission.JOIN)
    proved(request)
    if done_before(request):
        return _done(request, family)
    refs = request.GET.getlist("with")[: one_family.MOST_FILES - 1]
    others, closed = finding.files_asked(request, refs, user=_user(request), than=family)
    if closed or not others:
        return answers.done(request, reverse("casework:joining", args=[family.ref]))
    files = [family, *others]
    everywhere = reader_everywhere(_user(request))
    stages = one_family.stage_questions(files, everywhere)
    context = {
        "family": family, "reader": reader, "files": one_family.side_by_side(files, everywhere),
        "form": OneFamilyForm(_sent(request), files=files, stages=stages),
        "going_on": one_family.going_on([one.pk for one in files], everywhere),
    }  # fmt: skip
    return _side_by_side(request, "casework/joining/files.html", context, everywhere)


@require_safe
def one_joining(request: HttpRequest, family_ref: str, join_id: UUID) -> HttpResponse:
    """One joining: what it was, by whom, until when it can be undone."""
    family, reader = open_family(request, family_ref, to=Permission.JOIN)
    join = telling.joining_found(join_id, family=family, reader=reader)
    context = {
        "family": family, "reader": reader, "join": join, "words": telling.in_words(join, reader),
        "other": telling.the_other_record(join, _user(request)),
    }  # fmt: skip
    return answers.page(request, "casework/joining/one_joining.html", context)


def undo_joining(request: HttpRequest, family_ref: str, join_id: UUID) -> HttpResponse:
    """What goes back where, and what was written since; sent, it goes back."""
    family, reader = open_family(request, family_ref, to=Permission.JOIN)
    proved(request)
    join = telling.joining_found(join_id, family=family, reader=reader)
    if done_before(request):
        return _done(request, family)
    form = UndoForm(_sent(request))
    context = {"family": family, "reader": reader, "join": join, "form": form, "words": telling.in_words(join, reader)}
    if form.is_valid():
        try:
            with once(request, form, family_id=family.pk, where="Undoing a joining") as first:
                if first:
                    locked = telling.joining_found(join_id, family=family, reader=reader, lock=True)
                    undo(locked, by=_user(request), version=form.cleaned_data["size"])
            return _done(request, family)
        except TooLate as refused:
            form.add_error(None, str(refused))
    return _undo_page(request, context)


# --- The same for several of them --------------------------------------------------------------------


def _undo_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    join, form = context["join"], context["form"]
    try:
        check(join)
    except TooLate as refused:
        context["refused"] = str(refused)
    else:
        found = Undoing.of(join)
        form.fields["size"].initial = size(found)
        context["undoing"] = telling.undoing_in_words(found, reader_everywhere(_user(request)))
    return answers.page(request, "casework/joining/undo.html", context, status=422 if form.errors else 200)


def _side_by_side(request: HttpRequest, template: str, context: dict[str, Any], joiner: Reader) -> HttpResponse:
    """The answers; with them what everybody will see; with that, if asked, the joining itself."""
    form, family, status = context["form"], context["family"], 200
    if form.is_valid():
        plan = form.plan(joiner)
        try:
            if "join" in request.POST and form.cleaned_data["seen"]:
                return _joined(request, family, form, plan)
        except Changed:
            context["changed"], status = True, 409
        except Refusal as refused:
            context["refused"] = str(refused)
        if "refused" not in context:
            context |= _looked(request, form, joiner)
    if form.errors or "refused" in context:
        status = 422
    return answers.page(request, template, context, status=status)


def _looked(request: HttpRequest, form: Any, joiner: Reader) -> dict[str, Any]:
    try:
        return {"preview": preview_of(looked_at(form.plan(joiner), by=_user(request)), joiner)}
    except Refusal as refused:
        return {"refused": str(refused)}


def _joined(request: HttpRequest, family: Family, form: Any, plan: Plan) -> HttpResponse:
    with once(request, form, where="Joining records") as first:  # of no one file: it may be the one that goes
        if first:
            joined(plan, seen=form.cleaned_data["seen"], by=_user(request), id=form.cleaned_data["write"])
    return _done(request, family)


def _done(request: HttpRequest, family: Family) -> HttpResponse:
    """The file that stands now, whichever it was."""
    ref = Family.file_now(family.ref)
    return answers.done(request, reverse("casework:joining", args=[ref]), said="Done.")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
