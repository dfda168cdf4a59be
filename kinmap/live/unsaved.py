"""The page for a failure of ours: it says what happened in a sentence and gives the words back.

Django calls ``went_wrong`` for whatever nobody caught, also when the sign-in or the trail could not be read,
so nothing here may need the database, the session or the manifest of static files.
"""

import errno
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DISK = NO_ROOM | {errno.EIO, errno.EROFS, errno.EACCES, errno.EMFILE, errno.ENFILE}
FULL = re.compile(r"disk is full|No space left|disk full|could not extend file|File too large", re.IGNORECASE)
#: A code, an id, a number or a day rather than something that a person typed.
NO_WORDS = re.compile(r"[a-z0-9_]*|[0-9A-Fa-f-]{32,36}|[\d/.:-]*")

#: Characters that stand in one line of a phone.
SHORT = 30

UNREACHABLE = "Kinmap cannot reach its records at the moment."
NO_SPACE = "Kinmap has no room left to save anything: its disk is full."
OURS = "Something went wrong at our end."


@dataclass(frozen=True)
class Box:
    """One value of the form that came: in a box when it holds words, hidden when it does not."""

    name: str
    value: str

    @property
    def label(self) -> str:
        return self.name.rpartition("-")[2].removeprefix("part_").replace("_", " ").capitalize()

    @property
    def rows(self) -> int:
        """How tall its box is: a name needs less room than an account."""
        return 4 if len(self.value) > SHORT or "\n" in self.value else 1

    @property
    def is_words(self) -> bool:
        return self.name != "csrfmiddlewaretoken" and NO_WORDS.fullmatch(self.value.strip()) is None


def why(problem: BaseException | None) -> tuple[int, str]:
    """The status and the sentence for what went wrong: 503 for what passes by itself or by somebody's help."""
    if isinstance(problem, OperationalError | InterfaceError | InternalError):
        return HTTPStatus.SERVICE_UNAVAILABLE, NO_SPACE if FULL.search(str(problem)) else UNREACHABLE
    if isinstance(problem, OSError) and problem.errno in DISK:
        return HTTPStatus.SERVICE_UNAVAILABLE, NO_SPACE if problem.errno in NO_ROOM else UNREACHABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR, OURS


@requires_csrf_token
def went_wrong(request: HttpRequest) -> HttpResponse:
    """The answer to a request that failed: with a form that holds every word of the one that was sent."""
    status, sentence = why(sys.exc_info()[1])
    sent = _sent(request)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR and not sent:
        return server_error(request)
    context = {"sentence": sentence, "boxes": sent, "files": _files(request, sent), "again": request.get_full_path()}
    response = HttpResponse(loader.get_template("live/unsaved.html").render(context), status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "30"
    response.carries_words = bool(sent)  # type: ignore[attr-defined]  # so that nobody puts another page in its place
    return response


def boxes_of(fields: Mapping[str, Any]) -> list[Box]:
    """The values of a form, one by one, as ``Box``; a field with several has a list. Passwords are left out."""
    several = ((name, value if isinstance(value, list) else [value]) for name, value in fields.items())
    return [Box(name, str(one)) for name, values in several for one in values if "password" not in name.lower()]


def _sent(request: HttpRequest) -> list[Box]:
    """What the form held. Nothing of a form that failed the check against forged requests, and no password."""
    checked = getattr(request, "csrf_processing_done", False)
    if request.method != "POST" or not checked or request.path.startswith("/accounts/"):
        return []
    try:
        return boxes_of(dict(request.POST.lists()))
    except (UnreadablePostError, BadRequest, SuspiciousOperation):
        return []


def _files(request: HttpRequest, sent: list[Box]) -> list[str]:
    return list(request.FILES) if sent else []
