"""The banner while a record is open in an emergency: on its pages from its door, elsewhere from one's session.

No page asks the database for it. The session holds references and times, and no name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from kinmap.casework.models import Opening
from kinmap.casework.ties import Tie
from kinmap.families.models import Family

#: Where the session keeps what is open, and the request what its door let in to.
_KEPT, _NOTED = "opened_in_emergency", "kinmap_opened"


@dataclass(frozen=True)
class Line:
    """One record that is open in an emergency. ``why`` is said on its own pages alone."""

    id: UUID
    ref: str
    until: datetime
    why: str = ""


def note_opened(request: HttpRequest, family: Family, ties: Iterable[Tie]) -> None:
    """Note for the banner that this request's door was opened by an emergency opening."""
    for tie in ties:
        if tie.opened is not None:
            line = Line(tie.opened.id, family.ref, tie.opened.until, tie.opened.why_in_words)
            request.__dict__.setdefault(_NOTED, []).append(line)


def remember(request: HttpRequest, opening: Opening, *, ref: str) -> None:
    """Keep in one's session that this record is open, so that every page can say so."""
    kept = request.session.get(_KEPT, {})
    request.session[_KEPT] = {**kept, str(opening.pk): [ref, opening.until.isoformat()]}


def forget(request: HttpRequest, opening: Opening) -> None:
    """The record is closed again."""
    kept = request.session.get(_KEPT, {})
    if str(opening.pk) in kept:
        request.session[_KEPT] = {pk: told for pk, told in kept.items() if pk != str(opening.pk)}


def lines(request: HttpRequest) -> list[Line]:
    """What is open in an emergency, as far as this page knows: its own record first."""
    here: list[Line] = list(request.__dict__.get(_NOTED, ()))
    known = {line.id for line in here}
    return [*here, *(line for line in _kept(request) if line.id not in known)]


def _kept(request: HttpRequest) -> Iterator[Line]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return
    session = getattr(request, "session", {})  # an answer may be made outside of any session
    for pk, (ref, until) in session.get(_KEPT, {}).items():
        ends = datetime.fromisoformat(until)
        if ends > timezone.now():
            yield Line(UUID(pk), ref, ends)
