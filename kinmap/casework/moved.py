"""Old addresses lead on: a file or a person that was joined into another is found under the one that stands."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kinmap.access.middleware import Elsewhere
from kinmap.families.models import Family
from kinmap.live.once import GoneElsewhere

READING = frozenset({"GET", "HEAD"})


class Moved(Elsewhere):
    """What this address names has gone into another record: ``old`` and ``new`` are how the address says it."""

    def __init__(self, *, old: str, new: str) -> None:
        super().__init__("This record was joined with another.")
        self.old = old
        self.new = new

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The same page of the record that stands; a form is sent on whole (307: the same words, the same method)."""
        there = request.path.replace(f"/{self.old}/", f"/{self.new}/")
        asked = request.META.get("QUERY_STRING", "")
        there = f"{there}?{asked}" if asked else there
        return HttpResponseRedirect(there, preserve_request=request.method not in READING)


class FollowMoved:
    """Sends on what was written to the old address (what is only read is sent on by ``ReadOnlyGuard``).

    ``Moved`` is raised behind the door only, so that a stranger learns nothing from it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return exception.answer(request) if isinstance(exception, Moved) else None


def not_joined_away(family_id: UUID) -> None:
    """The last question of every write: raise ``GoneElsewhere`` when the file was joined away while it waited.

    A write waits behind a joining that holds the family's row. Without this its words would lie in a file that
    nobody opens any more; so they are kept, shown, and written again into the file that stands.
    """
    if Family.objects.filter(pk=family_id, joined_into__isnull=False).exists():
        told = "This file was joined with another while you were writing. Open it again and send it there."
        raise GoneElsewhere(told)
