"""The bases for sharing as this council has them: in force or not, from which day, and where that is written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.deciding_to_share.forms import BasisForm
from kinmap.casework.doors import open_office
from kinmap.casework.models import SharingBasis
from kinmap.casework.models.sharing_basis import shipped_bases
from kinmap.kit import answers
from kinmap.live.once import once


@require_safe
def bases(request: HttpRequest) -> HttpResponse:
    """Every basis with its source; what could not be confirmed says so."""
    open_office(request, to=Permission.SETTINGS)
    return answers.page(request, "casework/sharing/bases.html", {"bases": list(SharingBasis.known().values())})


@require_http_methods(["GET", "POST"])
def basis(request: HttpRequest, code: str) -> HttpResponse:
    """Say of one basis what holds here."""
    user = open_office(request, to=Permission.SETTINGS)
    if code not in shipped_bases():
        raise Http404
    said = SharingBasis.of(code)
    form = BasisForm(request.POST or None, said=said)
    back = reverse("casework:sharing_bases")
    if not form.is_valid():
        told = {"form": form, "said": said, "usual": shipped_bases()[code], "back": back}
        return answers.page(request, "casework/sharing/basis.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where=f"A basis for sharing: {said.name}") as first:
        if first:
            said.say(by=user, **form.words())
    return answers.done(request, back, said="Saved.")
