"""Pages of the trail: for auditor and data protection officer alone; every look at them is in the trail too."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import TrailEntry
from kinmap.access.roles import AUDITOR, DATA_PROTECTION_OFFICER, ROLES
from kinmap.access.trail import Verb, record
from kinmap.casework.trail.routine import MANY_BY_NIGHT, questions
from kinmap.families.models import FamilyMember, Person
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
TRAIL, CHECKS = reverse("casework:trail"), reverse("casework:trail_checks")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(home: making.Household) -> Any:
    return making.worker("Hannah Osei", of=home)


@pytest.fixture
def auditor() -> Client:
    return signed_in(making.user("Edna Brook", role=AUDITOR))


def shown(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_auditor_reads_who_looked_at_which_family_and_none_of_its_words(
    home: making.Household, hannah: Any, auditor: Client
) -> None:
    signed_in(hannah).get(f"/families/{home.ref}/map/")
    page = shown(auditor, TRAIL)
    assert "Hannah Osei</b> looked at the record of " in page
    assert "page “map”" in page
    assert home.ref in page
    for words in (home.family.name, "Kayla", "Dee"):
        assert words not in page


@pytest.mark.parametrize("code", sorted(set(ROLES) - {"auditor", "data_protection_officer", "partner"}))
def test_nobody_else_reads_the_trail(code: str) -> None:
    client = signed_in(making.user("Somebody", role=ROLES[code]))
    for where in (TRAIL, CHECKS, reverse("casework:trail_file"), reverse("casework:who_looked", args=["NM-1"])):
        assert client.get(where).status_code == 403, where


def test_the_trail_is_narrowed_by_person_family_act_and_day(
    home: making.Household, hannah: Any, auditor: Client
) -> None:
    other = making.family("Rahman")
    record(by=hannah, verb=Verb.PRINT, kind="copy", family_id=home.family.pk)
    record(by=making.worker("Joanne Beckett", of=other), verb=Verb.LOOK, kind="family", family_id=other.family.pk)
    assert "Joanne Beckett" not in shown(auditor, f"{TRAIL}?family={home.ref.lower()}")
    assert "Hannah Osei" not in shown(auditor, f"{TRAIL}?who=beckett")
    assert "Joanne Beckett" not in shown(auditor, f"{TRAIL}?verb=print")
    day = timezone.localdate() + timedelta(days=1)
    assert "Nothing in the trail fits" in shown(
        auditor, f"{TRAIL}?family={home.ref}&since-day=1&since-month=1&since-year=2020&until-day=2&until-month=1"
        "&until-year=2020",
    )  # fmt: skip
    assert "Nothing in the trail fits" in shown(auditor, f"{TRAIL}?family=NM-0000")
    wrong = auditor.get(f"{TRAIL}?until-day={day.day}&until-month=13&until-year=2026")
    assert wrong.status_code == 422
    assert "There is a problem" in wrong.content.decode()


def test_every_look_at_the_trail_and_every_file_of_it_is_in_the_trail(
    home: making.Household, hannah: Any, auditor: Client
) -> None:
    shown(auditor, f"{TRAIL}?who=hannah")
    list(auditor.get(f"{reverse('casework:trail_file')}?who=hannah"))
    written = TrailEntry.objects.filter(kind="trail", verb=Verb.EXPORT).get()
    assert written.reason == "by who"
    assert TrailEntry.objects.filter(kind="office", reason="read_trail").count() == 2


def test_the_file_opens_in_a_spreadsheet_and_nothing_in_it_is_a_sum(home: making.Household, auditor: Client) -> None:
    record(by=making.user("=1+1"), verb=Verb.LOOK, kind="family", family_id=home.family.pk)
    answer = auditor.get(f"{reverse('casework:trail_file')}?family={home.ref}")
    text = b"".join(answer).decode()
    assert answer["Content-Disposition"] == 'attachment; filename="trail.csv"'
    assert text.startswith("\ufeffWhen,Who,Did")
    assert ",'=1+1," in text


def test_a_letter_says_who_looked_on_how_many_days_and_leaves_out_whom_the_officer_ticks(
    home: making.Household, hannah: Any
) -> None:
    officer = signed_in(making.user("Priti Shah", role=DATA_PROTECTION_OFFICER))
    lowe = making.worker("Martin Lowe", of=home)
    for user in (hannah, hannah, lowe):
        signed_in(user).get(f"/families/{home.ref}/map/")
    letter = reverse("casework:who_looked", args=[home.ref])
    page = shown(officer, letter)
    assert "Hannah Osei<span" in page
    assert "Martin Lowe<span" in page
    assert "Priti Shah<span" not in page, "reading who looked is no look at the record"
    assert "Not everybody is named here" not in page
    shorter = shown(officer, f"{letter}?without={lowe.pk}")
    assert "Martin Lowe<span" not in shorter
    assert "Not everybody is named here" in shorter
    left = TrailEntry.objects.filter(chain=home.family.pk.hex, kind="trail of a family").order_by("-number").first()
    assert left is not None
    assert left.reason == "letter: 1 left out"
    assert officer.get(reverse("casework:who_looked", args=["NM-0000"])).status_code == 404


def test_a_letter_has_no_word_of_the_family(home: making.Household, hannah: Any) -> None:
    page = shown(signed_in(making.user("Priti", role=DATA_PROTECTION_OFFICER)), f"/trail/families/{home.ref}/")
    for words in (home.family.name, "Kayla", "Dee"):
        assert words not in page


# --- Routine checks --------------------------------------------------------------------------------


def found() -> list[tuple[str, str, str]]:
    today = timezone.localdate()
    return [(one.what, one.who.name, one.family) for one in questions(since=today - timedelta(days=2), until=today)]


def test_a_look_at_a_family_with_the_same_surname_is_asked_about(home: making.Household) -> None:
    cousin = making.worker("Sue Larkin", of=home)
    signed_in(cousin).get(f"/families/{home.ref}/map/")
    assert found() == [("Somebody with their surname", "Sue Larkin", home.ref)]


def test_a_look_at_ones_own_record_is_asked_about_but_not_at_a_family_one_helps(
    home: making.Household, hannah: Any
) -> None:
    signed_in(hannah).get(f"/families/{home.ref}/map/")
    assert found() == []
    member = FamilyMember.objects.get(family=home.family, person=Person.of(hannah))
    member.role = "network"
    member.keep(by=None)
    assert found() == [("Their own record", "Hannah Osei", home.ref)]


def test_a_letter_about_a_family_with_ones_own_surname_is_no_look_at_it(home: making.Household) -> None:
    officer = signed_in(making.user("Priti Larkin", role=DATA_PROTECTION_OFFICER))
    shown(officer, reverse("casework:who_looked", args=[home.ref]))
    assert found() == []


def test_a_letter_with_days_that_make_no_period_is_not_written(home: making.Household, hannah: Any) -> None:
    signed_in(hannah).get(f"/families/{home.ref}/map/")
    officer = signed_in(making.user("Priti Shah", role=DATA_PROTECTION_OFFICER))
    days = "since-day=2&since-month=1&since-year=2026&until-day=1&until-month=1&until-year=2026"
    answer = officer.get(f"{reverse('casework:who_looked', args=[home.ref])}?{days}")
    assert answer.status_code == 422
    assert "The last day comes before the first" in answer.content.decode()
    assert "Hannah Osei" not in answer.content.decode()


def test_many_families_in_one_night_are_asked_about_and_by_day_they_are_not(hannah: Any, auditor: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    evening = timezone.make_aware(datetime.combine(yesterday, time(23, 30)))
    for number in range(MANY_BY_NIGHT):
        home = making.family(f"Night{number}")
        at = evening if number < 5 else evening + timedelta(hours=1)  # one night, two dates
        record(by=hannah, verb=Verb.LOOK, kind="family", family_id=home.family.pk, at=at - timedelta(hours=12))
        if number < MANY_BY_NIGHT - 1:
            record(by=hannah, verb=Verb.LOOK, kind="family", family_id=home.family.pk, at=at)
    assert found() == []
    record(by=hannah, verb=Verb.LOOK, kind="family", family_id=home.family.pk, at=evening)
    assert found() == [("Many families in one night", "Hannah Osei", "")]
    assert "many families in one night: 10" in shown(auditor, CHECKS)


def test_the_trail_takes_the_same_queries_for_few_entries_and_for_many(
    home: making.Household, hannah: Any, auditor: Client
) -> None:
    few = queries_of(auditor, TRAIL)
    for number in range(30):
        record(by=making.user(f"Worker {number}"), verb=Verb.LOOK, kind="family",
               family_id=making.family(f"Other{number}").family.pk)  # fmt: skip
    assert queries_of(auditor, TRAIL) == few
