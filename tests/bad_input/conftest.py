"""A family, somebody who works with it, and the pages where words go in."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.kit.identity import new_id
from tests import making


@pytest.fixture
def home(db: None) -> making.Household:
    """Two children and their mother."""
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(home: making.Household) -> Any:
    """Who works with all of them."""
    return making.worker("Hannah Osei", of=home)


@pytest.fixture
def client(hannah: Any) -> Client:
    """Her browser."""
    made = Client()
    made.force_login(hannah)
    return made


class Typing:
    """Somebody typing on the map: ``type("words")`` answers as the page does."""

    def __init__(self, client: Client, home: making.Household) -> None:
        self.client, self.home = client, home
        self.where = f"/families/{home.ref}/map/entries/"

    def __call__(self, text: str, **sent: Any) -> Any:
        """Adds an entry about Kayla."""
        words = {
            "write": str(new_id()),
            "category": "past_harm",
            "text": text,
            "children": [str(self.home["Kayla"].pk)],
        }
        return self.client.post(self.where, {**words, **sent})

    def page(self) -> str:
        """What the map says, as somebody reads it."""
        found = BeautifulSoup(self.client.get(f"/families/{self.home.ref}/map/").content, "html5lib").select_one(
            "#main"
        )
        assert found is not None
        return found.get_text(" ")

    def cards(self) -> list[str]:
        """The words of each card, exactly."""
        page = BeautifulSoup(self.client.get(f"/families/{self.home.ref}/map/").content, "html5lib")
        return [card.get_text() for card in page.select(".map-card__text")]

    def printed(self) -> bytes:
        """The family's copy of the map, as Dee would get it."""
        where = f"/families/{self.home.ref}/copies/map/family/{self.home['Dee'].pk}/preview.pdf"
        answer = self.client.get(where)
        assert answer.status_code == 200
        return bytes(answer.content)


@pytest.fixture
def type_(client: Client, home: making.Household) -> Typing:
    """Hannah typing."""
    return Typing(client, home)


def told(answer: Any) -> str:
    """What a page says about what is wrong."""
    page = BeautifulSoup(answer.content, "html5lib")
    return " ".join(" ".join(one.get_text(" ").split()) for one in page.select(".govuk-error-message"))


def typed_on(answer: Any, name: str) -> str:
    """What stands in the box of that name on the page that came back."""
    page = BeautifulSoup(answer.content, "html5lib")
    boxes = [box.get_text() for box in page.select(f"textarea[name={name}]")]
    return max(boxes, key=len)
