"""Who must have a second step, and who still owes one.

What a person owes is worked out once, when they sign in, and kept in their session: a page asks the database nothing.
A session that says nothing owes.
"""

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from kinmap.access.demonstration import is_shown_to_choose
from kinmap.access.naming import RoleName

if TYPE_CHECKING:
    from kinmap.access.models import User

SETTLED = "kinmap_second_step"
#: Recovery codes alone are none: they are for the day when the step itself is not at hand.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must(user: "User") -> bool:
    """Whether one of today's roles asks for a second step; whoever has no role has nothing to reach by it."""
    asked = RoleName.asking_for_a_second_step()
    return any(role.code in asked for role in user.roles())


def has(user: "User") -> bool:
    """Whether an authenticator app or a passkey is set up."""
    return bool(is_mfa_enabled(user, STEPS))


def steps_of(user: "User") -> int:
    """How many second steps are set up."""
    found: int = Authenticator.objects.filter(user=user, type__in=STEPS).count()
    return found


def work_out(request: HttpRequest, user: "User", *, proved_elsewhere: bool = False) -> None:
    """Write into a new session whether this person may go on: they have a second step, or need none here.

    ``proved_elsewhere``: the council's single sign-on vouched for a second step. Invented people of the demonstration
    need none.
    """
    free = proved_elsewhere or is_shown_to_choose(request, user)
    request.session[SETTLED] = free or has(user) or not must(user)


def owes(request: HttpRequest) -> bool:
    """Whether whoever is signed in has to set up a second step before anything else."""
    return request.user.is_authenticated and request.session.get(SETTLED) is not True


def look_again(request: HttpRequest) -> bool:
    """Whether they have set one up meanwhile; asked only while they owe."""
    if has(request.user):  # type: ignore[arg-type]  # only somebody signed in owes
        request.session[SETTLED] = True
        return True
    return False
