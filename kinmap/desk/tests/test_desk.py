"""One's own desk: my families, what is due, what I left unfinished."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.roles import CONFERENCE_CHAIR, SYSTEM_ADMINISTRATOR, TEAM_MANAGER
from kinmap.casework.models import Agreement, Allocation, Involvement, TimelineEvent
from kinmap.families.models import FamilyMember, Person
from kinmap.kit.people_field import people
from kinmap.live.models import KeptWords
from tests import making
from tests.counting import without_the_lock

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def desk(user: Any) -> str:
    return signed_in(user).get("/").content.decode()


def tell(home: making.Household, text: str, *children: str, days_ago: int = 0, **guard: Any) -> None:
    TimelineEvent.write(
        family=home.family, children=people(home[child] for child in children), text=text, by=None,
        on=TODAY - timedelta(days=days_ago), **guard,
    )  # fmt: skip


def test_a_family_shows_its_children_by_stage_who_else_works_there_and_what_is_newest() -> None:
    home = making.family("Larkin", children=["Kayla", "Reece"], stage="cin")
    hannah = making.worker("Hannah Osei", of=home)
    making.worker("Ruth Adeyemi", of=home, role=CONFERENCE_CHAIR, part="chair")
    Involvement.begin(family=home.family, child=home["Kayla"], stage="cp", basis="s47", started=TODAY, by=hannah)
    tell(home, "An old fact.", "Kayla", days_ago=9)
    tell(home, "Reece slept.", "Reece")
    response = signed_in(hannah).get("/")
    (family,) = response.context["families"]
    assert family.stages == [("Child protection", "Kayla"), ("Child in need", "Reece")]
    assert family.others == "Ruth Adeyemi (conference chair)"
    shown = response.content.decode()
    assert f'href="/families/{home.ref}/"' in shown
    assert "Reece slept." in shown
    assert "An old fact." not in shown


def test_a_family_where_one_does_not_work_is_not_there() -> None:
    making.worker("Hannah Osei", of=making.family("Larkin"))
    shown = desk(making.user("Mina Farouk"))
    assert "Larkin" not in shown
    assert "You work with no family here yet" in shown


def test_a_family_leaves_the_desk_when_ones_work_there_ends() -> None:
    home = making.family("Larkin")
    hannah = making.worker("Hannah Osei", of=home)
    assert "Larkin" in desk(hannah)
    for row in Allocation.objects.all():
        row.end(on=TODAY, by=hannah)
    assert "Larkin" not in desk(hannah)


def test_a_manager_sees_the_families_of_their_team() -> None:
    east = making.team("East team")
    home = making.family("Larkin")
    making.worker("Hannah Osei", of=home, team=east)
    assert "Larkin" in desk(making.user("Colin Prentice", role=TEAM_MANAGER, team=east))
    assert "Larkin" not in desk(making.user("Mina Farouk", team=east))


def test_a_system_administrator_has_a_desk_without_families() -> None:
    making.worker("Hannah Osei", of=making.family("Larkin"))
    assert "Larkin" not in desk(making.user("Robin Hale", role=SYSTEM_ADMINISTRATOR))


def test_a_partner_agency_sees_its_child_and_no_other() -> None:
    home = making.family("Larkin", children=["Kayla", "Mia"])
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    making.partner("Joel Burton", of=home, children=["Kayla"])
    tell(home, "Kayla danced.", "Kayla")
    tell(home, "Both went swimming.", "Kayla", "Mia")
    shown = desk(anita)
    assert "Mia" in shown
    for unseen in ("Kayla", "swimming", "Joel Burton"):
        assert unseen not in shown


def test_an_agency_invited_to_half_siblings_through_two_families_sees_each_child_in_its_own_family_only() -> None:
    larkin = making.family("Larkin", children=["Mia", "Craig"])
    rahman = making.family("Rahman", children=["Imran"])
    rahman.family.welcome(larkin["Craig"], role=FamilyMember.Role.CHILD, by=None)
    anita = making.partner("Anita Desai", of=larkin, children=["Mia"])
    Allocation.allocate(
        family=rahman.family, child=larkin["Craig"], worker=Person.of(anita), part="partner", by=anita
    )  # fmt: skip
    tell(larkin, "Craig broke his arm.", "Craig")
    families = {family.name: family.stages for family in signed_in(anita).get("/").context["families"]}
    assert families["Larkin family"] == [("Child protection", "Mia")]
    assert [names for _, names in families["Rahman family"]] == ["Craig"]
    assert "Craig broke his arm." not in desk(anita)


def test_what_is_hidden_from_somebody_is_not_the_newest_thing_on_their_desk() -> None:
    home = making.family("Larkin", children=["Mia"])
    hannah, joanne = (making.worker(name, of=home) for name in ("Hannah Osei", "Joanne Beckett"))
    tell(home, "Known to everybody.", "Mia", days_ago=3)
    tell(home, "A secret plan.", "Mia", hidden_from=frozenset({Person.of(joanne).pk}))
    assert "A secret plan." in desk(hannah)
    shown = desk(joanne)
    assert "A secret plan." not in shown
    assert "Known to everybody." in shown


def test_a_worker_who_is_hidden_from_somebody_is_not_named_on_their_desk() -> None:
    home = making.family("Larkin", children=["Mia"])
    hannah, joanne = (making.worker(name, of=home) for name in ("Hannah Osei", "Joanne Beckett"))
    place = FamilyMember.objects.get(person=Person.of(hannah))
    place.restrict(sharing="family_all", named=[], hidden_from=[Person.of(joanne).pk])
    place.keep(by=None)
    assert "Hannah Osei" not in desk(joanne)


def test_early_help_without_an_agreement_is_left_unfinished_until_it_is_written_down() -> None:
    home = making.family("Rahman", children=["Imran"], parents=["Nadia"], stage="early_help")
    joanne = making.worker("Joanne Beckett", of=home)
    assert "No agreement to early help is written down for Imran" in desk(joanne)
    Agreement.give(family=home.family, child=home["Imran"], given_by=home["Nadia"], started=TODAY, by=joanne)
    shown = desk(joanne)
    assert "No agreement" not in shown
    assert "Nothing is waiting for you" in shown


def test_words_that_lost_a_clash_wait_for_their_author_alone_until_put_away() -> None:
    home = making.family("Larkin")
    hannah, joanne = (making.worker(name, of=home) for name in ("Hannah Osei", "Joanne Beckett"))
    kept = KeptWords.keep(
        by=hannah, family_id=home.family.pk, where="An entry on the map", address="/", words={"text": "Dee rang Nana."}
    )
    assert "Dee rang Nana." in desk(hannah)
    assert "Dee rang Nana." not in desk(joanne)
    assert signed_in(joanne).post(f"/kept/{kept.pk}/").status_code == 404
    for _ in range(2):
        assert signed_in(hannah).post(f"/kept/{kept.pk}/").status_code == 303
    assert "Dee rang Nana." not in desk(hannah)
    assert KeptWords.objects.get().words == {"text": "Dee rang Nana."}


def test_kept_words_about_a_family_go_with_the_access_to_it() -> None:
    home = making.family("Larkin")
    hannah = making.worker("Hannah Osei", of=home)
    KeptWords.keep(by=hannah, family_id=home.family.pk, where="An entry", address="/", words={"text": "Dee rang Nana."})
    for row in Allocation.objects.all():
        row.end(on=TODAY, by=hannah)
    assert "Dee rang Nana." not in desk(hannah)


def test_more_than_fifty_families_go_on_a_second_page() -> None:
    hannah = making.user("Hannah Osei")
    for number in range(52):
        making.allocate(hannah, making.family(f"Family{number:02}"))
    client = signed_in(hannah)
    assert len(client.get("/").context["families"]) == 50
    assert [family.name for family in client.get("/?page=2").context["families"]] == [
        "Family50 family",
        "Family51 family",
    ]


def test_the_desk_asks_the_same_number_of_questions_for_5_and_for_50_families() -> None:
    hannah = making.user("Hannah Osei")
    client = signed_in(hannah)
    counts = []
    for more in (5, 45):
        for number in range(more):
            home = making.family(f"Family{number:02}", children=["Ann", "Ben", "Cat"])
            making.allocate(hannah, home)
            tell(home, "Something.", "Ann")
        with CaptureQueriesContext(connection) as counted:
            shown = client.get("/")
        counts.append(without_the_lock(counted))
    assert len(shown.context["families"]) == 50
    assert counts[0] == counts[1] <= 31, "\n".join(query["sql"][:200] for query in counted.captured_queries)


def test_every_look_at_a_desk_is_recorded() -> None:
    from kinmap.access.models import TrailEntry

    hannah = making.user("Hannah Osei")
    desk(hannah)
    assert TrailEntry.objects.get(kind="desk").user_id == hannah.pk
