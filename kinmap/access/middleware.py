"""Guards around every request: reading writes nothing, every look is recorded, no browser keeps a page.

``Looks`` stands outside ``ReadOnlyGuard``: a page is made under the guard, then the look is written.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from kinmap.access.trail import Noted, record
from kinmap.access.whence import address_of

Answer = Callable[[HttpRequest], HttpResponse]
READING = frozenset({"GET", "HEAD", "OPTIONS"})
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "TRUNCATE")


class WroteWhileReading(RuntimeError):
    """A page that should only read tried to write: a mistake of ours, never a person's."""


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip(" (").upper().startswith(WRITES):
        raise WroteWhileReading(f"A reading request tried to run: {sql[:60]}")
    return execute(sql, params, many, context)


class Elsewhere(Exception):
    """What was asked for stands under another address; ``answer`` sends the browser there.

    The guard runs the view itself, so that Django hands what a reading view raises to no other middleware.
    """

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Where it stands now."""
        raise NotImplementedError


class ReadOnlyGuard:
    """Views answering GET cannot write. Session and sign-in machinery lie outside this guard."""

    exempt = ("/accounts/",)  # the sign-in library may tidy its own tables on GET

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method not in READING or request.path.startswith(self.exempt):
            return None
        with ExitStack() as guard:
            guard.enter_context(connection.execute_wrapper(_refuse_writes))
            try:
                response: HttpResponse = view(request, *args, **kwargs)
            except Elsewhere as elsewhere:
                return elsewhere.answer(request)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response


class KeptNowhere:
    """Pages are kept by no browser and no proxy: going back after signing out, on a shared desk, shows nothing.

    Styles and scripts do not come this way: they may be kept.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class Looks:
    """Writes the looks that a request noted, after its page is made and outside the guard."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        noted: Noted | None = request.__dict__.get("kinmap_noted")
        looks = noted.due(sent=request.method == "POST", status=response.status_code) if noted else []
        if looks:
            user = request.user if request.user.is_authenticated else None
            with transaction.atomic():
                for look in dict.fromkeys(looks):
                    record(
                        by=user,
                        verb=look.verb,
                        kind=look.kind,
                        family_id=look.family_id,
                        subject_id=look.subject_id,
                        reason=look.reason,
                        address=address_of(request),
                    )
        return response
