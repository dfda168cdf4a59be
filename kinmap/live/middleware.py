"""Nothing typed is lost, whatever became of the request: a clash shows both texts, and what was not done is kept."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinmap.access.models import User
from kinmap.kit.answers import is_htmx
from kinmap.kit.identity import new_id
from kinmap.live.models import Draft, NotYours, TooLong
from kinmap.live.once import SETTLES, Clash
from kinmap.live.reading import as_id, family_ref_of, what_was_sent
from kinmap.live.unsaved import boxes_of
from kinmap.live.whence import came_from

log = logging.getLogger(__name__)
DONE = 400
#: The page for these says nothing of the words. Every other answer has them: the form again, both texts, all boxes.
REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


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
            "again": boxes_of(exception.kept.words) if exception.version is not None else (),
            "version": exception.version, "write": new_id(), "address": request.get_full_path(), "settles": SETTLES,
            "theirs": exception.theirs, "mine": exception.kept.texts(), "kept": exception.kept,
            "back": came_from(request), "whole": whole,
        }  # fmt: skip
        return render(request, "live/clash.html" if whole else "live/clash.html#both", context, status=409)


class KeepDrafts:
    """Keeps what was sent and not done as its author's draft; what was done ends the draft that it grew from.

    Not for a form that failed the check against forged requests: its words may be anybody's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
            return response
        write = as_id(request.POST.get("write"))
        somebody_else = response.status_code == HTTPStatus.UNAUTHORIZED  # signed in now, and not the one who wrote
        if write is None or somebody_else or not request.user.is_authenticated:
            return response
        try:
            return _answered(request, response, as_id(request.POST.get("_draft")) or write, write)
        except DatabaseError:
            log.exception("Words could not be kept as a draft")
            return response


def _answered(request: HttpRequest, response: HttpResponse, pk: Any, write: Any) -> HttpResponse:
    noted = request.__dict__.get("kinmap_noted")
    done = response.status_code < DONE and noted is not None and noted.wrote
    if done or request.__dict__.get("kinmap_words_kept"):
        Draft.saved((pk, write), by=cast(User, request.user))
        if done:
            response.headers["X-Kinmap-Saved"] = "1"  # what is typed from now on is another draft
        return response
    if response.status_code < DONE:
        return response
    draft = _kept(request, pk)
    if draft is None or response.status_code not in REFUSED or is_htmx(request):
        return response
    refused = {"draft": draft, "status": response.status_code, "not_there": response.status_code == 404}
    return render(request, "live/refused.html", refused, status=response.status_code)


def _kept(request: HttpRequest, pk: Any) -> Draft | None:
    typed = what_was_sent(request, request.__dict__.get("kinmap_forms", ()))
    if typed is None:
        return None
    try:
        return Draft.keep(
            pk, by=cast(User, request.user), typed=typed, page=came_from(request), action=request.path,
            family_ref=family_ref_of(request.path), name=request.POST.get("category", ""),
            where=typed.said[0].label, version=request.POST.get("version", ""),
        )  # fmt: skip
    except (NotYours, TooLong):
        return None
