"""What upper rooms put beside a visit and beside a child's words, gathered for one page."""

from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.visits.models import Visit
from kinmap.visits.reading import VisitRead
from kinmap.visits.shelves import Line, beside_visit, beside_words


def beside(visit: Visit, reader: Reader) -> list[tuple[str, list[Line]]]:
    """The lists beside a visit that have anything in them, each under its words."""
    lists = [(one.words, list(one.lines(visit, reader))) for one in beside_visit]
    return [(words, lines) for words, lines in lists if lines]


def beside_words_of(one: VisitRead, reader: Reader) -> dict[UUID, list[Line]]:
    """What can be done with each saying, or became of it, by its id."""
    said = [words for part in one.parts for words in part.said]
    found: dict[UUID, list[Line]] = {}
    for shelf in beside_words:
        for words_id, lines in shelf.lines(said, one.visit, reader).items():
            found.setdefault(words_id, []).extend(lines)
    return found
