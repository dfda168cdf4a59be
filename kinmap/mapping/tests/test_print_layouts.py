"""The map and the danger statements on paper, in each of their three copies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kinmap.documents import press
from kinmap.documents.press import Copy, Words
from kinmap.documents.tests.reading import (
    languages,
    letters_of,
    page_sizes,
    places,
    read_aloud,
    spoken,
    tags,
    type_sizes,
)
from kinmap.mapping import sheets
from kinmap.mapping.sheets import Column, Entry, MapSheet, Section, StatementsSheet, View
from kinmap.mapping.tests.sample_sheets import (
    danger_scale_1,
    larkin_columns,
    larkin_map,
    larkin_sets,
    larkin_statements,
    many_languages_map,
)

COPIES = list(Copy)


def map_pdf(sheet: MapSheet) -> bytes:
    return press.pdf(sheets.MAP, sheet, at=sheet.made_at)


def statements_pdf(sheet: StatementsSheet) -> bytes:
    return press.pdf(sheets.STATEMENTS, sheet, at=sheet.made_at)


def close(text: str) -> str:
    return "".join(text.split())


def crowded(times: int) -> MapSheet:
    """A map with the Larkins' entries several times over, each with a number of its own."""
    number = 0
    columns = []
    for column in larkin_columns():
        sections = []
        for section in column.sections:
            entries = []
            for entry in section.entries * times:
                number += 1
                entries.append(replace(entry, words=Words(f"No{number}: {entry.words.text}")))
            sections.append(replace(section, entries=tuple(entries)))
        columns.append(replace(column, sections=tuple(sections)))
    return larkin_map(columns=(columns[0], columns[1], columns[2]))


@pytest.mark.parametrize("copy", COPIES)
def test_the_map_is_a3_landscape_in_every_copy(copy: Copy) -> None:
    assert set(page_sizes(map_pdf(larkin_map(copy)))) == {(420, 297)}


@pytest.mark.parametrize("copy", COPIES)
def test_the_statements_are_a4_in_every_copy(copy: Copy) -> None:
    assert set(page_sizes(statements_pdf(larkin_statements(copy)))) == {(210, 297)}


@pytest.mark.parametrize("copy", [Copy.FAMILY, Copy.CHILD])
def test_nothing_on_a_familys_or_childs_copy_is_smaller_than_14_points(copy: Copy) -> None:
    assert min(type_sizes(map_pdf(larkin_map(copy)))) >= 14
    assert min(type_sizes(statements_pdf(larkin_statements(copy)))) >= 14


@pytest.mark.parametrize("copy", COPIES)
def test_every_page_says_whose_it_is_for_whom_when_and_which_document(copy: Copy) -> None:
    for pdf, document_id in (
        (map_pdf(larkin_map(copy)), "K7Q2-9F"),
        (statements_pdf(larkin_statements(copy)), "K7Q2-9G"),
    ):
        told = letters_of(pdf)
        count = len(page_sizes(pdf))
        made_for = {Copy.FAMILY: "Dee", Copy.PROFESSIONAL: "HannahOsei", Copy.CHILD: "Mia"}[copy]
        for wanted in ("TheLarkinfamily", f"Madefor{made_for}", "22September2026", f"Document{document_id}"):
            assert told.count(wanted) >= count, wanted
        for page in range(1, count + 1):
            assert f"Page{page}of{count}" in told


def test_a_childs_copy_says_whom_it_is_about() -> None:
    assert "AboutMia" in letters_of(map_pdf(larkin_map(Copy.CHILD)))


def test_every_entry_of_a_crowded_map_is_printed_once() -> None:
    sheet = crowded(6)
    pdf = map_pdf(sheet)
    told = letters_of(pdf)
    count = sum(len(section.entries) for column in sheet.columns for section in column.sections)
    assert count >= 100
    assert len(page_sizes(pdf)) > 2
    for number in range(1, count + 1):
        assert told.count(f"No{number}:") == 1


def test_later_pages_carry_the_three_questions() -> None:
    pdf = map_pdf(crowded(4))
    # once in the column's head, then on every later page
    for question in ("Whatareweworriedabout?", "What’sworkingwell?", "Whatneedstohappen?"):
        assert letters_of(pdf).count(question) == len(page_sizes(pdf))


def test_a_small_map_with_its_scale_is_one_sheet() -> None:
    sheet = larkin_map(columns=tuple(replace(column, sections=column.sections[:1]) for column in larkin_columns()))
    assert len(page_sizes(map_pdf(sheet))) == 1


def test_each_column_is_read_to_its_end_before_the_next() -> None:
    told = read_aloud(map_pdf(crowded(4)))
    assert told.rindex("GriefforJordan") < told.index("closeandfunny")
    assert told.rindex("TenFridays") < told.index("Printtherota")


def test_both_versions_of_a_disputed_entry_are_printed_with_their_speakers() -> None:
    told = letters_of(map_pdf(larkin_map()))
    assert told.index("ReeceandKayla") < told.index("Shanebrokethebackdoor")
    assert close("Shane Seen differently She fell; Kayla slipped.") in told
    assert close("Dee agrees in part Not weekly") in told


def test_an_entry_says_who_said_it_how_they_know_and_when() -> None:
    told = letters_of(map_pdf(larkin_map()))
    for wanted in (
        "Said by Mr Adu",
        "How we know saw it",
        "When since about Easter 2026",
        "Who Jodie",
        "Answers Danger statement 1",
    ):
        assert close(wanted) in told


