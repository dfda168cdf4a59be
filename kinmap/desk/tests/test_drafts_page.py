"""Words not yet saved: kept while one types, listed on one's own desk, and seen by nobody else."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.models import TrailEntry
from kinmap.access.roles import PRACTICE_LEAD, SYSTEM_ADMINISTRATOR, TEAM_MANAGER
from kinmap.casework.exchange import exported
from kinmap.casework.models import Allocation
from kinmap.kit.dates import clock
from kinmap.kit.identity import new_id
from kinmap.live.models import Draft
from tests import making
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
WORDS = "Dee rang Nana before she drank, and"


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla"])


@pytest.fixture
def hannah(home: making.Household) -> Any:
    return making.worker("Hannah Osei", of=home)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def keep(client: Client, home: making.Household, text: str = WORDS, *, pk: UUID | None = None, **sent: Any) -> Any:
    boxes = [
        {"name": "text", "label": "What happened?", "words": True, "values": [text]},
        {"name": "children", "label": "Children", "words": False, "values": [str(home["Kayla"].pk)]},
    ]
    told = {
        "id": str(pk or new_id()), "of": str(new_id()), "page": f"/families/{home.ref}/map/#add-past_harm",
        "action": f"/families/{home.ref}/map/entries/", "name": "past_harm", "where": "The map",
        "boxes": json.dumps(boxes),
    }  # fmt: skip
    return client.post("/drafts/keep/", {**told, **sent}, headers={"X-Requested-With": "kinmap"})


def waiting(client: Client, home: making.Household) -> list[dict[str, Any]]:
    answer = client.get("/drafts/waiting/", {"action": f"/families/{home.ref}/map/entries/"})
    found: list[dict[str, Any]] = answer.json()["drafts"]
    return found


def test_what_is_typed_is_kept_and_found_again_by_its_form(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    before = timezone.now()
    answer = keep(client, home).json()
    assert answer["kept"] is True
    assert answer["at"] in {clock(before), clock(timezone.now())}
    (found,) = waiting(client, home)
    assert found["name"] == "past_harm"
    assert found["boxes"][0]["values"] == [WORDS]
    assert found["boxes"][1]["values"] == [str(home["Kayla"].pk)]


def test_keeping_looks_at_nobodys_record_and_leaves_one_trail_entry(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    pk, before = new_id(), TrailEntry.objects.count()
    for end in range(10, len(WORDS)):
        keep(client, home, WORDS[:end], pk=pk)
    assert TrailEntry.objects.count() == before + 1
    assert TrailEntry.objects.get(kind="draft").verb == "create"


def test_reading_ones_words_again_is_a_look(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    before = TrailEntry.objects.count()
    waiting(client, home)
    assert TrailEntry.objects.count() == before
    keep(client, home)
    waiting(client, home)
    assert TrailEntry.objects.filter(kind="draft", verb="look").count() == 1


def test_the_desk_lists_them_with_their_date_and_the_page_shows_them_box_by_box(
    home: making.Household, hannah: Any
) -> None:
    client = signed_in(hannah)
    pk = new_id()
    keep(client, home, pk=pk)
    desk = client.get("/").content.decode()
    assert "Words not yet saved" in desk
    assert WORDS in desk
    assert "Larkin family" in desk
    page = client.get(f"/drafts/{pk}/").content.decode()
    assert "What happened?" in page
    assert f"{WORDS}</textarea>" in page
    assert f'href="/families/{home.ref}/map/#add-past_harm"' in page
    assert str(home["Kayla"].pk) not in page


def test_nobody_else_sees_them_whatever_their_role(home: making.Household, hannah: Any) -> None:
    pk = new_id()
    keep(signed_in(hannah), home, pk=pk)
    east = making.team("East team")
    others = [
        making.worker("Colin Prentice", of=home, role=TEAM_MANAGER, team=east),
        making.worker("Joanne Beckett", of=home),
        making.worker("Lea Practice", of=home, role=PRACTICE_LEAD),
        making.user("Robin Hale", role=SYSTEM_ADMINISTRATOR),
        making.partner("Anita Desai", of=home, children=["Kayla"]),
    ]
    for user in others:
        client = signed_in(user)
        assert WORDS not in client.get("/").content.decode()
        assert WORDS not in client.get("/drafts/").content.decode()
        assert waiting(client, home) == []
        assert client.get(f"/drafts/{pk}/").status_code == 404
        assert client.post(f"/drafts/{pk}/throw-away/").status_code == 404
        assert keep(client, home, "Mine now, and not hers", pk=pk).status_code == 404
    assert Draft.objects.get().typed.said[0].text == WORDS


def test_no_export_holds_them(home: making.Household, hannah: Any) -> None:
    keep(signed_in(hannah), home)
    text = exported(home.family, making.eyes_of(hannah), by=hannah)
    assert WORDS not in text


def test_while_the_family_is_not_open_neither_words_nor_name_are_shown(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    pk = new_id()
    keep(client, home, pk=pk)
    for row in Allocation.objects.all():
        row.end(on=timezone.localdate(), by=hannah)
    for address in ("/", "/drafts/", f"/drafts/{pk}/"):
        shown = client.get(address).content.decode()
        assert "Words about a family that is not open to you now" in shown
        for secret in (WORDS, "Larkin", home.ref, "The map", "What happened?"):
            assert secret not in shown, address
    assert waiting(client, home) == []
    assert client.post(f"/drafts/{pk}/throw-away/").status_code == 403
    making.allocate(hannah, home)
    assert WORDS in client.get(f"/drafts/{pk}/").content.decode()


def test_thrown_away_they_leave_the_desk_and_can_be_brought_back(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    pk = new_id()
    keep(client, home, pk=pk)
    for _ in range(2):
        assert client.post(f"/drafts/{pk}/throw-away/").status_code == 303
    assert WORDS not in client.get("/").content.decode()
    assert waiting(client, home) == []
    assert WORDS in client.get("/drafts/").content.decode()
    assert client.post(f"/drafts/{pk}/bring-back/").status_code == 303
    assert WORDS in client.get("/").content.decode()


def test_what_was_taken_out_by_mistake_stands_on_the_same_page(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    pk = new_id()
    long = f"{WORDS} Mia went next door with Toby and stayed until the morning."
    keep(client, home, long, pk=pk)
    keep(client, home, "", pk=pk)
    assert long in client.get(f"/drafts/{pk}/").content.decode()
    assert waiting(client, home)[0]["boxes"][0]["values"] == [long]


def test_too_much_is_said_and_not_cut_off(home: making.Household, hannah: Any) -> None:
    answer = keep(signed_in(hannah), home, "x" * 300_001)
    assert (answer.status_code, answer.json()) == (413, {"kept": False})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "page",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "/\t/elsewhere.example", ""],
)
def test_the_way_back_never_leads_to_another_site(home: making.Household, hannah: Any, page: str) -> None:
    assert keep(signed_in(hannah), home, page=page).status_code == 422


def test_a_family_is_taken_from_the_address_and_not_from_what_a_page_says(home: making.Household, hannah: Any) -> None:
    other = making.family("Rahman")
    keep(signed_in(hannah), home, page=f"/families/{other.ref}/map/")
    assert Draft.objects.get().family_ref == home.ref


def test_keeping_asks_the_same_few_questions_every_time(home: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    pk = new_id()
    counts = []
    for end in (10, 20, 30):
        with CaptureQueriesContext(connection) as counted:
            keep(client, home, WORDS[:end], pk=pk)
        counts.append(len(counted))
    assert counts[1] == counts[2] <= 9, counted.captured_queries


@pytest.mark.parametrize("where", ["/", "/drafts/"])
def test_the_desk_and_the_list_ask_no_more_for_many_drafts_than_for_one(
    home: making.Household, hannah: Any, where: str
) -> None:
    client = signed_in(hannah)

    def kept(times: int) -> int:
        for number in range(times):
            keep(client, home, f"{WORDS} {number}")
        return queries_of(client, where)

    few = kept(1)
    assert kept(20) == few
