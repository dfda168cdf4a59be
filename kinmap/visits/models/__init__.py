"""A visit, what was seen and said in general, where it was, and each child's own part of it."""

from kinmap.visits.models.child import Said, Seen
from kinmap.visits.models.visit import Visit, VisitAccount, VisitPlace

__all__ = ["Said", "Seen", "Visit", "VisitAccount", "VisitPlace"]
