"""A file that came in: a letter, a form that was filled in, a photograph of one.

It was looked at before (``kit.arrived``); its name on disk is its id alone.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.documents import cabinet
from kinmap.families.models import Family
from kinmap.kit.arrived import PAPERS, Kind, Taken
from kinmap.kit.labels import Label

_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.TEXT: "text/plain; charset=utf-8",
}


class Attachment(Noun, AboutChildren):
    """A file on a family's record, with the secrecy of what it belongs to. Never changed and never deleted.

    ``name`` is what the writer's device called it: it is shown to whoever may read the file and is never
    used as a filename on disk or in a download. ``digest`` is SHA-256 of the bytes that are kept.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField("what it was called", max_length=200)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in PAPERS])
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "name": Label.SENSITIVE,
        "kind": Label.PLAIN,
        "digest": Label.PLAIN,
        "size": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="attachment_is_about_a_child")]

    @property
    def path(self) -> Path:
        """Where the bytes lie, under the data folder."""
        return Path(settings.KINMAP_FILES) / "attachments" / self.pk.hex

    @property
    def media_type(self) -> str:
        """What a browser is told that it is."""
        return _TYPES[Kind(self.kind)]

    @property
    def filename(self) -> str:
        """The name of a download: the kind and the id, nothing about anybody."""
        return f"file-{self.pk.hex[-8:]}.{Kind(self.kind).value}"

    @property
    def is_here(self) -> bool:
        """Whether the bytes are here. A record brought from elsewhere may name a file that did not come with it."""
        return self.path.is_file()

    def content(self) -> bytes:
        """The bytes. Raises ``ValueError`` when they are no longer those that were taken in."""
        kept = self.path.read_bytes()
        if hashlib.sha256(kept).hexdigest() != self.digest:
            raise ValueError("The file on disk is not the one that was taken in: its digest differs.")
        return kept

    @classmethod
    def found(cls, pk: UUID, *, reader: Reader) -> Self:
        """One attachment that this reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.found(pk, reader=reader))

    @classmethod
    def take_in(cls, taken: Taken, *, name: str, family: Family, like: AboutChildren, by: User) -> Self:
        """Keep a file that was looked at, about the same children and as secret as ``like``.

        The bytes are written before the row and never over others.
        """
        row = cls(family=family, name=_short(name), kind=taken.kind, size=len(taken.content))
        row.digest = hashlib.sha256(taken.content).hexdigest()
        row.put_down(taken.content)
        row._guard_like(like)
        row.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="attachment", family_id=family.pk, subject_id=row.pk)
        return row

    def put_down(self, content: bytes) -> None:
        """Write the bytes where they belong: for a file that comes in, by hand or with a whole record.

        Raises ``ValueError`` for bytes of another digest, ``FileExistsError`` when some are there already.
        """
        if hashlib.sha256(content).hexdigest() != self.digest:
            raise ValueError("These are not the bytes of this file: their digest differs.")
        cabinet.put(self.path, content)

    def follow(self, like: AboutChildren, *, by: User) -> None:
        """Take on the secrecy that what it belongs to has now."""
        if self._guard_like(like):
            record(by=by, verb=Verb.CHANGE, kind="attachment", family_id=self.family_id, subject_id=self.pk)
            self.keep(by=by)

    def _guard_like(self, like: AboutChildren) -> bool:
        guards: Iterable[str] = ("children", "sharing", "named", "hidden_from")
        new: dict[str, Any] = {guard: getattr(like, guard) for guard in guards}
        differs = any(getattr(self, guard) != value for guard, value in new.items())
        for guard, value in new.items():
            setattr(self, guard, value)
        return differs


def _short(name: str) -> str:
    """The last part of a name, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2].strip() or "file"
    stem, dot, ending = last.rpartition(".")
    return last if len(last) <= 200 else f"{stem[:180]}{dot}{ending[:10]}"
