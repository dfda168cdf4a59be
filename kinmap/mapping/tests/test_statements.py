"""The page of worries and goals: each statement with its goal, its scale and everybody's numbers."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kinmap.access.sharing import Sharing
from kinmap.casework.models import Stage
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, Judgment, Round, Scale
from kinmap.mapping.tests.filling import soup, words_of
from kinmap.mapping.tests.larkin import put
from tests import making

pytestmark = pytest.mark.django_db

WORRY = "Hannah and Dee are worried that Shane will come back and hurt Kayla."


@pytest.fixture
def family() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"], network=["Sandie"])


@pytest.fixture
def hannah(family: making.Household, client: Client) -> Any:
    user = making.worker("Hannah Osei", of=family)
    client.force_login(user)
    return user


def address(family: making.Household, rest: str = "") -> str:
    return f"/families/{family.ref}/statements/{rest}"


def a_set(
    family: making.Household, by: Any, *, text: str = WORRY, about: list[str] | None = None, **facts: Any
) -> tuple[Entry, Scale]:
    """A statement with its goal and its scale."""
    statement = put(family, by, Category.DANGER_STATEMENT, text, about or ["Kayla", "Mia"], **facts)
    put(
        family,
        by,
        Category.GOAL,
        "Shane stays away and everybody knows what to do.",
        about or ["Kayla", "Mia"],
        answers=statement,
    )
    scale = Scale.write(family=family.family, statement=statement, zero_text="Any day", ten_text="Never again", by=by)
    return statement, scale


def numbers(family: making.Household, scale: Scale, by: Any, *, on: date, show: bool = True, **given: Any) -> Round:
    """A round with everybody's number by first name."""
    held = Round.open(family=family.family, scales=[scale], held_on=on, given_in="at home", by=by)
    for name, value in given.items():
        number = None if value is None else Decimal(str(value))
        Judgment.give(scale=scale, round=held, person=family[name], value=number, reason=f"Why {name}", by=by)
    return held.show(by=by) if show else held


def test_a_set_is_read_in_one_block(client: Client, family: making.Household, hannah: Any) -> None:
    statement, scale = a_set(family, hannah, parts={"family_view": "partly", "family_words": "Not every week"})
    statement.dispute(words="There is no danger", person=family["Shane"], by=hannah)
    numbers(family, scale, hannah, on=date(2026, 7, 1), Dee=4, Kayla=3, Shane=8)
    told = words_of(client.get(address(family)))
    for words in (
        WORRY, "The family agrees in part", "Not every week", "Shane sees it differently", "There is no danger",
        "Shane stays away", "Any day", "Never again", "Why Kayla",
    ):  # fmt: skip
        assert words in told
    assert "Unfinished" not in told


def test_the_widest_gap_is_something_to_talk_about_and_nothing_is_averaged(
    client: Client, family: making.Household, hannah: Any
) -> None:
    _, scale = a_set(family, hannah)
    numbers(family, scale, hannah, on=date(2026, 7, 1), Dee=2, Kayla=3, Mia=4, Shane=9)  # together 18, a mean of 4½
    page = client.get(address(family))
    assert "Shane says 9, Dee says 2." in words_of(page)
    assert re.search(r"average|mean\b|median|overall score|4½|4\.5|\b18\b", words_of(page), re.IGNORECASE) is None
    assert {mark["data-at"] for mark in soup(page).select(".spread__mark")} == {"4", "6", "8", "18"}


def test_child_family_and_professional_are_told_apart_by_words(
    client: Client, family: making.Household, hannah: Any
) -> None:
    _, scale = a_set(family, hannah)
    family.people["Hannah"] = hannah.person
    numbers(family, scale, hannah, on=date(2026, 7, 1), Kayla=3, Sandie=5, Hannah=4)
    people = [
        " ".join(one.get_text().split())
        for one in soup(client.get(address(family))).select(".spread__mark .spread__person")
    ]
    assert people == ["Sandie, family or friend", "Hannah Osei, professional", "Kayla, child"]


def test_each_person_has_their_own_line_and_a_table_says_the_same(
    client: Client, family: making.Household, hannah: Any
) -> None:
    _, scale = a_set(family, hannah)
    numbers(family, scale, hannah, on=date(2026, 6, 18), Dee=4)
    numbers(family, scale, hannah, on=date(2026, 7, 1), Dee=5.5, Kayla=None)
    page = soup(client.get(address(family)))
    drawings = {drawing["aria-label"] for drawing in page.select("svg.line__drawing")}
    assert drawings == {"Dee: 4 on 18 June 2026, then 5½ on 1 July 2026"}
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [["Dee", "4", "5½"], ["Kayla", "–", "rather not say"]]


