"""Rules, warning signs and actions: added, changed, taken out, done."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.planning.forms import DoneForm, WithdrawForm
from kinmap.planning.kinds import KINDS, Kind
from kinmap.planning.models import Plan, PlanAction
from kinmap.planning.views.plans import SAVED, plan_page, writer


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, family_ref: str, plan_id: UUID, kind: str) -> HttpResponse:
    """Add a rule, a warning sign or an action to a plan."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    plan, wanted = Plan.found(plan_id, family=family, reader=reader), _kind(kind)
    form = wanted.form(request.POST or None, family=family, reader=reader, plan=plan)
    context = {"family": family, "reader": reader, "form": form, "plan": plan, "kind": wanted, "item": None}
    if request.method == "GET" or not form.is_valid():
        return answers.page(request, "planning/item.html", context, status=200 if request.method == "GET" else 422)
    with once(request, form, family_id=family.pk, where=f"A new {wanted.words} in the plan") as first:
        if first:
            made = wanted.model(id=form.cleaned_data["write"], family=family, plan=plan, **form.facts())
            made.restrict(**form.guard(), setter=reader.person_id)
            made.write(by=writer(request))
    return answers.done(request, plan_page(family, plan_id), said=SAVED)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, family_ref: str, kind: str, item_id: UUID) -> HttpResponse:
    """Change an item."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    wanted = _kind(kind)
    found = wanted.model.found(item_id, family=family, reader=reader)
    form = wanted.form(request.POST or None, family=family, reader=reader, plan=found.plan, item=found)
    context = {"family": family, "reader": reader, "form": form, "plan": found.plan, "kind": wanted, "item": found}
    context["withdraw"] = WithdrawForm(initial={"version": found.version}, auto_id="withdraw-%s")
    if request.method == "GET" or not form.is_valid():
        return answers.page(request, "planning/item.html", context, status=200 if request.method == "GET" else 422)
    with once(request, form, family_id=family.pk, where=f"A {wanted.words} in the plan") as first:
        if first:
            held = wanted.model.found(item_id, family=family, reader=reader, lock=True)
            held.restrict(**form.guard(), setter=reader.person_id)
            held.change(by=writer(request), version=form.cleaned_data["version"], **form.facts())
    return answers.done(request, plan_page(family, found.plan_id), said=SAVED)


@require_POST
def withdraw(request: HttpRequest, family_ref: str, kind: str, item_id: UUID) -> HttpResponse:
    """Take an item out of the plan; earlier versions keep it."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    wanted = _kind(kind)
    found = wanted.model.found(item_id, family=family, reader=reader)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Http404
    with once(request, form, family_id=family.pk, where=f"Taking a {wanted.words} out of the plan") as first:
        if first:
            held = wanted.model.found(item_id, family=family, reader=reader, lock=True)
            held.withdraw(by=writer(request), version=form.cleaned_data["version"])
    return answers.done(request, plan_page(family, found.plan_id), said=SAVED)


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, family_ref: str, item_id: UUID) -> HttpResponse:
    """An action is done."""
    family, reader = open_family(request, family_ref, to=Permission.PLAN_EDIT)
    found = PlanAction.found(item_id, family=family, reader=reader)
    form = DoneForm(request.POST or None, initial={"version": found.version})
    context = {"family": family, "reader": reader, "form": form, "plan": found.plan, "item": found}
    if request.method == "GET" or not form.is_valid():
        return answers.page(request, "planning/done.html", context, status=200 if request.method == "GET" else 422)
    with once(request, form, family_id=family.pk, where="An action that is done") as first:
        if first:
            held = PlanAction.found(item_id, family=family, reader=reader, lock=True)
            facts = {name: form.cleaned_data[name] for name in ("done_on", "evidence")}
            held.change(by=writer(request), version=form.cleaned_data["version"], **facts)
    return answers.done(request, plan_page(family, found.plan_id), said=SAVED)
