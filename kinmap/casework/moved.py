"""Old addresses lead on: a file or a person that was joined into another is found under the one that stands."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

READING = frozenset({"GET", "HEAD"})


class Moved(Exception):
    """What this address names has gone into another record: ``old`` and ``new`` are how the address says it."""

    def __init__(self, *, old: str, new: str) -> None:
        super().__init__("This record was joined with another.")
        self.old = old
        self.new = new


class FollowMoved:
    """Sends the browser on to the same page of the record that stands.

    A form that was open before the joining is sent on whole (307: the same method, the same words), so that
    nothing typed is lost. Raised behind the door only, so that a stranger learns nothing from it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Moved):
            return None
        there = request.path.replace(f"/{exception.old}/", f"/{exception.new}/")
        asked = request.META.get("QUERY_STRING", "")
        there = f"{there}?{asked}" if asked else there
        return HttpResponseRedirect(there, preserve_request=request.method not in READING)
