"""Fills the sheet of a chronology for one copy, and lays the same sheet out as a Word file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from kinmap.casework import sheets
from kinmap.casework.copying import CopyFor
from kinmap.casework.happenings import kind_in_words
from kinmap.casework.models import TimelineEvent
from kinmap.casework.shelves import Prepared
from kinmap.casework.story import known_in_words, silence
from kinmap.casework.story_finding import WEIGHTS, FindForm, Wanted, events_of
from kinmap.documents import press
from kinmap.documents.editable import Block, Facts, Said, Table
from kinmap.documents.models import Issue
from kinmap.kit.dates import partial_date, plain_date

TITLES: dict[str, str] = {
    Issue.Copy.PROFESSIONAL: "Chronology",
    Issue.Copy.FAMILY: "What has happened",
    Issue.Copy.CHILD: "My story so far",
}


class ChronologyForm(FindForm):
    """Which part of the story to print: one child's or everybody's, a period, what counts."""

    field_order = ("child", "alone", "since", "until", "weight", "kind", "source", "q")

    def __init__(self, data: QueryDict | None, wanted: CopyFor) -> None:
        ours = wanted.recipient.child_ids
        children = [(pk, wanted.people[pk].called) for pk in wanted.people if pk in ours and pk in wanted.members]
        super().__init__(data, children=[] if wanted.copy == Issue.Copy.CHILD else children)
        del self.fields["order"]  # a chronology is read from its beginning


def prepare_chronology(copy: CopyFor) -> Prepared:
    """The chronology of one copy: what both may see of the part that was asked for, oldest first."""
    wanted = Wanted(**{name: value for name, value in copy.asked.items() if value} | {"order": "oldest"})
    mine = wanted.of(events_of(copy.family, copy.preparer), copy.preparer)
    rows: list[TimelineEvent] = list(mine.readable_by(copy.recipient))
    told = zip(rows, [*rows[1:], None], strict=False)
    events = [_event(copy, row, after, number) for number, (row, after) in enumerate(told, start=1)]
    child = copy.name(wanted.child) if wanted.child in copy.people else ""
    sheet = sheets.ChronologySheet(
        **copy.paper(TITLES), events=tuple(events), period=_period(wanted.since, wanted.until),
        children=(child,) if child else _everybody(copy), narrowed=_narrowed(wanted),
    )  # fmt: skip
    return Prepared(sheet, copy.left_out(list(mine), rows, "What happened"), rows)


def _event(copy: CopyFor, row: TimelineEvent, after: TimelineEvent | None, number: int) -> sheets.Event:
    today = timezone.localtime(copy.at).date()
    plain = row.significance == TimelineEvent.Significance.ORDINARY
    return sheets.Event(
        number=number,
        when=partial_date(row.on, row.precision),
        words=press.Words(row.text),
        kind="" if row.kind == TimelineEvent.BY_HAND else kind_in_words(row.kind),
        meant=press.Words(row.meant) if row.meant else None,
        about=_about(copy, row),
        source=known_in_words(row),
        weight="" if plain else str(row.get_significance_display()),
        coming=row.on is not None and row.on > today,
        silence=silence(row.on, after.on) if after else 0,
    )


def _about(copy: CopyFor, row: TimelineEvent) -> tuple[str, ...]:
    """Whom it concerns, by name and oldest first; nothing on a child's own copy, which is about that child."""
    if copy.copy == Issue.Copy.CHILD:
        return ()
    return tuple(copy.name(pk) for pk in copy.people if pk in row.children)


def _everybody(copy: CopyFor) -> tuple[str, ...]:
    """The children of this family whom both may see, oldest first."""
    ours = copy.recipient.child_ids
    return tuple(copy.name(pk) for pk in copy.people if pk in ours and pk in copy.members)


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{plain_date(since)} to {plain_date(until)}"
    if since:
        return f"from {plain_date(since)}"
    return f"up to {plain_date(until)}" if until else "everything that is written down"


def _narrowed(wanted: Wanted) -> str:
    parts = [dict(WEIGHTS)[wanted.weight].lower()] if wanted.weight else []
    parts += [f"kind: {kind_in_words(wanted.kind).lower()}"] if wanted.kind else []
    parts += [f"told by: {wanted.source}"] if wanted.source else []
    parts += [f"with the words: {wanted.q}"] if wanted.q else []
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def outline_of_chronology(sheet: Any) -> Sequence[Block]:
    """The same chronology as blocks of a Word file."""
    facts = [("Period", sheet.period)]
    facts += [("About", ", ".join(sheet.children))] if sheet.children else []
    blocks: list[Block] = [Facts(facts)]
    if sheet.narrowed:
        blocks.append(Said(sheet.narrowed))
    if not sheet.events:
        return [*blocks, Said("Nothing written here yet")]
    head = ("number", "date", "event", "concerns", "source")
    rows = [_row(sheet, event) for event in sheet.events]
    words = [sheet.WORDS[name] for name in head]
    return [
        *blocks,
        Table(words, rows, about="Chronology, oldest first", widths=(1, 3, 8, 3, 4), hue="needs_to_happen"),
    ]


def _row(sheet: Any, event: sheets.Event) -> Sequence[Any]:
    what: list[Any] = [event.weight] if event.weight else []
    what.append(event.words)
    what += [sheet.WORDS["meant"], event.meant] if event.meant else []
    when = [event.when, *(["Coming"] if event.coming else [])]
    who = ", ".join(event.about)
    return (str(event.number), when, what, who, [part for part in (event.kind, event.source) if part])
