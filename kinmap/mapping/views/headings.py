"""The headings of the map, stage by stage: data that a council edits."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_office
from kinmap.casework.models import Stage
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once
from kinmap.mapping.forms import LabelsForm
from kinmap.mapping.models import LabelSet
from kinmap.mapping.views.answering import writer


@require_GET
def labels(request: HttpRequest) -> HttpResponse:
    """The headings of all stages beside one another."""
    open_office(request, to=Permission.SETTINGS)
    sets = [LabelSet.of_stage(stage) for stage in Stage]
    return answers.page(request, "mapping/labels.html", {"sets": sets})


@require_http_methods(["GET", "POST"])
def stage_labels(request: HttpRequest, stage: str) -> HttpResponse:
    """Change the headings of one stage: shown at once on every map of that stage."""
    open_office(request, to=Permission.SETTINGS)
    if stage not in Stage:
        raise Http404
    found = LabelSet.of_stage(stage)
    form = LabelsForm(request.POST or None, labels=found)
    back = reverse("mapping:labels")
    if not form.is_valid():
        told = {"form": form, "labels": found, "back": back}
        return answers.page(request, "mapping/labels_edit.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where=f"The headings of {found.name}") as first:
        if first:
            found.reword(words=form.words(), version=form.cleaned_data["version"], by=writer(request))
    return answers.done(request, back, said=f"Saved {clock(timezone.now())}")
