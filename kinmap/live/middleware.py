"""Turns a clash into a page that shows both texts (409), whole or as a part for htmx."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from kinmap.kit.answers import is_htmx
from kinmap.live.once import Clash


class ShowClashes:
    """Answers ``Clash`` with both texts, so that neither is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Clash):
            return None
        whole = not is_htmx(request)
        context = {
            "theirs": exception.theirs, "mine": exception.kept.texts(), "kept": exception.kept,
            "back": came_from(request), "whole": whole,
        }  # fmt: skip
        return render(request, "live/clash.html" if whole else "live/clash.html#both", context, status=409)


def came_from(request: HttpRequest) -> str:
    """The page of ours that the form stood on, as the browser tells; else one's own desk."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
