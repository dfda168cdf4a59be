"""Access that was given, and openings in an emergency, for the doors."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.roles import PARTNER
from kinmap.casework.emergency.asking import signed_for
from kinmap.casework.models import AccessGrant, Opening
from kinmap.families.models import Person
from tests import making


def make_access_items(house: making.Household, child: str, *, by: User, guard: dict[str, Any]) -> dict[str, Any]:
    """Access that a partner agency was given to this child; guarded as the person who got it."""
    account = making.user("Somebody let in", role=PARTNER, organisation=making.school())
    Person.enter(first_name="Somebody", last_name="let in", account=account, by=by, **guard)
    given = AccessGrant.give(
        family=house.family, account=account, child=house[child], purpose="agency", words="Words.",
        until=timezone.localdate(), by=by,
    )  # fmt: skip
    return {"grant": {"grant_id": given.pk}}


def own_openings(house: making.Household, *, by: User, somebody: User) -> dict[str, Any]:
    """An opening of this account's that is over, one of somebody else's, and a way in as search would show it."""
    at = timezone.now() - timedelta(days=2)
    over = {
        "family": house.family,
        "why": "danger",
        "words": "Words.",
        "opened_at": at,
        "until": at + timedelta(hours=4),
    }
    own = Opening(account=by, **over).keep(by=by)
    return {
        "own opening": {"opening_id": own.pk},
        "opening to review": {"opening_id": Opening(account=somebody, **over).keep(by=somebody).pk},
        "own way in": {"asked": signed_for(by, house.family.pk)},
    }
