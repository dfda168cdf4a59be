"""The assessment and planning form laid out for a Word file: the same sheet as the press sets."""

from collections.abc import Iterable, Sequence

from kinmap.documents.editable import Block, Facts, Heading, Piece, Said, Table
from kinmap.documents.press import FURNITURE, Words
from kinmap.mapping.layouts.sheets import FormSheet, OnForm
from kinmap.mapping.sheets import Entry, Judgment, Scale

HUES = ("worries", "working_well", "needs_to_happen")


def outline_of_form(sheet: FormSheet) -> Sequence[Block]:
    """People, seven categories, scales with everybody's number and reason, words and signatures."""
    return [*_people(sheet), *_categories(sheet), *_scales(sheet), *signing(sheet.signing, call(sheet))]


def call(sheet: FormSheet) -> dict[str, str]:
    """The words of this sheet's furniture."""
    return {**FURNITURE, **sheet.WORDS, **sheet.headings}


def _people(sheet: FormSheet) -> Iterable[Block]:
    words = call(sheet)
    if sheet.people:
        yield Heading(words["people"])
        rows = [(one.name, one.role, one.age) for one in sheet.people]
        header = (words["name"], words["who_they_are"], words["age"])
        yield Table(header, rows, words["people"], widths=(5, 5, 3))


def _categories(sheet: FormSheet) -> Iterable[Block]:
    words = call(sheet)
    for hue, column in zip(HUES, sheet.columns, strict=True):
        yield Heading(column.heading, hue=hue)
        for section in column.sections:
            yield Heading(section.heading, level=3, hue=hue)
            if not section.entries:
                yield Said(words["nothing"])
            for entry in section.entries:
                yield from entry_blocks(entry, words, hue)


def entry_blocks(entry: Entry, words: dict[str, str], hue: str) -> Iterable[Block]:
    """An entry: its words, who sees it differently, and what is known about it."""
    yield Said(entry.words, mark=entry.mark, hue=hue, apart=True)
    for view in entry.other_views:
        yield Said(view.words, mark=f"{view.who}: {view.stance or words['other_view'].lower()}", hue=hue)
    facts = [
        (words["about"], ", ".join(entry.about)), (words["said_by"], entry.said_by),
        (words["known"], entry.known_how), (words["when"], entry.when),
        *((fact.label, fact.words) for fact in entry.facts),
        (words["answers"], entry.answers), (words["done"], entry.done), (words["written"], entry.written),
    ]  # fmt: skip
    told = [(label, said) for label, said in facts if said]
    if told:
        yield Facts(told)


def _scales(sheet: FormSheet) -> Iterable[Block]:
    words = call(sheet)
    yield Heading(sheet.scale_heading, hue="needs_to_happen")
    if not sheet.scales:
        yield Said(words["nothing"])
    for scale in sheet.scales:
        yield from scale_blocks(scale, words)


def scale_blocks(scale: Scale, words: dict[str, str]) -> Iterable[Block]:
    """A scale: its written ends, then a row for each person. Never an average."""
    yield Heading(scale.heading, level=3, hue="needs_to_happen")
    yield Said(scale.zero, mark="0")
    yield Said(scale.ten, mark="10")
    if not scale.judgments:
        yield Said(words["no_numbers"])
        return
    header = (words["who"], words["number"], words["why"], words["one_higher"])
    rows = [_judged(one, words) for one in scale.judgments]
    yield Table(header, rows, f"{scale.heading}. {words['scale']}", widths=(4, 3, 6, 6), hue="needs_to_happen")


def _judged(one: Judgment, words: dict[str, str]) -> tuple[Sequence[Piece], ...]:
    who = [one.who, *filter(None, [one.role, f"{words['through']} {one.through}" if one.through else ""])]
    over_time = [f"{point.when}: {number(point.value)}" for point in one.over_time[:-1]]
    now = words["rather_not"] if one.value is None else number(one.value)
    return (who, [now, *over_time], _maybe(one.reason), _maybe(one.one_higher))


def number(value: float | None) -> str:
    """7 and 6.5, never 7.0; a dash for a number that was not given."""
    return "–" if value is None else f"{value:g}"


def _maybe(words: Words | None) -> list[Piece]:
    return [words] if words is not None else []


def signing(people: Sequence[OnForm], words: dict[str, str]) -> Iterable[Block]:
    """A row for each person: what they say to it, their name, the day."""
    yield Heading(words["signing"], hue="working_well")
    yield Said(words["signing_says"])
    header = (words["name"], words["my_words"], words["sign_here"], words["sign_date"])
    rows = [([one.name, one.role] if one.name else "", "", "", "") for one in people]
    yield Table(header, rows, words["signing"], widths=(5, 7, 5, 3), hue="working_well", tall=True)
