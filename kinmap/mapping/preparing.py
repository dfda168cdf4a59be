"""Fills the sheets of map and statements for one copy: only what both preparer and reader may see.

Every query begins with ``copy.both``; names come from ``copy.name`` alone. Statements are numbered as
this reader has them, so that a gap in the numbers cannot tell of a hidden one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kinmap.access.nouns import Guarded
from kinmap.casework.copying import CopyFor
from kinmap.casework.shelves import LeftOut, Prepared
from kinmap.documents import press
from kinmap.families.models import FamilyMember
from kinmap.kit.dates import MONTHS, long_date, partial_date
from kinmap.mapping import sheets
from kinmap.mapping.cards import written_words
from kinmap.mapping.categories import COLUMNS, PART_ANSWERS, Category
from kinmap.mapping.models import Entry, Informant, Judgment, LabelSet, Map, OtherView, Scale, Wording

#: Parts printed under an entry, with the words that introduce them (domain.md §1.3).
PRINTED_PARTS: dict[str, dict[str, str]] = {
    Category.PAST_HARM: {"impact_on_child": "What it did to the child", "how_often": "How often"},
    Category.EXISTING_SAFETY: {"who_confirms": "Who confirms it"},
    Category.GOAL: {"how_long": "For how long"},
}

NEUTRAL = {
    "no_goal": "No goal is on this copy",
    "no_scale": "No scale is on this copy",
}


@dataclass
class Gathered:
    """Everything of one map that both may see, fetched once."""

    copy: CopyFor
    labels: LabelSet
    map: Map
    entries: list[Entry]
    wordings: list[Wording]
    views: dict[UUID, list[OtherView]]
    informants: dict[UUID, Informant]
    scales: list[Scale]
    judgments: dict[UUID, list[Judgment]]
    marks: dict[UUID, str] = field(default_factory=dict)

    def included(self) -> list[Guarded]:
        """Every guarded row whose words may be on the paper."""
        rows: list[Guarded] = [*self.entries, *self.wordings, *self.scales, *self.informants.values()]
        for views in self.views.values():
            rows.extend(views)
        for judgments in self.judgments.values():
            rows.extend(judgments)
        mentioned = {entry.said_by_id for entry in self.entries} | {entry.owner_id for entry in self.entries}
        return rows + [person for pk, person in self.copy.people.items() if pk in mentioned]


def gather(copy: CopyFor, *, labels: LabelSet | None = None) -> Gathered:
    """Fetch what both may see; statements get their marks in the order in which this reader has them.

    ``labels``: the words of a stage's own document; else those of the reader's map.
    """
    family = copy.family
    whole = Map.of(family)
    labels = labels or whole.labels(copy.recipient)
    entries = list(copy.both(Entry.objects.filter(family=family)).standing())
    seen = {entry.pk for entry in entries}
    wordings = copy.both(Wording.objects.filter(family=family, entry__status=Entry.Status.ACTIVE))
    gathered = Gathered(
        copy=copy,
        labels=labels,
        map=whole,
        entries=entries,
        wordings=[one for one in wordings.select_related("entry") if one.entry_id not in seen],
        views=_by("entry_id", copy.both(OtherView.objects.filter(family=family))),
        informants={one.entry_id: one for one in copy.both(Informant.objects.filter(family=family))},
        scales=list(copy.both(Scale.objects.filter(family=family))),
        judgments=_by("scale_id", copy.both(Judgment.objects.filter(family=family, round__shown_at__isnull=False))),
    )
    statements = [one.pk for one in entries if one.category == Category.DANGER_STATEMENT]
    for number, pk in enumerate(statements, start=1):
        gathered.marks[pk] = f"{labels.words['one_danger_statement']} {number}"
    return gathered


def _by(key: str, rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, key)].append(row)
    return grouped


def prepare_map(copy: CopyFor) -> Prepared:
    """The map in three columns under the stage's headings, the scales along the foot."""
    return map_sheet(copy, {"family": "Our map", "child": "My map", "professional": "Map"})


def map_sheet(copy: CopyFor, titles: Mapping[str, str], *, plain: bool = False) -> Prepared:
    """The map's sheet, whichever layout sets it. ``plain``: under the stage's plainest headings."""
    found = gather(copy)
    sheet = sheets.MapSheet(
        **copy.paper(titles),
        headings=NEUTRAL,
        size=copy.size,
        notice=notice(found),
        columns=columns_of(found, plain=plain),
        scale_heading=found.labels.words["scale"],
        scales=tuple(scale_of(found, scale) for scale in found.scales),
    )
    return Prepared(sheet=sheet, left_out=left_out(found), included=found.included())


