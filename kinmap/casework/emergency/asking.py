"""From search's "a record exists" to the page on which it is opened, and who is told of it.

What stands in the link is signed for one person and lasts an hour: nobody can ask to open a record of which
search has not told them, and nothing about the record stands in it but its id.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from kinmap.access.models import RoleHeld, User
from kinmap.access.permissions import Permission
from kinmap.casework.models import Allocation, Opening
from kinmap.casework.models.opening import REVIEWS_ALL
from kinmap.families.models import Family
from kinmap.families.models.lock import not_locked

log = logging.getLogger(__name__)

LASTS = timedelta(hours=1)
_SALT = "kinmap.casework.emergency"
#: Never a name, a reference or a word of a case: anybody may read an e-mail over a shoulder.
SUBJECT = "Something waits for you in Kinmap"
BODY = "Something waits for you in Kinmap. Sign in to see it: it is on your desk."
_SECONDS_TO_WAIT = 5


def links_for(user: User, families: Iterable[UUID]) -> dict[UUID, str]:
    """Where this person opens each of these records in an emergency; nothing for whoever may not."""
    if not user.may(Permission.BREAK_GLASS) or not user.is_council_staff():
        return {}
    return {one: reverse("casework:break_glass", args=[signed_for(user, one)]) for one in families}


def signed_for(user: User, family_id: UUID) -> str:
    """What stands in the link: for one person and one record, and nobody else could write it."""
    return signing.dumps([user.pk.hex, family_id.hex], salt=_SALT)


def family_asked_for(told: str, *, user: User) -> Family:
    """The record that a link of search leads to. Raises ``Http404`` for anybody else's link, for an old one, and
    for a record that was locked or joined into another meanwhile."""
    try:
        whose, family_id = signing.loads(told, salt=_SALT, max_age=LASTS)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    found = Family.objects.filter(
        not_locked(user.pk, family="pk"), pk=UUID(family_id), joined_into__isnull=True
    ).first()
    if whose != user.pk.hex or found is None:
        raise Http404
    return found


def reviewers_of(opening: Opening) -> list[User]:
    """Who is told of an opening: managers of the family's teams and data protection officers, never the opener."""
    held = RoleHeld.objects.today().order_by()
    teams = Allocation.objects.on().filter(family=opening.family_id, team__isnull=False).order_by().values("team")
    manages = Q(team__in=teams, pk__in=held.filter(code="team_manager").values("user"))
    officers = Q(pk__in=held.filter(code=REVIEWS_ALL).values("user"))
    rows = User.objects.filter(manages | officers, is_active=True).exclude(pk=opening.account_id)
    return list(rows.order_by("name", "pk"))


def tell_reviewers(opening: Opening) -> None:
    """An e-mail to each of them once the opening is written; on their desks it lies by itself."""
    addresses = [one.email for one in reviewers_of(opening)]
    transaction.on_commit(lambda: _send(addresses))


def _send(addresses: Iterable[str]) -> None:
    """A message each, so that nobody reads there who else was told. What cannot be sent lies on their desks."""
    messages = [EmailMessage(SUBJECT, BODY, None, [address]) for address in addresses]
    try:
        get_connection(timeout=_SECONDS_TO_WAIT).send_messages(messages)
    except (OSError, SMTPException):
        log.warning("An e-mail about an emergency opening could not be sent; it lies on the desks.")
