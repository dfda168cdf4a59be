"""A question is answered straight into the map: with its heading, its children, who was asked, as secret as it was."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.access.models import User
from kinmap.families.models import Person
from kinmap.mapping.models import Entry, PinnedQuestion
from kinmap.mapping.tests.asking import answer, at, pinned
from tests import making

pytestmark = pytest.mark.django_db


def the_map(client: Client, family: making.Household) -> str:
    return client.get(f"/families/{family.ref}/map/").content.decode()


@pytest.fixture
def pin(family: making.Household, hannah: User) -> PinnedQuestion:
    """What Dee is to be asked about Mia."""
    made: PinnedQuestion = pinned(
        family, hannah, "What did you do first?", about=["Mia"], category="existing_safety", whom=family["Dee"]
    )
    return made


def test_the_form_knows_the_children_and_who_was_asked(
    worker: Client, family: making.Household, pin: PinnedQuestion
) -> None:
    page = BeautifulSoup(worker.get(at(family, f"{pin.pk}/answer/")).content, "html5lib")
    assert "What did you do first?" in page.text
    assert [box["value"] for box in page.select("input[name=children][checked]")] == [str(family["Mia"].pk)]
    assert page.select_one(f"select[name=said_by] option[value='{family['Dee'].pk}'][selected]")
    assert page.select_one("input[name=category][value=existing_safety]")


def test_the_answer_stands_on_the_map_with_what_was_asked(
    worker: Client, family: making.Household, pin: PinnedQuestion
) -> None:
    assert answer(worker, family, pin, "I took them to Nana’s.").status_code == 303
    entry = Entry.objects.get()
    assert (entry.category, entry.said_by_id) == ("existing_safety", family["Dee"].pk)
    held = PinnedQuestion.objects.get()
    assert (held.state, held.answer_id) == ("answered", entry.pk)
    assert "Asked: What did you do first?" in the_map(worker, family)
    assert "I took them to Nana’s." in worker.get(at(family)).content.decode()


def test_sent_twice_it_is_answered_once(worker: Client, family: making.Household, pin: PinnedQuestion) -> None:
    write = "01960000-0000-7000-8000-00000000abce"
    for _ in range(2):
        assert answer(worker, family, pin, "Nana.", write=write).status_code == 303
    assert Entry.objects.count() == 1


def test_nothing_typed_is_lost_when_something_is_missing(
    worker: Client, family: making.Household, pin: PinnedQuestion
) -> None:
    response = answer(worker, family, pin, "Nana came.", children=[])
    assert response.status_code == 422
    assert "Nana came." in response.content.decode()
    assert not Entry.objects.exists()


def test_a_heading_in_the_form_that_is_not_the_questions_changes_nothing(
    worker: Client, family: making.Household, pin: PinnedQuestion
) -> None:
    answer(worker, family, pin, "Nana.", category="strength")
    assert Entry.objects.get().category == "existing_safety"


def test_the_answer_begins_as_secret_as_the_question(worker: Client, family: making.Household, hannah: User) -> None:
    shane = frozenset({family["Shane"].pk})
    pin = pinned(family, hannah, about=["Mia"], category="strength", hidden_from=shane)
    page = BeautifulSoup(worker.get(at(family, f"{pin.pk}/answer/")).content, "html5lib")
    assert page.select_one(f"input[name=hidden_from][value='{family['Shane'].pk}'][checked]")


def test_an_answer_open_to_all_does_not_tell_what_was_asked_in_secret(
    worker: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    hidden = frozenset({Person.of(colin).pk})
    pin = pinned(family, hannah, "Is it safe at the refuge?", about=["Mia"], category="strength", hidden_from=hidden)
    answer(worker, family, pin, "She sleeps.", hidden_from=[])
    other = Client()
    other.force_login(colin)
    page = the_map(other, family)
    assert "She sleeps." in page
    assert "refuge" not in page
    assert "Asked: Is it safe at the refuge?" in the_map(worker, family)


def test_an_open_question_becomes_as_secret_as_its_answer(
    worker: Client, family: making.Household, pin: PinnedQuestion
) -> None:
    answer(worker, family, pin, "He does not know.", hidden_from=[str(family["Shane"].pk)])
    assert PinnedQuestion.objects.get().hidden_from == {family["Shane"].pk}


def test_what_was_asked_is_there_in_the_past_too(worker: Client, family: making.Household, pin: PinnedQuestion) -> None:
    answer(worker, family, pin, "Nana.")
    Entry.history.update(history_date="2026-01-05T10:00:00Z")
    Entry.objects.update(recorded_at="2026-01-05T10:00:00Z")
    page = worker.get(f"/families/{family.ref}/map/?on=2026-01-06").content.decode()
    assert "Asked: What did you do first?" in page


def test_another_familys_question_is_not_there(worker: Client, family: making.Household, hannah: User) -> None:
    moss = making.family("Moss", children=["Ida"])
    making.allocate(hannah, moss)
    pin = pinned(moss, hannah, about=["Ida"])
    assert worker.get(at(family, f"{pin.pk}/answer/")).status_code == 404


def test_an_entry_of_another_family_is_no_answer(family: making.Household, hannah: User, pin: Any) -> None:
    moss = making.family("Moss", children=["Ida"])
    assert moss.map is not None
    entry = moss.map.add_entry(category="strength", text="Words.", children=[moss["Ida"].pk], by=hannah)
    with pytest.raises(ValueError, match="same family"):
        pin.answered(entry, by=hannah)
