"""Signing in again, in the middle of a sentence."""

from contextlib import suppress
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kinmap.access.demonstration import is_open, is_shown_to_choose
from kinmap.access.forms import SignInForm
from kinmap.access.models import User
from kinmap.access.own import open_again, person_token
from kinmap.access.second_step.forms import CodeForm, PasskeyForm
from kinmap.access.second_step.keys import kinds_of
from kinmap.access.sign_in import sign_in_shown
from kinmap.access.sign_on.asking import council
from kinmap.live.going_on import go_on
from kinmap.live.still_there import from_a_script

PAGE = "live/again.html"
Told = dict[str, Any]


@login_not_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password", "code")
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # the library has no types
def again(request: HttpRequest) -> HttpResponse:
    """Sign in again as the person for whom the page was drawn, and nobody else; then go on where one was."""
    person = open_again(request)
    sent = request.POST if request.method == "POST" else None
    second = "code" in request.POST or "credential" in request.POST
    told = _second_step(request, person) if second else _password(request, person)
    if sent is not None and (_demonstrated(request, person) or _signed_in(request, person)):
        return go_on(request, person)
    told |= {
        "person": person, "token": person_token(person), "whole": not from_a_script(request), "sign_on": council(),
        "demonstration": is_shown_to_choose(request, person), "prove": request.GET.get("prove", ""),
        "carried": request.POST.get("carried", ""), "other": request.GET.get("other", ""),
    }  # fmt: skip
    if sent is not None and not second:
        told |= _asked_next(request, person)
    return render(request, PAGE if told["whole"] else f"{PAGE}#box", told, status=422 if sent else 200)


def _demonstrated(request: HttpRequest, person: User) -> bool:
    """Whether somebody of the demonstration was let in by a press, as on the sign-in page."""
    if "demonstration" not in request.POST or not is_open(request):
        return False
    sign_in_shown(request, User.found_for_demonstration(person.pk))
    return True


def _signed_in(request: HttpRequest, person: User) -> bool:
    return request.user.is_authenticated and request.user.pk == person.pk


def _password(request: HttpRequest, person: User) -> Told:
    """The password's form; sent and right, it opens the door or leads to the second step. The library decides."""
    typed = {"login": person.email, "password": request.POST.get("password", "")}
    asked = request.method == "POST" and "demonstration" not in request.POST
    form = SignInForm(typed if asked else None, request=request)
    form.fields["password"].widget.attrs["id"] = "again-password"
    if asked and form.is_valid():
        with suppress(ImmediateHttpResponse):
            form.login(request, redirect_url="/")
    return {"form": form, "mistyped": asked and form.has_error(NON_FIELD_ERRORS, "email_password_mismatch")}


def _pending(request: HttpRequest, person: User) -> Any:
    """The second step that this person has yet to take, after their password; ``None`` where there is none."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return stage if stage is not None and stage.login.user.pk == person.pk else None


def _second_step(request: HttpRequest, person: User) -> Told:
    """The code or passkey that was sent; the right one lets the person in."""
    stage = _pending(request, person)
    if stage is None:
        return _password(request, person)
    form = (CodeForm if "code" in request.POST else PasskeyForm)(request.POST, user=person)
    if form.is_valid():
        form.save()
        stage.exit()
        return {}
    failed: Told = {"code": form} if "code" in request.POST else {"passkey_failed": True}
    return _asked_next(request, person) | failed


def _asked_next(request: HttpRequest, person: User) -> Told:
    """What is asked once the password was right."""
    if _pending(request, person) is None:
        return {}
    told: Told = {"code": CodeForm(user=person)}
    if Authenticator.Type.WEBAUTHN in kinds_of(person):
        told["passkey_options"] = {"request_options": begin_authentication(person)}
    return told
