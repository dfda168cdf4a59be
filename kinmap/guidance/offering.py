"""What guidance offers: ours and the council's own together, and the few questions that fit where somebody stands."""

from collections.abc import Sequence

from kinmap.guidance.models import CouncilPage, CouncilQuestion
from kinmap.guidance.pages import STANDARD_OF, Page
from kinmap.guidance.questions import Question, Wanted, chosen, shipped

#: Beside a form a person reads a handful; the rest is one link away.
A_HANDFUL = 8


def whole_bank() -> list[Question]:
    """The questions that ship, and those of the council that stand today. One query."""
    return [*shipped(), *(one.question for one in CouncilQuestion.objects.standing())]


def own_pages() -> list[CouncilPage]:
    """The council's pages and notes that stand today. One query."""
    return list(CouncilPage.objects.standing())


def all_own() -> tuple[list[CouncilQuestion], list[CouncilPage]]:
    """Everything that the council has written, withdrawn things too. Two queries."""
    return list(CouncilQuestion.objects.order_by("withdrawn", "recorded_at", "id")), list(
        CouncilPage.objects.order_by("withdrawn", "title", "id")
    )


def notes_beside(slug: str) -> list[CouncilPage]:
    """What the council has put at the foot of one of our pages."""
    return list(CouncilPage.objects.standing().filter(beside=slug))


def offered(*, heading: str, stage: str = "") -> Sequence[Question]:
    """The questions to offer beside a heading of the map, the council's own first. One query."""
    fitting = chosen(whole_bank(), Wanted(heading=heading, stage=stage))
    meant = [one for one in fitting if set(one.audience) - {"supervision"}]
    return sorted(meant, key=lambda one: one.own is None)[:A_HANDFUL]


def standard_of(heading: str) -> Page | None:
    """The page that says what good looks like under a heading, if there is one."""
    return STANDARD_OF.get(heading)
