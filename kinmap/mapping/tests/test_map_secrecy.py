"""Who finds the map and what they find there."""

from typing import Any

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.families.models import Person
from kinmap.kit.people_field import people
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.larkin import put
from kinmap.mapping.tests.writing import address, edited, send, shown
from tests import making

pytestmark = pytest.mark.django_db

READING = ["", "withdrawn/", "entries/{}/versions/"]
WRITING = [
    "shared/",
    "entries/{}/",
    "entries/{}/more/",
    "entries/{}/move/",
    "entries/{}/withdraw/",
    "entries/{}/other-view/",
    "entries/{}/link/",
    "entries/{}/wording/",
]
POSTED = [
    "entries/",
    "entries/more/",
    "entries/{}/",
    "entries/{}/as-you-go/",
    "entries/{}/move/",
    "entries/{}/withdraw/",
    "entries/{}/bring-back/",
    "entries/{}/other-view/",
    "entries/{}/link/",
    "entries/{}/wording/",
    "shared/",
]


@pytest.fixture
def harm(family: making.Household, hannah: User) -> Entry:
    return put(family, hannah, Category.PAST_HARM, "He hit Mum.", about=["Mia"])


@pytest.fixture
def stranger(client: Client, family: making.Household) -> Client:
    """A social worker of another family."""
    client.force_login(making.worker("Stranger", of=making.family("Rahman", children=["Yusuf"])))
    return client


@pytest.fixture
def partner(family: making.Household) -> Client:
    """Mia's teacher, who may read about Mia."""
    browser = Client()
    browser.force_login(making.partner(of=family, children=["Mia"]))
    return browser


@pytest.mark.parametrize("page", READING + WRITING)
def test_a_stranger_finds_nothing(stranger: Client, family: making.Household, harm: Entry, page: str) -> None:
    assert stranger.get(address(family, page.format(harm.pk))).status_code == 404


@pytest.mark.parametrize("page", POSTED)
def test_a_stranger_changes_nothing(stranger: Client, family: making.Household, harm: Entry, page: str) -> None:
    sent = edited(harm, text="Changed.")
    assert send(stranger, address(family, page.format(harm.pk)), **sent).status_code == 404
    assert harm.history.count() == 1


@pytest.mark.parametrize("page", WRITING)
def test_a_reader_without_the_right_is_refused_the_forms(
    partner: Client, family: making.Household, harm: Entry, page: str
) -> None:
    assert partner.get(address(family, page.format(harm.pk))).status_code == 403


@pytest.mark.parametrize("page", POSTED)
def test_a_reader_without_the_right_changes_nothing(
    partner: Client, family: making.Household, harm: Entry, page: str
) -> None:
    assert send(partner, address(family, page.format(harm.pk)), **edited(harm, text="Changed.")).status_code == 403
    assert harm.history.count() == 1


@pytest.mark.parametrize("page", READING)
def test_nobody_signed_out_gets_in(client: Client, family: making.Household, harm: Entry, page: str) -> None:
    assert client.get(address(family, page.format(harm.pk))).status_code == 302


def test_a_partner_agency_sees_only_its_child(
    partner: Client, family: making.Household, hannah: User, harm: Entry
) -> None:
    put(family, hannah, Category.PAST_HARM, "Toby bites.", about=["Toby"])
    put(family, hannah, Category.STRENGTH, "Mia and Toby play.", about=["Mia", "Toby"])
    page = shown(partner, family)
    assert "He hit Mum." in page
    assert "Toby" not in page
    assert "Add" not in page
    assert "Edit" not in page


def test_an_entry_of_another_family_is_not_found_through_this_one(worker: Client, family: making.Household) -> None:
    elsewhere = making.family("Rahman", children=["Yusuf"])
    other = put(elsewhere, making.worker("Jo", of=elsewhere), Category.STRENGTH, "Theirs.", about=["Yusuf"])
    assert worker.get(address(family, f"entries/{other.pk}/")).status_code == 404


SECRETS: list[dict[str, Any]] = [
    {"sharing": Sharing.SEALED},
    {"sharing": Sharing.RESTRICTED},
    {"sharing": Sharing.FAMILY_ALL, "hide": True},
]


@pytest.mark.parametrize("secret", SECRETS)
def test_what_a_worker_may_not_see_is_on_none_of_their_pages(
    worker: Client, family: making.Household, hannah: User, secret: dict[str, Any]
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    guard = {"sharing": secret["sharing"]}
    if secret.get("hide"):
        guard["hidden_from"] = people([hannah.person])
    danger = put(family, colin, Category.DANGER_STATEMENT, "A secret danger.", about=["Mia"], **guard)
    safety = put(family, hannah, Category.EXISTING_SAFETY, "Dee rang Nana.", about=["Mia"], answers=danger)
    danger.link_to(safety, by=colin)
    danger.dispute(words="A secret view.", by=colin)
    for page in (
        "",
        "withdrawn/",
        f"entries/{safety.pk}/",
        f"entries/{safety.pk}/link/",
        f"entries/{safety.pk}/versions/",
    ):
        answer = worker.get(address(family, page)).content.decode()
        assert "secret" not in answer.lower().replace("sealed", "")
    assert worker.get(address(family, f"entries/{danger.pk}/")).status_code == 404
    danger.withdraw(by=colin)
    assert "Taken off the map" not in shown(worker, family)


def test_editing_never_lets_go_of_a_danger_that_the_writer_may_not_see(
    worker: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    danger = put(family, colin, Category.DANGER_STATEMENT, "A secret danger.", about=["Mia"], sharing=Sharing.SEALED)
    safety = put(family, hannah, Category.EXISTING_SAFETY, "Dee rang Nana.", about=["Mia"], answers=danger)
    send(worker, address(family, f"entries/{safety.pk}/"), **edited(safety, text="Dee rang Nana twice.", answers=""))
    safety.refresh_from_db()
    assert safety.answers == danger


def test_the_worker_is_told_who_may_see_a_restricted_entry(
    worker: Client, family: making.Household, hannah: User
) -> None:
    put(
        family,
        hannah,
        Category.PAST_HARM,
        "Private.",
        about=["Mia"],
        sharing=Sharing.CHILD_PRIVATE,
        hidden_from=people([family["Dee"]]),
    )
    assert "Private to the child · hidden from Dee" in shown(worker, family)


def test_a_partner_is_not_told_from_whom_an_entry_is_hidden(
    partner: Client, family: making.Household, hannah: User
) -> None:
    put(family, hannah, Category.PAST_HARM, "Heard at night.", about=["Mia"], hidden_from=people([family["Shane"]]))
    page = shown(partner, family)
    assert "Heard at night." in page
    assert "hidden" not in page.lower().replace("visually-hidden", "").replace("map-hidden", "").replace(
        "aria-hidden", ""
    ).replace('type="hidden"', "").replace("<svg hidden", "")


def test_a_goal_that_answers_a_hidden_worry_is_to_the_reader_a_goal_that_answers_none(
    family: making.Household, hannah: User
) -> None:
    danger = put(family, hannah, Category.DANGER_STATEMENT, "Shane could come back.", ["Mia"])
    goal = put(family, hannah, Category.GOAL, "Mum and Nana keep Mia safe.", ["Mia"], answers=danger)
    other = making.worker("Ruth Adeyemi", of=family)
    client = Client()
    client.force_login(other)
    assert "goal_link" not in client.get(address(family, f"entries/{goal.pk}/")).context["stood"]
    danger.hidden_from = people([Person.of(other).pk])
    danger.keep(by=hannah)
    assert "goal_link" in client.get(address(family, f"entries/{goal.pk}/")).context["stood"]