def test_the_ruler_speaks_everybodys_number_and_never_an_average() -> None:
    (first, *_) = [text for text in spoken(map_pdf(larkin_map())) if text.startswith("Danger statement 1")]
    for told in ("Dee 7", "Kayla 6", "Hannah 6.5", "DC Lowe 5", "Shane 8"):
        assert told in first
    assert "average" not in first.lower()
    assert "Mean" not in letters_of(map_pdf(larkin_map()))


def test_somebody_who_would_rather_not_is_named_without_a_number() -> None:
    told = letters_of(map_pdf(larkin_map()))
    assert close("Rather not give a number: Alan") in told


def test_an_empty_category_is_left_out_and_an_empty_column_says_so() -> None:
    columns = (
        Column(
            heading="Worries",
            sections=(Section(heading="Past harm"), Section(heading="Not empty", entries=(Entry(words=Words("x")),))),
        ),
        Column(heading="Good things", sections=(Section(heading="Strengths"),)),
        Column(heading="Next"),
    )
    told = letters_of(map_pdf(larkin_map(columns=columns, scales=())))
    assert "Pastharm" not in told
    assert "Strengths" not in told
    assert told.count("Nothingwrittenhereyet") == 2


def test_a_blank_map_can_be_printed_to_write_on() -> None:
    blank = larkin_map(columns=tuple(Column(heading=column.heading) for column in larkin_columns()), scales=())
    assert page_sizes(map_pdf(blank)) == [(420, 297)]


def test_a_notice_stands_on_the_first_page() -> None:
    assert "Notyetsharedwiththefamily" in letters_of(map_pdf(larkin_map(notice="Not yet shared with the family")))


def test_headings_come_from_the_stage_and_may_be_translated() -> None:
    sheet = larkin_map(headings={"said_by": "Dywedwyd gan", "page": "Tudalen"}, language="cy")
    told = letters_of(map_pdf(sheet))
    assert "DywedwydganMrAdu" in told
    assert "Tudalen1" in told
    assert "Saidby" not in told


def test_urdu_arabic_welsh_polish_and_a_face_are_printed_together() -> None:
    pdf = map_pdf(many_languages_map())
    told = letters_of(pdf)
    assert "\u25af" not in told
    assert "ŵyn" in told
    assert "źródło" in told
    assert "\U0001f61f" in told
    assert languages(pdf) >= {"en", "ur", "ar", "cy", "pl"}


def test_a_set_is_printed_in_the_order_of_thought() -> None:
    told = letters_of(statements_pdf(larkin_statements()))
    order = [
        "Hannah,DCMartinLowe",
        "Whatthefamilythinks",
        "Shanestaysaway",
        "Inthefamily’sownwords",
        "Everybody’snumbers",
        "Locks,Sandie",
    ]
    places = [told.index(text) for text in order]
    assert places == sorted(places)


@pytest.mark.parametrize("copy", COPIES)
def test_each_person_has_number_reason_one_higher_and_numbers_over_time(copy: Copy) -> None:
    told = letters_of(statements_pdf(larkin_statements(copy)))
    assert close("Gate is just a gate on school nights.") in told
    assert close("He’s told No by the judge") in told
    assert "1→3→7" in told
    assert "–→2→5" in told
    assert close("through own letter, read by the chair") in told


def test_professionals_get_a_table_whose_head_is_marked() -> None:
    found = tags(statements_pdf(larkin_statements()))
    assert found.count("Table") == 2
    assert "THead" in found
    assert "TH" in found


def test_an_unfinished_set_says_what_is_missing() -> None:
    one = replace(larkin_sets()[0], goal=None, goal_heading="", family_goal=None, scale=None, unfinished="No goal yet")
    told = letters_of(statements_pdf(larkin_statements(sets=(one,))))
    for wanted in ("No goal yet", "No goal has been written yet", "No scale has been made yet"):
        assert close(wanted) in told


def test_a_scale_without_numbers_says_so() -> None:
    scale = larkin_sets()[0].scale
    assert scale is not None
    one = replace(larkin_sets()[0], scale=replace(scale, judgments=(), rounds=()))
    assert close("Nobody has given a number yet") in letters_of(statements_pdf(larkin_statements(sets=(one,))))


def test_no_statements_are_said_plainly() -> None:
    assert "Nothingwrittenhereyet" in letters_of(statements_pdf(larkin_statements(sets=())))


@pytest.mark.parametrize("copy", COPIES)
def test_the_same_sheet_gives_the_same_bytes(copy: Copy) -> None:
    assert map_pdf(larkin_map(copy)) == map_pdf(larkin_map(copy))
    assert statements_pdf(larkin_statements(copy)) == statements_pdf(larkin_statements(copy))


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("count", [60, 200, 900])
def test_however_much_is_written_nothing_runs_off_the_paper(copy: Copy, count: int) -> None:
    words = Words(" ".join(f"w{number}" for number in range(count)))
    view = View(who="Dee", words=words)
    columns = tuple(
        Column(heading="x", sections=(Section(heading="y", entries=(Entry(words=words, other_views=(view,)),) * 2),))
        for _ in range(3)
    )
    judgment = replace(danger_scale_1().judgments[0], reason=words, one_higher=words)
    scale = replace(danger_scale_1(), zero=words, ten=words, judgments=(judgment, judgment))
    whole = replace(larkin_sets()[0], statement=words, family_views=(view, view), goal=words, scale=scale)
    for pdf in (
        map_pdf(larkin_map(copy, columns=columns, scales=(scale,))),
        statements_pdf(larkin_statements(copy, sets=(whole,))),
    ):
        told = letters_of(pdf)
        assert all(told.count(f"w{number}") >= 6 for number in range(count))
        foot = max(y for _, _, y in places(pdf))
        (size,) = set(page_sizes(pdf))
        assert foot <= size[1] / 25.4 * 72 - 20
        assert min(y for _, _, y in places(pdf)) > 15