def test_an_unfinished_set_says_what_is_missing_and_leads_there(
    client: Client, family: making.Household, hannah: Any
) -> None:
    statement = put(family, hannah, Category.DANGER_STATEMENT, WORRY, ["Kayla"])
    page = client.get(address(family))
    assert "Unfinished" in words_of(page)
    links = {link["href"] for link in soup(page).select(".set__missing a")}
    assert links == {address(family, f"{statement.pk}/goal/"), address(family, f"{statement.pk}/scale/")}


def test_the_stage_gives_statement_and_goal_their_names(client: Client) -> None:
    family = making.family("Rahman", children=["Yusuf"], stage=Stage.EARLY_HELP)
    worker = making.worker(of=family)
    client.force_login(worker)
    a_set(family, worker, about=["Yusuf"])
    told = words_of(client.get(address(family)))
    assert "Worry statement" in told
    assert "Wellbeing goal" in told
    assert "Danger statement" not in told


def test_a_childs_filter_shows_only_what_is_about_that_child(
    client: Client, family: making.Household, hannah: Any
) -> None:
    a_set(family, hannah, about=["Kayla"], text="Only about Kayla, who could be hurt.")
    a_set(family, hannah, about=["Mia"], text="Only about Mia, who could be lonely.")
    told = words_of(client.get(address(family), {"child": str(family["Mia"].pk)}))
    assert "Only about Mia" in told
    assert "Only about Kayla" not in told
    assert "Danger statement 2" in told  # the number that it has on the map


def test_a_partner_agency_sees_only_its_childs_sets(client: Client, family: making.Household, hannah: Any) -> None:
    _, of_kayla = a_set(family, hannah, about=["Kayla"], text="About Kayla, who could be hurt.")
    numbers(family, of_kayla, hannah, on=date(2026, 7, 1), Kayla=3)
    _, of_both = a_set(family, hannah, text="About both, who could be lonely.")
    numbers(family, of_both, hannah, on=date(2026, 7, 1), Mia=9)
    client.force_login(making.partner(of=family, children=["Kayla"]))
    page = client.get(address(family))
    told = words_of(page)
    assert "About Kayla" in told
    assert "About both" not in told
    assert [mark["data-at"] for mark in soup(page).select(".spread__mark")] == ["6"]
    assert not soup(page).select("a[href*=new]")


def test_a_hidden_persons_number_is_in_no_spread_line_or_reason(
    client: Client, family: making.Household, hannah: Any
) -> None:
    _, scale = a_set(family, hannah)
    numbers(family, scale, hannah, on=date(2026, 7, 1), Dee=4, Sandie=9)
    sandie = family.family.members.get(person=family["Sandie"])
    sandie.restrict(sharing=Sharing.SEALED, named=(), hidden_from={hannah.person.pk})
    sandie.keep(by=None)
    page = client.get(address(family))
    assert "Sandie" not in words_of(page)
    assert [mark["data-at"] for mark in soup(page).select(".spread__mark")] == ["8"]


def test_a_hidden_statement_takes_its_goal_and_scale_with_it(
    client: Client, family: making.Household, hannah: Any
) -> None:
    statement, scale = a_set(family, hannah)
    numbers(family, scale, hannah, on=date(2026, 7, 1), Dee=4)
    statement.change(by=hannah, hidden_from=frozenset({hannah.person.pk}))
    told = words_of(client.get(address(family)))
    assert WORRY not in told
    assert "Never again" not in told


def test_a_stranger_finds_nothing(client: Client, family: making.Household) -> None:
    client.force_login(making.user("Somebody Else"))
    for rest in ("", "new/", "rounds/new/", "scales/overall/"):
        assert client.get(address(family, rest)).status_code == 404


def test_a_colleague_who_may_only_read_is_refused_the_forms(
    client: Client, family: making.Household, hannah: Any
) -> None:
    statement, _ = a_set(family, hannah, about=["Kayla"])
    client.force_login(making.partner(of=family, children=["Kayla"]))
    for rest in ("new/", f"{statement.pk}/", f"{statement.pk}/goal/", f"{statement.pk}/scale/", "rounds/new/"):
        assert client.get(address(family, rest)).status_code == 403


def test_ten_statements_ask_the_database_no_more_than_one(
    client: Client, family: making.Household, hannah: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(family)).status_code == 200
        return len(queries)

    _, scale = a_set(family, hannah)
    numbers(family, scale, hannah, on=date(2026, 7, 1), Dee=4, Kayla=5)
    one = asked()
    for number in range(9):
        _, scale = a_set(family, hannah, text=f"Worry {number}: Kayla could be hurt.")
        numbers(family, scale, hannah, on=date(2026, 7, 1) + timedelta(number), Dee=4, Kayla=5, Shane=number)
    assert asked() == one
    assert one <= 24


def test_prompts_explain_and_stand_in_nobodys_way(client: Client, family: making.Household, hannah: Any) -> None:
    put(family, hannah, Category.DANGER_STATEMENT, "Mum fails to protect the children.", ["Kayla"])
    told = words_of(client.get(address(family)))
    assert "Put the danger where it comes from" in told
    assert "Keep your words if they are right" in told
