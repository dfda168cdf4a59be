"""The answer to more than can be sent at once: what happened, that nothing is lost, and what to do.

Django refuses to read such a form before anybody has seen it, and says only "400".
"""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import bad_request

#: Read and thrown away, bit by bit: a browser that is still sending when the line is cut never shows the answer.
MOST_DRAINED = 64_000_000
A_BIT = 65_536


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``: the page for a form that was too large; Django's own for everything else."""
    if not isinstance(exception, RequestDataTooBig):
        return bad_request(request, exception)
    _drain(request)
    most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1_000_000:.1f}"
    page = loader.get_template("live/too_much.html").render({"most": most})
    return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _drain(request: HttpRequest) -> None:
    left = MOST_DRAINED
    read: Any = request.read
    try:
        while left > 0 and (bit := read(A_BIT)):
            left -= len(bit)
    except OSError:
        return