def columns_of(found: Gathered, *, plain: bool = False) -> tuple[sheets.Column, sheets.Column, sheets.Column]:
    """The three columns with their categories; what nobody could sort yet stands last."""
    words = found.labels.words
    called = {category: words[f"plain_{category}" if plain else category] for category in Category}
    columns = [
        sheets.Column(
            heading=words[column],
            sections=tuple(
                sheets.Section(heading=called[category], entries=tuple(entries_of(found, category)))
                for category in categories
            ),
        )
        for column, categories in COLUMNS.items()
    ]
    unsure = tuple(entries_of(found, Category.NOT_SURE_YET))
    if unsure:
        tray = sheets.Section(heading=called[Category.NOT_SURE_YET], entries=unsure)
        columns[-1] = sheets.Column(heading=columns[-1].heading, sections=(*columns[-1].sections, tray))
    return (columns[0], columns[1], columns[2])


def prepare_statements(copy: CopyFor) -> Prepared:
    """Each danger or worry statement with its goal and its scale, A4."""
    found = gather(copy)
    words = found.labels.words
    goals = {one.answers_id: one for one in found.entries if one.category == Category.GOAL and one.answers_id}
    scales = {one.statement_id: one for one in found.scales if one.statement_id}
    sets = []
    statements = [one for one in found.entries if one.category == Category.DANGER_STATEMENT]
    for number, statement in enumerate(statements, start=1):
        goal, scale = goals.get(statement.pk), scales.get(statement.pk)
        own = str(goal.parts.get("family_goal_text", "")) if goal else ""
        sets.append(
            sheets.StatementSet(
                heading=found.marks[statement.pk],
                statement=press.Words(statement.text),
                about=copy.children(statement.children),
                family_views=(*of_the_family(statement), *views_of(found, statement)),
                goal_heading=f"{words['one_goal']} {number}",
                goal=press.Words(goal.text) if goal else None,
                family_goal=press.Words(own) if own else None,
                scale=scale_of(found, scale) if scale else None,
            )
        )
    reworded = {one.entry.answers_id: one for one in found.wordings if one.entry.category == Category.GOAL}
    for one in found.wordings:
        if one.entry.category == Category.DANGER_STATEMENT:
            answer = reworded.get(one.entry_id)
            mark = f"{words['one_danger_statement']} {len(sets) + 1}"
            sets.append(
                sheets.StatementSet(
                    heading=mark,
                    statement=press.Words(one.text),
                    about=copy.children(one.children),
                    goal_heading=f"{words['one_goal']} {len(sets) + 1}",
                    goal=press.Words(answer.text) if answer else None,
                )
            )
    titles = {
        "family": words["danger_statement"],
        "child": "Why people are worried",
        "professional": words["danger_statement"],
    }
    sheet = sheets.StatementsSheet(
        **copy.paper({form: f"{title}, goals and numbers" for form, title in titles.items()}),
        headings=NEUTRAL,
        notice=notice(found),
        sets=tuple(sets),
    )
    return Prepared(sheet=sheet, left_out=left_out(found), included=found.included())


def notice(found: Gathered) -> str:
    """One line at the head of a map that the family has not seen yet (domain.md §1.6)."""
    if not found.map.not_yet_shared or found.map.share_by is None:
        return ""
    return f"Not yet shared with the family. They will see it by {long_date(found.map.share_by)}."


def entries_of(found: Gathered, category: Category) -> Iterable[sheets.Entry]:
    """The entries of a category as they are printed, and wordings where only these may be seen."""
    for entry in found.entries:
        if entry.category == category:
            yield entry_of(found, entry)
    for wording in found.wordings:
        if wording.entry.category == category:
            yield sheets.Entry(words=press.Words(wording.text), about=found.copy.children(wording.children))


def entry_of(found: Gathered, entry: Entry) -> sheets.Entry:
    """One entry as it is printed."""
    return sheets.Entry(
        words=press.Words(entry.text),
        about=found.copy.children(entry.children),
        said_by=_said_by(found, entry),
        known_how=entry.get_source_display() if entry.source else "",
        when=partial_date(entry.event_date, entry.date_precision) if entry.event_date else "",
        other_views=views_of(found, entry),
        mark=found.marks.get(entry.pk, ""),
        answers=found.marks.get(entry.answers_id, "") if entry.answers_id else "",
        facts=tuple(_facts(found, entry)),
        done=long_date(entry.done_on) if entry.done_on else "",
        written=written_words(entry.written_on, entry.recorded_at),
    )


