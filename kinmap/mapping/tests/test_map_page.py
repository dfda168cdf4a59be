"""The map's page: its columns, its words by stage, its filter, its prompts, its numbers, its queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.models import User
from kinmap.casework.models import Involvement, Stage
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Map
from kinmap.mapping.tests.larkin import larkin, put
from kinmap.mapping.tests.writing import address, send, shown
from tests import making
from tests.swap import parsed

pytestmark = pytest.mark.django_db

MOST_QUERIES = 20


def test_an_empty_map_offers_every_heading_and_no_numbers(worker: Client, family: making.Household) -> None:
    page = parsed(shown(worker, family))
    assert [heading.text.strip() for heading in page.select("h2")] == [
        "What are we worried about?",
        "What's working well?",
        "What needs to happen?",
        "How safe is it?",
    ]
    assert [heading.text for heading in page.select("h3")] == [
        "Past harm",
        "Danger statements",
        "What makes it harder",
        "Existing strengths",
        "Existing safety",
        "Safety goals",
        "Next steps",
        "Not sure yet",
    ]
    assert "There is no scale yet." in page.text


@pytest.mark.parametrize(
    ("stage", "heading"),
    [
        (Stage.EARLY_HELP, "Worry statements"),
        (Stage.CHILD_IN_NEED, "Worries so far"),
        (Stage.CHILD_PROTECTION, "Past harm"),
        (Stage.LOOKED_AFTER, "Success goals"),
    ],
)
def test_headings_follow_the_stage(client: Client, stage: Stage, heading: str) -> None:
    family = making.family("Rahman", children=["Yusuf"], stage=stage)
    client.force_login(making.worker(of=family))
    assert heading in [one.text for one in parsed(shown(client, family)).select("h3")]


def test_the_highest_stage_names_the_map_and_a_childs_own_stage_their_filter(client: Client) -> None:
    family = making.family("Larkin", children=["Kayla", "Mia"], stage=Stage.EARLY_HELP)
    hannah = making.worker(of=family)
    Involvement.begin(
        family=family.family,
        child=family["Mia"],
        stage=Stage.CHILD_PROTECTION,
        basis="s47",
        started=timezone.localdate() - timedelta(days=2),
        by=hannah,
    )
    client.force_login(hannah)
    assert "Danger statements" in shown(client, family)
    assert "Danger statements" in shown(client, family, f"?child={family['Mia'].pk}")
    assert "Worry statements" in shown(client, family, f"?child={family['Kayla'].pk}")


def test_a_filter_shows_one_childs_map_and_ticks_that_child(
    worker: Client, family: making.Household, hannah: User
) -> None:
    put(family, hannah, Category.STRENGTH, "Mia draws.", about=["Mia"])
    put(family, hannah, Category.STRENGTH, "Toby sings.", about=["Toby"])
    page = parsed(shown(worker, family, f"?child={family['Mia'].pk}"))
    assert "Mia draws." in page.text
    assert "Toby sings." not in page.text
    ticked = page.select("#add-strength input[name=children][checked]")
    assert [tick["value"] for tick in ticked] == [str(family["Mia"].pk)]


def test_with_several_children_none_is_ticked_unasked(worker: Client, family: making.Household) -> None:
    assert not parsed(shown(worker, family)).select("#add-strength input[checked]")


def test_an_only_child_is_ticked(client: Client) -> None:
    family = making.family("Rahman", children=["Yusuf"])
    client.force_login(making.worker(of=family))
    assert len(parsed(shown(client, family)).select("#add-strength input[checked]")) == 1


def test_safety_without_its_danger_is_gently_offered_as_a_strength(
    worker: Client, family: making.Household, hannah: User
) -> None:
    entry = put(family, hannah, Category.EXISTING_SAFETY, "Dee never misses the dentist.", about=["Mia"])
    card = parsed(shown(worker, family)).select_one(f"#card-{entry.pk}")
    assert card is not None
    assert "If none, it may be a strength." in card.text
    form = card.select_one("form")
    assert form is not None
    sent = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}
    send(worker, str(form["action"]), **sent)
    entry.refresh_from_db()
    assert entry.category == Category.STRENGTH


def test_safety_that_names_its_danger_is_left_in_peace(worker: Client, family: making.Household, hannah: User) -> None:
    danger = put(family, hannah, Category.DANGER_STATEMENT, "He will come back.", about=["Mia"])
    put(family, hannah, Category.EXISTING_SAFETY, "Dee rang Nana.", about=["Mia"], answers=danger)
    page = shown(worker, family)
    assert "it may be a strength" not in page
    assert "Answers" in page


def test_an_unfinished_set_says_what_is_missing(client: Client) -> None:
    family, hannah = larkin()
    client.force_login(hannah)
    page = parsed(shown(client, family))
    missing = {
        name: [badge.text for badge in page.select(f"#card-{family[name].pk} .kit-badge--unfinished")]
        for name in ("DS1", "DS2", "DS3")
    }
    assert missing == {"DS1": [], "DS2": ["No scale yet"], "DS3": ["No goal yet", "No scale yet"]}


def test_everybodys_number_stands_on_the_ruler_and_none_is_averaged(client: Client) -> None:
    family, hannah = larkin()
    client.force_login(hannah)
    foot = parsed(shown(client, family)).select_one("#map-scales")
    assert foot is not None
    marks = {
        mark.b.text: [name.text for name in mark.select("span")] for mark in foot.select("article:nth-of-type(2) li")
    }  # type: ignore[union-attr]
    assert marks == {
        "5½": ["Jodie"],
        "6": ["Kayla", "Craig"],
        "6½": ["Emmanuel"],
        "7": ["Dee", "Reece", "Mia", "Nana Mo", "Sandie"],
        "8": ["Shane"],
    }
    assert "Would rather not say: Toby" in foot.text


def test_numbers_not_yet_shown_are_seen_only_by_whoever_entered_them(client: Client) -> None:
    family, hannah = larkin()
    client.force_login(hannah)
    assert "only you see until the round is shown: Dee 8" in " ".join(parsed(shown(client, family)).text.split())
    client.force_login(making.worker("Colin Prentice", of=family))
    assert "only you see" not in shown(client, family)


def test_a_map_made_without_the_family_says_so(worker: Client, family: making.Household) -> None:
    day = timezone.localdate() + timedelta(days=7)
    sent = {"share_by-day": day.day, "share_by-month": day.month, "share_by-year": day.year}
    refused = send(worker, address(family, "shared/"), seen="no")
    assert refused.status_code == 422
    assert "Enter the day by which the family will see it" in refused.content.decode()
    send(worker, address(family, "shared/"), seen="no", **sent)
    assert "Not yet shared with the family." in shown(worker, family)
    send(worker, address(family, "shared/"), seen="yes")
    assert "Not yet shared with the family." not in shown(worker, family)
    assert Map.of(family.family).share_by is None


def queries(client: Client, family: making.Household, query: str = "") -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(client, family, query)
    return len(asked)


@pytest.mark.parametrize("query", ["", "?child"])
def test_the_page_asks_the_database_the_same_for_fifteen_entries_and_for_a_hundred_and_fifty(
    client: Client, query: str
) -> None:
    family, hannah = larkin()
    client.force_login(hannah)
    query = f"?child={family['Mia'].pk}" if query else ""
    shown(client, family)
    few = queries(client, family, query)
    for number in range(130):
        put(family, hannah, list(Category)[number % 8], f"Words {number}", answers=None)
    assert queries(client, family, query) == few
    assert few <= MOST_QUERIES
