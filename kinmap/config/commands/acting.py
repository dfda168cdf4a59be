"""Whose rights a command uses: the same doors stand at the keyboard as on the pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kinmap.access.models import User
from kinmap.config.commands import Refused


def account(email: str) -> User:
    """The account with this e-mail address. Refuses an unknown or closed one."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if found is None:
        raise Refused(f"Nobody with the e-mail address {email} has an open account here.")
    return found


@contextmanager
def door_of(ref: str) -> Iterator[None]:
    """Turns a closed door into a sentence that tells a stranger nothing."""
    try:
        yield
    except Http404 as stranger:
        raise Refused(f"There is no family {ref} that this account may open.") from stranger
    except PermissionDenied as refusal:
        raise Refused(f"This account may not do that with family {ref}.") from refusal
