"""Scales with written ends, and rounds: everybody's number before anybody's is shown."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.sharing import Sharing
from kinmap.access.trail import TrailEntry
from kinmap.casework.models import TimelineEvent
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Judgment, Round, Scale
from kinmap.mapping.tests.filling import filled, send, soup, words_of
from kinmap.mapping.tests.larkin import put
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"], network=["Sandie"])


@pytest.fixture
def hannah(family: making.Household, client: Client) -> Any:
    user = making.worker("Hannah Osei", of=family)
    client.force_login(user)
    return user


@pytest.fixture
def scale(family: making.Household, hannah: Any) -> Scale:
    statement = put(family, hannah, Category.DANGER_STATEMENT, "Shane could come back.", ["Kayla", "Mia"])
    return Scale.write(
        family=family.family, statement=statement, zero_text="Any day", ten_text="Never again", by=hannah
    )


@pytest.fixture
def opened(family: making.Household, hannah: Any, scale: Scale) -> Round:
    return Round.open(family=family.family, scales=[scale], held_on=timezone.localdate(), given_in="at home", by=hannah)


def there(family: making.Household, rest: str = "") -> str:
    return f"/families/{family.ref}/statements/{rest}"


def asking(family: making.Household, opened: Round, name: str, scale: Scale) -> str:
    return there(family, f"rounds/{opened.pk}/gather/{family[name].pk}/{scale.pk}/")


# --- Scales ------------------------------------------------------------------------------------------


def test_a_scale_begins_with_the_stages_ends_and_the_goal(
    client: Client, family: making.Household, hannah: Any
) -> None:
    statement = put(family, hannah, Category.DANGER_STATEMENT, "Shane could come back.", ["Kayla"])
    at = there(family, f"{statement.pk}/scale/")
    assert filled(client.get(at))["ten_text"] == "Safe enough that we can end the plan and step away"
    put(family, hannah, Category.GOAL, "Shane stays away.", ["Kayla"], answers=statement)
    assert filled(client.get(at))["ten_text"] == "Our goal is fully met: Shane stays away."
    assert send(client, at, zero_text="He comes any day").status_code == 303
    made = Scale.objects.get()
    assert (made.statement, made.zero_text, made.children) == (statement, "He comes any day", {family["Kayla"].pk})


def test_a_scale_without_written_ends_is_not_saved(client: Client, family: making.Household, hannah: Any) -> None:
    statement = put(family, hannah, Category.DANGER_STATEMENT, "Shane could come back.", ["Kayla"])
    page = send(client, there(family, f"{statement.pk}/scale/"), zero_text="", ten_text="Kept words")
    assert page.status_code == 422
    assert "Write what 0 means" in words_of(page)
    assert filled(page)["ten_text"] == "Kept words"


def test_a_statement_has_one_scale(client: Client, family: making.Household, scale: Scale) -> None:
    assert send(client, there(family, f"{scale.statement_id}/scale/")).status_code == 409
    assert Scale.objects.count() == 1


def test_rewriting_the_ends_clashes_when_somebody_else_did(
    client: Client, family: making.Household, scale: Scale
) -> None:
    at = there(family, f"scales/{scale.pk}/")
    early = filled(client.get(at))
    assert send(client, at, zero_text="Theirs").status_code == 303
    clash = client.post(at, early | {"zero_text": "Mine"})
    assert clash.status_code == 409
    assert {"Theirs", "Mine"} <= set(words_of(clash).replace("0:", " ").split())


def test_an_overall_scale_stands_by_itself(client: Client, family: making.Household, hannah: Any) -> None:
    send(client, there(family, "scales/overall/"))
    made = Scale.objects.get()
    assert (made.kind, made.statement, len(made.children)) == (Scale.Kind.OVERALL, None, 2)
    assert "Overall safety" in words_of(client.get(there(family)))


# --- A round -----------------------------------------------------------------------------------------


def test_a_round_is_started_about_some_worries(client: Client, family: making.Household, scale: Scale) -> None:
    send(client, there(family, "scales/overall/"))
    answer = send(client, there(family, "rounds/new/"), given_in="at Nana’s", scales=[str(scale.pk)])
    opened = Round.objects.get()
    assert answer.headers["Location"] == there(family, f"rounds/{opened.pk}/gather/")
    assert (opened.scales, opened.given_in, opened.children) == ([str(scale.pk)], "at Nana’s", scale.children)


def test_without_a_scale_there_is_no_round_to_start(client: Client, family: making.Household, hannah: Any) -> None:
    assert "There is no scale yet" in words_of(client.get(there(family, "rounds/new/")))
    assert client.post(there(family, "rounds/new/"), {"given_in": "at home"}).status_code == 422


def test_worries_shared_at_different_levels_need_a_round_each(
    client: Client, family: making.Household, hannah: Any, scale: Scale
) -> None:
    other = put(family, hannah, Category.DANGER_STATEMENT, "Another worry.", ["Kayla"], sharing=Sharing.PROFESSIONALS)
    Scale.write(family=family.family, statement=other, zero_text="0", ten_text="10", by=hannah)
    page = send(client, there(family, "rounds/new/"))
    assert page.status_code == 422
    assert "Start one round for each." in words_of(page)


def test_everybody_of_the_family_may_be_asked_children_first(
    client: Client, family: making.Household, opened: Round
) -> None:
    page = soup(client.get(there(family, f"rounds/{opened.pk}/gather/")))
    assert [name.get_text() for name in page.select(".gather__name")] == [
        "Kayla",
        "Mia",
        "Dee",
        "Shane",
        "Sandie",
        "Hannah Osei",
    ]


def test_a_number_is_given_with_its_reason_and_put_away(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    answer = send(
        client,
        asking(family, opened, "Kayla", scale),
        value="3.5",
        reason="The gate",
        one_higher="A lock",
        spoken_for_by="Priya",
    )
    given = Judgment.objects.get()
    assert (str(given.value), given.reason, given.one_higher, given.spoken_for_by) == (
        "3.5",
        "The gate",
        "A lock",
        "Priya",
    )
    assert TrailEntry.objects.filter(kind="judgment", subject_id=str(given.pk)).exists()
    page = client.get(client.get(answer.headers["Location"]).headers["Location"])
    told = words_of(page)
    assert "Thank you, Kayla." in told
    assert "Has answered" in told
    assert "The gate" not in page.content.decode()
    assert "3½" not in told


def test_going_back_never_shows_the_last_persons_number(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    at = asking(family, opened, "Kayla", scale)
    assert client.get(at).headers["Cache-Control"] == "no-store"
    send(client, at, value="3", reason="The gate")
    assert client.get(at).status_code == 302
    assert client.get(at, follow=True).content.decode().count("The gate") == 0


def test_a_number_needs_a_reason_and_rather_not_say_needs_none(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    page = send(client, asking(family, opened, "Dee", scale), value="4", one_higher="Kept words")
    assert page.status_code == 422
    assert "Say why, in a few words." in words_of(page)
    assert (filled(page)["value"], filled(page)["one_higher"]) == (["4"], "Kept words")
    assert send(client, asking(family, opened, "Mia", scale), value="rather_not_say").status_code == 303
    assert Judgment.objects.get().halves is None


def test_one_worry_after_the_other_and_one_may_be_left_out(
    client: Client, family: making.Household, hannah: Any, scale: Scale
) -> None:
    overall = Scale.write(
        family=family.family, zero_text="0", ten_text="10", by=hannah, kind="safety", children=scale.children
    )
    opened = Round.open(
        family=family.family, scales=[scale, overall], held_on=timezone.localdate(), given_in="", by=hannah
    )
    first, second = asking(family, opened, "Dee", scale), asking(family, opened, "Dee", overall)
    assert client.get(first.removesuffix(f"{scale.pk}/")).headers["Location"] == first
    onward = send(client, first, value="4", reason="Locks").headers["Location"]
    assert client.get(onward).headers["Location"] == second
    left_out = soup(client.get(second)).find("a", string="Leave this one out")["href"]
    assert "done=" in client.get(left_out).headers["Location"]
    assert "more to answer" in words_of(client.get(there(family, f"rounds/{opened.pk}/gather/")))


def test_the_same_number_sent_twice_is_one_number(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    at = asking(family, opened, "Dee", scale)
    sent = filled(client.get(at)) | {"value": "4", "reason": "Locks"}
    assert [client.post(at, sent).status_code for _ in range(2)] == [303, 303]
    assert Judgment.objects.count() == 1


def test_a_second_number_of_one_person_is_kept_apart_and_tells_nothing(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    at = asking(family, opened, "Dee", scale)
    late = filled(client.get(at))
    send(client, at, value="4", reason="The first reason")
    clash = client.post(at, late | {"value": "9", "reason": "My words"})
    assert clash.status_code == 409
    assert "The first reason" not in words_of(clash)
    assert "My words" in words_of(clash)


def test_a_slip_is_put_right_by_whoever_entered_it_until_the_round_is_shown(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    send(client, asking(family, opened, "Dee", scale), value="4", reason="Locks")
    given = Judgment.objects.get()
    listed = client.get(there(family, f"rounds/{opened.pk}/mend/"))
    assert "Dee" in words_of(listed)
    assert "Locks" not in words_of(listed)
    at = there(family, f"rounds/{opened.pk}/mend/{given.pk}/")
    early = filled(client.get(at))
    assert send(client, at, value="5").status_code == 303
    given.refresh_from_db()
    assert (given.halves, given.reason, given.version) == (10, "Locks", 2)
    assert client.post(at, early | {"value": "9"}).status_code == 409
    client.force_login(making.worker("Gemma Tate", of=family))
    assert client.get(at).status_code == 404
    send(client, there(family, f"rounds/{opened.pk}/show/"))
    assert client.get(at).status_code == 404


def test_showing_is_asked_once_more_told_in_the_story_and_final(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    send(client, asking(family, opened, "Dee", scale), value="4", reason="Locks")
    send(client, asking(family, opened, "Shane", scale), value="8", reason="Lies")
    late = filled(client.get(asking(family, opened, "Kayla", scale)))
    at = there(family, f"rounds/{opened.pk}/show/")
    assert "This cannot be undone" in words_of(client.get(at))
    answer = send(client, at)
    told = words_of(client.get(answer.headers["Location"]))
    assert "Shane says 8, Dee says 4." in told
    assert "Locks" in told
    assert TimelineEvent.objects.filter(subject=opened.pk, text__contains="shown together").count() == 1
    clash = client.post(asking(family, opened, "Kayla", scale), late | {"value": "2", "reason": "Too late"})
    assert clash.status_code == 409
    assert "Start a new round" in words_of(clash)
    assert Judgment.objects.count() == 2


def test_an_empty_round_is_closed_without_a_word_in_the_story(
    client: Client, family: making.Household, opened: Round
) -> None:
    assert "Close this round without numbers?" in words_of(client.get(there(family, f"rounds/{opened.pk}/show/")))
    send(client, there(family, f"rounds/{opened.pk}/show/"))
    assert not Round.objects.get().is_open
    assert not TimelineEvent.objects.filter(subject=opened.pk).exists()


def test_several_workers_gather_in_one_round(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    send(client, asking(family, opened, "Dee", scale), value="4", reason="Locks")
    client.force_login(making.worker("Gemma Tate", of=family))
    page = client.get(there(family, f"rounds/{opened.pk}/gather/"))
    assert [tick.get_text().strip() for tick in soup(page).select(".gather__tick")] == ["Dee"]
    send(client, asking(family, opened, "Mia", scale), value="2", reason="The door")
    assert Judgment.objects.count() == 2


def test_nobody_outside_the_family_can_be_asked(
    client: Client, family: making.Household, opened: Round, scale: Scale
) -> None:
    stranger = making.person("Nobody")
    assert client.get(there(family, f"rounds/{opened.pk}/gather/{stranger.pk}/")).status_code == 404
    assert client.get(there(family, f"rounds/{UUID(int=7)}/gather/")).status_code == 404


def test_a_worry_kept_from_somebody_is_never_put_before_them(
    client: Client, family: making.Household, hannah: Any
) -> None:
    kept = put(
        family,
        hannah,
        Category.DANGER_STATEMENT,
        "Kept from Shane.",
        ["Kayla"],
        hidden_from=frozenset({family["Shane"].pk}),
    )
    scale = Scale.write(family=family.family, statement=kept, zero_text="0", ten_text="10", by=hannah)
    opened = Round.open(family=family.family, scales=[scale], held_on=timezone.localdate(), given_in="", by=hannah)
    assert client.get(asking(family, opened, "Shane", scale)).status_code == 404
    page = client.get(there(family, f"rounds/{opened.pk}/gather/{family['Shane'].pk}/"), follow=True)
    assert "There is nothing to ask Shane in this round." in words_of(page)
    assert client.get(asking(family, opened, "Kayla", scale)).status_code == 200
