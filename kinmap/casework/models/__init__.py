"""Which stage each child is at, who works with them, what was agreed, and the family's story."""

from kinmap.casework.models.chronology import TimelineEvent
from kinmap.casework.models.involvement import Agreement, Involvement, Stage
from kinmap.casework.models.team import Allocation

__all__ = ["Agreement", "Allocation", "Involvement", "Stage", "TimelineEvent"]
