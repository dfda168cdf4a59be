"""Signing in again, in the middle of a sentence."""

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.decorators import rate_limit
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
from kinmap.kit import answers
from kinmap.live.models import Draft, TooLong
from kinmap.live.models.typed import guessed
from kinmap.live.reading import as_id, family_ref_of
from kinmap.live.still_there import carried_by, from_a_script

PAGE = "live/again.html"


@login_not_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # the library has no types
def again(request: HttpRequest) -> HttpResponse:
    """Sign in again as the person for whom the page was drawn, and nobody else; then go on where one was."""
    person = open_again(request)
    sent = request.POST if request.method == "POST" else None
    form = SignInForm({"login": person.email, "password": sent.get("password", "")} if sent else None, request=request)
    form.fields["password"].widget.attrs["id"] = "again-password"
    if sent is not None and (_demonstrated(request, person) or _signed_in(request, form, person)):
        return _go_on(request, person)
    told = {
        "form": form, "person": person, "token": person_token(person), "whole": not from_a_script(request),
        "demonstration": is_shown_to_choose(request, person),
        "mistyped": bool(sent) and form.has_error(NON_FIELD_ERRORS, "email_password_mismatch"),
        "carried": sent.get("carried", "") if sent else "", "other": request.GET.get("other", ""),
    }  # fmt: skip
    return render(request, PAGE if told["whole"] else f"{PAGE}#box", told, status=422 if sent else 200)


def _demonstrated(request: HttpRequest, person: User) -> bool:
    """Whether somebody of the demonstration was let in by a press, as on the sign-in page."""
    if "demonstration" not in request.POST or not is_open(request):
        return False
    get_adapter(request).login(request, User.found_for_demonstration(person.pk))
    return True


def _signed_in(request: HttpRequest, form: Any, person: User) -> bool:
    """Whether this person's own password opened the door; every refusal stays with the sign-in library."""
    if not form.is_valid():
        return False
    try:
        form.login(request, redirect_url="/")
    except ImmediateHttpResponse:
        return False
    return request.user.is_authenticated and request.user.pk == person.pk


def _go_on(request: HttpRequest, person: User) -> HttpResponse:
    """Nothing for a script, which sends again by itself; the words and one button for everybody else."""
    if from_a_script(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    carried = carried_by(request.POST.get("carried", ""), person_id=str(person.pk))
    if carried is None:
        return answers.done(request, "/")
    draft = _draft_of(carried, person)
    posted = [(name, value) for name, values in carried["posted"].items() for value in values if name != "_draft"]
    told = {"typed": guessed(carried["posted"]), "path": carried["path"], "posted": posted, "draft": draft}
    return render(request, "live/go_on.html", told)


def _draft_of(carried: dict[str, Any], person: User) -> Draft | None:
    """The same words as a draft, in case this page is closed too."""
    posted = carried["posted"]
    pk = next(iter(filter(None, (as_id(told) for name in ("_draft", "write") for told in posted.get(name, ())))), None)
    typed, path = guessed(posted), carried["path"]
    if pk is None or not typed.said:
        return None
    try:
        return Draft.keep(
            pk, by=person, typed=typed, page=carried["page"], action=path.partition("?")[0],
            family_ref=family_ref_of(path), name=posted.get("category", [""])[0], where=typed.said[0].label,
            version=posted.get("version", [""])[0],
        )  # fmt: skip
    except (PermissionError, TooLong):
        return None
