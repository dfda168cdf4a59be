"""The council's own name, address and logo, printed at the head of every document."""

import hashlib
import io
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from PIL import Image

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.documents import press
from kinmap.kit.labels import Label

#: A logo's largest sides, in pixels, as it is kept.
KEPT_SIZE = (720, 240)


def drawn_anew(picture: bytes) -> bytes:
    """A picture that was looked at (``kit.arrived``), drawn as a PNG that fits the head of a page."""
    with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as found:
        drawn = found.convert("RGBA")
    drawn.thumbnail(KEPT_SIZE)
    bare = Image.new("RGBA", drawn.size)
    bare.paste(drawn)
    kept = io.BytesIO()
    bare.save(kept, "PNG", optimize=True)
    return kept.getvalue()


class Letterhead(Noun):
    """What a council puts at the head of its documents. One for all; until it is written there is none.

    The logo lies under the data folder by its digest and is never overwritten, so that every version of the
    letterhead keeps the picture that it had.
    """

    OFFICE: ClassVar[str] = "council"

    office = models.CharField(max_length=10, default=OFFICE, unique=True, editable=False)
    name = models.CharField("the council's name", max_length=120, blank=True)
    address = models.TextField("address and telephone", max_length=400, blank=True)
    logo = models.CharField("SHA-256 of the logo", max_length=64, blank=True)
    logo_words = models.CharField("the logo in words", max_length=200, blank=True)

    privacy: ClassVar = {
        "office": Label.PLAIN,
        "name": Label.PLAIN,
        "address": Label.PLAIN,
        "logo": Label.PLAIN,
        "logo_words": Label.PLAIN,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(logo="") | ~Q(logo_words=""), name="logo_is_said_in_words"),
            models.CheckConstraint(condition=Q(office="council"), name="one_letterhead"),
        ]

    def __str__(self) -> str:
        return self.name or "No letterhead"

    @classmethod
    def today(cls) -> "Letterhead":
        """The letterhead in force; an empty one where nobody has written one."""
        return cls._default_manager.filter(office=cls.OFFICE).first() or cls()

    @property
    def edition(self) -> int:
        """Which version this is; 0 for the empty one that Kinmap begins with."""
        return 0 if self._state.adding else self.version

    def rewrite(
        self, *, by: User, version: int | None = None, picture: bytes | None = None, **facts: Any
    ) -> "Letterhead":
        """Change name, address or logo. ``picture`` is a PNG from ``drawn_anew``; ``logo=""`` takes it away.

        Raises ``Outdated`` when somebody else changed the letterhead meanwhile.
        """
        record(by=by, verb=Verb.CHANGE, kind="letterhead")
        today = Letterhead.today()  # read again now that the trail has put writers in line
        if version is not None and version != today.edition:
            raise Outdated(today.in_words())
        if picture is not None:
            facts["logo"] = keep_picture(picture)
        for fact, value in facts.items():
            setattr(today, fact, value)
        return today.keep(by=by)

    def in_words(self) -> str:
        """Everything on it, one a line: what stands there when two people changed it at once."""
        return "\n".join(part for part in (self.name, self.address, self.logo_words) if part)

    def shows(self, picture: bytes) -> bool:
        """Whether this is the logo that it has."""
        return self.logo == hashlib.sha256(picture).hexdigest()

    def picture(self) -> bytes:
        """The logo as a PNG; nothing when there is none or its file is gone."""
        place = place_of(self.logo) if self.logo else None
        return place.read_bytes() if place is not None and place.is_file() else b""

    def for_paper(self) -> press.Letterhead | None:
        """The same for the press; ``None`` when nothing is written on it."""
        if not (self.name or self.address or self.logo):
            return None
        return press.Letterhead(
            name=self.name, address=self.address, logo=self.picture(), logo_words=self.logo_words or self.name
        )


def place_of(digest: str) -> Path:
    """Where a logo lies."""
    return Path(settings.KINMAP_FILES) / "letterhead" / f"{digest}.png"


def keep_picture(picture: bytes) -> str:
    """Put a picture under its digest; the same picture twice is one file."""
    digest = hashlib.sha256(picture).hexdigest()
    place = place_of(digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        place.write_bytes(picture)
    return digest
