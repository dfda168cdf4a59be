"""Casework's own part of the exchange file, and that of the families room, which stands downstairs."""

from collections.abc import Iterator

from kinmap.access.permissions import Permission
from kinmap.casework.models import (
    Agreement,
    Allocation,
    Involvement,
    Proposal,
    ProposalAnswer,
    SharingDecision,
    TimelineEvent,
)
from kinmap.casework.shelves import ExchangePart, exchange_parts
from kinmap.documents import exchange as documents
from kinmap.families import exchange as families
from kinmap.kit.rows import Rows

PERIOD = {"ended": "the day from which it no longer holds"}

FAMILIES = ExchangePart(
    name="families",
    words="The family",
    needs=Permission.FAMILY_READ,
    order=10,
    check=families.check,
    rows=families.ROWS,
)
CASEWORK = ExchangePart(
    name="casework",
    words="Stages, agreements, team and story",
    needs=Permission.FAMILY_READ,
    order=20,
    rows=(
        Rows("involvements", Involvement, says=PERIOD),
        Rows("agreements", Agreement),
        Rows("proposals", Proposal),
        Rows("proposal_answers", ProposalAnswer),
        Rows("allocations", Allocation, says=PERIOD),
        Rows("timeline", TimelineEvent, says={"subject": "the row of this file that the event is about"}),
    ),
)


DOCUMENTS = ExchangePart(
    name="documents",
    words="Files that came in, and copies that were handed over",
    needs=Permission.FAMILY_READ,
    order=22,
    rows=documents.ROWS,
)

SHARING = ExchangePart(
    name="sharing",
    words="What was decided to share",
    needs=Permission.FAMILY_READ,
    order=24,
    rows=(
        Rows(
            "decisions",
            SharingDecision,
            says={
                "shared": "true: to share; false: not to share",
                "basis": "the code of the basis in Kinmap's list; another code stays readable",
                "copy": "the filed copy that was handed over",
            },
        ),
    ),
)


def every_row() -> Iterator[tuple[ExchangePart, Rows]]:
    """Every kind of row on the shelf, in the order of the file."""
    return ((part, rows) for part in exchange_parts for rows in part.rows)
