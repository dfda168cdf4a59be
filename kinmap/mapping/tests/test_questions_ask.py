"""Questions offered beside a heading: quiet until wanted, fitting the heading and the stage, ticked to take along."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.access.models import User
from kinmap.casework.models import Stage
from kinmap.guidance.models import CouncilQuestion
from kinmap.guidance.questions import AUDIENCES, COLUMNS, HEADINGS, STAGES
from kinmap.mapping.categories import Category, Column
from kinmap.mapping.models import PinnedQuestion
from kinmap.mapping.tests.asking import HTMX, at, take
from tests import making

pytestmark = pytest.mark.django_db


def offered(client: Client, family: making.Household, heading: str, **how: Any) -> BeautifulSoup:
    response = client.get(at(family, f"ask/{heading}/"), **how)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def codes(page: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in page.select("input[name=questions]")]


def test_the_bank_speaks_of_the_same_headings_columns_and_stages_as_the_map() -> None:
    assert set(HEADINGS) == set(Category.values) - {Category.NOT_SURE_YET}
    assert {column.value for column in Column} <= set(COLUMNS)
    assert set(STAGES) == set(Stage.values)
    assert AUDIENCES


def test_the_map_shows_a_link_under_each_heading_and_no_question(worker: Client, family: making.Household) -> None:
    page = BeautifulSoup(worker.get(f"/families/{family.ref}/map/").content, "html5lib")
    links = [str(link["href"]) for link in page.select(".ask a")]
    assert links == [at(family, f"ask/{code}/") for code in HEADINGS]
    assert not page.select(".ask__panel")


def test_who_may_not_write_is_offered_none(client: Client, family: making.Household) -> None:
    client.force_login(making.partner(of=family, children=["Kayla"]))
    assert "ask__link" not in client.get(f"/families/{family.ref}/map/").content.decode()
    assert client.get(at(family, "ask/goal/")).status_code == 403


def test_questions_fit_the_heading_and_lead_to_its_standard(worker: Client, family: making.Household) -> None:
    page = offered(worker, family, "existing_safety")
    assert "night-it-did-not" in codes(page)
    assert "miracle-breakfast" not in codes(page)
    assert page.select_one(".ask__more a[href='/guidance/existing-safety/']")


@pytest.mark.parametrize(("stage", "code"), [(Stage.EARLY_HELP, "what-is-already-better"), ("lac", "held-last-time")])
def test_questions_fit_the_stage_of_the_map(client: Client, stage: str, code: str) -> None:
    family = making.family("Moss", children=["Ida"], stage=stage)
    client.force_login(making.worker(of=family))
    assert code in codes(offered(client, family, "existing_safety"))


def test_the_councils_own_question_comes_first(worker: Client, family: making.Household, hannah: User) -> None:
    own = CouncilQuestion.write(
        by=hannah, text="Who has the key?", category="safety", column="needs_to_happen", headings=["next_step"],
        audience=["parent"], ears_step="elicit", author="Sam",
    )  # fmt: skip
    assert codes(offered(worker, family, "next_step"))[0] == str(own.pk)


def test_each_opens_to_how_to_go_on_and_when_not(worker: Client, family: making.Household) -> None:
    text = offered(worker, family, "past_harm").text
    assert "How did it end that day?" in text
    assert "Not when" in text


def test_for_htmx_only_the_panel_comes(worker: Client, family: making.Household) -> None:
    page = worker.get(at(family, "ask/goal/"), headers=HTMX).content.decode()
    assert "<html" not in page
    assert "ask__panel" in page


def test_what_is_not_sure_yet_has_no_questions(worker: Client, family: making.Household) -> None:
    assert worker.get(at(family, "ask/not_sure_yet/")).status_code == 404
    assert worker.get(at(family, "ask/nonsense/")).status_code == 404


def test_several_are_taken_along_at_once_in_the_words_of_the_bank(worker: Client, family: making.Household) -> None:
    response = take(worker, family, "did-first", "who-backs-it-up", about=["Kayla", "Mia"])
    assert response.status_code == 303
    first, second = PinnedQuestion.objects.order_by("code")
    assert (first.text, first.category) == ("What did you do first?", "existing_safety")
    assert first.children == {family["Kayla"].pk, family["Mia"].pk}
    assert second.code == "who-backs-it-up"


def test_taken_twice_by_the_same_send_they_are_there_once(worker: Client, family: making.Household) -> None:
    write = "01960000-0000-7000-8000-00000000abcd"
    for _ in range(2):
        assert take(worker, family, "did-first", about=["Mia"], write=write).status_code == 303
    assert PinnedQuestion.objects.count() == 1


def test_what_is_on_the_list_is_not_offered_a_second_time(worker: Client, family: making.Household) -> None:
    take(worker, family, "did-first", about=["Mia"])
    page = offered(worker, family, "existing_safety")
    assert "did-first" not in codes(page)
    assert "on your list" in page.text


def test_without_a_child_it_is_asked_about_whom_and_the_ticks_stay(worker: Client, family: making.Household) -> None:
    response = take(worker, family, "did-first", about=[], htmx=True)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html5lib")
    assert "Tick at least one child" in page.text
    assert page.select_one("input[value=did-first][checked]")
    assert not PinnedQuestion.objects.exists()


def test_a_question_that_was_not_offered_is_refused(worker: Client, family: making.Household) -> None:
    assert take(worker, family, "miracle-breakfast", about=["Mia"]).status_code == 422


def test_on_one_childs_map_that_child_is_ticked(worker: Client, family: making.Household) -> None:
    page = BeautifulSoup(worker.get(at(family, f"ask/goal/?child={family['Mia'].pk}")).content, "html5lib")
    assert [box["value"] for box in page.select("input[name=children][checked]")] == [str(family["Mia"].pk)]


def test_guided_pages_offer_them_outside_the_form(worker: Client, family: making.Household) -> None:
    page = BeautifulSoup(worker.get(f"/families/{family.ref}/statements/new/").content, "html5lib")
    link = page.select_one(f".ask a[href='{at(family, 'ask/danger_statement/')}']")
    assert link is not None
    assert link.find_parent("form") is None


def test_the_panel_asks_the_database_little(
    worker: Client, family: making.Household, django_assert_max_num_queries: Any
) -> None:
    offered(worker, family, "goal")
    with django_assert_max_num_queries(22):
        offered(worker, family, "goal")
