"""Signing in as a demonstration person, where one is signed in, and passkeys; the rest is the sign-in library's."""

from uuid import UUID

from allauth.mfa.adapter import get_adapter as get_second_steps
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinmap.access import idle
from kinmap.access.demonstration import open_demonstration
from kinmap.access.models import SignedIn, User
from kinmap.access.own import open_own
from kinmap.access.proof import proved
from kinmap.access.second_step.keys import passkey_of
from kinmap.access.sign_in import sign_in_shown
from kinmap.kit import answers


@login_not_required
@require_POST
def demonstration_sign_in(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sign in as the invented person whose button was pressed."""
    open_demonstration(request)
    sign_in_shown(request, User.found_for_demonstration(user_id))
    return answers.done(request, resolve_url(settings.LOGIN_REDIRECT_URL))


@require_http_methods(["GET", "POST"])
def still(request: HttpRequest) -> HttpResponse:
    """How many seconds are left until the session ends by itself; a POST says that somebody is still there."""
    open_own(request)
    if request.method == "POST":
        idle.begin(request)
    return JsonResponse({"left": idle.left(request)})


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where this person is signed in."""
    user = open_own(request)
    told = {"sessions": SignedIn.of(user, here=str(request.session.session_key))}
    return answers.page(request, "access/sessions.html", told)


@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign one other browser out."""
    user = open_own(request)
    if not SignedIn.end(user, which=session_id, but=str(request.session.session_key), by=user):
        raise Http404
    return answers.done(request, reverse("access:sessions"), said="That browser is signed out.")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other browser out."""
    user = open_own(request)
    SignedIn.end(user, but=str(request.session.session_key), by=user)
    return answers.done(request, reverse("access:sessions"), said="You are signed in only here.")


@require_http_methods(["GET", "POST"])
def remove_passkey(request: HttpRequest, key_id: int) -> HttpResponse:
    """Take a passkey off the account, unless it is the last second step of somebody who must have one."""
    user = open_own(request)
    proved(request)
    passkey = passkey_of(user, key_id)
    may = get_second_steps().can_delete_authenticator(passkey)
    if request.method != "POST" or not may:
        told, status = {"passkey": passkey, "may": may}, 422 if request.method == "POST" else 200
        return answers.page(request, "access/remove_passkey.html", told, status=status)
    remove_authenticator(request, passkey)
    return answers.done(request, reverse("mfa_index"))
