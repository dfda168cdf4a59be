"""The stages under the council's names, and where they are changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_office
from kinmap.casework.models import StageName
from kinmap.casework.stage_names.forms import StageNameForm
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once


@require_safe
def stages(request: HttpRequest) -> HttpResponse:
    """Every stage, from the least help to the most, with Kinmap's own name where the council has another."""
    open_office(request, to=Permission.SETTINGS)
    usual = StageName.shipped()
    rows = [(code, name, usual[code]) for code, name in StageName.names().items()]
    return answers.page(request, "casework/stage_names.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def stage_name(request: HttpRequest, code: str) -> HttpResponse:
    """Call a stage by the council's own name."""
    user = open_office(request, to=Permission.SETTINGS)
    if code not in StageName.shipped():
        raise Http404
    named = StageName.of(code)
    form = StageNameForm(request.POST or None, named=named)
    back = reverse("casework:stage_names")
    if not form.is_valid():
        told = {"form": form, "named": named, "usual": StageName.shipped()[code], "back": back}
        return answers.page(request, "casework/stage_name.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where=f"The name of the stage “{named.name}”") as first:
        if first:
            named.reword(name=form.cleaned_data["name"], version=form.cleaned_data["version"], by=user)
    return answers.done(request, back, said=f"Saved {clock(timezone.now())}")
