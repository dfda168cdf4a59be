"""What the documents room keeps: copies that were handed over, and what stands at their head."""

from kinmap.documents.models.issue import MEDIA_TYPES, Issue
from kinmap.documents.models.letterhead import Letterhead, NotAPicture, drawn_anew

__all__ = ["MEDIA_TYPES", "Issue", "Letterhead", "NotAPicture", "drawn_anew"]
