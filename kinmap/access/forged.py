"""A form that failed the check against forged requests: refused, and in the trail when somebody is signed in.

Nobody signed in has nothing that a forged form could misuse; what strangers send would only fill the trail.
"""

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's own answer, from our template. ``reason`` is Django's, and is told to nobody."""
    user = get_user(request)  # asked for before anybody else has looked who is there
    if user.is_authenticated:
        record(
            by=user, verb=Verb.REFUSED, kind="form", reason="check against forged requests",
            address=address_of(request),
        )  # fmt: skip
    return csrf_failure(request, reason)
