"""What the documents room keeps: copies that were handed over."""

from kinmap.documents.models.issue import Issue

__all__ = ["Issue"]
