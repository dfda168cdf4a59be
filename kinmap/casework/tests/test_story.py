"""The Story page: the family's chronology, filtered for whoever reads it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.roles import CONFERENCE_CHAIR
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import FamilyMember
from kinmap.kit.people_field import people
from kinmap.live.models import KeptWords
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def event_form(home: making.Household, *children: str, day: date = TODAY, **more: Any) -> dict[str, Any]:
    return {
        "write": str(uuid4()), "children": [str(home[child].pk) for child in children], "on-day": str(day.day),
        "on-month": str(day.month), "on-year": str(day.year), "text": "Reece rang 999 from the landing.",
        "source": "Police", "sharing": "family_all", **more,
    }  # fmt: skip


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def story(home: making.Household, user: Any, **asked: str) -> str:
    return signed_in(user).get(f"/families/{home.ref}/story/", asked).content.decode()


def tell(home: making.Household, text: str, *children: str, days_ago: int = 0, **guard: Any) -> TimelineEvent:
    return TimelineEvent.write(
        family=home.family, children=people(home[child] for child in children), text=text, by=None,
        on=TODAY - timedelta(days=days_ago), **guard,
    )  # fmt: skip


def test_a_fact_is_added_by_hand_and_shown_under_its_day() -> None:
    home = making.family(children=["Reece", "Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    response = signed_in(hannah).post(f"/families/{home.ref}/story/event/", event_form(home, "Reece"))
    assert response.status_code == 303
    shown = story(home, hannah)
    assert "Reece rang 999 from the landing." in shown
    assert "written by Hannah Osei" in shown


def test_the_newest_day_comes_first() -> None:
    home = making.family(children=["Reece"])
    hannah = making.worker("Hannah Osei", of=home)
    for text, ago in (("The oldest.", 40), ("The newest.", 1), ("The middle.", 10)):
        tell(home, text, "Reece", days_ago=ago)
    shown = story(home, hannah)
    assert shown.index("The newest.") < shown.index("The middle.") < shown.index("The oldest.")


def test_one_childs_story_holds_what_is_about_that_child_alone() -> None:
    home = making.family(children=["Reece", "Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    tell(home, "Reece slept.", "Reece")
    tell(home, "Mia drew a door.", "Mia")
    shown = story(home, hannah, child=str(home["Mia"].pk))
    assert "Mia drew a door." in shown
    assert "Reece slept." not in shown


def test_a_child_of_another_family_cannot_be_asked_for() -> None:
    home, other = making.family(children=["Reece"]), making.family("Rahman", children=["Imran"])
    hannah = making.worker("Hannah Osei", of=home)
    tell(other, "Imran laughed.", "Imran")
    assert "Imran" not in story(home, hannah, child=str(other["Imran"].pk))


def test_a_partner_agency_reads_only_what_is_about_its_child() -> None:
    home = making.family(children=["Reece", "Mia"])
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    tell(home, "Mia drew a door.", "Mia")
    tell(home, "Both went swimming.", "Mia", "Reece")
    tell(home, "Reece slept.", "Reece")
    shown = story(home, anita)
    assert "Mia drew a door." in shown
    assert "Both went swimming." not in shown
    assert "Reece" not in shown


def test_what_is_hidden_from_somebody_is_not_on_their_page_nor_its_form() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    joanne = making.worker("Joanne Beckett", of=home)
    person = FamilyMember.objects.get(person__account=joanne).person_id
    event = tell(home, "A secret plan.", "Mia", hidden_from=frozenset({person}))
    assert "A secret plan." in story(home, hannah)
    assert "A secret plan." not in story(home, joanne)
    there = signed_in(joanne).get(f"/families/{home.ref}/story/event/{event.pk}/")
    nowhere = signed_in(joanne).get(f"/families/{home.ref}/story/event/{uuid4()}/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_a_restricted_fact_is_for_the_chair_the_writer_and_those_named() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    joanne = making.worker("Joanne Beckett", of=home)
    ruth = making.worker("Ruth Adeyemi", of=home, role=CONFERENCE_CHAIR)
    form = event_form(home, "Mia", text="Legal advice came.", sharing="restricted")
    assert signed_in(hannah).post(f"/families/{home.ref}/story/event/", form).status_code == 303
    assert "Legal advice came." in story(home, hannah)
    assert "Legal advice came." in story(home, ruth)
    assert "Legal advice came." not in story(home, joanne)


def test_a_correction_keeps_what_was_said_before() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    event = tell(home, "Mia drew a dor.", "Mia")
    form = event_form(home, "Mia", text="Mia drew a door.", version="1")
    response = signed_in(hannah).post(f"/families/{home.ref}/story/event/{event.pk}/", form)
    assert response.status_code == 303
    assert "Mia drew a door." in story(home, hannah)
    assert set(event.history.values_list("text", flat=True)) == {"Mia drew a dor.", "Mia drew a door."}


def test_two_corrections_at_once_clash_and_both_texts_are_shown() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    event = tell(home, "Mia drew a dor.", "Mia")
    event.change(by=making.worker("Joanne Beckett", of=home), text="Mia drew a black door.")
    form = event_form(home, "Mia", text="Mia drew a door.", version="1")
    response = signed_in(hannah).post(f"/families/{home.ref}/story/event/{event.pk}/", form)
    assert response.status_code == 409
    assert "Mia drew a black door." in response.content.decode()
    assert "Mia drew a door." in response.content.decode()
    assert KeptWords.objects.waiting_for(hannah).get().words["text"] == "Mia drew a door."


def test_a_correction_without_its_version_overwrites_nothing() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    event = tell(home, "Mia drew a dor.", "Mia")
    form = event_form(home, "Mia", text="Something else.")
    assert signed_in(hannah).post(f"/families/{home.ref}/story/event/{event.pk}/", form).status_code == 409
    event.refresh_from_db()
    assert event.text == "Mia drew a dor."


def test_whoever_corrects_a_fact_lifts_no_restriction_that_they_cannot_see() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    elsewhere = making.person("Shane", "Holt")  # nobody whom Hannah could tick
    event = tell(home, "Mia drew a dor.", "Mia", hidden_from=frozenset({elsewhere.pk}))
    form = event_form(home, "Mia", text="Mia drew a door.", version="1")
    signed_in(hannah).post(f"/families/{home.ref}/story/event/{event.pk}/", form)
    event.refresh_from_db()
    assert (event.text, event.hidden_from) == ("Mia drew a door.", {elsewhere.pk})


def test_what_another_page_wrote_cannot_be_rewritten_here() -> None:
    home = making.family(children=["Mia"])
    hannah = making.worker("Hannah Osei", of=home)
    event = tell(home, "Plan begun.", "Mia")
    TimelineEvent.objects.filter(pk=event.pk).update(kind="plan")
    assert signed_in(hannah).get(f"/families/{home.ref}/story/event/{event.pk}/").status_code == 404


def test_the_same_fact_sent_twice_is_told_once() -> None:
    home = making.family(children=["Mia"])
    client = signed_in(making.worker("Hannah Osei", of=home))
    form = event_form(home, "Mia")
    answers = [client.post(f"/families/{home.ref}/story/event/", form).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert TimelineEvent.objects.count() == 1


def test_a_fact_about_no_child_or_of_tomorrow_is_refused_and_its_words_stay() -> None:
    home = making.family(children=["Mia", "Reece"])
    client = signed_in(making.worker("Hannah Osei", of=home))
    form = event_form(home, day=TODAY + timedelta(days=1))
    response = client.post(f"/families/{home.ref}/story/event/", form)
    assert response.status_code == 422
    shown = response.content.decode()
    assert "Tick at least one child" in shown
    assert "Reece rang 999 from the landing." in shown
    assert shown.count("govuk-error-message") >= 2


def test_the_page_asks_the_same_number_of_questions_for_five_facts_and_for_fifty() -> None:
    home = making.family(children=["Mia"])
    client = signed_in(making.worker("Hannah Osei", of=home))
    counts = []
    for more in (5, 45):
        for number in range(more):
            tell(home, f"Fact {number}.", "Mia", days_ago=number)
        with CaptureQueriesContext(connection) as counted:
            client.get(f"/families/{home.ref}/story/")
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 18
