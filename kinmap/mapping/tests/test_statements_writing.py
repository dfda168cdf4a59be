"""Writing a statement and its goal: guided or freely, saved once, nothing lost."""

from typing import Any

import pytest
from django.test import Client

from kinmap.access.sharing import Sharing
from kinmap.live.models import KeptWords
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.filling import filled, send, soup, words_of
from kinmap.mapping.tests.larkin import put
from tests import making

pytestmark = pytest.mark.django_db

PARTS = {
    "worried_people": "Hannah, Nana Mo and Dee", "circumstances": "Dee is scared",
    "feared_behaviour": "she will drink", "feared_impact": "Kayla could be left alone with it",
}  # fmt: skip
MADE = "Hannah, Nana Mo and Dee are worried that when Dee is scared, she will drink. Kayla could be left alone with it."


@pytest.fixture
def family() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])


@pytest.fixture
def hannah(family: making.Household, client: Client) -> Any:
    user = making.worker("Hannah Osei", of=family)
    client.force_login(user)
    return user


def there(family: making.Household, rest: str = "new/") -> str:
    return f"/families/{family.ref}/statements/{rest}"


def kayla(family: making.Household) -> list[str]:
    return [str(family["Kayla"].pk)]


def test_the_paragraph_is_made_from_the_answers_without_a_script(
    client: Client, family: making.Household, hannah: Any
) -> None:
    page = send(client, there(family), children=kayla(family), make="1", **PARTS)
    sent = filled(page)
    assert sent["text"] == MADE
    assert sent["worried_people"] == PARTS["worried_people"]
    assert sent["children"] == kayla(family)
    assert not Entry.objects.exists()
    client.post(there(family), sent | {"text": f"{MADE} And Mia too."})
    entry = Entry.objects.get()
    assert entry.text == f"{MADE} And Mia too."
    assert {part: entry.parts[part] for part in PARTS} == PARTS


def test_with_a_script_only_the_paragraph_comes_back(client: Client, family: making.Household, hannah: Any) -> None:
    sent = filled(client.get(there(family))) | PARTS | {"make": "1"}
    part = client.post(there(family), sent, headers={"HX-Request": "true"})
    assert soup(part).select_one("#paragraph textarea").text.strip() == MADE
    assert soup(part).select_one("h1") is None


def test_making_it_again_replaces_what_was_made_and_never_what_was_typed(
    client: Client, family: making.Household, hannah: Any
) -> None:
    sent = filled(send(client, there(family), make="1", text="My own sentence.", **PARTS))
    assert sent["text"] == f"{MADE}\n\nMy own sentence."
    again = filled(client.post(there(family), sent | {"make": "1", "circumstances": "Dee is sad"}))
    assert again["text"] == f"{MADE.replace('scared', 'sad')}\n\nMy own sentence."


def test_free_words_are_always_enough(client: Client, family: making.Household, hannah: Any) -> None:
    answer = send(client, there(family), children=kayla(family), text="Dee is worried Kayla could be hurt.")
    assert answer.status_code == 303
    entry = Entry.objects.get()
    assert (entry.category, entry.text, entry.parts) == (
        Category.DANGER_STATEMENT,
        "Dee is worried Kayla could be hurt.",
        {},
    )
    assert entry.children == {family["Kayla"].pk}


def test_without_words_or_children_nothing_is_saved_and_nothing_typed_is_lost(
    client: Client, family: making.Household, hannah: Any
) -> None:
    page = send(client, there(family), worried_people="Only Dee")
    assert page.status_code == 422
    assert "Write the statement, or make it from the answers" in words_of(page)
    assert "Tick at least one child" in words_of(page)
    assert filled(page)["worried_people"] == "Only Dee"
    assert not Entry.objects.exists()


