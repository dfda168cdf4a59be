"""The family's front door: its address leads to the first of its pages that the person may open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.casework.shelves import tabs_for


@require_safe
def family(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Go to the family's first page: the map, for everybody who may read maps."""
    opened, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    return redirect(next(tabs_for(reader)).url_name, family_ref=opened.ref)
