"""The map: entries, danger statements with their goals and scales, everybody's judgments."""

from kinmap.mapping.models.entry import Entry, EntryLink, Informant, OtherView, Wording
from kinmap.mapping.models.judgment import Judgment, Round
from kinmap.mapping.models.labels import LabelSet
from kinmap.mapping.models.map import Map
from kinmap.mapping.models.pinned import PinnedQuestion
from kinmap.mapping.models.scale import Scale
from kinmap.mapping.quality.models import Waved

__all__ = [
    "Entry", "EntryLink", "Informant", "Judgment", "LabelSet", "Map", "OtherView", "PinnedQuestion", "Round", "Scale",
    "Waved", "Wording",
]  # fmt: skip
