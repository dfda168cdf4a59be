"""A council calls the stages what its law and its people call them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.roles import PRACTICE_LEAD
from kinmap.casework.models import StageName, TimelineEvent
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db


def renamed(code: str, name: str, version: str = "0") -> int:
    lead = making.user("Tess Lead", role=PRACTICE_LEAD) if version == "0" else None
    client = Client()
    client.force_login(lead or making.user("Other Lead", role=PRACTICE_LEAD))
    sent = {"write": str(new_id()), "version": version, "name": name}
    return client.post(reverse("casework:stage_name", args=[code]), sent).status_code


def test_the_families_pages_call_a_stage_by_the_councils_name(client: Client) -> None:
    larkin = making.family("Larkin", children=["Mia"], parents=["Dee"])
    hannah = making.worker("Hannah Osei", of=larkin)
    usual = StageName.names()[larkin.family.involvements.get().stage]
    assert renamed(larkin.family.involvements.get().stage, "Family protection") == 303
    client.force_login(hannah)
    page = client.get(reverse("casework:work", args=[larkin.ref])).content.decode()
    assert "Family protection" in page
    assert usual not in page.replace("Kinmap", "")
    assert "Family protection" in client.get(reverse("casework:stage", args=[larkin.ref])).content.decode()
    assert "Family protection" in client.get(reverse("casework:open_family")).content.decode()


def test_what_was_written_keeps_the_name_of_its_day_and_what_begins_has_the_new_one(client: Client) -> None:
    larkin = making.family("Larkin", children=["Mia"], parents=["Dee"])
    client.force_login(making.worker("Hannah Osei", of=larkin))
    stage = larkin.family.involvements.get().stage
    other = next(code for code in StageName.shipped() if code != stage)
    assert renamed(other, "Help at home") == 303
    today = timezone.localdate()
    seen = client.get(reverse("casework:stage", args=[larkin.ref])).context["form"]["seen"].value()
    sent = {
        "write": str(new_id()), "children": str(larkin["Mia"].pk), "stage": other, "basis": "s17", "seen": seen,
        "sharing": "family_all", "started-day": today.day, "started-month": today.month, "started-year": today.year,
    }  # fmt: skip
    answer = client.post(reverse("casework:stage", args=[larkin.ref]), sent)
    assert answer.status_code == 303, answer.content.decode()
    assert TimelineEvent.objects.filter(text="Help at home began.").exists()


def test_two_stages_never_have_one_name() -> None:
    assert renamed("cp", "looked AFTER") == 422
    assert not StageName.objects.exists()


def test_two_people_who_rename_a_stage_at_once_are_told() -> None:
    assert renamed("cp", "Protection") == 303
    client = Client()
    client.force_login(making.user("Other Lead", role=PRACTICE_LEAD))
    sent = {"write": str(new_id()), "version": "0", "name": "Safeguarding"}
    answer = client.post(reverse("casework:stage_name", args=["cp"]), sent)
    assert (answer.status_code, "Protection" in answer.content.decode()) == (409, True)
    assert StageName.of("cp").name == "Protection"


def test_the_list_says_kinmaps_own_name_where_the_council_has_another(client: Client) -> None:
    renamed("cin", "Family help")
    client.force_login(making.user("Admin", role=PRACTICE_LEAD))
    page = client.get(reverse("casework:stage_names")).content.decode()
    assert "Family help" in page
    assert "Kinmap’s own name: Child in need" in page
