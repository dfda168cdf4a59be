"""What the documents room keeps: copies that were handed over, the head they carry, and files that came in."""

from kinmap.documents.models.attachment import Attachment
from kinmap.documents.models.issue import MEDIA_TYPES, Issue
from kinmap.documents.models.letterhead import Letterhead, drawn_anew

__all__ = [
    "MEDIA_TYPES", "Attachment", "Issue", "Letterhead", "drawn_anew",
]  # fmt: skip
