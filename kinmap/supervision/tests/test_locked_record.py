"""A session of group mapping about a family whose record is locked."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.roles import TEAM_MANAGER
from kinmap.families.models import RecordLock
from kinmap.supervision.models import GroupSession
from tests import making

pytestmark = pytest.mark.django_db


def test_a_seat_is_none_any_more_for_whoever_is_not_on_the_list() -> None:
    home = making.family("Larkin", children=["Mia"])
    jodie, colin = making.worker("Jodie Larkin", of=home), making.user("Colin Prentice", role=TEAM_MANAGER)
    held = GroupSession.begin(
        family=home.family, held_on=timezone.localdate(), headline="Words.", best_hope="Words.", by=jodie,
        children=frozenset({home["Mia"].pk}),
    )  # fmt: skip
    client = Client()
    client.force_login(jodie)
    where = reverse("supervision:session", args=[held.pk])
    assert client.get(where).status_code == 200
    assert b"Group mapping" in client.get("/").content
    RecordLock.put_on(family=home.family, kind="staff", words="", may_open=[], by=colin)
    assert client.get(where).status_code == 404
    assert b"Group mapping" not in client.get("/").content
