"""The trail: evidence of every write and every look.

Append-only (the database itself refuses change and removal), without foreign keys, chained per
family: each entry's digest, made with a key (``trail_key``), covers the one before it, so that a row taken out or
altered is seen. ``heads`` writes the last of each chain outside the database, ``verifying`` compares.
It holds ids, kinds, purposes and reasons, never case words; features never read it.
The story of the family, which pages show, is the chronology in ``casework``.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from kinmap.access.trail_key import Row, digest_of
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kinmap.access.models import User

NO_FAMILY = "house"


class Verb(models.TextChoices):
    """What was done."""

    LOOK = "look", "looked at"
    SEARCH = "search", "searched"
    CREATE = "create", "created"
    CHANGE = "change", "changed"
    WITHDRAW = "withdraw", "withdrew"
    ALLOCATE = "allocate", "allocated"
    GRANT = "grant", "gave access"
    REVOKE = "revoke", "ended access"
    LOCK = "lock", "locked"
    UNLOCK = "unlock", "unlocked"
    BREAK_GLASS = "break_glass", "opened in an emergency"
    REVIEW = "review", "reviewed"
    PRINT = "print", "prepared a copy of"
    SHARE = "share", "decided to share"
    STRIKE_OUT = "strike_out", "struck out"
    HAND_OVER = "hand_over", "handed over"
    EXPORT = "export", "exported"
    IMPORT = "import", "imported"
    REFUSED = "refused", "was refused"
    SIGN_IN = "sign_in", "signed in"


class TrailEntry(models.Model):
    """One act: who, what, on which record, when, why, from where; and the digest that chains it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    user_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "chain": Label.PLAIN,
        "number": Label.PLAIN,
        "at": Label.PLAIN,
        "user_id": Label.PLAIN,
        "verb": Label.PLAIN,
        "kind": Label.PLAIN,
        "subject_id": Label.PLAIN,
        "reason": Label.PLAIN,
        "address": Label.PERSONAL,
        "previous": Label.PLAIN,
        "digest": Label.PLAIN,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_trail_entry_of_a_number")]

    def expected_digest(self) -> str:
        """The digest this entry should carry, from its own words and the entry before it."""
        return digest_of(Row(*(getattr(self, name) for name in Row._fields)))


@dataclass(frozen=True)
class Look:
    """A look noted while a page is made, written to the trail after it."""

    kind: str
    family_id: UUID | None = None
    subject_id: str = ""
    verb: str = Verb.LOOK
    reason: str = ""


@dataclass
class Noted:
    """The looks of one request. ``door``: the record whose door it passed; ``wrote``: a write has told of itself."""

    looks: list[Look] = field(default_factory=list)
    door: Look | None = None
    wrote: bool = False

    def due(self, *, sent: bool, status: int) -> list[Look]:
        """What is to be written once the answer is known: what came back decides, whatever the request called itself.

        ``sent``: a form was sent. One that comes back shows the page, which is a look; one that was done
        has its own entry. Inside the door, "not there" and "not yours" are refusals.
        """
        door = self.door
        if door is None or (sent and (self.wrote or 300 <= status < 400)):
            return self.looks
        refused = status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
        return [replace(door, verb=Verb.REFUSED) if refused else door, *self.looks]


def record(
    *,
    by: "User | None",
    verb: str,
    kind: str,
    family_id: UUID | None = None,
    subject_id: Any = "",
    reason: str = "",
    address: str = "",
    at: datetime | None = None,
) -> TrailEntry:
    """Write one entry to its chain, inside the caller's transaction.

    ``kind`` names the noun (``"map entry"``); ``reason`` is a purpose from the caller, never case words.
    """
    chain = family_id.hex if family_id else NO_FAMILY
    with transaction.atomic(savepoint=False):
        if connection.vendor == "postgresql":  # SQLite writers already stand in line (BEGIN IMMEDIATE)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"trail:{chain}"])
        last = TrailEntry.objects.filter(chain=chain).order_by("-number").values_list("number", "digest").first()
        number, previous = (last[0] + 1, last[1]) if last else (1, "")
        entry = TrailEntry(
            chain=chain,
            number=number,
            at=at or timezone.now(),
            user_id=by.pk if by else None,
            verb=verb,
            kind=kind,
            subject_id=str(subject_id),
            reason=reason[:200],
            address=address,
            previous=previous,
        )
        entry.digest = entry.expected_digest()
        entry.save(force_insert=True)
    return entry


def note_look(
    request: "HttpRequest", *, kind: str, family_id: UUID | None = None, subject_id: Any = "",
    verb: str = Verb.LOOK, reason: str = "",
) -> None:  # fmt: skip
    """Note that this request looked at something; the middleware writes it after the page is made."""
    noted: Noted = request.__dict__.setdefault("kinmap_noted", Noted())
    noted.looks.append(Look(kind, family_id, str(subject_id), verb, reason))


def note_door(request: "HttpRequest", *, kind: str, family_id: UUID, subject_id: Any, reason: str) -> None:
    """Note the record that this request was let in to; what is written of it depends on the answer (``Noted.due``)."""
    noted: Noted = request.__dict__.setdefault("kinmap_noted", Noted())
    noted.door = Look(kind, family_id, str(subject_id), reason=reason)


def note_write(request: "HttpRequest") -> None:
    """Note that this request has written, and so has a trail entry of its own."""
    request.__dict__.setdefault("kinmap_noted", Noted()).wrote = True
