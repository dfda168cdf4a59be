"""Asking somebody to show again who they are, before a dangerous act; what they typed meanwhile is carried along.

``access.proof`` says when. A page asks before its form; a form that came too late is answered with the same question
and its words; a script is told (401) and asks in place.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kinmap.access.demonstration import is_shown_to_choose
from kinmap.access.forms import PasswordAgainForm
from kinmap.access.models import SignOnIdentity, User
from kinmap.access.own import open_own
from kinmap.access.proof import Unproved
from kinmap.access.second_step.forms import CodeAgainForm, PasskeyAgainForm
from kinmap.access.second_step.keys import kinds_of
from kinmap.access.sign_on.asking import council
from kinmap.live.going_on import go_on
from kinmap.live.models.typed import guessed
from kinmap.live.still_there import carry, from_a_script

PAGE = "live/prove.html"
Told = dict[str, Any]


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password", "code")
def prove(request: HttpRequest) -> HttpResponse:
    """Show again who one is, in one of the ways that one has; then go on where one was."""
    user = open_own(request)
    ways = ways_of(request, user)
    if request.method == "POST" and _shown(request, user, ways):
        return go_on(request, user)
    carried = request.POST.get("carried", "")
    told = {**ways, "next": get_next_redirect_url(request) or "", "carried": carried}
    return render(request, PAGE, told, status=422 if request.method == "POST" else 200)


def ways_of(request: HttpRequest, user: User) -> Told:
    """Every way in which this person can show who they are, each with its form; the one that was sent is bound."""
    sent = request.POST if request.resolver_match and request.resolver_match.view_name == "live:prove" else {}
    types = kinds_of(user)
    ways: Told = {"demonstration": is_shown_to_choose(request, user)}
    if user.has_usable_password():
        ways["form"] = PasswordAgainForm(sent if "password" in sent else None, user=user)
    if types & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}:
        ways["code"] = CodeAgainForm(sent if "code" in sent else None, user=user)
    if Authenticator.Type.WEBAUTHN in types:
        ways["passkey"] = PasskeyAgainForm(sent if "credential" in sent else None, user=user)
        if "credential" not in sent:
            ways["passkey_options"] = {"request_options": begin_authentication(user)}
    there = council()
    ways["sign_on"] = there if there and SignOnIdentity.of(user) else None
    return ways


def _shown(request: HttpRequest, user: User, ways: Told) -> bool:
    """Whether what was sent shows that it is this person."""
    if "demonstration" in request.POST and ways["demonstration"]:
        record_authentication(request, user, "demonstration", reauthenticated=True)
        return True
    for name in ("form", "code", "passkey"):
        form = ways.get(name)
        if form is not None and form.is_bound and form.is_valid():
            reauthenticate_by_password(request) if name == "form" else form.save()
            return True
    if ways.get("passkey") is not None and ways["passkey"].is_bound:
        ways["passkey_options"] = {"request_options": begin_authentication(user)}
    return False


class AskForProof:
    """Answers ``Unproved`` with the question; a form that came too late keeps its words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unproved):
            return None
        if from_a_script(request):
            response = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            response.headers["X-Kinmap-Again"] = "prove"
            return response
        if request.method != "POST":
            return exception.answer(request)
        user = cast(User, request.user)
        posted, carried = carry(request, user)
        told = {**ways_of(request, user), "carried": carried, "typed": guessed(posted), "late": True,
                "files": bool(request.FILES)}  # fmt: skip
        return render(request, PAGE, told, status=HTTPStatus.UNAUTHORIZED)
