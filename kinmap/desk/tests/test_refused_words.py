"""A form that was answered with a message, or refused, keeps its words as a draft: also without a script."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.access.models import TrailEntry
from kinmap.kit.identity import new_id
from kinmap.live.models import Draft
from kinmap.mapping.forms.scaling import NumberForm
from kinmap.mapping.models import Entry
from tests import making

pytestmark = pytest.mark.django_db
WORDS = "Dee rang Nana before she drank."


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"])


@pytest.fixture
def client(home: making.Household) -> Client:
    made = Client()
    made.force_login(making.worker("Hannah Osei", of=home))
    return made


def add(client: Client, home: making.Household, **sent: Any) -> Any:
    sent = {"write": str(new_id()), "category": "past_harm", "text": WORDS, **sent}
    return client.post(f"/families/{home.ref}/map/entries/", sent)


def test_a_form_that_came_back_is_kept_and_ends_when_it_is_saved(client: Client, home: making.Household) -> None:
    refused = add(client, home)  # about no child
    assert refused.status_code == 422
    draft = Draft.objects.get()
    assert (draft.family_ref, draft.name, draft.typed.said[0].text) == (home.ref, "past_harm", WORDS)
    page = BeautifulSoup(refused.content, "html5lib")
    form = page.select_one("#add-past_harm form")
    assert form is not None
    hidden = {box["name"]: box["value"] for box in form.select("input[type=hidden]") if box["name"][0] != "c"}
    assert hidden["_draft"] == str(draft.pk)
    saved = add(client, home, children=[str(home["Kayla"].pk)], **hidden)
    assert saved.status_code == 303
    assert saved.headers["X-Kinmap-Saved"] == "1"
    assert not Draft.objects.exists()


def test_a_whole_form_keeps_every_box_by_its_label(client: Client, home: making.Household) -> None:
    sent = {"write": str(new_id()), "text": WORDS, "on-day": "99", "on-month": "6", "on-year": "2026"}
    assert client.post(f"/families/{home.ref}/story/event/", sent).status_code == 422
    draft = Draft.objects.get()
    kept = {box.name: box.text for box in draft.typed.boxes}
    assert kept["text"] == WORDS
    assert kept["on-day"] == "99"
    assert "write" not in kept


def test_words_sent_where_one_may_not_write_are_kept_and_shown(home: making.Household) -> None:
    partner = making.partner("Anita Desai", of=home, children=["Mia"])
    client = Client()
    client.force_login(partner)
    answer = add(client, home, children=[str(home["Mia"].pk)])
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert "kept for you alone" in answer.content.decode()
    assert Draft.waiting_for(partner).get().typed.said[0].text == WORDS
    assert not Entry.objects.exists()


def test_a_stranger_learns_nothing_from_their_words_being_kept(client: Client) -> None:
    other = making.family("Rahman", children=["Imran"])
    there, nowhere = (
        client.post(f"/families/{ref}/map/entries/", {"write": str(new_id()), "category": "past_harm", "text": WORDS})
        for ref in (other.ref, "NM-0000")
    )
    assert there.status_code == nowhere.status_code == 404
    assert _bare(there) == _bare(nowhere)
    assert Draft.objects.count() == 2
    desk = client.get("/").content.decode()
    assert WORDS not in desk
    assert "Rahman" not in desk
    assert other.ref not in desk
    assert desk.count("Words about a family that is not open to you now") == 2


def _bare(answer: Any) -> str:
    page = BeautifulSoup(answer.content, "html5lib").select_one("main")
    assert page is not None
    return page.get_text(" ", strip=True)


def test_a_form_that_failed_the_check_against_forged_requests_is_never_kept(home: making.Household) -> None:
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(making.worker("Hannah Osei", of=home))
    assert add(forged, home).status_code == 403
    assert not Draft.objects.exists()


def test_words_that_lost_a_clash_are_not_kept_twice(client: Client, home: making.Household) -> None:
    write = str(new_id())
    child = [str(home["Kayla"].pk)]
    assert add(client, home, write=write, children=child).status_code == 303
    assert add(client, home, write=write, children=child, text="Other words than before.").status_code == 409
    assert not Draft.objects.exists()


def test_a_number_given_on_somebody_elses_phone_is_kept_nowhere() -> None:
    assert NumberForm.drafted is False


def test_a_refused_form_leaves_one_trail_entry_of_its_draft(client: Client, home: making.Household) -> None:
    write = str(new_id())
    for _ in range(3):
        add(client, home, write=write)
    assert TrailEntry.objects.filter(kind="draft").count() == 1
    assert Draft.objects.count() == 1
