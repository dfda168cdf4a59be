"""One's own passkeys, and what an operator takes away from somebody who has lost all of theirs."""

from allauth.mfa.models import Authenticator
from django.shortcuts import get_object_or_404

from kinmap.access.models import SignedIn, User
from kinmap.access.trail import Verb, record


def kinds_of(user: User) -> frozenset[str]:
    """Which kinds of second step this person has, recovery codes among them."""
    return frozenset(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def passkey_of(user: User, key_id: int) -> Authenticator:
    """A passkey of this person; raises ``Http404`` for any other."""
    own = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return get_object_or_404(own, pk=key_id)


def reset(user: User, *, by: User | None, reason: str) -> int:
    """Take every second step off an account and end its sessions; how many steps there were, recovery codes included.

    Whoever must have one sets up a new one right after signing in.
    """
    gone: int = Authenticator.objects.filter(user=user).delete()[0]
    SignedIn.end(user, by=by, reason=reason)
    record(by=by, verb=Verb.WITHDRAW, kind="account", subject_id=user.pk, reason=f"second step: reset {reason}".strip())
    return gone
