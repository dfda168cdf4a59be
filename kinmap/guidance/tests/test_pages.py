"""The pages: everybody signed in may read all of them, and they say what the practice asks of a good statement."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.guidance.pages import PAGES, STANDARD_OF, standard, talks
from kinmap.guidance.questions import HEADINGS, STEPS
from tests import making

SLUGS = [page.slug for page in PAGES]
STANDARDS = [page.slug for page in PAGES if page.heading]


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html5lib").text.split())


@pytest.mark.django_db
def test_nobody_reads_without_signing_in(client: Client) -> None:
    assert client.get("/guidance/").status_code == 302
    assert client.get("/guidance/goal/").status_code == 302


def test_the_index_leads_to_every_page_and_to_the_bank(reader: Client) -> None:
    page = BeautifulSoup(reader.get("/guidance/").content, "html5lib")
    led_to = {str(link["href"]) for link in page.select("main a")}
    assert {f"/guidance/{slug}/" for slug in SLUGS} <= led_to
    assert "/guidance/questions/" in led_to


def test_guidance_is_in_the_navigation_of_everybody(reader: Client) -> None:
    page = BeautifulSoup(reader.get("/guidance/").content, "html5lib")
    assert page.select_one("header a[href='/guidance/']")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_partner_agency_reads_every_page(reader: Client, slug: str) -> None:
    assert reader.get(f"/guidance/{slug}/").status_code == 200


def test_a_page_of_guidance_still_stands_under_guidance_in_the_navigation(reader: Client) -> None:
    shown = reader.get("/guidance/quick-start/").content.decode()
    assert 'href="/guidance/" aria-current="true"' in shown
    assert shown.count("aria-current") == 1, "and under nothing else"


def test_a_page_that_is_not_there_is_not_there(reader: Client) -> None:
    assert reader.get("/guidance/nonsense/").status_code == 404


def test_the_quick_start_has_twelve_steps_and_leaves_a_copy(reader: Client) -> None:
    page = BeautifulSoup(reader.get("/guidance/quick-start/").content, "html5lib")
    assert len(page.select("ol.guide-steps > li")) == 12
    assert "Leave a copy, the same day" in page.text


@pytest.mark.parametrize("slug", STANDARDS)
def test_a_standard_has_its_checklist_and_weak_and_better_side_by_side(reader: Client, slug: str) -> None:
    page = BeautifulSoup(reader.get(f"/guidance/{slug}/").content, "html5lib")
    told = standard(slug)
    assert len(page.select("li[id^=check-]")) == len(told["checklist"]) >= 7
    pairs = page.select(".guide-pair__both")
    assert len(pairs) == len(told["pairs"]) >= 2
    assert all(len(pair.select("blockquote")) == 2 for pair in pairs)


@pytest.mark.parametrize("slug", STANDARDS)
def test_a_standard_says_where_violence_comes_from(reader: Client, slug: str) -> None:
    page = BeautifulSoup(reader.get(f"/guidance/{slug}/").content, "html5lib")
    assert page.select_one("#rule-domestic-abuse")


def test_a_danger_statement_is_never_about_who_fails_to_protect(reader: Client) -> None:
    said = text_of(reader, "/guidance/danger-statement/")
    assert "Do not write “Mum fails to protect”" in said
    better = [pair["better"] for slug in STANDARDS for pair in standard(slug)["pairs"]]
    assert not [one for one in better if "fails to" in one or "volatile" in one]


def test_the_standard_of_each_heading_that_has_one_is_a_page(reader: Client) -> None:
    assert set(STANDARD_OF) == {"past_harm", "danger_statement", "strength", "existing_safety", "goal"}
    assert STANDARD_OF.keys() <= HEADINGS.keys()


def test_every_worked_talk_goes_through_all_four_steps() -> None:
    for talk in talks():
        assert {line["step"] for line in talk["lines"] if "step" in line} == set(STEPS.values()), talk["title"]


def test_only_who_may_change_is_offered_to(reader: Client, lead: Client) -> None:
    assert "/guidance/own/" not in reader.get("/guidance/").content.decode()
    assert "/guidance/own/" in lead.get("/guidance/").content.decode()


def test_a_page_asks_the_database_little(reader: Client, django_assert_max_num_queries: Any) -> None:
    reader.get("/guidance/goal/")
    for where in ("/guidance/", "/guidance/goal/"):
        with django_assert_max_num_queries(12):
            reader.get(where)


def test_looking_at_guidance_is_no_look_at_a_family(db: None, client: Client) -> None:
    client.force_login(making.user())
    assert client.get("/guidance/?q=night").status_code == 200
