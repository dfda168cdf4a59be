"""A desk that somebody has left: after some minutes without a sign of them, the session ends on the server.

The time of the last sign stands in the session and is written at most once a minute: a page that only reads costs no
write of its own. What is typed is kept as a draft meanwhile (``live``), and the page warns before (``idle.ts``).
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kinmap.access.signed_in import SEEN, SignedIn
from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of

#: In a session: the second in which it began.
BEGAN = "kinmap_began"
#: Seconds between two notes of the last sign.
NOTED_EACH = 60


def begin(request: HttpRequest) -> None:
    """Somebody is here: the time without them begins anew; that of the whole session began with signing in."""
    request.session[SEEN] = int(time.time())
    request.session.setdefault(BEGAN, request.session[SEEN])


def left(request: HttpRequest) -> int:
    """Seconds until the session ends by itself: idle, or after a long shift in any case."""
    seen = int(request.session.get(SEEN, 0))
    whole = int(request.session.get(BEGAN, seen)) + settings.SESSION_COOKIE_AGE
    allowed: int = settings.KINMAP_IDLE_MINUTES * 60
    return max(0, min(seen + allowed, whole) - int(time.time()))


class Idle:
    """Ends a session that nobody has used for a while, and notes that one is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if not left(request):
            user, where = request.user, address_of(request)
            record(by=user, verb=Verb.WITHDRAW, kind="session", subject_id=user.pk, reason="idle", address=where)
            logout(request)
        elif not _only_asks(request) and time.time() - request.session[SEEN] > NOTED_EACH:
            begin(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            SignedIn.follow(request)
        return response


def _only_asks(request: HttpRequest) -> bool:
    """Whether a page asks how long is left, which is no sign of anybody."""
    return request.method == "GET" and request.path == reverse("access:still")
