"""The door of guidance. It knows no family, so it asks only whether somebody is signed in, and what their role lets
them change; casework's doors stand two floors higher."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.trail import Verb, note_look


def open_guidance(request: HttpRequest, *, to: Permission | None = None) -> User:
    """Let in whoever is signed in, partner agencies too; with ``to``, only those whose role allows it.

    Raises ``PermissionDenied`` for anybody else. The look is recorded without what was searched for.
    """
    user = cast(User, request.user)
    if to is not None and not user.may(to):
        note_look(request, kind="guidance", verb=Verb.REFUSED, reason=str(to))
        raise PermissionDenied
    note_look(request, kind="guidance", reason=str(to or ""))
    return user
