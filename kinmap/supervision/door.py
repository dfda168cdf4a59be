"""The door of a session: open to those who have a seat in it, and to nobody else."""

from collections.abc import Collection, Iterator
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, note_door, note_look
from kinmap.casework.doors import ties_of
from kinmap.supervision.models import Draft, GroupSession, Member, Turn


def open_session(request: HttpRequest, session_id: UUID) -> tuple[GroupSession, Member]:
    """The session and this person's seat; the look is recorded.

    While it goes on everybody with a seat gets in, whether the family is open to them or not: the worker
    brought them in for this hour and wrote the headline for them. Once it is closed it opens only for those
    among them who work with the family. Raises ``Http404`` for everybody else.
    """
    user = cast(User, request.user)
    try:
        session, seat = seat_in(session_id, user=user)
    except Http404 as refused:
        note_look(request, kind="group mapping", verb=Verb.REFUSED, subject_id=session_id)
        raise refused
    note_door(request, kind="group mapping", family_id=session.family_id, subject_id=str(session.pk), reason="seat")
    return session, seat


def seat_in(session_id: UUID, *, user: User) -> tuple[GroupSession, Member]:
    """The session and this person's seat, without a request. Raises ``Http404`` as the door does."""
    if not user.may(Permission.GROUP_MAP):
        raise Http404
    session, seat = GroupSession.of_member(session_id, user=user)
    if session.closed_at is not None and not ties_of(user, family_id=session.family_id):
        raise Http404
    return session, seat


def sessions_open_to(user: User, _reader: Reader, ids: Collection[UUID]) -> Iterator[UUID]:
    """Those of these sessions whose door opens for somebody today: what they typed there is shown as long."""
    for pk in ids:
        try:
            seat_in(pk, user=user)
        except Http404:
            continue
        yield pk


def turns_open_to(user: User, reader: Reader, ids: Collection[UUID]) -> Iterator[UUID]:
    """The turns of sessions open to somebody."""
    return _with_their_session(Turn.objects.filter(pk__in=ids).values_list("pk", "session"), user, reader)


def drafts_open_to(user: User, reader: Reader, ids: Collection[UUID]) -> Iterator[UUID]:
    """The drafts of sessions open to somebody; they were read together there."""
    rows = Draft.objects.filter(pk__in=ids, turn__read_at__isnull=False)
    return _with_their_session(rows.values_list("pk", "turn__session"), user, reader)


def _with_their_session(rows: Any, user: User, reader: Reader) -> Iterator[UUID]:
    held = dict(rows.order_by())
    open_now = set(sessions_open_to(user, reader, set(held.values())))
    return (pk for pk, session in held.items() if session in open_now)
