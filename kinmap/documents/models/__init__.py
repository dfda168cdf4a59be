"""What the documents room keeps: copies that were handed over, the head they carry, and files that came in."""

from kinmap.documents.models.attachment import ACCEPTED, MOST, Attachment, NotTaken, looked_at
from kinmap.documents.models.issue import MEDIA_TYPES, Issue
from kinmap.documents.models.letterhead import Letterhead, NotAPicture, drawn_anew

__all__ = [
    "ACCEPTED", "MEDIA_TYPES", "MOST", "Attachment", "Issue", "Letterhead", "NotAPicture", "NotTaken", "drawn_anew",
    "looked_at",
]  # fmt: skip
