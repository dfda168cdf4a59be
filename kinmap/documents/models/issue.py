"""The filing cabinet: exactly the bytes that were given to somebody, with digest, to whom and when."""

import hashlib
from pathlib import Path
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.documents import cabinet
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label

#: The registered media type of each format (IANA).
MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class TakenAway(FileNotFoundError):
    """The bytes of a copy were destroyed: it held words that did not belong in this record."""


class IssueQuerySet(AboutChildrenQuerySet):
    """Copies that were handed over."""

    def readable_by(self, reader: Reader) -> Self:
        """Copies about the reader's children at the reader's levels, to people the reader may see."""
        return super().readable_by(reader).filter(recipient__in=seen_by(reader))


class Issue(Noun, AboutChildren):
    """One copy, handed to one person: the bytes are kept as they were given and never made again.

    ``digest`` is SHA-256 of the bytes. The file's name on disk is its id alone: a filename tells nothing.
    ``holds``: the ids of the rows whose words are in it (empty: filed before these were kept). ``taken_away_at``: when
    its bytes were destroyed because it held misfiled words; to whom it went, when, and its digest stay.
    """

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word file"

    class Copy(models.TextChoices):
        FAMILY = "family", "Family copy"
        PROFESSIONAL = "professional", "Professional copy"
        CHILD = "child", "Child's copy"

    class How(models.TextChoices):
        BY_HAND = "by_hand", "Given by hand"
        POST = "post", "Posted"
        SECURE_EMAIL = "secure_email", "Sent by secure e-mail"
        READ_TOGETHER = "read_together", "Read together, copy left"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="issues")
    document = models.CharField(max_length=40)
    copy = models.CharField(max_length=20, choices=Copy.choices)
    title = models.CharField(max_length=200)
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="copies_received")
    how = models.CharField(max_length=20, choices=How.choices, default=How.BY_HAND)
    format = models.CharField(max_length=4, choices=Format.choices, default=Format.PDF)
    made_at = models.DateTimeField()
    handed_at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    holds = models.JSONField("whose words it holds", default=list, blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    objects = IssueQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "document": Label.PLAIN,
        "copy": Label.PLAIN,
        "title": Label.PERSONAL,
        "recipient": Label.PLAIN,
        "how": Label.PLAIN,
        "format": Label.PLAIN,
        "made_at": Label.PLAIN,
        "handed_at": Label.PLAIN,
        "digest": Label.PLAIN,
        "size": Label.PLAIN,
        "holds": Label.PLAIN,
        "taken_away_at": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-handed_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="issue_is_about_a_child")]

    @property
    def path(self) -> Path:
        """Where the bytes lie, under the data folder."""
        return Path(settings.KINMAP_FILES) / "issues" / f"{self.pk.hex}.{self.format}"

    @property
    def media_type(self) -> str:
        """What kind of file the bytes are, as a browser is told."""
        return MEDIA_TYPES[self.format]

    def content(self) -> bytes:
        """The bytes as they were given. Raises ``ValueError`` when the file no longer matches its digest,
        ``TakenAway`` when it was destroyed.
        """
        if self.taken_away_at is not None:
            raise TakenAway(str(self.pk))
        given = self.path.read_bytes()
        if hashlib.sha256(given).hexdigest() != self.digest:
            raise ValueError("The filed copy is not the one that was handed over: its digest differs.")
        return given

    @classmethod
    def file(cls, content: bytes, *, by: User, id: UUID | None = None, **facts: object) -> Self:
        """File the bytes that are being handed over. The file is written before the row and never over another."""
        issue = cls(**facts)
        if id is not None:
            issue.id = id
        issue.digest = hashlib.sha256(content).hexdigest()
        issue.size = len(content)
        cabinet.put(issue.path, content)
        issue.keep(by=by)
        record(by=by, verb=Verb.HAND_OVER, kind=f"{issue.document}, {issue.copy} copy",
               family_id=issue.family_id, subject_id=issue.pk)  # fmt: skip
        return issue

    def take_away(self, *, by: User) -> Self:
        """Destroy the bytes because they held misfiled words; that the copy was given, and to whom, stays.

        The file goes when the caller's transaction has held: what is taken back has lost nothing.
        """
        if self.taken_away_at is None:
            self.taken_away_at = timezone.now()
            record(by=by, verb=Verb.STRIKE_OUT, kind="filed copy", family_id=self.family_id, subject_id=self.pk)
            self.keep(by=by)
            place = self.path
            transaction.on_commit(lambda: cabinet.destroy(place))
        return self
