"""The layouts of the one map on the screen: four boxes, from harm to plan, as somebody of the family sees it."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.mapping.models import EntryLink, Judgment, Round, Scale
from kinmap.mapping.tests.filling import soup, words_of
from tests import making
from tests.counting import queries_of

Plan: Any = apps.get_model("planning", "Plan")  # a room upstairs
PlanRule: Any = apps.get_model("planning", "PlanRule")  # a room upstairs

pytestmark = pytest.mark.django_db


def here(family: making.Household, **asked: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('mapping:map', args=[family.ref])}?{query}"


def say(family: making.Household, by: User, category: str, text: str, *children: str, **facts: Any) -> Any:
    about = [family[name] for name in children or ("Kayla", "Mia", "Toby")]
    return family.map.add_entry(category=category, text=text, children=about, by=by, **facts)  # type: ignore[union-attr]


@pytest.fixture
def way(family: making.Household, hannah: User) -> dict[str, Any]:
    """Harm, the danger that it is linked with, its goal, its scale with a shown number, a rule that answers it."""
    harm = say(family, hannah, "past_harm", "He broke the door.")
    danger = say(family, hannah, "danger_statement", "He could come back.")
    goal = say(family, hannah, "goal", "He stays away.", answers=danger)
    EntryLink(family=family.family, one=harm, two=danger).keep(by=hannah)
    scale = Scale.write(family=family.family, statement=danger, zero_text="Not safe", ten_text="Safe", by=hannah)
    held = Round.open(family=family.family, scales=[scale], held_on=timezone.localdate(), given_in="home", by=hannah)
    Judgment.give(scale=scale, round=held, person=family["Dee"], value=7, reason="Locks.", by=hannah)
    held.show(by=hannah)
    children = [family[name] for name in ("Kayla", "Mia", "Toby")]
    plan = Plan.begin(family=family.family, kind="family", title="Our plan", children=children, by=hannah)
    rule = PlanRule(
        family=family.family,
        plan=plan,
        text="Doors are locked at nine.",
        who="Dee",
        children=plan.children,
        answers=danger,
    ).write(by=hannah)
    return {"harm": harm, "danger": danger, "goal": goal, "scale": scale, "plan": plan, "rule": rule}


def test_the_layouts_are_links_that_keep_child_and_day(worker: Client, family: making.Household) -> None:
    mia = family["Mia"].pk
    page = soup(worker.get(here(family, child=mia, layout="four-boxes")))
    links = {link.text: link for link in page.select(".map-layouts a")}
    assert list(links)[:4] == ["Three columns", "Four boxes", "From harm to plan", "As the family sees it"]
    assert links["Four boxes"]["aria-current"] == "page"
    assert f"child={mia}" in links["From harm to plan"]["href"]


def test_four_boxes_are_the_same_board_and_can_be_written_on(worker: Client, family: making.Household) -> None:
    three, four = (soup(worker.get(here(family, layout=one))) for one in ("", "four-boxes"))
    assert four.select_one(".map-whole--four")
    assert not three.select_one(".map-whole--four")
    assert [one["id"] for one in four.select("section[id]")] == [one["id"] for one in three.select("section[id]")]
    form = four.select_one("#add-strength form")
    assert form is not None
    assert "layout=four-boxes" in form["action"]


def test_an_entry_added_in_four_boxes_leads_back_to_them(worker: Client, family: making.Household) -> None:
    page = soup(worker.get(here(family, layout="four-boxes")))
    form = page.select_one("#add-strength form")
    assert form is not None
    sent = {str(box["name"]): box["value"] for box in form.select("input[type=hidden]")}
    answer = worker.post(str(form["action"]), {**sent, "text": "She dances.", "children": [str(family["Kayla"].pk)]})
    assert answer.status_code == 303
    assert "?layout=four-boxes#entry-" in answer["Location"]


def test_an_unknown_layout_is_the_three_columns(worker: Client, family: making.Household) -> None:
    page = soup(worker.get(here(family, layout="circle")))
    assert page.select_one(".map-layouts a[aria-current]").text == "Three columns"  # type: ignore[union-attr]


def test_from_harm_to_plan_has_a_row_for_each_statement(
    worker: Client, family: making.Household, way: dict[str, Any]
) -> None:
    (row,) = soup(worker.get(here(family, layout="harm-to-plan"))).select("article.way")
    steps = [" ".join(step.get_text(" ").split()) for step in row.select(".way__step")]
    assert [step.split(" ", 1)[0] for step in steps] == ["Past", "Danger", "Safety", "How", "What"]
    for step, wanted in zip(
        steps,
        ("He broke the door.", "He could come back.", "He stays away.", "7 Dee", "Doors are locked at nine."),
        strict=True,
    ):
        assert wanted in step


def test_harm_without_a_statement_is_not_lost(worker: Client, family: making.Household, hannah: User, way: Any) -> None:
    say(family, hannah, "past_harm", "She missed school.")
    told = words_of(worker.get(here(family, layout="harm-to-plan")))
    assert "Past harm: not linked with a danger statement yet She missed school." in told


def test_a_plan_that_a_reader_may_not_see_is_not_in_the_row(
    client: Client, family: making.Household, hannah: User, way: dict[str, Any]
) -> None:
    colin = making.worker("Colin Baptiste", of=family)
    way["rule"].change(by=hannah, hidden_from=frozenset({colin.person.pk}))
    client.force_login(colin)
    told = words_of(client.get(here(family, layout="harm-to-plan")))
    assert "He could come back." in told
    assert "Doors are locked" not in told


def test_on_a_past_day_the_row_has_what_the_plan_did_then(
    worker: Client, family: making.Household, hannah: User, way: dict[str, Any]
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    told = words_of(worker.get(here(family, layout="harm-to-plan", on=yesterday.isoformat())))
    assert "Doors are locked" not in told
    assert "You are looking at the past." in told


def test_looking_at_it_takes_the_same_questions_however_much_there_is(
    worker: Client, family: making.Household, hannah: User, way: Any
) -> None:
    def more(times: int) -> int:
        for number in range(times):
            danger = say(family, hannah, "danger_statement", f"Danger {number}.")
            say(family, hannah, "goal", f"Goal {number}.", answers=danger)
        return queries_of(worker, here(family, layout="harm-to-plan"))

    few = more(1)
    assert more(11) == few <= 44


def test_the_familys_view_holds_only_what_both_may_see(worker: Client, family: making.Household, hannah: User) -> None:
    dee = family["Dee"].pk
    say(family, hannah, "strength", "They laugh at supper.")
    say(family, hannah, "past_harm", "A word for professionals.", sharing="professionals")
    say(family, hannah, "past_harm", "Hidden from Dee.", hidden_from=frozenset({dee}))
    told = words_of(worker.get(here(family, layout="family", reader=dee)))
    assert "They laugh at supper." in told
    assert "Good things" in told
    assert "A word for professionals." not in told
    assert "Hidden from Dee." not in told


def test_the_familys_view_shows_nothing_that_is_hidden_from_whoever_looks(
    client: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Baptiste", of=family)
    say(family, hannah, "strength", "Between Dee and Hannah.", hidden_from=frozenset({colin.person.pk}))
    client.force_login(colin)
    assert "Between Dee and Hannah." not in words_of(client.get(here(family, layout="family", reader=family["Dee"].pk)))


def test_a_childs_view_is_about_that_child(worker: Client, family: making.Household, hannah: User) -> None:
    say(family, hannah, "strength", "Kayla dances.", "Kayla")
    say(family, hannah, "strength", "Mia draws.", "Mia")
    told = words_of(worker.get(here(family, layout="family", reader=family["Mia"].pk)))
    assert "Mia’s map" in told
    assert "Mia draws." in told
    assert "Kayla dances." not in told


def test_there_is_no_map_of_somebody_who_is_not_of_the_family(worker: Client, family: making.Household) -> None:
    for somebody in (making.person("Someone").pk, "nobody"):
        assert worker.get(here(family, layout="family", reader=somebody)).status_code == 404


def test_whoever_is_hidden_from_the_one_at_the_screen_is_not_offered(
    client: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Baptiste", of=family)
    family["Shane"].restrict(sharing="family_all", named=(), hidden_from={colin.person.pk})
    family["Shane"].keep(by=hannah)
    client.force_login(colin)
    assert "Shane" not in words_of(client.get(here(family, layout="family")))
    assert client.get(here(family, layout="family", reader=family["Shane"].pk)).status_code == 404


def test_whoever_may_not_make_copies_does_not_see_with_the_familys_eyes(
    client: Client, family: making.Household
) -> None:
    client.force_login(making.partner(of=family, children=["Mia"]))
    page = client.get(here(family))
    assert "As the family sees it" not in words_of(page)
    assert client.get(here(family, layout="family")).status_code == 403


def test_blank_paper_comes_in_both_layouts_and_sizes(worker: Client, family: making.Household) -> None:
    page = soup(worker.get(reverse("mapping:blank", args=[family.ref])))
    links = [str(link["href"]) for link in page.select(".map-blanks a")]
    assert len(links) == 4
    for link in links:
        answer = worker.get(link)
        assert answer.content.startswith(b"%PDF")
        assert "Larkin" not in answer["Content-Disposition"]
    assert worker.get(reverse("mapping:blank_pdf", args=[family.ref, "circle", "A4"])).status_code == 404
    assert worker.get(reverse("mapping:blank_pdf", args=[family.ref, "four-boxes", "A9"])).status_code == 404


def test_a_stranger_finds_no_blank_paper(client: Client, family: making.Household) -> None:
    client.force_login(making.user())
    assert client.get(reverse("mapping:blank", args=[family.ref])).status_code == 404
