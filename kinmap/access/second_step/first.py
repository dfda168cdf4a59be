"""Whoever must have a second step and has none sets it up right after signing in, and reaches nothing else before.

It stands in the way of every address but the few that lead there: no page has to think of it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kinmap.access.middleware import READING
from kinmap.access.second_step import owed

#: What can be reached without: setting it up, one's password, the way out, and the desk's clock.
ON_THE_WAY = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "account_logout",
    "account_change_password", "account_reauthenticate", "live:prove", "access:still",
})  # fmt: skip


class SecondStepFirst:
    """Sends whoever still owes a second step to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        there = request.resolver_match.view_name if request.resolver_match else ""
        open_to_all = not getattr(view, "login_required", True)
        if open_to_all or there in ON_THE_WAY or not owed.owes(request) or owed.look_again(request):
            return None
        if request.method in READING and "HX-Request" not in request.headers:
            return HttpResponseRedirect(reverse("mfa_index"))
        return render(request, "access/second_step_first.html", status=403)  # what was sent is kept as a draft
