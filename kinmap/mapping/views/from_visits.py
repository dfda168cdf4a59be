"""Putting on the map what was said or seen at a visit."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import once
from kinmap.mapping.categories import Category
from kinmap.mapping.forms import EntryForm
from kinmap.mapping.from_visits import headings, origin_of
from kinmap.mapping.models import LabelSet, Map
from kinmap.mapping.people import faces_of
from kinmap.mapping.views.answering import writer
from kinmap.visits.models import Visit


@require_http_methods(["GET", "POST"])
def from_visit(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """First under which heading, then the entry's own form with everything that the visit knows already."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    visit = Visit.found(visit_id, family=family, reader=reader)
    origin = origin_of(visit, family=family, reader=reader, said_id=_said(request))
    words = LabelSet.of_stage(faces_of(family, reader).stage(None)).words
    under = request.GET.get("under", "")
    told = {"family": family, "reader": reader, "origin": origin, "said": request.GET.get("said", ""), "under": under}
    if under not in Category.values:
        return answers.page(request, "mapping/from_visit.html", told | {"columns": headings(words)})
    form = EntryForm(request.POST or None, family=family, reader=reader, category=under, like=origin.like,
                     initial=origin.initial)  # fmt: skip
    if not form.is_valid():
        heading = words.get(f"one_{under}", words[under])
        told |= {"form": form, "heading": heading}
        return answers.page(request, "mapping/from_visit.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="An entry on the map, from a visit") as first:
        if first:
            facts = {**form.facts(), "category": under, "visit": visit, "private_name": form.private_name()}
            Map.of(family, by=writer(request)).add_entry(id=form.cleaned_data["write"], by=writer(request), **facts)
    return answers.done(request, reverse("visits:visit", args=[family.ref, visit.pk]), said="It stands on the map.")


def _said(request: HttpRequest) -> UUID | None:
    """The saying that the address names. Raises ``Http404`` for what is no id."""
    asked = request.GET.get("said", "")
    try:
        return UUID(asked) if asked else None
    except ValueError:
        raise Http404 from None
