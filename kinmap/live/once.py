"""Doing a write once.

    with once(request, form) as first:
        if first:
            family.map.add_entry(**form.words(), by=request.user)

Everything inside is one transaction together with its receipt. Two sends at the same moment stand in
line at the receipt's primary key: the second finds the first one's receipt and does nothing.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from kinmap.access.models import User
from kinmap.access.nouns import Outdated
from kinmap.access.trail import note_write
from kinmap.live.models import KeptWords, Receipt, digest_of
from kinmap.live.reading import as_id

log = logging.getLogger(__name__)

#: Names the kept words that a form brings back to be saved after all.
SETTLES = "_settles"


class Clash(Exception):
    """Somebody's words cannot be saved without losing other words; both are kept, and shown (409).

    ``kept`` are the words that did not go in (they wait on their author's desk); ``theirs`` is what
    stands there now, in plain words, already limited to what the author may see, and ``version`` its
    number where it has one.
    """

    def __init__(self, *, kept: KeptWords, theirs: str = "", version: int | None = None) -> None:
        super().__init__("These words were kept apart because something else is already there.")
        self.kept = kept
        self.theirs = theirs
        self.version = version


class GoneElsewhere(Outdated):
    """The family of this write stands under another record since its page was opened; the words wait with no family."""


#: Asked about the family at the end of each write, before it is committed; an upper room puts its question here.
#: Whoever raises ``Outdated`` takes the write back, and its words are kept.
last_questions: list[Callable[[UUID], None]] = []


class CarriesWriteId(Protocol):
    """A valid form with the id of this write among its cleaned data."""

    cleaned_data: dict[str, Any]


def done_before(request: HttpRequest) -> bool:
    """Whether this very form was sent and done before.

    A rule that asks about the present ("is the child at this stage already?") would refuse a repeat of
    what was done: a view asks this before it says that a form is wrong.
    """
    try:
        write = UUID(request.POST.get("write", ""))
    except ValueError:
        return False
    digest = digest_of(request.path, _words_of(request))
    return Receipt.objects.filter(pk=write, user=cast(User, request.user), digest=digest).exists()


def _words_of(request: HttpRequest) -> dict[str, Any]:
    return request.POST.dict() | {key: values for key, values in request.POST.lists() if len(values) > 1}


def came_before(request: HttpRequest, form: CarriesWriteId) -> bool:
    """Whether this write was sent before by the same person, so that nothing needs to be asked a second time.

    ``once`` still decides whether it was the same write.
    """
    return Receipt.objects.filter(pk=form.cleaned_data["write"], user=cast(User, request.user)).exists()


@contextmanager
def once(
    request: HttpRequest, form: CarriesWriteId, *, family_id: UUID | None = None, where: str = ""
) -> Iterator[bool]:
    """Open the transaction of one write: ``True`` when it is to be done, ``False`` when it was done before.

    Raises ``Clash`` when the same id came earlier with other words, when the row has changed since the
    writer saw it (``Outdated``, raised by the verb), or when the database refuses the row; the writer's
    words are kept each time.
    ``where`` says in plain words what they were meant for.
    """
    user = cast(User, request.user)
    words = _words_of(request)
    digest = digest_of(request.path, words)
    write: UUID = form.cleaned_data["write"]
    theirs, version = "", None
    try:
        with transaction.atomic():
            first = Receipt.sign(write, by=user, digest=digest)
            same = first or Receipt.objects.filter(pk=write, user=user, digest=digest).exists()
            if same:
                yield first
                if first and family_id is not None:
                    for ask in last_questions:
                        ask(family_id)
                if first and (settled := as_id(request.POST.get(SETTLES))):
                    KeptWords.settle_own(settled, by=user)  # these words came from a clash, and are saved now
                note_write(request)
                return
    except Outdated as outdated:
        theirs, version = outdated.theirs, outdated.version
        family_id = None if isinstance(outdated, GoneElsewhere) else family_id
    except IntegrityError:
        # An id that belongs to another row already, or two people doing the same at the same moment.
        met = request.resolver_match
        log.warning("A write met a rule of the database: %s", met.view_name if met else "")
    request.__dict__["kinmap_words_kept"] = True
    raise Clash(
        kept=KeptWords.keep(by=user, family_id=family_id, where=where, address=request.path, words=words),
        theirs=theirs,
        version=version,
    )
