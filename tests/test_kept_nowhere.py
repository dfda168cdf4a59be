"""No browser keeps a page: going back after signing out, on a shared computer, shows nothing."""

import pytest
from django.test import Client

from tests import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rest", ["map/", "people/", "story/", "plan/", "work/", "copies/", "nowhere/"])
def test_no_page_of_a_family_is_kept(client: Client, rest: str) -> None:
    home = making.family("Larkin", children=["Kayla"])
    client.force_login(making.worker("Hannah Osei", of=home))
    answer = client.get(f"/families/{home.ref}/{rest}")
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ["/", "/search/?q=Kayla", "/accounts/login/"])
def test_no_other_page_is_kept_either(client: Client, address: str) -> None:
    client.force_login(making.worker("Hannah Osei", of=making.family()))
    assert client.get(address).headers["Cache-Control"].startswith("no-store") or address.startswith("/accounts/")


def test_a_part_of_a_page_is_not_kept(client: Client) -> None:
    home = making.family("Larkin", children=["Kayla"])
    client.force_login(making.worker("Hannah Osei", of=home))
    answer = client.post(f"/families/{home.ref}/map/entries/", {"category": "strength"}, headers={"HX-Request": "true"})
    assert answer.headers["Cache-Control"] == "no-store, private"
