"""The Work page and what is written there: per child, never per family."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.models import TrailEntry
from kinmap.access.roles import TEAM_MANAGER
from kinmap.casework.models import Agreement, Allocation, Involvement, TimelineEvent
from kinmap.families.models import FamilyMember
from kinmap.live.models import KeptWords
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def on(name: str, day: date = TODAY) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def house() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Reece", "Mia"], parents=["Dee", "Shane"], stage="cin")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def stage_form(home: making.Household, client: Client, *children: str, **more: Any) -> dict[str, Any]:
    page = client.get(f"/families/{home.ref}/work/stage/")
    return {
        "write": str(uuid4()), "children": [str(home[child].pk) for child in children], "stage": "cp", "basis": "s47",
        "reason": "Shane came back.", "sharing": "family_all", "seen": page.context["form"]["seen"].value(),
        **on("started"), **more,
    }  # fmt: skip


def agreement_form(home: making.Household, *children: str, **more: Any) -> dict[str, Any]:
    return {
        "write": str(uuid4()), "children": [str(home[child].pk) for child in children],
        "given_by": str(home["Dee"].pk), "agencies": "Beckside Primary", "words_said": "Yes, if Mrs Desai comes.",
        "sharing": "family_all", **on("started"), **more,
    }  # fmt: skip


def test_the_page_shows_each_child_with_their_own_stage() -> None:
    home = house()
    hannah = making.worker("Hannah Osei", of=home)
    Involvement.begin(family=home.family, child=home["Kayla"], stage="cp", basis="s47", started=TODAY, by=hannah)
    shown = signed_in(hannah).get(f"/families/{home.ref}/work/")
    stages = {one.child.name: one.now.words for one in shown.context["children"]}
    assert stages == {"Kayla": "Child protection", "Reece": "Child in need", "Mia": "Child in need"}
    assert "Earlier stages" in shown.content.decode()


def test_a_stage_changes_for_the_children_that_are_ticked_and_for_no_other() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    response = client.post(f"/families/{home.ref}/work/stage/", stage_form(home, client, "Kayla", "Reece"))
    assert response.status_code == 303
    assert response["Location"] == f"/families/{home.ref}/work/"
    standing = Involvement.objects.filter(ended__isnull=True).values_list("child__first_name", "stage")
    assert dict(standing) == {"Kayla": "cp", "Reece": "cp", "Mia": "cin"}
    ended = Involvement.objects.filter(ended=TODAY).values_list("child__first_name", flat=True)
    assert set(ended) == {"Kayla", "Reece"}


def test_a_stage_for_several_children_is_one_line_of_the_story() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    client.post(f"/families/{home.ref}/work/stage/", stage_form(home, client, "Kayla", "Reece"))
    told = TimelineEvent.objects.get()
    assert told.text == "Child protection began."
    assert told.children == {home["Kayla"].pk, home["Reece"].pk}


def test_the_same_change_of_stage_sent_twice_is_made_once() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    form = stage_form(home, client, "Kayla")
    first, second = (client.post(f"/families/{home.ref}/work/stage/", form) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert Involvement.objects.filter(child=home["Kayla"], stage="cp").count() == 1


def test_the_same_id_with_other_words_is_a_clash() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    form = agreement_form(home, "Mia")
    assert client.post(f"/families/{home.ref}/work/agreement/", form).status_code == 303
    again = client.post(f"/families/{home.ref}/work/agreement/", {**form, "words_said": "No, not any more."})
    assert again.status_code == 409
    assert "No, not any more." in again.content.decode()
    assert Agreement.objects.get().words == "Yes, if Mrs Desai comes."


def test_a_stage_that_somebody_changed_meanwhile_is_a_clash_and_both_are_kept() -> None:
    home = house()
    hannah = making.worker("Hannah Osei", of=home)
    client = signed_in(hannah)
    form = stage_form(home, client, "Kayla")
    other = making.worker("Joanne Beckett", of=home)
    Involvement.begin(family=home.family, child=home["Kayla"], stage="lac", basis="s20", started=TODAY, by=other)
    response = client.post(f"/families/{home.ref}/work/stage/", form)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Kayla: Looked after since" in shown
    assert "Shane came back." in shown
    assert KeptWords.objects.waiting_for(hannah).get().words["reason"] == "Shane came back."
    assert Involvement.objects.get(child=home["Kayla"], ended__isnull=True).stage == "lac"


def test_a_form_without_a_child_is_refused_and_keeps_what_was_typed() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    response = client.post(f"/families/{home.ref}/work/stage/", stage_form(home, client))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "Tick at least one child" in shown
    assert "Shane came back." in shown
    assert not Involvement.objects.filter(stage="cp").exists()


def test_no_stage_begins_before_the_present_one_began() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    early = stage_form(home, client, "Kayla", **on("started", TODAY - timedelta(days=300)))
    response = client.post(f"/families/{home.ref}/work/stage/", early)
    assert response.status_code == 422
    assert "Kayla’s child in need began on" in response.content.decode()


def test_a_child_cannot_be_sent_to_the_stage_where_they_are() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    same = stage_form(home, client, "Kayla", stage="cin", basis="s47")
    response = client.post(f"/families/{home.ref}/work/stage/", same)
    assert response.status_code == 422
    assert "Kayla has been at this stage on this basis since" in response.content.decode()


def test_an_agreement_is_kept_for_each_child_with_who_gave_it_and_for_whom() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    response = client.post(f"/families/{home.ref}/work/agreement/", agreement_form(home, "Mia", "Reece"))
    assert response.status_code == 303
    rows = Agreement.objects.order_by("child__first_name").values_list(
        "child__first_name", "given_by__first_name", "agencies"
    )
    assert list(rows) == [("Mia", "Dee", "Beckside Primary"), ("Reece", "Dee", "Beckside Primary")]
    shown = client.get(f"/families/{home.ref}/work/").content.decode()
    assert "agreed for Mia on" in shown
    assert "Yes, if Mrs Desai comes." in shown


def test_an_agreement_can_be_withdrawn_and_stays_in_the_record() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    client.post(f"/families/{home.ref}/work/agreement/", agreement_form(home, "Mia"))
    given = Agreement.objects.get()
    form = {"write": str(uuid4()), "version": "1", **on("on")}
    assert client.post(f"/families/{home.ref}/work/agreement/{given.pk}/", form).status_code == 303
    assert Agreement.objects.get().ended == TODAY
    assert "Withdrawn" in client.get(f"/families/{home.ref}/work/").content.decode()


def test_two_people_withdrawing_one_agreement_clash() -> None:
    home = house()
    hannah = making.worker("Hannah Osei", of=home)
    client = signed_in(hannah)
    client.post(f"/families/{home.ref}/work/agreement/", agreement_form(home, "Mia"))
    given = Agreement.objects.get()
    given.withdraw(on=TODAY, by=making.worker("Joanne Beckett", of=home))
    form = {"write": str(uuid4()), "version": "1", **on("on")}
    assert client.post(f"/families/{home.ref}/work/agreement/{given.pk}/", form).status_code == 409


def test_an_agreement_hidden_from_somebody_is_not_there_for_them() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    joanne = making.worker("Joanne Beckett", of=home)
    person = FamilyMember.objects.get(person__account=joanne).person
    client.post(f"/families/{home.ref}/work/agreement/", agreement_form(home, "Mia", hidden_from=[str(person.pk)]))
    given = Agreement.objects.get()
    shown = signed_in(joanne).get(f"/families/{home.ref}/work/").content.decode()
    assert "Beckside Primary" not in shown
    assert signed_in(joanne).get(f"/families/{home.ref}/work/agreement/{given.pk}/").status_code == 404
    assert "early help" not in signed_in(joanne).get(f"/families/{home.ref}/story/").content.decode()


def test_a_manager_brings_a_partner_in_for_the_children_that_are_ticked() -> None:
    home = house()
    manager = signed_in(making.worker("Colin Prentice", of=home, role=TEAM_MANAGER))
    anita = making.user("Anita Desai", role=making.PARTNER, organisation=making.school())
    found = manager.get(f"/families/{home.ref}/work/team/", {"find": "desai beckside"})
    assert "Anita Desai" in found.content.decode()
    form = {"write": str(uuid4()), "children": [str(home["Mia"].pk)], "part": "partner", **on("started")}
    assert manager.post(f"/families/{home.ref}/work/team/{anita.pk}/", form).status_code == 303
    assert Allocation.objects.get(worker__account=anita).child == home["Mia"]
    shown = signed_in(anita).get(f"/families/{home.ref}/work/").content.decode()
    assert "Mia" in shown
    assert "Kayla" not in shown
    assert "Reece" not in shown


def test_somebody_brought_in_belongs_to_the_familys_people() -> None:
    home = house()
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    assert FamilyMember.objects.get(person__account=anita).role == FamilyMember.Role.PROFESSIONAL


def test_a_workers_part_ends_for_one_child_and_goes_on_for_the_other() -> None:
    home = house()
    manager = signed_in(making.worker("Colin Prentice", of=home, role=TEAM_MANAGER))
    anita = making.partner("Anita Desai", of=home, children=["Mia", "Reece"])
    row = Allocation.objects.filter(worker__account=anita).first()
    form = {"write": str(uuid4()), "children": [str(home["Reece"].pk)], **on("on")}
    assert manager.post(f"/families/{home.ref}/work/team/end/{row.pk}/", form).status_code == 303
    open_rows = Allocation.objects.filter(worker__account=anita, ended__isnull=True)
    assert [one.child for one in open_rows] == [home["Mia"]]
    assert "Reece" not in signed_in(anita).get(f"/families/{home.ref}/work/").content.decode()


def test_when_their_part_has_ended_the_family_is_not_there_for_them_any_more() -> None:
    home = house()
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    assert signed_in(anita).get(f"/families/{home.ref}/work/").status_code == 200
    Allocation.objects.get(worker__account=anita).end(on=TODAY, by=anita)
    assert signed_in(anita).get(f"/families/{home.ref}/work/").status_code == 404


@pytest.mark.parametrize("path", ["", "work/", "story/", "work/stage/", "work/team/", "story/event/"])
def test_a_stranger_finds_exactly_what_is_found_where_nothing_is(path: str) -> None:
    home = house()
    making.worker("Hannah Osei", of=home)
    stranger = signed_in(making.user("Mina Farouk", role=TEAM_MANAGER))
    there, nowhere = (stranger.get(f"/families/{ref}/{path}") for ref in (home.ref, "T99999"))
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    assert sorted(there.headers.items()) == sorted(nowhere.headers.items())


@pytest.mark.parametrize(
    "path",
    ["work/stage/", "work/proposals/new/", "work/open-again/", "work/agreement/", "work/team/", "story/event/"],
)
def test_a_partner_agency_reads_and_changes_nothing(path: str) -> None:
    home = house()
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    assert signed_in(anita).get(f"/families/{home.ref}/{path}").status_code == 403
    sent = signed_in(anita).post(f"/families/{home.ref}/{path}", {"write": str(uuid4())})
    assert sent.status_code == (405 if path == "work/team/" else 403)  # the search for a worker takes no form


def test_only_those_who_allocate_say_who_works_with_the_children() -> None:
    home = house()
    hannah = making.worker("Hannah Osei", of=home)
    other = making.user("Joanne Beckett")
    client = signed_in(hannah)
    assert client.get(f"/families/{home.ref}/work/team/").status_code == 403
    form = {"write": str(uuid4()), "children": [str(home["Mia"].pk)], "part": "lead", **on("started")}
    assert client.post(f"/families/{home.ref}/work/team/{other.pk}/", form).status_code == 403
    assert not Allocation.objects.filter(worker__account=other).exists()
    assert "Bring somebody in" not in client.get(f"/families/{home.ref}/work/").content.decode()


def test_everybody_who_can_open_the_family_is_listed_the_teams_manager_too() -> None:
    home = house()
    east = making.team("East team")
    hannah = making.worker("Hannah Osei", of=home, team=east)
    colin = making.user("Colin Prentice", role=TEAM_MANAGER, team=east)
    making.partner("Anita Desai", of=home, children=["Mia"])
    making.user("Mina Farouk", team=east)
    shown = signed_in(hannah).get(f"/families/{home.ref}/work/")
    openers = {(one.name, one.about): one.only for kind in ("colleagues", "partners") for one in shown.context[kind]}
    assert openers == {
        ("Anita Desai", "Beckside Primary"): ("Mia",),
        ("Hannah Osei", ""): (),
        ("Colin Prentice", "manages East team"): (),
    }
    for user in (hannah, colin):
        assert signed_in(user).get(f"/families/{home.ref}/work/").status_code == 200


def test_a_worker_hidden_from_a_partner_agency_is_on_none_of_its_lists() -> None:
    home = house()
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    leanne = making.partner("Leanne Fox", of=home, children=["Mia"])
    place = FamilyMember.objects.get(person__account=leanne)
    school = FamilyMember.objects.get(person__account=anita).person_id
    place.restrict(sharing="family_all", named=[], hidden_from=[school])
    place.keep(by=None)
    assert "Leanne Fox" not in signed_in(anita).get(f"/families/{home.ref}/work/").content.decode()
    assert "Anita Desai" in signed_in(leanne).get(f"/families/{home.ref}/work/").content.decode()


def test_every_change_here_leaves_trail_entries_of_the_family() -> None:
    home = house()
    client = signed_in(making.worker("Hannah Osei", of=home))
    before = TrailEntry.objects.filter(chain=home.family.pk.hex).count()
    client.post(f"/families/{home.ref}/work/agreement/", agreement_form(home, "Mia"))
    kinds = TrailEntry.objects.filter(chain=home.family.pk.hex).order_by("number").values_list("kind", flat=True)
    assert list(kinds)[before:] == ["agreement"]


def test_the_page_asks_the_same_number_of_questions_for_one_child_and_for_five() -> None:
    small = making.family("Small", children=["Ann"])
    large = making.family("Large", children=["Ann", "Ben", "Cat", "Dan", "Eve"])
    hannah = making.worker("Hannah Osei", of=small)
    making.allocate(hannah, large)
    client = signed_in(hannah)
    client.get(f"/families/{small.ref}/work/")
    counts = []
    for home in (small, large):
        with CaptureQueriesContext(connection) as counted:
            client.get(f"/families/{home.ref}/work/")
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 24
