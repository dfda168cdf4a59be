"""The council's time limits: shipped with sources, changed with a source and from a day."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_office
from kinmap.casework.limits_forms import LimitForm
from kinmap.casework.models import Limits
from kinmap.casework.models.limit import limit_coded
from kinmap.kit import answers
from kinmap.live.once import done_before, once


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit as it holds today, statute first, then local practice."""
    open_office(request, to=Permission.SETTINGS)
    every = list(Limits.today().every(timezone.localdate()))
    parts: list[tuple[str, list[Any]]] = [
        ("Law and statutory guidance", [one for one in every if not one.local]),
        ("Common local practice", [one for one in every if one.local]),
    ]
    return answers.page(request, "casework/limits.html", {"parts": parts})


@require_http_methods(["GET", "POST"])
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """Change one limit from a day on; what was due by the earlier one stays due by it."""
    user = open_office(request, to=Permission.SETTINGS)
    standing = limit_coded(code, timezone.localdate())
    form = LimitForm(request.POST or None, limit=standing, rows=Limits.today().of(code))
    if not form.is_valid() and not (form.is_bound and done_before(request)):
        told = {"form": form, "limit": standing, "rows": form.rows}
        return answers.page(request, "casework/limit.html", told, status=422 if form.is_bound else 200)
    if form.is_valid():
        with once(request, form, where=f"The time limit “{standing.name}”") as first:
            if first:
                standing.reworded(by=user, **form.words())
    return answers.done(request, reverse("casework:limits"), said="Saved.")
