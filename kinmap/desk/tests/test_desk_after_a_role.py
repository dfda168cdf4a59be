"""When somebody's role has ended, their desk is empty although nobody has ended their allocations yet."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import RoleHeld
from tests import making

pytestmark = pytest.mark.django_db


def test_nothing_of_a_family_is_on_the_desk_of_somebody_without_a_role(client: Client) -> None:
    home = making.family("Larkin", children=["Kayla"])
    hannah = making.worker("Hannah Osei", of=home)
    client.force_login(hannah)
    assert "Kayla" in client.get("/").content.decode()
    RoleHeld.objects.get(user=hannah).end(on=timezone.localdate() - timedelta(days=1))
    desk = client.get("/").content.decode()
    assert "Kayla" not in desk
    assert "Larkin" not in desk
