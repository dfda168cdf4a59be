"""The plan on paper, in each of its three copies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kinmap.documents import press
from kinmap.documents.press import Copy, Words
from kinmap.documents.tests.reading import letters_of, page_sizes, places, tags, type_sizes
from kinmap.planning import sheets
from kinmap.planning.sheets import Action, Agreement, PlanSheet, Rule, Step, Trigger
from kinmap.planning.tests.sample_plans import blank_plan, larkin_interim, larkin_plan

COPIES = list(Copy)


def pdf_of(sheet: PlanSheet) -> bytes:
    return press.pdf(sheets.PLAN, sheet, at=sheet.made_at)


def close(text: str) -> str:
    return "".join(text.split())


def told_of(sheet: PlanSheet) -> str:
    return letters_of(pdf_of(sheet))


def page_count(pdf: bytes) -> int:
    return len(page_sizes(pdf))


@pytest.mark.parametrize("copy", [Copy.FAMILY, Copy.CHILD])
def test_nothing_on_a_familys_or_childs_copy_is_smaller_than_14_points(copy: Copy) -> None:
    assert min(type_sizes(pdf_of(larkin_plan(copy)))) >= 14


@pytest.mark.parametrize("copy", COPIES)
def test_every_page_says_whose_it_is_for_whom_when_and_which_document(copy: Copy) -> None:
    pdf = pdf_of(larkin_plan(copy))
    told, count = letters_of(pdf), page_count(pdf)
    made_for = {Copy.FAMILY: "Dee", Copy.PROFESSIONAL: "AnitaDesai", Copy.CHILD: "Reece"}[copy]
    for wanted in ("TheLarkinfamily", f"Madefor{made_for}", "22September2026", "DocumentP3RT-4C"):
        assert told.count(wanted) >= count, wanted
    for page in range(1, count + 1):
        assert f"Page{page}of{count}" in told


def test_an_interim_plan_says_boldly_when_it_ends_before_anything_else() -> None:
    told = told_of(larkin_interim())
    ends = told.index(close("This plan ends on Wednesday 1 July 2026"))
    assert ends < told.index("Whotoring")
    assert ends < told.index("sleepatNanaMo")


def test_a_plan_that_has_ended_says_so() -> None:
    told = told_of(replace(larkin_interim(), ended=True))
    assert close("This plan ended on Wednesday 1 July 2026") in told
    assert "Thisplanendson" not in told


def test_a_family_plan_names_no_end() -> None:
    assert "Thisplanend" not in told_of(larkin_plan())


def test_an_interim_plan_without_rules_has_no_empty_heading() -> None:
    assert "Ourrules" not in told_of(larkin_interim())


def test_a_rule_says_who_who_instead_who_checks_and_what_if_not_in_order() -> None:
    told = told_of(larkin_plan())
    for wanted in (
        "Who does it Dee If they cannot Alan Who checks Sandie, 9 pm",
        "What if it does not happen? 1. Ring Dee (Sandie, at once) 2. Walk over (Sandie) 3. Ring 999",
        "For Danger statement 2, Danger statement 3",
    ):
        assert close(wanted) in told


def test_what_a_rule_lacks_is_left_out() -> None:
    told = told_of(larkin_plan(rules=(Rule(number="1", words=Words("Doors are locked."), who="Dee"),)))
    assert "Whodoesit" in told
    for label in ("Iftheycannot", "Whochecks", "Whatifitdoesnothappen"):
        assert label not in told


def test_a_warning_sign_says_what_is_done_first_then_and_in_an_emergency() -> None:
    told = told_of(larkin_plan())
    places = [
        told.index(close(text))
        for text in ("An unknown number rings", "Do not answer", "Tell DC Lowe", "Ring 999 if anybody")
    ]
    assert places == sorted(places)


def test_actions_are_a_table_with_a_marked_head() -> None:
    found = tags(pdf_of(larkin_plan()))
    assert found.count("Table") == 1
    assert found.count("TH") == 4


def test_an_action_says_when_it_was_done_or_that_it_was_not() -> None:
    told = told_of(larkin_plan())
    assert "Notyet" in told
    assert "Sunday21June2026" in told


def test_somebody_who_agreed_has_a_date_and_others_a_line_to_sign_on() -> None:
    told = told_of(larkin_plan())
    assert told.count("Signhere") == 2
    assert close("Agreed on Tuesday 22 September 2026") in told


def test_who_to_ring_comes_before_the_rules() -> None:
    told = told_of(larkin_plan())
    assert told.index("01632960123") < told.index("Ourrules")


def test_a_blank_plan_is_one_page_and_says_that_nothing_is_written() -> None:
    pdf = pdf_of(blank_plan())
    assert page_count(pdf) == 1
    assert "Nothingwrittenhereyet" in letters_of(pdf)


def test_a_rule_in_markup_is_printed_as_it_was_typed() -> None:
    typed = '#panic("no") <b>*Dee*</b> $1$'
    told = told_of(larkin_plan(rules=(Rule(number="#1", words=Words(typed), who="[Dee]", answers=("<x>",)),)))
    for wanted in (typed, "#1", "[Dee]", "<x>"):
        assert close(wanted) in told


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("count", [60, 200, 900])
def test_however_much_is_written_nothing_runs_off_the_paper(copy: Copy, count: int) -> None:
    words = Words(" ".join(f"w{number}" for number in range(count)))
    sheet = larkin_plan(
        copy,
        rules=(Rule(number="1", words=words, who="Dee", if_not=(Step(words=words),)),) * 2,
        triggers=(Trigger(sign=words, first=words, second=words, emergency=words),) * 2,
        actions=(Action(words=words, who="Dee"),) * 2,
        agreed=(Agreement(who="Dee", words=words),) * 2,
    )
    pdf = pdf_of(sheet)
    told = letters_of(pdf)
    assert all(told.count(f"w{number}") >= 16 for number in range(count))
    assert max(y for _, _, y in places(pdf)) <= 297 / 25.4 * 72 - 20
    assert min(y for _, _, y in places(pdf)) > 15


@pytest.mark.parametrize("copy", COPIES)
def test_the_same_sheet_gives_the_same_bytes(copy: Copy) -> None:
    assert pdf_of(larkin_plan(copy)) == pdf_of(larkin_plan(copy))
