"""The page on which a council writes what stands at the head of its documents."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kinmap.documents.models import Letterhead
from kinmap.documents.tests.reading import letters_of, spoken
from kinmap.documents.tests.test_letterhead import picture
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db
HERE = "/settings/council/"


@pytest.fixture(autouse=True)
def cabinet(tmp_path: Any, settings: Any) -> None:
    settings.KINMAP_FILES = tmp_path


@pytest.fixture
def lead(client: Client) -> Client:
    """A practice lead's browser."""
    client.force_login(making.user(role=making.PRACTICE_LEAD))
    return client


def send(client: Client, **typed: Any) -> Any:
    version = client.get(HERE).context["form"]["version"].value()
    facts = {"write": str(new_id()), "version": version, "name": "", "address": "", "logo_words": ""}
    return client.post(HERE, facts | typed)


def a_logo() -> SimpleUploadedFile:
    return SimpleUploadedFile("logo.png", picture(), content_type="image/png")


def test_name_address_and_logo_stand_at_the_head_of_the_next_document(lead: Client) -> None:
    answer = send(lead, name="Northmoor Council", address="Town Hall\n\nNM1 1AA", logo=a_logo(), logo_words="Two hills")
    assert (answer.status_code, answer["Location"]) == (303, HERE)
    larkin = making.family()
    lead.force_login(making.worker(of=larkin))
    pdf = lead.get(reverse("casework:preview_pdf", args=[larkin.ref, "plan", "family", larkin["Dee"].pk])).content
    told = letters_of(pdf)
    assert told.startswith("NorthmoorCouncilTownHallNM11AA")
    assert "Two hills" in spoken(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked


def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(lead: Client) -> None:
    answer = send(lead, name="Northmoor", logo=SimpleUploadedFile("logo.png", b"<svg/>", content_type="image/png"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "but it is something else" in page
    assert 'value="Northmoor"' in page
    assert Letterhead.today().edition == 0


def test_a_logo_without_words_is_called_by_the_councils_name(lead: Client) -> None:
    send(lead, name="Northmoor Council", logo=a_logo())
    assert Letterhead.today().logo_words == "Northmoor Council"
    answer = send(lead, name="", logo=a_logo())
    assert "Enter what the logo shows" in answer.content.decode()


def test_the_logo_can_be_taken_away_and_seen(lead: Client) -> None:
    send(lead, name="Northmoor", logo=a_logo(), logo_words="Two hills")
    shown = lead.get(f"{HERE}logo.png")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    send(lead, name="Northmoor", logo_words="Two hills", remove="on")
    assert not Letterhead.today().logo
    assert lead.get(f"{HERE}logo.png").status_code == 404


def test_six_lines_of_address_are_too_many(lead: Client) -> None:
    answer = send(lead, address="\n".join("abcdef"))
    assert (answer.status_code, "Enter at most 5 lines" in answer.content.decode()) == (422, True)


def test_two_people_changing_it_at_once_see_both(lead: Client) -> None:
    send(lead, name="Northmoor Council")
    answer = send(lead, name="Another name", version=0)
    assert answer.status_code == 409
    assert "Northmoor Council" in answer.content.decode()
    assert Letterhead.today().name == "Northmoor Council"


def test_the_same_form_twice_is_one_version_but_another_picture_is_not_lost(lead: Client) -> None:
    facts = {"write": str(new_id()), "version": 0, "name": "Northmoor", "address": "", "logo_words": ""}
    for _ in range(2):
        assert lead.post(HERE, {**facts, "logo": a_logo()}).status_code == 303
    assert Letterhead.today().version == 1
    other = SimpleUploadedFile("logo.png", picture(size=(80, 80)), content_type="image/png")
    assert lead.post(HERE, {**facts, "logo": other}).status_code == 303
    assert Letterhead.today().version == 2


def test_a_practitioner_may_not_change_it(client: Client) -> None:
    client.force_login(making.user())
    assert client.get(HERE).status_code == 403
