"""Turns a clash into a page that shows both texts (409), whole or as a part for htmx."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
        template = "live/clash.html#both" if getattr(request, "htmx", False) else "live/clash.html"
        mine = [(name, words) for name, words in exception.kept.words.items() if str(words).strip()]
        context = {"theirs": exception.theirs, "mine": mine, "kept": exception.kept}
        return render(request, template, context, status=409)
