"""Fills the sheet of visits for one copy, and lays the same sheet out as a Word file."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict

from kinmap.casework.copying import CopyFor
from kinmap.casework.shelves import LeftOut, Prepared
from kinmap.documents import press
from kinmap.documents.editable import Block, Facts, Heading, Said
from kinmap.documents.models import Issue
from kinmap.kit import forms
from kinmap.kit.dates import long_date, plain_date
from kinmap.visits import sheets
from kinmap.visits.models import Said as SaidRow
from kinmap.visits.models import Seen, Visit, VisitAccount, VisitPlace
from kinmap.visits.reading import PartTold, VisitRead, past, read

TITLES: dict[str, str] = {
    Issue.Copy.PROFESSIONAL: "Visits and contacts",
    Issue.Copy.FAMILY: "When we came to see you",
    Issue.Copy.CHILD: "When we came to see you",
}


class VisitsForm(forms.KitForm):
    """Which visits to print."""

    visit = forms.SelectField(label="Which visit?", coerce=UUID, blank="All of these days", required=False, mark=False)
    since = forms.DateField(label="From", required=False, mark=False)
    until = forms.DateField(label="To", required=False, mark=False)

    def __init__(self, data: QueryDict | None, wanted: CopyFor) -> None:
        super().__init__(data, auto_id="ask-%s")
        rows = wanted.both(past(wanted.family, wanted.preparer))
        self.offer("visit", [(visit.pk, _heading(visit)) for visit in rows if visit.state == Visit.State.MADE])


def prepare_visits(copy: CopyFor) -> Prepared:
    """The visits of one copy: what both may see of each, newest first; those called off are left aside."""
    rows = past(copy.family, copy.preparer).exclude(state=Visit.State.CANCELLED)
    asked = copy.asked
    rows = rows.filter(pk=asked["visit"]) if asked.get("visit") else rows
    rows = rows.filter(on__gte=asked["since"]) if asked.get("since") else rows
    rows = rows.filter(on__lte=asked["until"]) if asked.get("until") else rows
    shared = list(rows.readable_by(copy.recipient))
    whole = copy.copy == Issue.Copy.PROFESSIONAL
    told = read(shared, copy.preparer, copy.people, also=copy.recipient, whole=whole)
    told = [one for one in told if one.parts]
    for one in told:
        _names_printed(copy, one)
    sheet = sheets.VisitsSheet(
        **copy.paper(TITLES), period=_period(asked), visits=tuple(_visit(one, whole=whole) for one in told)
    )  # fmt: skip
    return Prepared(sheet, _left_out(copy, list(rows), told), _guards(told))


def _names_printed(copy: CopyFor, one: VisitRead) -> None:
    """Whoever is named on the paper guards it: the children, who was there, who made the visit."""
    named = (
        {part.child for part in one.parts} | one.visit.workers | (one.account.present if one.account else frozenset())
    )
    for person in named:
        copy.name(person)


def _guards(told: Sequence[VisitRead]) -> list[Any]:
    """Every row whose words are in it."""
    rows: list[Any] = []
    for one in told:
        rows += [one.visit, *(row for row in (one.account, one.place_row) if row is not None)]
        for part in one.parts:
            rows += [part.row, *part.said]
    return rows


def _visit(one: VisitRead, *, whole: bool) -> sheets.VisitMade:
    visit, account = one.visit, one.account
    facts = [("By", one.workers), ("Where", one.place), ("Also there", one.present)]
    if visit.announced is not None:
        # A parent or a child reads what we did, not our word for it.
        facts.append(("Announced" if whole else "We said we would come", "yes" if visit.announced else "no"))
    if visit.planned_for and visit.planned_for != visit.on:
        facts.append(("Planned for", plain_date(visit.planned_for)))
    return sheets.VisitMade(
        heading=_heading(visit),
        facts=tuple((label, what) for label, what in facts if what),
        purpose=_words(account.purpose if account else ""),
        words=_words((account.text or account.reason) if account else ""),
        children=tuple(_child(part, one) for part in one.parts),
    )


def _heading(visit: Visit) -> str:
    day = visit.on or visit.planned_for
    tried = ", tried and not made" if visit.state == Visit.State.NOT_MADE else ""
    return f"{visit.get_kind_display()}, {long_date(day)}{tried}" if day else str(visit.get_kind_display())


def _words(text: str) -> press.Words | None:
    return press.Words(text) if text else None


def _child(part: PartTold, one: VisitRead) -> sheets.ChildSeen:
    return sheets.ChildSeen(
        who=part.name, seen=seen_in_words(part.row, in_person=one.visit.in_person),
        said=tuple(press.Words(said.words) for said in part.said), manner=_words(part.row.manner),
    )  # fmt: skip


def seen_in_words(part: Seen, *, in_person: bool = True) -> str:
    """ "Seen, and seen alone"; "Not seen: at football"."""
    if part.seen is None:
        return "not written up yet"
    if not part.seen:
        return f"not seen: {part.why_not}" if part.why_not else "not seen"
    seen = "seen" if in_person else "spoken with"
    if part.alone:
        return f"{seen}, alone"
    if part.alone is False:
        return f"{seen}, not alone: {part.why_not_alone}" if part.why_not_alone else f"{seen}, not alone"
    return seen


def _period(asked: Any) -> str:
    since, until = asked.get("since"), asked.get("until")
    if asked.get("visit"):
        return "one visit"
    if since and until:
        return f"{plain_date(since)} to {plain_date(until)}"
    if since:
        return f"from {plain_date(since)}"
    return f"up to {plain_date(until)}" if until else "from the first visit to today"


def _left_out(copy: CopyFor, rows: Sequence[Visit], told: Sequence[VisitRead]) -> list[LeftOut]:
    """Whole visits, accounts, places, children's parts and words that the recipient does not get."""
    there = {one.visit.pk for one in told}
    left = [copy.leaves_out(row, _heading(row)) for row in rows if row.pk not in there]
    included = [row.pk for row in _guards(told)]
    for model, words, on in (
        (VisitAccount, "What was seen and said in general", "visit__in"),
        (VisitPlace, "Where a visit was", "account__visit__in"),
        (Seen, "A child’s part of a visit", "visit__in"),
        (SaidRow, "What a child said", "part__visit__in"),
    ):
        asked: Any = model.objects.readable_by(copy.preparer).filter(**{on: there}).exclude(pk__in=included)
        left += [copy.leaves_out(row, words) for row in asked.order_by("recorded_at", "id")]
    return left


def outline_of_visits(sheet: Any) -> Sequence[Block]:
    """The same record as blocks of a Word file."""
    blocks: list[Block] = [Facts([("Period", sheet.period)])]
    for one in sheet.visits:
        blocks += [Heading(one.heading, hue="needs_to_happen"), Facts(list(one.facts))]
        blocks += [Said(words, mark=mark) for mark, words in ((sheet.WORDS["purpose"], one.purpose),
                   (sheet.WORDS["words"], one.words)) if words]  # fmt: skip
        for child in one.children:
            blocks.append(Said(child.seen, mark=child.who, hue="working_well"))
            blocks += [Said(words) for words in child.said]
            blocks += [Said(child.manner, mark=sheet.WORDS["manner"])] if child.manner else []
    return blocks if sheet.visits else [*blocks, Said("Nothing written here yet")]
