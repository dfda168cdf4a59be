"""Showing again that it is really you, before an act that could hurt somebody if a stranger did it at your desk.

A view that does such an act says ``proved(request)`` right after its door, before it reads anything: the page that
asks comes before the form. Signing in counts. A form that was opened in time may still be sent a good while later;
where even that has run out, ``live`` carries the words through the question.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kinmap.access.middleware import READING, Elsewhere

#: Seconds for which a form that was opened in time may still be sent.
WHILE_TYPING = 20 * 60


class Unproved(Elsewhere):
    """The person has to show first that it is really they."""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page that asks, which comes back to this address."""
        return HttpResponseRedirect(f"{reverse('live:prove')}?{urlencode({'next': request.get_full_path()})}")


def is_proved(request: HttpRequest) -> bool:
    """Whether this person signed in, or showed again who they are, a short while ago (``KINMAP_PROOF_MINUTES``)."""
    records = get_authentication_records(request, request.user)
    newest = max((float(record["at"]) for record in records), default=0.0)
    grace = 0 if request.method in READING else WHILE_TYPING
    return bool(time.time() - newest < settings.KINMAP_PROOF_MINUTES * 60 + grace)


def proved(request: HttpRequest) -> None:
    """Go on only for somebody who showed a short while ago who they are. Raises ``Unproved``, which asks them.

    What the door noted is forgotten with it: nothing was shown.
    """
    if not is_proved(request):
        request.__dict__.pop("kinmap_noted", None)
        raise Unproved


def proving(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same before a page of the sign-in library."""

    @wraps(view)
    def asked_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            proved(request)
        return view(request, *args, **kwargs)

    return asked_first
