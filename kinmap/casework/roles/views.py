"""Who can do what, and what this council calls each role."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.models import RoleName
from kinmap.access.permissions import Permission
from kinmap.access.proof import proved
from kinmap.access.roles import ROLES
from kinmap.casework.doors import open_desk, open_office
from kinmap.casework.roles.forms import RoleNameForm
from kinmap.casework.roles.table import table
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role in sentences, then acts by roles as a table: open to everybody who may sign in."""
    user, _ = open_desk(request)
    known = RoleName.roles()
    told = {"roles": known, "mine": {role.code for role in user.roles()}, "rows": table(known),
            "may_rename": user.may(Permission.SETTINGS)}  # fmt: skip
    return answers.page(request, "casework/roles.html", told)


@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, code: str) -> HttpResponse:
    """Call a role by the council's own name, and say whether signing in asks its people for a second step."""
    user = open_office(request, to=Permission.SETTINGS)
    proved(request)
    if code not in ROLES:
        raise Http404
    named = RoleName.of(code)
    form = RoleNameForm(request.POST or None, named=named)
    back = reverse("casework:roles")
    if not form.is_valid():
        told = {"form": form, "role": ROLES[code], "named": named, "back": back}
        return answers.page(request, "casework/role.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where=f"The name of the role “{named.name}”") as first:
        if first:
            said = form.cleaned_data
            asked = said["second_step"] == "yes"
            named.reword(name=said["name"], second_step=asked, version=said["version"], by=user)
    return answers.done(request, back, said=f"Saved {clock(timezone.now())}")
