"""Opening a family: searched for first, on one screen, and from then on open to whoever opened it and nobody else."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import TrailEntry
from kinmap.access.roles import PRACTICE_LEAD, TEAM_MANAGER
from kinmap.casework.doors import reader_of, ties_of
from kinmap.casework.models import Allocation, Involvement
from kinmap.families.models import Family, FamilyMember, Person
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def on(name, day=TODAY):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def typed(**more):
    return {
        "write": str(uuid4()), "family_name": "Bo family", "first_name": "Ann", "last_name": "Bo", "expected": "born",
        "gender": "female", "stage": "cin", "basis": "s17", "reason": "School asked for help.", "part": "lead",
        **on("born", date(2017, 6, 1)), **on("started"), **more,
    }  # fmt: skip


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def words(response):
    return " ".join(response.content.decode().split())


def test_a_family_is_opened_on_one_screen():
    hannah = making.user("Hannah Osei", team=making.team())
    client = signed_in(hannah)
    answer = client.post("/families/new/", typed())
    family = Family.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/families/{family.ref}/people/"
    child = Person.objects.get(first_name="Ann")
    assert (child.born, child.gender) == (date(2017, 6, 1), "female")
    stage = Involvement.objects.get()
    assert (stage.child, stage.stage, stage.basis, stage.started) == (child, "cin", "s17", TODAY)
    allocated = Allocation.objects.get()
    assert (allocated.child, allocated.worker.account, allocated.part, allocated.team) == (
        child, hannah, "lead", hannah.team,
    )  # fmt: skip
    assert "Ann Bo" in words(client.get(answer["Location"]))
    assert TrailEntry.objects.filter(kind="family", verb="create", chain=family.pk.hex).exists()


def test_the_manager_of_the_team_gets_in_and_no_other_colleague():
    team = making.team()
    hannah, boss = making.user(team=team), making.user(role=TEAM_MANAGER, team=team)
    signed_in(hannah).post("/families/new/", typed())
    page = f"/families/{Family.objects.get().ref}/people/"
    assert signed_in(boss).get(page).status_code == 200
    assert signed_in(making.user(team=team)).get(page).status_code == 404


def test_a_reference_is_safe_to_say_aloud_and_cannot_be_counted_through():
    refs = {Family.new_ref() for _ in range(50)}
    assert len(refs) == 50
    assert not any(set(ref.removeprefix("KM-")) & set("01IOAEU") for ref in refs)


def test_an_unborn_child_opens_a_family():
    client = signed_in(making.user())
    asked = typed(expected="unborn", first_name="Baby", **on("due", date(2027, 3, 3)))
    assert client.post("/families/new/", asked).status_code == 303
    baby = Person.objects.get(first_name="Baby")
    assert (baby.due, baby.born) == (date(2027, 3, 3), None)


def test_sending_twice_opens_one_family_and_leads_to_it():
    client, asked = signed_in(making.user()), typed()
    first, second = client.post("/families/new/", asked), client.post("/families/new/", asked)
    assert first["Location"] == second["Location"]
    assert Family.objects.count() == 1


def test_a_child_with_a_record_is_offered_and_brought_into_the_second_family():
    larkin = making.family("Larkin", children=["Mia"])
    hannah = making.worker(of=larkin)
    client = signed_in(hannah)
    same = {"first_name": "Mya", "last_name": "Larkin"}
    asked = client.post("/families/new/", typed(**same))
    assert "Is it one of these?" in words(asked)
    assert "Mia Larkin, born 9 March 2012" in words(asked)
    assert Family.objects.count() == 1
    chosen = client.post("/families/new/", typed(**same, record=str(larkin["Mia"].pk)))
    assert chosen.status_code == 303
    assert FamilyMember.objects.filter(person=larkin["Mia"]).count() == 2
    assert not Person.objects.filter(first_name="Mya").exists()


def test_a_stranger_is_told_whom_to_ask_and_may_still_go_on():
    larkin = making.family("Larkin", children=["Mia"])
    making.worker("Joanne Beckett", of=larkin, part="lead")
    client = signed_in(making.user())
    same = {"first_name": "Mia", "last_name": "Larkin"}
    asked = words(client.post("/families/new/", typed(**same)))
    assert "A record exists" in asked
    assert "Ask Joanne Beckett" in asked
    assert larkin.ref not in asked
    assert client.post("/families/new/", typed(**same, record="new")).status_code == 303
    assert Family.objects.count() == 2


def test_somebody_elses_child_cannot_be_taken_by_typing_an_id():
    larkin = making.family("Larkin", children=["Mia"])
    client = signed_in(making.user())
    client.post("/families/new/", typed(first_name="Mia", last_name="Larkin", record=str(larkin["Mia"].pk)))
    assert FamilyMember.objects.filter(person=larkin["Mia"]).count() == 1


def test_nothing_typed_is_lost_when_something_is_missing():
    answer = signed_in(making.user()).post("/families/new/", typed(stage="", reason="Nursery is worried."))
    assert answer.status_code == 422
    assert "Choose a stage" in words(answer)
    assert "Nursery is worried." in words(answer)
    assert not Family.objects.exists()


def test_whoever_may_not_open_families_cannot():
    assert signed_in(making.user(role=PRACTICE_LEAD)).get("/families/new/").status_code == 403
    larkin = making.family("Larkin", children=["Mia"])
    assert signed_in(making.partner(of=larkin, children=["Mia"])).get("/families/new/").status_code == 403


def test_the_whole_family_is_open_to_the_worker_who_opened_it():
    hannah = making.user()
    signed_in(hannah).post("/families/new/", typed())
    reader = reader_of(hannah, ties_of(hannah))
    assert reader.family_ids == {Family.objects.get().pk}
