"""Fills the sheet of decisions about sharing for one copy, and lays it out as a Word file."""

from collections.abc import Mapping, Sequence
from typing import Any

from kinmap.casework import sheets
from kinmap.casework.copying import CopyFor
from kinmap.casework.models import Basis, SharingBasis, SharingDecision
from kinmap.casework.shelves import Prepared
from kinmap.documents.editable import Block, Facts, Heading, Notice, Said
from kinmap.documents.models import Issue
from kinmap.documents.press import Words
from kinmap.kit.dates import plain_date

TITLES: dict[str, str] = {
    Issue.Copy.PROFESSIONAL: "What was decided to share",
    Issue.Copy.FAMILY: "What we decided to tell, and to whom",
    Issue.Copy.CHILD: "Who was told about you, and why",
}


def prepare_sharing(copy: CopyFor) -> Prepared:
    """What both may see, the newest first."""
    mine = SharingDecision.objects.readable_by(copy.preparer).filter(family=copy.family)
    mine = mine.order_by("-decided_on", "-recorded_at", "-id")
    rows: list[SharingDecision] = list(mine.readable_by(copy.recipient))
    bases = SharingBasis.known()
    decisions = tuple(_decision(copy, row, bases) for row in rows)
    sheet = sheets.SharingSheet(**copy.paper(TITLES), decisions=decisions)
    return Prepared(sheet, copy.left_out(list(mine), rows, "A decision about sharing"), rows)


def _decision(copy: CopyFor, row: SharingDecision, bases: Mapping[str, Basis]) -> sheets.Decision:
    ours = () if copy.copy == Issue.Copy.CHILD else tuple(copy.name(pk) for pk in copy.people if pk in row.children)
    return sheets.Decision(
        heading=f"{'To share' if row.shared else 'Not to share'}, {plain_date(row.decided_on)}",
        what=Words(row.what), with_whom=copy.name(row.recipient_id) or row.recipient_words, why=Words(row.why),
        basis=bases[row.basis].words if row.basis in bases else row.basis.replace("_", " "),
        detriment=Words(row.detriment) if row.detriment else None,
        told="Yes" if row.told_family else "No", told_words=Words(row.told_words),
        how=row.get_how_display() if row.how else "", decided_by=row.decided_by, about=ours,
        no_longer=row.status == SharingDecision.Status.WITHDRAWN,
    )  # fmt: skip


def outline_of_sharing(sheet: Any) -> Sequence[Block]:
    """The same as blocks of a Word file."""
    blocks: list[Block] = []
    call = sheet.WORDS
    for one in sheet.decisions:
        blocks.append(Heading(one.heading))
        if one.no_longer:
            blocks.append(Notice(call["no_longer"]))
        blocks.append(Facts([(call[name].rstrip(":"), said) for name, said in _facts(one) if said]))
        said = [("what", one.what), ("why", one.why), ("detriment", one.detriment), ("told", one.told_words)]
        blocks += [Said(words, mark=call[name]) for name, words in said if words is not None]
    return blocks or [Said("Nothing written here yet")]


def _facts(one: sheets.Decision) -> list[tuple[str, str]]:
    return [
        ("with_whom", one.with_whom), ("concerns", ", ".join(one.about)), ("basis", one.basis), ("told", one.told),
        ("how", one.how), ("decided_by", one.decided_by),
    ]  # fmt: skip
