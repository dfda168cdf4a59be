"""How a view answers: a page, a part of a page, or "done, go there".

Every form works without a script, so each answer exists in both forms: a part for htmx is the whole
page for everybody else, and "done" is a redirect that a reload cannot send twice.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from kinmap.kit.dates import clock


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A whole page. Which forms it draws is noted, so that words in a form that came back can be kept."""
    draws(request, *(one for one in context.values() if isinstance(one, BaseForm)))
    return render(request, template, dict(context), status=status)


def draws(request: HttpRequest, *drawn: BaseForm) -> None:
    """Note that the answer draws these forms; for a page that draws one by hand."""
    request.__dict__.setdefault("kinmap_forms", []).extend(drawn)


def part(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    saved: bool = False,
) -> HttpResponse:
    """The named part of a page (``"mapping/map.html#entry"``) for htmx; its whole page otherwise.

    ``saved`` tells the browser the time by our clock, which it shows as "Saved 10:42".
    """
    whole = not is_htmx(request)
    response = page(request, template.partition("#")[0] if whole else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])  # one address, two answers: a cache must not mix them up
    if saved and not whole:
        trigger_client_event(response, "saved", {"at": clock(timezone.now())})
    return response


def done(request: HttpRequest, url: str, *, said: str = "") -> HttpResponse:
    """Go on to ``url`` (303, so that a reload does not send the form again).

    ``said`` is shown there once, for example "Saved 10:42". It travels in a cookie: never put names or
    case words in it.
    """
    if said:
        messages.success(request, said)
    if is_htmx(request):
        return HttpResponseClientRedirect(url)
    response = HttpResponse(status=303)
    response.headers["Location"] = url
    return response


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; going back in the browser's history asks for the whole page."""
    asked = request.headers.get("HX-Request") == "true"
    return asked and request.headers.get("HX-History-Restore-Request") != "true"
