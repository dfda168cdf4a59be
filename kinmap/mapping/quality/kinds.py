"""The kinds of prompts that only a family's map can bring up, for the page of counts."""

from kinmap.guidance.prompts.kinds import Kind
from kinmap.mapping.quality.missing import CHILDS_WORDS, MAP_AGE
from kinmap.mapping.quality.names import CODE

HEADING = "The whole map"
KINDS = (
    Kind(CHILDS_WORDS, "Nothing that a child said has been written down for some weeks.", HEADING, 101),
    Kind(MAP_AGE, "Something serious happened since the map was last changed.", HEADING, 102),
    Kind(CODE, "Another child’s name stands in the words.", HEADING, 103),
)
