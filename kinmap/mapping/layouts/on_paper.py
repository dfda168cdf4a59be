"""Fills the sheets of the layouts for one copy, and the blank paper. Every query begins with ``copy.both``."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from kinmap.access.reader import Reader
from kinmap.casework.copying import CopyFor
from kinmap.casework.shelves import Prepared
from kinmap.documents import press
from kinmap.documents.models import Issue, Letterhead
from kinmap.families.models import Family, FamilyMember
from kinmap.kit.dates import age_in_words
from kinmap.mapping import preparing
from kinmap.mapping.categories import COLUMNS
from kinmap.mapping.layouts.sheets import BlankSheet, FormSheet, OnForm
from kinmap.mapping.models import LabelSet, Map
from kinmap.mapping.sheets import Column, Entry, Section

#: Empty lines on the form for whoever else is in the room: a copy never sets two people's names side by side to sign.
MORE_TO_SIGN = 4


def prepare_quadrants(copy: CopyFor) -> Prepared:
    """The map in four boxes: the scale is a question of its own."""
    return preparing.map_sheet(copy, {"family": "Our map", "child": "My map", "professional": "Map"})


def prepare_reading(copy: CopyFor) -> Prepared:
    """The map in one column under its plainest headings, to be read together: the family's view."""
    titles = {
        "family": "Our map, to read together",
        "child": "My map, to read together",
        "professional": "Map, as read together",
    }
    return preparing.map_sheet(copy, titles, plain=True)


def prepare_form(copy: CopyFor) -> Prepared:
    """The assessment and planning form: people, the seven categories, scales, words and signatures."""
    found = preparing.gather(copy)
    sheet = FormSheet(
        **copy.paper(dict.fromkeys(Issue.Copy.values, "Assessment and planning form")),
        headings=preparing.NEUTRAL,
        notice=preparing.notice(found),
        people=tuple(_people(copy)),
        columns=_with_the_familys_words(found),
        scale_heading=found.labels.words["scale"],
        scales=tuple(preparing.scale_of(found, scale) for scale in found.scales),
        signing=(*_signing(copy), *(OnForm(name="") for _ in range(MORE_TO_SIGN))),
    )
    return Prepared(sheet=sheet, left_out=preparing.left_out(found), included=found.included())


def _with_the_familys_words(found: preparing.Gathered) -> tuple[Column, Column, Column]:
    """The columns, each statement with what the family says to it."""
    said = {
        found.marks[entry.pk]: tuple(preparing.of_the_family(entry))
        for entry in found.entries
        if entry.pk in found.marks
    }

    def whole(entry: Entry) -> Entry:
        return Entry(**{**vars(entry), "other_views": (*said.get(entry.mark, ()), *entry.other_views)})

    one, two, three = (
        Column(
            heading=column.heading,
            sections=tuple(
                Section(heading=section.heading, entries=tuple(whole(entry) for entry in section.entries))
                for section in column.sections
            ),
        )
        for column in preparing.columns_of(found)
    )
    return one, two, three


def _people(copy: CopyFor) -> Iterable[OnForm]:
    """Everybody whom both may see: the children first, oldest first, then the grown-ups as the family counts them."""
    today = timezone.localdate(copy.at)
    for member in _members(copy):
        person = copy.people[member.person_id]
        is_child = member.role == FamilyMember.Role.CHILD
        age = age_in_words(person.born, today) if is_child and person.born else ""
        yield OnForm(
            name=copy.name(person.pk), role=_role(copy, member), age=f"{age} years" if age.isdecimal() else age
        )


def _signing(copy: CopyFor) -> Iterable[OnForm]:
    """Whose copy it is and who prepared it; others write their names on the empty lines."""
    for person_id in dict.fromkeys((copy.person.pk, copy.preparer.person_id)):
        member = copy.members.get(person_id) if person_id else None
        if member is not None and copy.name(person_id):
            yield OnForm(name=copy.name(person_id), role=_role(copy, member))


def _members(copy: CopyFor) -> list[FamilyMember]:
    order = list(FamilyMember.Role)
    here = [member for pk, member in copy.members.items() if pk in copy.people and member.ended is None]
    places = {pk: number for number, pk in enumerate(copy.people)}
    return sorted(here, key=lambda member: (order.index(FamilyMember.Role(member.role)), places[member.person_id]))


def _role(copy: CopyFor, member: FamilyMember) -> str:
    person = copy.people[member.person_id]
    return str(member.describes or person.job_title or FamilyMember.Role(member.role).label)


def blank_sheet(family: Family, reader: Reader, *, quadrants: bool, size: str, at: datetime) -> BlankSheet:
    """Paper to write on, under the headings of the stage that this reader's map has. It names nobody."""
    labels: LabelSet = Map.of(family).labels(reader)
    words = labels.words
    one, two, three = (
        Column(
            heading=words[column],
            sections=tuple(Section(heading=words[category]) for category in held),
        )
        for column, held in COLUMNS.items()
    )
    return BlankSheet(
        title="Our map",
        family=family.ref,
        made_for="",
        prepared_by="",
        made_at=at,
        copy=press.Copy.PROFESSIONAL,
        document_id="",
        letterhead=Letterhead.today().for_paper(),
        size=size,
        stage=labels.name,
        quadrants=quadrants,
        columns=(one, two, three),
        scale_heading=words["scale"],
        zero=words["zero"],
        ten=words["ten"],
    )
