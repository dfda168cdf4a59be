"""Whether the person whom a page was drawn for is still the one signed in, before anything is done in their name.

Where not, a script is told so (401) and asks them in place; a form sent without a script is answered with a page
that keeps every word, where the same person signs in and goes on. A form that failed the check against forged
requests never comes this far: that check runs first.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinmap.access.demonstration import is_shown_to_choose
from kinmap.access.models import User
from kinmap.access.own import is_for, person_of, person_token
from kinmap.kit.answers import is_htmx
from kinmap.live.models.typed import guessed
from kinmap.live.reading import as_id
from kinmap.live.whence import came_from

#: Above this, in characters, the words are shown to be copied, and not carried through the sign-in form.
MOST_CARRIED = 400_000
_SALT = "kinmap.live.carried"
A_SHIFT = 12 * 60 * 60


class StillThere:
    """Answers whatever comes from a page whose person is signed out, or was followed by somebody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.__dict__["person_token"] = person_token(request.user)
        response = self.get_response(request)
        told = request.__dict__.get("person_token", "")
        if told and request.COOKIES.get(settings.KINMAP_PERSON_COOKIE) != told and request.user.is_authenticated:
            # Survives signing out: a form sent afterwards is kept for whoever wrote it, and for nobody else.
            response.set_cookie(
                settings.KINMAP_PERSON_COOKIE, person_token(request.user), httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        if not getattr(view, "login_required", True):
            return None
        told = request.headers.get("X-Kinmap-Person", "") or (
            request.POST.get("_person", "") if request.method == "POST" else ""
        )
        if user.is_authenticated and is_for(told, user):
            return None
        if from_a_script(request):
            response = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            response.headers["X-Kinmap-Again"] = "other" if user.is_authenticated else "signed out"
            return response
        if request.method != "POST" or as_id(request.POST.get("write")) is None:
            return None  # a page that is only looked at: the usual way, over the sign-in page
        return _kept_apart(request, told or request.COOKIES.get(settings.KINMAP_PERSON_COOKIE, ""))


def from_a_script(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which can ask the person in place."""
    return is_htmx(request) or request.headers.get("X-Requested-With") == "kinmap"


def _kept_apart(request: HttpRequest, token: str) -> HttpResponse:
    """A form that came when its person was no longer signed in: their words, and the way to go on."""
    person = person_of(token)
    posted, carried = carry(request, person)
    context = {
        "person": person, "token": token, "carried": carried,
        "typed": guessed(posted), "other": request.user.is_authenticated, "whole": True,
        "demonstration": person is not None and is_shown_to_choose(request, person),
    }  # fmt: skip
    return render(request, "live/again.html", context, status=HTTPStatus.UNAUTHORIZED)


def carry(request: HttpRequest, person: User | None) -> tuple[dict[str, list[str]], str]:
    """What a form sent, and the same sealed for whoever wrote it; empty for nobody, and for too much."""
    posted = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", "_person")}
    if person is None:
        return posted, ""
    told = {"person": str(person.pk), "path": request.get_full_path(), "page": came_from(request), "posted": posted}
    carried = signing.dumps(told, salt=_SALT, compress=True)
    return posted, carried if len(carried) <= MOST_CARRIED else ""


def carried_by(told: str, *, person_id: str) -> dict[str, Any] | None:
    """What a form carried through the sign-in page, when it was this person's."""
    try:
        carried: dict[str, Any] = signing.loads(told, salt=_SALT, max_age=A_SHIFT)
    except signing.BadSignature:
        return None
    return carried if carried["person"] == person_id else None