def test_the_same_form_sent_twice_writes_one_statement(client: Client, family: making.Household, hannah: Any) -> None:
    sent = filled(client.get(there(family))) | {"children": kayla(family), "text": "Once is enough."}
    assert [client.post(there(family), sent).status_code for _ in range(2)] == [303, 303]
    assert Entry.objects.count() == 1


def test_two_writers_lose_no_word(client: Client, family: making.Household, hannah: Any) -> None:
    entry = put(family, hannah, Category.DANGER_STATEMENT, "First words.", ["Kayla"])
    at = there(family, f"{entry.pk}/")
    mine, theirs = filled(client.get(at)), filled(client.get(at))
    assert client.post(at, theirs | {"text": "Their words."}).status_code == 303
    clash = client.post(at, mine | {"text": "My words."})
    assert clash.status_code == 409
    assert "Their words." in words_of(clash)
    assert "My words." in words_of(clash)
    assert KeptWords.objects.get().words["text"] == "My words."
    assert Entry.objects.get().text == "Their words."


def test_a_change_keeps_every_earlier_version(client: Client, family: making.Household, hannah: Any) -> None:
    entry = put(family, hannah, Category.DANGER_STATEMENT, "First words.", ["Kayla"], parts={"worried_people": "Dee"})
    send(client, there(family, f"{entry.pk}/"), text="Better words.")
    assert [version.text for version in entry.history.order_by("version")] == ["First words.", "Better words."]
    assert Entry.objects.get().parts == {"worried_people": "Dee"}


def test_who_may_see_it_is_set_on_the_same_page(client: Client, family: making.Household, hannah: Any) -> None:
    send(
        client, there(family), children=kayla(family), text="Not for Shane.", sharing=Sharing.PROFESSIONALS,
        hidden_from=[str(family["Shane"].pk)],
    )  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.sharing, entry.hidden_from) == (Sharing.PROFESSIONALS, {family["Shane"].pk})
    assert hannah.person.pk in entry.named


def test_a_goal_names_its_statement_and_is_as_secret_as_it(
    client: Client, family: making.Household, hannah: Any
) -> None:
    statement = put(
        family,
        hannah,
        Category.DANGER_STATEMENT,
        "Shane could come.",
        ["Kayla"],
        hidden_from=frozenset({family["Shane"].pk}),
    )
    at = there(family, f"{statement.pk}/goal/")
    assert "Shane could come." in words_of(client.get(at))
    send(client, at, text="Everybody knows what to do.", family_goal_text="No more creeping about")
    goal = Entry.objects.get(category=Category.GOAL)
    assert goal.answers == statement
    assert (goal.children, goal.hidden_from) == (statement.children, statement.hidden_from)
    assert goal.parts == {"family_goal_text": "No more creeping about"}
    assert "No more creeping about" in words_of(client.get(there(family, "")))


def test_a_goal_of_stopping_is_asked_about_and_saved_all_the_same(
    client: Client, family: making.Household, hannah: Any
) -> None:
    statement = put(family, hannah, Category.DANGER_STATEMENT, "Dan could sleep.", ["Kayla"])
    send(client, there(family, f"{statement.pk}/goal/"), text="Dan to stop using and engage with services.")
    goal = Entry.objects.get(category=Category.GOAL)
    told = words_of(client.get(there(family, f"goals/{goal.pk}/")))
    assert "Say what people will do, not what they will stop doing." in told
    assert "A service is a way there, not the goal." in told


def test_only_statements_and_goals_are_changed_here(client: Client, family: making.Household, hannah: Any) -> None:
    strength = put(family, hannah, Category.STRENGTH, "Sunday roasts.", ["Kayla"])
    gone = put(family, hannah, Category.DANGER_STATEMENT, "Gone.", ["Kayla"])
    gone.withdraw(by=hannah)
    for rest in (
        f"{strength.pk}/",
        f"{strength.pk}/goal/",
        f"{strength.pk}/scale/",
        f"goals/{strength.pk}/",
        f"{gone.pk}/",
    ):
        assert client.get(there(family, rest)).status_code == 404
