"""The council's own head of every document, and its logo as it is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_office
from kinmap.casework.letterhead_forms import LetterheadForm
from kinmap.documents.models import Letterhead
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once


@require_http_methods(["GET", "POST"])
def council(request: HttpRequest) -> HttpResponse:
    """Change name, address and logo: on every document that is made from now on."""
    user = open_office(request, to=Permission.SETTINGS)
    found = Letterhead.today()
    sent = request.method == "POST"
    form = LetterheadForm(request.POST if sent else None, request.FILES if sent else None, letterhead=found)
    if not form.is_valid():
        told = {"form": form, "letterhead": found}
        return answers.page(request, "casework/council.html", told, status=422 if sent else 200)
    with once(request, form, where="The council’s head of documents") as first:
        if first or (form.picture is not None and not found.shows(form.picture)):  # gone back, another picture chosen
            found.rewrite(by=user, version=form.cleaned_data["version"] if first else None, **form.facts())
    return answers.done(request, reverse("casework:council"), said=f"Saved {clock(timezone.now())}")


@require_safe
def council_logo(request: HttpRequest) -> HttpResponse:
    """The logo as it is kept."""
    open_office(request, to=Permission.SETTINGS)
    picture = Letterhead.today().picture()
    if not picture:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = "no-store"
    return response
