"""After a clash one keeps one's own words, leaves the other's, or puts the two together: on the page that says so."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kinmap.kit.identity import new_id
from kinmap.live.models import KeptWords
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.filling import filled
from kinmap.planning.models import Plan, PlanRule
from tests import making

pytestmark = pytest.mark.django_db
THEIRS = "Doors are locked\nwhen Nana leaves."
MINE = "Doors are locked when the lights go out.\n\nAlan checks."


@pytest.fixture
def larkin() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(larkin: making.Household, client: Client) -> Any:
    worker = making.worker("Hannah Osei", of=larkin)
    client.force_login(worker)
    return worker


@pytest.fixture
def ruth(larkin: making.Household) -> Any:
    return making.worker("Ruth Adeyemi", of=larkin)


@pytest.fixture
def rule(client: Client, larkin: making.Household, hannah: Any) -> PlanRule:
    children = [larkin["Kayla"], larkin["Mia"]]
    plan = Plan.begin(family=larkin.family, kind="family", title="Our plan", children=children, by=hannah)
    words = {
        "write": str(new_id()), "text": "Doors are locked.", "who": "Dee", "backup": "Alan", "who_checks": "Sandie",
        "if_not": "Sandie rings", "when": "always", "children": [str(child.pk) for child in children],
        "sharing": "family_all",
    }  # fmt: skip
    assert client.post(reverse("planning:add_item", args=[larkin.ref, plan.pk, "rule"]), words).status_code == 303
    return PlanRule.objects.get()


def page_of(larkin: making.Household, rule: PlanRule) -> str:
    return reverse("planning:item", args=[larkin.ref, "rule", rule.pk])


def clashed(client: Client, larkin: making.Household, rule: PlanRule, ruth: Any, **headers: str) -> Any:
    """Hannah opens the page, Ruth saves her words, Hannah presses Save."""
    sent = filled(client.get(page_of(larkin, rule)))
    PlanRule.objects.get().change(by=ruth, text=THEIRS)
    response = client.post(page_of(larkin, rule), sent | {"text": MINE, "who": "Mr Dee"}, headers=headers)
    assert response.status_code == 409
    return response


def form_of(response: Any) -> tuple[str, dict[str, Any]]:
    """Where the form of the page goes, and what it sends as it stands."""
    form = BeautifulSoup(response.content, "html5lib").select_one("form.clash__again")
    assert form is not None
    sent: dict[str, Any] = {}
    for box in form.select("[name]"):
        sent.setdefault(str(box["name"]), []).append(
            box.text.removeprefix("\n") if box.name == "textarea" else str(box.get("value", ""))
        )
    return str(form["action"]), sent


def test_both_texts_are_on_the_page(client: Client, larkin: making.Household, rule: PlanRule, ruth: Any) -> None:
    page = BeautifulSoup(clashed(client, larkin, rule, ruth).content, "html5lib")
    assert "when Nana leaves." in page.text
    assert page.select_one("textarea[name=text]").text.removeprefix("\n") == MINE  # type: ignore[union-attr]


def test_one_s_own_words_are_saved_after_all_and_theirs_stay_a_version(
    client: Client, larkin: making.Household, rule: PlanRule, ruth: Any, hannah: Any
) -> None:
    action, sent = form_of(clashed(client, larkin, rule, ruth))
    assert KeptWords.waiting_for(hannah).count() == 1
    assert client.post(action, sent).status_code == 303
    held = PlanRule.objects.get()
    assert held.text.split() == MINE.split()
    assert set(held.children) == {larkin["Kayla"].pk, larkin["Mia"].pk}
    assert THEIRS in [row.text for row in held.history.all()]
    assert KeptWords.waiting_for(hannah).count() == 0  # saved, so nothing waits
    assert KeptWords.objects.count() == 1  # and still kept


def test_the_two_are_put_together_in_the_box(
    client: Client, larkin: making.Household, rule: PlanRule, ruth: Any
) -> None:
    action, sent = form_of(clashed(client, larkin, rule, ruth))
    assert client.post(action, sent | {"text": f"{THEIRS} {MINE}"}).status_code == 303
    assert PlanRule.objects.get().text.split() == f"{THEIRS} {MINE}".split()


def test_theirs_is_left_and_one_s_own_waits_on_the_desk(
    client: Client, larkin: making.Household, rule: PlanRule, ruth: Any, hannah: Any
) -> None:
    response = clashed(client, larkin, rule, ruth, referer=f"http://testserver{page_of(larkin, rule)}")
    link = BeautifulSoup(response.content, "html5lib").find("a", string="Leave what is there now")
    assert link is not None
    assert client.get(str(link["href"])).status_code == 200  # type: ignore[index]
    assert PlanRule.objects.get().text == THEIRS
    assert [dict(words.texts())["Text"] for words in KeptWords.waiting_for(hannah)] == [MINE]


def test_whoever_is_overtaken_again_is_shown_again(
    client: Client, larkin: making.Household, rule: PlanRule, ruth: Any, hannah: Any
) -> None:
    action, sent = form_of(clashed(client, larkin, rule, ruth))
    PlanRule.objects.get().change(by=ruth, text="A third time.")
    again = client.post(action, sent)
    assert again.status_code == 409
    assert "A third time." in again.content.decode()
    assert client.post(*form_of(again)).status_code == 303
    assert PlanRule.objects.get().text.split() == MINE.split()


def test_what_has_no_words_may_still_be_done(client: Client, larkin: making.Household, hannah: Any, ruth: Any) -> None:
    children = [larkin["Mia"]]
    entry = larkin.map.add_entry(category="strength", text="Nana", children=children, by=hannah)  # type: ignore[union-attr]
    where = reverse("mapping:withdraw", args=[larkin.ref, entry.pk])
    sent = filled(client.get(where))
    Entry.objects.get().change(by=ruth, text="Nana comes on Fridays.")
    response = client.post(where, sent)
    assert "Nana comes on Fridays." in response.content.decode()
    assert "Do it all the same" in response.content.decode()
    assert client.post(*form_of(response)).status_code == 303
    assert Entry.objects.get().status == Entry.Status.WITHDRAWN


def test_nobody_settles_another_person_s_words(client: Client, larkin: making.Household, rule: PlanRule, ruth: Any,
                                              hannah: Any) -> None:  # fmt: skip
    kept = KeptWords.keep(by=ruth, family_id=None, where="A rule", address="/", words={"text": "Ruth's own words"})
    sent = filled(client.get(page_of(larkin, rule))) | {"text": MINE, "_settles": str(kept.pk)}
    assert client.post(page_of(larkin, rule), sent).status_code == 303
    assert KeptWords.waiting_for(ruth).count() == 1