def _said_by(found: Gathered, entry: Entry) -> str:
    informant = found.informants.get(entry.pk)
    name, words = found.copy.name(entry.said_by_id), entry.said_by_words
    said = ["" if name and name in words else name, words, informant.name if informant else ""]
    return ", ".join(dict.fromkeys(name for name in said if name))


def views_of(found: Gathered, entry: Entry) -> tuple[sheets.View, ...]:
    """Other people's own views of an entry."""
    return tuple(
        sheets.View(who=found.copy.name(view.person_id) or view.person_words, words=press.Words(view.words))
        for view in found.views.get(entry.pk, [])
    )


def of_the_family(statement: Entry) -> Iterable[sheets.View]:
    """What the family says to a statement, as its writer set it down with it."""
    stances = dict(PART_ANSWERS[Category.DANGER_STATEMENT, "family_view"])
    stance, words = (str(statement.parts.get(part, "")) for part in ("family_view", "family_words"))
    if stance or words:
        yield sheets.View(who="The family", stance=stances.get(stance, "").lower(), words=press.Words(words))


def _facts(found: Gathered, entry: Entry) -> Iterable[sheets.Fact]:
    who = found.copy.name(entry.owner_id) or entry.owner_words
    if who:
        yield sheets.Fact(label="Who", words=who)
    if entry.due:
        yield sheets.Fact(label="By when", words=long_date(entry.due))
    for part, label in PRINTED_PARTS.get(entry.category, {}).items():
        if entry.parts.get(part):
            yield sheets.Fact(label=label, words=str(entry.parts[part]))


def scale_of(found: Gathered, scale: Scale) -> sheets.Scale:
    """A scale with everybody's line of numbers."""
    given = sorted(found.judgments.get(scale.pk, []), key=lambda one: (one.given_on, one.pk))
    lines: dict[UUID, list[Judgment]] = defaultdict(list)
    for judgment in given:
        lines[judgment.person_id].append(judgment)
    return sheets.Scale(
        heading=found.marks.get(scale.statement_id, "") if scale.statement_id else found.labels.words["scale"],
        zero=press.Words(scale.zero_text),
        ten=press.Words(scale.ten_text),
        judgments=tuple(_judgment(found, line) for line in lines.values()),
        rounds=tuple(dict.fromkeys(_short(one) for one in given)),
    )


def _judgment(found: Gathered, line: list[Judgment]) -> sheets.Judgment:
    """One person's line: every number they gave, the last with its reason."""
    last = line[-1]
    member = found.copy.members.get(last.person_id)
    role = FamilyMember.Role(member.role) if member else FamilyMember.Role.OTHER
    sides = {FamilyMember.Role.CHILD: sheets.Side.CHILD, FamilyMember.Role.PROFESSIONAL: sheets.Side.PROFESSIONAL}
    return sheets.Judgment(
        who=found.copy.name(last.person_id),
        side=sides.get(role, sheets.Side.FAMILY),
        value=None if last.value is None else float(last.value),
        given=_short(last),
        role=member.describes if member else "",
        reason=press.Words(last.reason) if last.reason else None,
        one_higher=press.Words(last.one_higher) if last.one_higher else None,
        through=last.spoken_for_by,
        over_time=tuple(
            sheets.Point(when=_short(one), value=None if one.value is None else float(one.value)) for one in line
        ),
    )


def _short(judgment: Judgment) -> str:
    return f"{judgment.given_on.day} {MONTHS[judgment.given_on.month - 1]}"


def left_out(found: Gathered) -> list[LeftOut]:
    """What the preparer sees on the map and this reader's copy leaves out."""
    copy, words = found.copy, found.labels.words
    family = copy.family
    left: list[LeftOut] = []
    for entry in Entry.objects.filter(family=family).readable_by(copy.preparer).standing():
        left += copy.left_out([entry], found.entries, words[entry.category])
    views = OtherView.objects.filter(family=family).readable_by(copy.preparer)
    there = {entry.pk for entry in found.entries}
    kept = [one for many in found.views.values() for one in many]
    left += copy.left_out([one for one in views if one.entry_id in there], kept, "Somebody’s own view")
    scales = Scale.objects.filter(family=family).readable_by(copy.preparer)
    seen = {scale.pk for scale in found.scales}
    judgments = Judgment.objects.filter(family=family, scale__in=seen, round__shown_at__isnull=False)
    numbers = [one for many in found.judgments.values() for one in many]
    left += copy.left_out(judgments.readable_by(copy.preparer), numbers, "A number on a scale")
    return left + copy.left_out(scales, found.scales, "A scale")
