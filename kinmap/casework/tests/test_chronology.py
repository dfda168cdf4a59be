"""The chronology: found, weighed, half known, withdrawn, and printed for one reader."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from kinmap.casework.copying import previewed
from kinmap.casework.models import TimelineEvent
from kinmap.documents import press
from kinmap.kit.people_field import people
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(home: making.Household, client: Client) -> Any:
    worker = making.worker("Hannah Osei", of=home)
    client.force_login(worker)
    return worker


def tell(home: making.Household, text: str, *children: str, **facts: Any) -> TimelineEvent:
    facts = {"on": date(2026, 6, 13), **facts}
    return TimelineEvent.write(family=home.family, children=people(home[child] for child in children), text=text,
                               by=None, **facts)  # fmt: skip


def story(client: Client, home: making.Household, **asked: Any) -> str:
    return client.get(f"/families/{home.ref}/story/", asked).content.decode()


def printed(home: making.Household, worker: Any, name: str, copy: str, asked: str = "") -> Any:
    person = making.eyes_of(worker).person_id if name == "me" else home[name].pk
    return previewed(home.family, making.eyes_of(worker), document="chronology", copy=copy, person=person,
                     asked=QueryDict(asked)).prepared  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"q": "WRIST"}, {"Kayla broke her wrist."}),
        ({"kind": "police"}, {"Police came."}),
        ({"weight": "significant"}, {"Kayla broke her wrist.", "Police came."}),
        ({"weight": "serious"}, {"Kayla broke her wrist."}),
        ({"source": "log"}, {"Police came."}),
        ({"since-day": 1, "since-month": 7, "since-year": 2026}, {"Mia drew a door."}),
        ({"until-day": 30, "until-month": 6, "until-year": 2026}, {"Kayla broke her wrist.", "Police came."}),
    ],
)
def test_a_long_story_is_narrowed_down(
    client: Client, home: making.Household, hannah: Any, asked: dict[str, Any], there: set[str]
) -> None:
    tell(home, "Kayla broke her wrist.", "Kayla", significance="serious")
    tell(home, "Police came.", "Kayla", "Mia", kind="police", significance="significant", source="Police log")
    tell(home, "Mia drew a door.", "Mia", on=date(2026, 8, 1))
    shown = story(client, home, **asked)
    for text in ("Kayla broke her wrist.", "Police came.", "Mia drew a door."):
        assert (text in shown) == (text in there)


def test_what_happened_to_both_is_told_once_and_stands_in_each_childs_story(
    client: Client, home: making.Household, hannah: Any
) -> None:
    tell(home, "Both came home.", "Kayla", "Mia")
    tell(home, "Kayla danced.", "Kayla")
    assert story(client, home).count("Both came home.</p>") == 1
    mias = story(client, home, child=home["Mia"].pk)
    assert "Both came home." in mias
    assert "Kayla danced." not in mias
    assert "Both came home." not in story(client, home, child=home["Mia"].pk, alone="on")


def test_a_day_is_as_well_known_as_it_is_and_what_comes_is_marked(
    client: Client, home: making.Household, hannah: Any
) -> None:
    tell(home, "First call.", "Mia", on=date(2021, 8, 1), precision="month")
    tell(home, "Some time.", "Mia", on=None, precision="unknown")
    tell(home, "The trial.", "Mia", on=timezone.localdate() + timedelta(days=9))
    shown = story(client, home)
    assert "August 2021" in shown
    assert "Date not known" in shown
    assert "coming, in 9 days" in shown
    assert shown.index("The trial.") < shown.index("First call.") < shown.index("Some time.")


def test_a_silence_is_said_and_not_filled(client: Client, home: making.Household, hannah: Any) -> None:
    tell(home, "Before.", "Mia", on=date(2025, 1, 10))
    tell(home, "After.", "Mia", on=date(2026, 1, 12))
    assert "Nothing stands here for 12 months." in story(client, home)
    assert [event.silence for event in printed(home, hannah, "me", "professional").sheet.events] == [12, 0]


def test_a_withdrawn_event_leaves_the_story_and_comes_back_with_every_version(
    client: Client, home: making.Household, hannah: Any
) -> None:
    event = tell(home, "It was Kayla.", "Kayla")
    at = f"/families/{home.ref}/story/event/{event.pk}"
    sent = {"write": str(uuid4()), "version": event.version, "why": "It was another family."}
    assert client.post(f"{at}/withdraw/", sent).status_code == 303
    assert "It was Kayla." not in story(client, home)
    gone = client.get(f"/families/{home.ref}/story/withdrawn/").content.decode()
    assert "It was Kayla." in gone
    assert "It was another family." in gone
    assert not printed(home, hannah, "me", "professional").sheet.events
    assert f'name="version" value="{event.version + 1}"' in gone
    assert client.post(f"{at}/bring-back/", {"write": str(uuid4()), "version": event.version + 1}).status_code == 303
    assert "It was Kayla." in story(client, home)
    assert client.get(f"{at}/versions/").content.decode().count("It was Kayla.") == 3


@pytest.mark.parametrize("seen", ["", "1"])
def test_an_event_that_somebody_changed_since_is_neither_withdrawn_nor_brought_back_unseen(
    client: Client, home: making.Household, hannah: Any, seen: str
) -> None:
    event = tell(home, "It was Kayla.", "Kayla")
    at = f"/families/{home.ref}/story/event/{event.pk}"
    colin = making.worker("Colin Baptiste", of=home)
    event.change(by=colin, text="It was Kayla, and Mia saw it.")
    answer = client.post(f"{at}/withdraw/", {"write": str(uuid4()), "version": seen, "why": "Written twice."})
    assert answer.status_code == 409
    assert "It was Kayla, and Mia saw it." in answer.content.decode()
    assert "Written twice." in answer.content.decode()
    assert "and Mia saw it." in story(client, home)
    event.withdraw(by=colin, why="Another family.")
    answer = client.post(f"{at}/bring-back/", {"write": str(uuid4()), "version": seen})
    assert answer.status_code == 409
    assert "and Mia saw it." not in story(client, home)


def test_a_version_that_was_secret_stays_so_when_the_event_is_opened(client: Client, home: making.Household) -> None:
    event = tell(home, "The old secret.", "Mia", sharing="sealed", named=frozenset({home["Dee"].pk}))
    hannah = making.worker("Hannah Osei", of=home)
    event.change(by=hannah, text="Open now.", sharing="family_all", named=frozenset())
    client.force_login(hannah)
    shown = client.get(f"/families/{home.ref}/story/event/{event.pk}/versions/").content.decode()
    assert "Open now." in shown
    assert "The old secret." not in shown


def test_the_chronology_on_paper_is_numbered_for_its_reader_and_limited_to_both(
    home: making.Household, hannah: Any
) -> None:
    tell(home, "The first.", "Mia", on=date(2026, 1, 1))
    tell(home, "Only for workers.", "Mia", on=date(2026, 2, 1), sharing="professionals")
    tell(home, "The last.", "Kayla", "Mia", on=date(2026, 3, 1), significance="serious", source="Police log",
         source_type="record", meant="Mia stopped drawing.")  # fmt: skip
    copy = printed(home, hannah, "Dee", "family")
    assert [(event.number, event.words.text) for event in copy.sheet.events] == [(1, "The first."), (2, "The last.")]
    assert [one.what for one in copy.left_out] == ["What happened: Only for workers."]
    mine = printed(home, hannah, "me", "professional", "weight=serious").sheet
    (event,) = mine.events
    assert (event.weight, event.source) == ("Serious", "Police log, from a record")
    assert event.about == ("Kayla Larkin", "Mia Larkin")
    assert mine.narrowed == "Serious only"
    mias = printed(home, hannah, "me", "professional", f"child={home['Mia'].pk}&alone=on").sheet
    assert [event.words.text for event in mias.events] == ["The first.", "Only for workers."]
    assert mias.children == ("Mia Larkin",)


@pytest.mark.parametrize(("name", "copy"), [("me", "professional"), ("Dee", "family"), ("Mia", "child")])
def test_every_form_of_the_chronology_can_be_printed(home: making.Household, hannah: Any, name: str, copy: str) -> None:
    for number in range(40):
        tell(home, f"Number {number}. " + "Words. " * 30, "Mia", on=date(2026, 1, 1) + timedelta(days=number))
    person = making.eyes_of(hannah).person_id if name == "me" else home[name].pk
    shown = previewed(home.family, making.eyes_of(hannah), document="chronology", copy=copy, person=person)
    for format in shown.document.formats:
        assert shown.document.made(shown.prepared.sheet, at=shown.wanted.at, format=format)
    assert press.pdf(shown.document.layout, shown.prepared.sheet, at=shown.wanted.at).startswith(b"%PDF")
