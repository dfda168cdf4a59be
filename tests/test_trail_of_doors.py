"""Nobody reads a page of a family, or is refused something there, without an entry in its trail."""

from typing import Any

import pytest
from django.test import Client

from kinmap.access.models import TrailEntry, chain_of
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla"], parents=["Dee"])


@pytest.fixture
def hannah(client: Client, home: making.Household) -> Any:
    worker = making.worker("Hannah Osei", of=home)
    client.force_login(worker)
    return worker


def verbs(home: making.Household, by: Any) -> list[str]:
    rows = TrailEntry.objects.filter(chain=chain_of(home.family.pk), user_id=by.pk, address="127.0.0.1")
    return list(rows.order_by("number").values_list("verb", flat=True))


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "PATCH", "DELETE"])
def test_a_page_read_by_an_odd_method_is_a_look(
    client: Client, home: making.Household, hannah: Any, method: str
) -> None:
    where = f"/families/{home.ref}/people/{home['Dee'].pk}/facts/"
    answer = client.generic(method, where)
    assert answer.status_code == 405 or verbs(home, hannah) == ["look"]


def test_a_form_sent_back_shows_the_page_and_is_a_look(client: Client, home: making.Household, hannah: Any) -> None:
    home.map.add_entry(category="strength", text="Sunday roasts.", children=[home["Kayla"]], by=hannah)  # type: ignore[union-attr]
    answer = client.post(f"/families/{home.ref}/map/entries/", {"category": "strength"})
    assert (answer.status_code, b"Sunday roasts." in answer.content) == (422, True)
    assert verbs(home, hannah) == ["look"]


def test_a_write_that_was_done_is_no_look_besides(client: Client, home: making.Household, hannah: Any) -> None:
    sent = {"write": str(new_id()), "category": "strength", "text": "Roasts.", "children": [str(home["Kayla"].pk)]}
    for htmx in ({}, {"HX-Request": "true"}):
        client.post(f"/families/{home.ref}/map/entries/", sent | {"write": str(new_id())}, headers=htmx)
    assert verbs(home, hannah) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_who_tries_the_id_of_something_hidden_is_in_the_trail(
    client: Client, home: making.Household, hannah: Any, method: str
) -> None:
    answer = getattr(client, method)(f"/families/{home.ref}/map/entries/{new_id()}/", {"text": "x"})
    assert answer.status_code == 404
    assert verbs(home, hannah)[-1:] == ["refused"]
