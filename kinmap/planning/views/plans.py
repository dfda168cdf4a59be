"""The plan itself: shown, begun, changed, fixed in versions, answered, ended."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.planning.board import as_of_version, plans_of
from kinmap.planning.forms import AnswerForm, EndPlanForm, FixVersionForm, PlanForm
from kinmap.planning.models import Plan, PlanVersion

SAVED = "Saved"


def plan_page(family: Family, plan_id: UUID | None = None) -> str:
    """The address of the plan page, at one plan."""
    return reverse("planning:plan", args=[family.ref]) + (f"#plan-{plan_id}" if plan_id else "")


def writer(request: HttpRequest) -> User:
    """Whoever is signed in: the door has seen to that."""
    return cast(User, request.user)


@require_safe
def show(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The plans in force, with everything in them."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_READ)
    context = {
        "family": family,
        "reader": reader,
        "plans": plans_of(family, reader),
        "today": timezone.localdate(),
        "may_edit": reader.may(Permission.PLAN_EDIT),
        "may_print": reader.may(Permission.PRINT),
    }
    return answers.page(request, "planning/plan.html", context)


@require_safe
def ended(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Plans that have ended, readable in full."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_READ)
    context = {"family": family, "reader": reader, "plans": plans_of(family, reader, ended=True)}
    return answers.page(request, "planning/ended.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Begin an interim plan or the family's plan."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    first_words = {"started": timezone.localdate()}
    form = PlanForm(request.POST or None, family=family, reader=reader, initial=first_words)
    context = {"family": family, "reader": reader, "form": form, "plan": None}
    if request.method == "GET":
        return answers.page(request, "planning/plan_form.html", context)
    if not form.is_valid():
        return answers.page(request, "planning/plan_form.html", context, status=422)
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="A new plan") as first:
        if first:
            begun = Plan.begin(
                family=family, kind=form.cleaned_data["kind"], id=write, by=writer(request),
                setter=reader.person_id, guard=form.guard(), **form.facts(),
            )  # fmt: skip
            write = begun.pk
    return answers.done(request, plan_page(family, write), said=SAVED)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, family_ref: str, plan_id: UUID) -> HttpResponse:
    """Change the plan's own words."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    plan = Plan.found(plan_id, family=family, reader=reader)
    form = PlanForm(request.POST or None, family=family, reader=reader, plan=plan)
    context = {"family": family, "reader": reader, "form": form, "plan": plan}
    if request.method == "GET":
        return answers.page(request, "planning/plan_form.html", context)
    if not form.is_valid():
        return answers.page(request, "planning/plan_form.html", context, status=422)
    with once(request, form, family_id=family.pk, where="The words of a plan") as first:
        if first:
            held = Plan.found(plan_id, family=family, reader=reader, lock=True)
            held.restrict(**form.guard(), setter=reader.person_id)
            held.change(by=writer(request), version=form.cleaned_data["version"], **form.facts())
    return answers.done(request, plan_page(family, plan_id), said=SAVED)


@require_http_methods(["GET", "POST"])
def fix(request: HttpRequest, family_ref: str, plan_id: UUID) -> HttpResponse:
    """Fix the plan as it stands as its next version."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    plan = Plan.found(plan_id, family=family, reader=reader)
    form = FixVersionForm(request.POST or None)
    context = {"family": family, "reader": reader, "form": form, "plan": plan}
    if request.method == "GET" or not form.is_valid():
        return answers.page(request, "planning/fix.html", context, status=200 if request.method == "GET" else 422)
    with once(request, form, family_id=family.pk, where="A version of the plan") as first:
        if first:
            held = Plan.found(plan_id, family=family, reader=reader, lock=True)
            held.fix_version(by=writer(request), note=form.cleaned_data["note"])
    return answers.done(request, plan_page(family, plan_id), said=SAVED)


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, family_ref: str, plan_id: UUID) -> HttpResponse:
    """Record what somebody says to the newest version."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    plan = Plan.found(plan_id, family=family, reader=reader)
    newest = plan.newest_version(reader)
    if newest is None:
        raise Http404
    form = AnswerForm(request.POST or None, family=family, reader=reader)
    context = {"family": family, "reader": reader, "form": form, "plan": plan, "version": newest}
    if request.method == "GET" or not form.is_valid():
        return answers.page(request, "planning/agree.html", context, status=200 if request.method == "GET" else 422)
    with once(request, form, family_id=family.pk, where="An answer to the plan") as first:
        if first:
            newest.answered(
                by=writer(request),
                person_id=form.cleaned_data["person"],
                answer=form.cleaned_data["answer"],
                words=form.cleaned_data["words"],
            )
    return answers.done(request, plan_page(family, plan_id), said=SAVED)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, family_ref: str, plan_id: UUID) -> HttpResponse:
    """End a plan."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    plan = Plan.found(plan_id, family=family, reader=reader)
    form = EndPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["on"] < plan.started:
        form.add_error("on", "It cannot end before it started")
    context = {"family": family, "reader": reader, "form": form, "plan": plan}
    if request.method == "GET" or not form.is_valid():
        return answers.page(request, "planning/end.html", context, status=200 if request.method == "GET" else 422)
    with once(request, form, family_id=family.pk, where="Why a plan ended") as first:
        if first:
            held = Plan.found(plan_id, family=family, reader=reader, lock=True)
            held.end(on=form.cleaned_data["on"], by=writer(request), reason=form.cleaned_data["reason"])
    return answers.done(request, plan_page(family), said=SAVED)


@require_safe
def version(request: HttpRequest, family_ref: str, version_id: UUID) -> HttpResponse:
    """The plan as it stood when a version was fixed."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_READ)
    fixed = PlanVersion.found(version_id, family=family, reader=reader)
    page = as_of_version(family, reader, fixed)
    if page is None:
        raise Http404
    context = {"family": family, "reader": reader, "one": page, "version": fixed}
    return answers.page(request, "planning/version.html", context)
