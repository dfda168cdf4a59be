"""Questions to take along: listed, written, changed, taken off, printed; each reader sees what is theirs to see."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.documents.tests.reading import letters_of
from kinmap.families.models import Person
from kinmap.kit.identity import new_id
from kinmap.mapping.models import PinnedQuestion
from kinmap.mapping.tests.asking import at, pinned
from kinmap.visits.models import Visit
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db


def listed(client: Client, family: making.Household) -> str:
    response = client.get(at(family))
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html5lib").select_one("main").get_text(" ").split())  # type: ignore[union-attr]


def sent(family: making.Household, **changes: Any) -> dict[str, Any]:
    return {
        "write": str(new_id()), "text": "Who has the key?", "children": [str(family["Mia"].pk)], "whom": "",
        "category": "next_step", "sharing": "family_all",
    } | changes  # fmt: skip


def test_an_empty_list_says_how_to_begin(worker: Client, family: making.Household) -> None:
    assert "No questions are waiting" in listed(worker, family)


def test_a_question_of_ones_own_is_listed_with_whom_to_ask(worker: Client, family: making.Household) -> None:
    response = worker.post(at(family, "new/"), sent(family, whom=str(family["Dee"].pk)))
    assert response.status_code == 303
    page = listed(worker, family)
    assert "Who has the key?" in page
    assert "Ask Dee" in page
    assert "Mia" in page


def test_the_same_form_twice_makes_one(worker: Client, family: making.Household) -> None:
    words = sent(family)
    assert [worker.post(at(family, "new/"), words).status_code for _ in range(2)] == [303, 303]
    assert PinnedQuestion.objects.count() == 1


def test_nothing_is_lost_when_something_is_missing(worker: Client, family: making.Household) -> None:
    response = worker.post(at(family, "new/"), sent(family, children=[]))
    assert response.status_code == 422
    assert "Who has the key?" in response.content.decode()


def test_questions_stand_under_the_visit_for_which_they_are(
    worker: Client, family: making.Household, hannah: User
) -> None:
    visit = _visit(family, hannah)
    pinned(family, hannah, "For the visit?", about=["Mia"], visit=visit)
    pinned(family, hannah, "For some day?", about=["Mia"])
    page = listed(worker, family)
    assert page.index("Home visit, ") < page.index("For the visit?") < page.index("For no visit yet")
    assert page.index("For no visit yet") < page.index("For some day?")


def test_a_visits_page_shows_its_questions(worker: Client, family: making.Household, hannah: User) -> None:
    visit = _visit(family, hannah)
    pinned(family, hannah, "For the visit?", about=["Mia"], visit=visit)
    page = worker.get(f"/families/{family.ref}/visits/{visit.pk}/")
    assert "For the visit?" in page.content.decode()


def test_a_change_keeps_every_version_and_a_clash_keeps_both(
    worker: Client, family: making.Household, hannah: User
) -> None:
    pin = pinned(family, hannah, about=["Mia"])
    where = at(family, f"{pin.pk}/")
    assert worker.post(where, sent(family, version="1")).status_code == 303
    answer = worker.post(where, sent(family, version="1", text="Too late?"))
    assert answer.status_code == 409
    assert "Too late?" in answer.content.decode()
    assert PinnedQuestion.objects.get().text == "Who has the key?"
    assert pin.history.count() == 2


def test_a_change_leaves_whom_its_writer_cannot_see(worker: Client, family: making.Household, hannah: User) -> None:
    hidden = Person.enter(
        first_name="Uma", last_name="U", by=None, hidden_from={Person.of(hannah).pk}, sharing="family_all"
    )
    family.family.welcome(hidden, role="network", by=None)
    pin = pinned(family, hannah, about=["Mia"], whom=hidden)
    assert "Uma" not in listed(worker, family)
    assert worker.post(at(family, f"{pin.pk}/"), sent(family, version="1")).status_code == 303
    assert PinnedQuestion.objects.get().whom_id == hidden.pk


def test_taken_off_it_waits_apart_and_comes_along_again(worker: Client, family: making.Household, hannah: User) -> None:
    pin = pinned(family, hannah, about=["Mia"])
    assert worker.post(at(family, f"{pin.pk}/take-off/"), {"write": str(new_id()), "version": 1}).status_code == 303
    assert "Taken off the list: 1" in listed(worker, family)
    assert worker.post(at(family, f"{pin.pk}/take-along/"), {"write": str(new_id()), "version": 2}).status_code == 303
    assert "Taken off the list" not in listed(worker, family)


@pytest.mark.parametrize("seen", ["", "1"])
def test_a_question_that_somebody_changed_since_is_not_taken_off_unseen(
    worker: Client, family: making.Household, hannah: User, seen: str
) -> None:
    pin = pinned(family, hannah, about=["Mia"])
    pin.change(by=making.worker("Colin Prentice", of=family), text="Who keeps the key at night?")
    answer = worker.post(at(family, f"{pin.pk}/take-off/"), {"write": str(new_id()), "version": seen})
    assert answer.status_code == 409
    assert "Who keeps the key at night?" in answer.content.decode()
    assert "Taken off the list" not in listed(worker, family)
    page = BeautifulSoup(worker.get(at(family, f"{pin.pk}/")).content, "html5lib")
    version = page.select_one("form[action$=take-off\\/] input[name=version]")
    assert version is not None
    assert version["value"] == "2"
    assert worker.post(at(family, f"{pin.pk}/take-off/"), {"write": str(new_id()), "version": 2}).status_code == 303
    answer = worker.post(at(family, f"{pin.pk}/take-along/"), {"write": str(new_id()), "version": 2})
    assert answer.status_code == 409
    assert "Taken off the list: 1" in listed(worker, family)


def test_a_question_that_is_hidden_from_somebody_is_not_there_for_them(
    worker: Client, client: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    pin = pinned(family, hannah, "About the refuge?", about=["Mia"], hidden_from=frozenset({Person.of(colin).pk}))
    other = Client()
    other.force_login(colin)
    assert "About the refuge?" in listed(worker, family)
    assert "About the refuge?" not in listed(other, family)
    assert other.get(at(family, f"{pin.pk}/")).status_code == 404
    assert other.get(at(family, f"{pin.pk}/answer/")).status_code == 404


def test_a_partner_reads_what_is_about_their_child_alone_and_changes_nothing(
    family: making.Household, hannah: User
) -> None:
    pin = pinned(family, hannah, "About Kayla?", about=["Kayla"])
    pinned(family, hannah, "About both?", about=["Kayla", "Mia"])
    client = Client()
    client.force_login(making.partner(of=family, children=["Kayla"]))
    page = listed(client, family)
    assert "About Kayla?" in page
    assert "About both?" not in page
    assert client.get(at(family, f"{pin.pk}/")).status_code == 403


def test_on_paper_there_is_room_to_write_and_only_what_its_reader_may_see(
    worker: Client, family: making.Household, hannah: User
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    pinned(family, hannah, 'Who wakes first? #read("x") *stars*', about=["Mia"], code="did-first")
    pinned(family, hannah, "About the refuge?", about=["Mia"], hidden_from=frozenset({Person.of(colin).pk}))
    answer = worker.get(at(family, "sheet.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    words = letters_of(answer.content)
    assert 'Whowakesfirst?#read("x")*stars*' in words
    assert "Whodidthat" not in words
    assert "Abouttherefuge?" in words
    other = Client()
    other.force_login(colin)
    assert "refuge" not in letters_of(other.get(at(family, "sheet.pdf")).content)


def test_the_list_asks_the_database_as_much_for_many_as_for_few(
    worker: Client, family: making.Household, hannah: User
) -> None:
    def pin(times: int) -> int:
        for number in range(times):
            pinned(family, hannah, f"Question {number}?", about=["Mia"], code="did-first")
        return queries_of(worker, at(family))

    few = pin(1)
    assert pin(11) == few <= 23


def _visit(family: making.Household, by: User) -> Visit:
    return making.visit(family, "Mia", by=by, planned_for=timezone.localdate() + timedelta(days=5))
