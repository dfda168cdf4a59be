"""What each persona has of their own at the entrance: a browser left open somewhere, and a passkey."""

from kinmap.access.models import SignedIn, User
from kinmap.kit.identity import new_id
from tests.doors.items import Named
from tests.passkeys import passkey


def own_access(*, by: User) -> Named:
    """A browser elsewhere and the only second step of this account."""
    elsewhere = SignedIn.objects.create(user=by, session_key=new_id().hex, device="Firefox on Windows")
    key = passkey(by)
    return {
        "own browser": {"session_id": elsewhere.pk},
        "own passkey": {"key_id": key.pk},
        "own passkey's name": {"pk": key.pk},
    }
