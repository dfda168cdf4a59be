"""Questions to take along, as one reader may see them; and the few that fit a heading of the map.

Nothing here decides secrecy: rows come from ``readable_by``, names from ``faces_of``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.guidance.offering import offered, standard_of, whole_bank
from kinmap.guidance.pages import Page
from kinmap.guidance.questions import Question
from kinmap.kit.dates import plain_date
from kinmap.mapping.cards import guard_mark, in_short
from kinmap.mapping.categories import COLUMNS, Category, column_of
from kinmap.mapping.models import Entry, LabelSet, PinnedQuestion
from kinmap.mapping.people import Faces, faces_of
from kinmap.visits.models import Visit
from kinmap.visits.shelves import Line

#: The map's headings in its order, the tray last.
ORDER = [*(category for held in COLUMNS.values() for category in held), Category.NOT_SURE_YET]


@dataclass(frozen=True)
class Pin:
    """One question with every word ready."""

    id: UUID
    version: int
    text: str
    category: str
    column: str
    heading: str
    children: list[str]
    whom: str
    visit: UUID | None
    pinned: str
    guard: str
    bank: Question | None
    answer: UUID | None
    answer_words: str


@dataclass(frozen=True)
class Bundle:
    """Questions that go to the same visit, or to none yet."""

    words: str
    visit: UUID | None
    pins: list[Pin]


@dataclass(frozen=True)
class Pins:
    """A family's questions: those to be asked by visit, those answered, those taken off."""

    faces: Faces
    bundles: list[Bundle]
    answered: list[Pin]
    taken_off: list[Pin]

    @property
    def waiting(self) -> list[Pin]:
        """All that are to be asked."""
        return [pin for bundle in self.bundles for pin in bundle.pins]


def gather_pins(family: Family, reader: Reader) -> Pins:
    """Everything on the page of questions to take along, in a fixed number of queries."""
    faces = faces_of(family, reader)
    words = LabelSet.of_stage(faces.stage(None)).words
    rows = list(PinnedQuestion.objects.readable_by(reader).filter(family=family).select_related("recorded_by"))
    bank = {one.code: one for one in whole_bank()} if any(row.code for row in rows) else {}
    seen = Entry.objects.readable_by(faces.reader).filter(pk__in=[row.answer_id for row in rows if row.answer_id])
    answers = dict(seen.order_by().values_list("pk", "text"))
    visits = visits_to_come(family, reader, also=[row.visit_id for row in rows if row.visit_id])
    pins = {
        row: _pin(row, faces=faces, words=words, bank=bank, answers=answers, visits=visits)
        for row in sorted(rows, key=lambda row: ORDER.index(Category(row.category)))
    }
    state = PinnedQuestion.State
    waiting = [pin for row, pin in pins.items() if row.state == state.WAITING]
    return Pins(
        faces=faces, bundles=_bundled(waiting, visits),
        answered=[pin for row, pin in pins.items() if row.state == state.ANSWERED],
        taken_off=[pin for row, pin in pins.items() if row.state == state.TAKEN_OFF],
    )  # fmt: skip


def visits_to_come(family: Family, reader: Reader, *, also: Sequence[UUID] = ()) -> dict[UUID, str]:
    """Visits that are planned, and these others, in words, the nearest first; those the reader may see."""
    if not reader.may(Permission.VISIT_READ):
        return {}
    rows = Visit.objects.readable_by(reader).filter(family=family).order_by("planned_for", "on", "id")
    told = rows.coming() | rows.filter(pk__in=also) if also else rows.coming()
    return {visit.pk: visit_in_words(visit) for visit in told}


def visit_in_words(visit: Visit) -> str:
    """Which kind of visit, and its day: never the place."""
    day = visit.on or visit.planned_for
    return f"{visit.get_kind_display()}, {plain_date(day)}" if day else visit.get_kind_display()


def _pin(
    row: PinnedQuestion, *, faces: Faces, words: Any, bank: dict[str, Question], answers: dict[UUID, str],
    visits: dict[UUID, str],
) -> Pin:  # fmt: skip
    column = column_of(row.category)
    author = row.recorded_by.name if row.recorded_by else row.recorded_by_name
    return Pin(
        id=row.pk, version=row.version, text=row.text, category=row.category, column=column.value if column else "tray",
        heading=words.get(f"one_{row.category}", words[row.category]), children=faces.about(row.children),
        whom=faces.name(row.whom_id), visit=row.visit_id if row.visit_id in visits else None,
        pinned=", ".join(part for part in (author, plain_date(row.recorded_at.date())) if part),
        guard=guard_mark(row.sharing, row.hidden_from, faces), bank=bank.get(row.code),
        answer=row.answer_id if row.answer_id in answers else None,
        answer_words=in_short(answers.get(row.answer_id, "")) if row.answer_id else "",
    )  # fmt: skip


def _bundled(pins: list[Pin], visits: dict[UUID, str]) -> list[Bundle]:
    bundles = [Bundle(words, visit, [pin for pin in pins if pin.visit == visit]) for visit, words in visits.items()]
    loose = Bundle("For no visit yet" if any(one.pins for one in bundles) else "", None,
                   [pin for pin in pins if pin.visit is None])  # fmt: skip
    return [one for one in (*bundles, loose) if one.pins]


@dataclass(frozen=True)
class Offer:
    """What is offered beside a heading: questions that fit the stage, those already pinned, the standard."""

    category: str
    heading: str
    column: str
    questions: Sequence[Question]
    pinned: frozenset[str]
    standard: Page | None
    children: tuple[tuple[UUID, str], ...]


def offer(family: Family, reader: Reader, category: Category, *, child: UUID | None = None) -> Offer:
    """Questions for one heading at the stage of the map, or of the one child whose map it is."""
    faces = faces_of(family, reader)
    stage = faces.stage(child)
    words = LabelSet.of_stage(stage).words
    column = column_of(category)
    waiting = PinnedQuestion.objects.readable_by(reader).waiting().filter(family=family).order_by()
    return Offer(
        category=category, heading=words[category], column=column.value if column else "tray",
        questions=offered(heading=category, stage=stage), children=faces.children,
        pinned=frozenset(waiting.exclude(code="").values_list("code", flat=True)), standard=standard_of(category),
    )  # fmt: skip


def beside_a_visit(visit: Visit, reader: Reader) -> Sequence[Line]:
    """The questions that wait for a visit, on its page."""
    rows = PinnedQuestion.objects.readable_by(reader).waiting().filter(visit=visit).order_by("recorded_at", "id")
    here = reverse("mapping:questions", args=[visit.family.ref])
    return [Line(words=text, address=f"{here}#question-{pk}") for pk, text in rows.values_list("pk", "text")]
