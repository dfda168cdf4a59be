"""The door of a session: open to those who have a seat in it, and to nobody else."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.trail import Verb, note_door, note_look
from kinmap.casework.doors import ties_of
from kinmap.supervision.models import GroupSession, Member


def open_session(request: HttpRequest, session_id: UUID) -> tuple[GroupSession, Member]:
    """The session and this person's seat; the look is recorded.

    While it goes on everybody with a seat gets in, whether the family is open to them or not: the worker
    brought them in for this hour and wrote the headline for them. Once it is closed it opens only for those
    among them who work with the family. Raises ``Http404`` for everybody else.
    """
    user = cast(User, request.user)
    try:
        if not user.may(Permission.GROUP_MAP):
            raise Http404
        session, seat = GroupSession.of_member(session_id, user=user)
        if session.closed_at is not None and not ties_of(user, family_id=session.family_id):
            raise Http404
    except Http404 as refused:
        note_look(request, kind="group mapping", verb=Verb.REFUSED, subject_id=session_id)
        raise refused
    note_door(request, kind="group mapping", family_id=session.family_id, subject_id=str(session.pk), reason="seat")
    return session, seat
