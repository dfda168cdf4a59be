"""Opening a family."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from kinmap.access.permissions import Permission
from kinmap.casework.people.finding import chosen_in, look_for, may_be_the_same, open_search
from kinmap.casework.people.forms import OpeningForm
from kinmap.casework.people.opening import open_a_family, opened_by
from kinmap.kit import answers
from kinmap.live.once import came_before, once

NAMES = ("first_name", "last_name")


def open_family_page(request: HttpRequest) -> HttpResponse:
    """A new family on one screen; somebody who may have a record already is shown first."""
    user, reader = open_search(request, to=Permission.FAMILY_CREATE)
    initial = {name: request.GET.get(name, "")[:100] for name in NAMES}
    if initial["last_name"]:
        initial["family_name"] = f"{initial['last_name']} family"
    form = OpeningForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return answers.page(request, "casework/people/open.html", context, status=422 if form.is_bound else 200)
    context["answer"] = answer = look_for(request, form.asked(), reader=reader)
    settled = form.settled_among(may_be_the_same(answer), told=bool(answer.ask))
    if not settled and not came_before(request, form):
        return answers.page(request, "casework/people/open.html", context)
    with once(request, form, where="A new family") as first:
        if first:
            open_a_family(child=chosen_in(form, reader=reader), facts=form.facts(), by=user, **form.opening())
    return answers.done(
        request, resolve_url("casework:people", opened_by(form.cleaned_data["write"]).ref), said="Saved"
    )
