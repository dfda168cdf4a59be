"""The pages on which a family is taken in and exported."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from kinmap.access.models import TrailEntry
from kinmap.access.trail import Verb
from kinmap.casework.tests.family_file import family_file
from kinmap.families.models import Family
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db

IMPORT = "/families/import/"


@pytest.fixture
def colin(client):
    made = making.user("Colin Prentice", role=making.TEAM_MANAGER, team=making.team())
    client.force_login(made)
    return made


def upload(data) -> SimpleUploadedFile:
    """The data as a browser sends a chosen file."""
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    return SimpleUploadedFile("family.json", text, content_type="application/json")


def send(client, data, write=None):
    return client.post(IMPORT, {"write": str(write or new_id()), "file": upload(data)})


def problem(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").select_one(".govuk-error-message").get_text(" ", strip=True)


def test_the_page_asks_for_one_file(client, colin):
    page = BeautifulSoup(client.get(IMPORT).content, "html.parser")
    assert page.h1.get_text() == "Take in a family from a file"
    assert page.select_one("form[enctype='multipart/form-data'] input[type=file]")["accept"].startswith(".json")


def test_the_way_to_the_page_is_shown_only_to_whoever_may_go_it(client, colin):
    assert IMPORT in client.get("/families/new/").content.decode()
    client.force_login(making.user())
    assert IMPORT not in client.get("/families/new/").content.decode()


def test_a_family_is_taken_in_and_its_page_is_next(client, colin):
    answer = send(client, family_file())
    assert (answer.status_code, answer["Location"]) == (303, "/families/NM-0417/")
    assert Family.objects.filter(ref="NM-0417").exists()


def test_a_double_click_takes_the_family_in_once_and_says_so_the_same_way(client, colin):
    write = new_id()
    first, second = send(client, family_file(), write), send(client, family_file(), write)
    assert first["Location"] == second["Location"] == "/families/NM-0417/"
    assert TrailEntry.objects.filter(verb=Verb.IMPORT).count() == 1


def test_another_file_in_the_same_form_is_not_lost(client, colin):
    write = new_id()
    other = json.loads(json.dumps(family_file()).replace("-8", "-9").replace("-5", "-6").replace("NM-", "OT-"))
    other["families"]["people"][1]["number"] = "OT10023"
    send(client, family_file(), write)
    answer = send(client, other, write)
    assert answer.status_code == 303, problem(answer)
    assert Family.objects.count() == 2


def test_a_refused_file_is_told_beside_the_field_with_place_and_reason(client, colin):
    data = family_file()
    data["mapping"]["entries"][3]["children"] = ["00000000-0000-7000-8000-000000000000"]
    answer = send(client, data)
    assert answer.status_code == 422
    assert "Nothing was taken in. At line 1, column " in problem(answer)
    assert problem(answer).endswith("($.mapping.entries[3].children[0]): No person in this file has this id.")
    assert not Family.objects.exists()


def test_a_file_that_is_not_json_is_told_with_line_and_column(client, colin):
    assert "At line 1, column 2: This is not JSON" in problem(send(client, b"{nothing"))


def test_no_file_is_told_beside_the_field(client, colin):
    answer = client.post(IMPORT, {"write": str(new_id())})
    assert (answer.status_code, problem(answer).endswith("Choose the family’s file")) == (422, True)


def test_whoever_took_it_in_and_does_not_work_with_it_stays_outside(client, colin):
    hannah = making.user("Hannah Osei")
    hannah.email = "hannah.osei@northmoor.example"
    hannah.save()
    data = family_file()
    del data["casework"]["allocations"][0]["team"]
    assert send(client, data)["Location"] == IMPORT
    assert "Family NM-0417 was taken in." in client.get(IMPORT).content.decode()
    assert client.get("/families/NM-0417/export/").status_code == 404


def test_a_practitioner_may_not_take_in_a_family(client):
    client.force_login(making.user())
    assert client.get(IMPORT).status_code == 403
    assert send(client, family_file()).status_code == 403


def test_the_export_page_says_what_the_file_holds_and_the_file_is_named_by_the_reference(client):
    household = making.family(children=["Kayla", "Mia"])
    client.force_login(making.worker(of=household))
    address = f"/families/{household.ref}/export/"
    assert "The file is not locked" in client.get(address).content.decode()
    assert not TrailEntry.objects.filter(verb=Verb.EXPORT).exists()
    answer = client.post(address)
    assert answer["Content-Disposition"] == f'attachment; filename="{household.ref}.json"'
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(answer.content)["families"]["family"]["ref"] == household.ref
    assert TrailEntry.objects.filter(verb=Verb.EXPORT).count() == 1


def test_a_stranger_finds_no_export(client):
    household = making.family()
    client.force_login(making.user(role=making.TEAM_MANAGER))
    address = f"/families/{household.ref}/export/"
    assert client.get(address).status_code == client.post(address).status_code == 404


def test_a_partner_agency_may_not_export(client):
    household = making.family(children=["Mia"])
    client.force_login(making.partner(of=household, children=["Mia"]))
    assert client.post(f"/families/{household.ref}/export/").status_code == 403


def test_a_family_written_on_pages_leaves_in_the_published_form(client):
    household = making.family(children=["Kayla", "Mia"], network=["Mo"])
    worker = making.worker(of=household)
    household.map.add_entry(category="strength", text="Roasts.", children=[household["Mia"]], by=worker)
    client.force_login(worker)
    text = client.post(f"/families/{household.ref}/export/").content
    data = json.loads(text)
    assert [entry["text"] for entry in data["mapping"]["entries"]] == ["Roasts."]
    assert data["mapping"]["entries"][0]["recorded_by"] == {"name": worker.name, "account": worker.email}


def test_the_schema_is_there_for_whoever_is_signed_in(client):
    assert client.get("/schema/family.json").status_code == 302
    client.force_login(making.user(role=making.SYSTEM_ADMINISTRATOR))
    answer = client.get("/schema/family.json")
    assert answer["Content-Type"] == "application/schema+json"
    assert answer.json()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_pages_ask_the_database_little(client, colin, django_assert_max_num_queries):
    household = making.family()
    making.allocate(colin, household)
    client.force_login(colin)
    with django_assert_max_num_queries(12):
        client.get(IMPORT)
    with django_assert_max_num_queries(18):
        client.get(f"/families/{household.ref}/export/")
