"""Over to the council's single sign-on, and back."""

import time

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kinmap.access.models import SignOnIdentity, User
from kinmap.access.sign_on.asking import LEEWAY, NotBelieved, Told, hear, send
from kinmap.access.sign_on.door import open_sign_on
from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of

NEXT = "kinmap_sign_on_next"


@login_not_required
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """To the single sign-on; whoever is signed in already is asked for a new proof there."""
    there = open_sign_on(request)
    request.session[NEXT] = get_next_redirect_url(request) or "/"
    back = request.build_absolute_uri(reverse("access:sign_on_back"))
    try:
        return send(request, there, back=back, anew=request.user.is_authenticated)
    except NotBelieved as trouble:
        return _refused(request, str(trouble), status=502)


@login_not_required
@require_safe
def back(request: HttpRequest) -> HttpResponseBase:
    """Back from there: sign in whoever it is, or take it as the proof that was asked for."""
    there = open_sign_on(request)
    try:
        told = hear(request, there)
    except NotBelieved as trouble:
        return _refused(request, str(trouble))
    person, where = _person(told), request.session.pop(NEXT, "/")
    if person is None:
        return _refused(request, "unknown", unknown=True)
    if request.user.is_authenticated:
        return _proved(request, person, told, where)
    record_authentication(request, person, "sign on")
    request.__dict__["kinmap_two_steps_elsewhere"] = told.two_steps
    answer: HttpResponseBase = perform_login(request, Login(user=person, redirect_url=where))
    return answer


def _person(told: Told) -> User | None:
    """Whose account it is: by the name that never changes, or once by a verified address."""
    known = SignOnIdentity.known(issuer=told.issuer, subject=told.subject)
    if known is not None:
        return known.user
    person = User.with_email(told.email)
    if person is None or SignOnIdentity.of(person) is not None:
        return None
    SignOnIdentity.join(person, issuer=told.issuer, subject=told.subject)
    return person


def _proved(request: HttpRequest, person: User, told: Told, where: str) -> HttpResponse:
    """The proof that was asked for, if it is the same person and they have just proved themselves there."""
    fresh = told.at > time.time() - LEEWAY * 5
    if person.pk != request.user.pk or not fresh:
        return _refused(request, "no proof")
    record_authentication(request, person, "sign on", reauthenticated=True)
    return HttpResponseRedirect(where)


def _refused(request: HttpRequest, why: str, *, unknown: bool = False, status: int = 403) -> HttpResponse:
    record(by=None, verb=Verb.REFUSED, kind="account", reason=f"single sign-on: {why}", address=address_of(request))
    return render(
        request, "access/sign_on_refused.html", {"unknown": unknown, "unreachable": status == 502}, status=status
    )
