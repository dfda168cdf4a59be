"""The trail says from where somebody came, also when proxies of ours stand in front."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from kinmap.access.models import TrailEntry
from kinmap.access.whence import address_of
from tests import making


@pytest.mark.parametrize(
    ("proxies", "handed_on", "said"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "not an address", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(
    rf: RequestFactory, settings: Any, proxies: int, handed_on: str, said: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert address_of(rf.get("/", headers={"X-Forwarded-For": handed_on})) == said


@pytest.mark.django_db
def test_sign_in_and_look_are_recorded_with_the_visitors_address(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    making.password_is_enough()
    hannah = making.user("Hannah Osei")
    typed = {"login": hannah.email, "password": "a long enough pass phrase"}
    client.post("/accounts/login/", typed, headers={"X-Forwarded-For": "203.0.113.9"})
    client.get("/", headers={"X-Forwarded-For": "203.0.113.9"})
    entries = TrailEntry.objects.filter(user_id=hannah.pk, verb__in=["sign_in", "look"])
    assert {(entry.verb, entry.address) for entry in entries} == {("sign_in", "203.0.113.9"), ("look", "203.0.113.9")}
