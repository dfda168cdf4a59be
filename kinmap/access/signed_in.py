"""Where somebody is signed in: one row for each browser, so that they can end what they left open elsewhere.

The rows are no record of work (the trail is): one goes when its session ends. "Last seen" is read from the session.
"""

import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kinmap.access.models import User

LISTED = "kinmap_listed"
#: In a session: the second of the last sign of somebody (``idle``).
SEEN = "kinmap_seen"
#: What a browser calls itself, and what people call it; the first that fits.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
            ("Chrome|CriOS|Chromium", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android.*Mobile", "an Android phone"),
           ("Android", "an Android tablet"), ("Windows", "Windows"), ("Mac OS X|Macintosh", "a Mac"),
           ("CrOS", "a Chromebook"), ("Linux", "Linux"))  # fmt: skip


def device(told: str) -> str:
    """A browser in plain words: "Firefox on Windows"; what cannot be recognised is said to be so."""
    browser = next((name for mark, name in BROWSERS if re.search(mark, told)), "A browser")
    system = next((name for mark, name in SYSTEMS if re.search(mark, told)), "a device Kinmap does not recognise")
    return f"{browser} on {system}"


class SignedIn(models.Model):
    """One browser in which one person is signed in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=100)
    address = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "user": Label.PLAIN,
        "session_key": Label.SECRET,
        "began_at": Label.PLAIN,
        "device": Label.PERSONAL,
        "address": Label.PERSONAL,
    }

    #: When this browser was last used; filled in by ``of``.
    last_seen: datetime | None = None
    is_here = False

    def __str__(self) -> str:
        return self.device

    @classmethod
    def begin(cls, request: "HttpRequest", user: "User") -> "SignedIn":
        """List the browser of this request, in which the person has just signed in."""
        if not request.session.session_key:
            request.session.save()
        key = str(request.session.session_key)
        told = {"user": user, "device": device(request.headers.get("User-Agent", "")), "address": address_of(request)}
        cls._default_manager.filter(pk=request.session.get(LISTED, (None,))[0]).delete()
        row, _ = cls._default_manager.update_or_create(session_key=key, defaults={**told, "began_at": timezone.now()})
        request.session[LISTED] = [str(row.pk), _mark(key)]
        return row

    @classmethod
    def follow(cls, request: "HttpRequest") -> None:
        """Where the session has another key since (a new password brings one), the row is told; asks nothing else."""
        pk, mark = request.session.get(LISTED, (None, ""))
        key = request.session.session_key
        if pk and key and mark != _mark(key):
            row = cls._default_manager.filter(pk=pk).first()
            if row is not None:
                row.session_key = key
                row.save()
            request.session[LISTED] = [pk, _mark(key)]

    @classmethod
    def of(cls, user: "User", *, here: str) -> "list[SignedIn]":
        """Where this person is signed in now, this browser first, then the one used last."""
        found = []
        rows = list(cls._default_manager.filter(user=user).order_by("-began_at", "pk"))
        kept = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now())
        inside = {one.session_key: one.get_decoded() for one in kept.order_by("pk")}
        for row in rows:
            told = inside.get(row.session_key, {})
            if told.get("_auth_user_id") != str(user.pk):
                continue
            row.is_here = row.session_key == here
            row.last_seen = datetime.fromtimestamp(told.get(SEEN, 0), tz=timezone.get_current_timezone())
            found.append(row)
        return sorted(found, key=lambda row: (not row.is_here, -(row.last_seen or row.began_at).timestamp()))

    @classmethod
    def end(cls, user: "User", *, which: UUID | None = None, but: str = "", by: "User | None" = None,
            reason: str = "from another browser") -> int:  # fmt: skip
        """End one of the person's sessions, or all but one; whoever sits there is out at their next step."""
        rows = cls._default_manager.filter(user=user).exclude(session_key=but)
        ended = list(rows.filter(pk=which) if which else rows)
        for row in ended:
            SessionStore(row.session_key).delete()
            row.delete()
            record(by=by, verb=Verb.WITHDRAW, kind="session", subject_id=user.pk, reason=reason)
        return len(ended)


def _mark(key: str) -> str:
    """A session key as it may be kept inside its own session."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
