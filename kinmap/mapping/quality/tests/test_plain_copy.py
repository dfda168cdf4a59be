"""On the preview of a family's copy: where its words are hard to read, as far as they are in it."""

import pytest
from django.test import Client

from kinmap.mapping.tests.writing import add, the_entry
from tests import making

pytestmark = pytest.mark.django_db


def preview(client: Client, family: making.Household, whose: str, copy: str = "family") -> str:
    where = f"/families/{family.ref}/copies/map/{copy}/{family[whose].pk}/"
    response = client.get(where)
    assert response.status_code == 200, where
    return response.content.decode()


def test_hard_words_are_listed_with_the_way_to_the_entry(worker: Client, family: making.Household) -> None:
    add(worker, family, "Kayla has contact with her siblings.", about=["Kayla", "Mia", "Toby"], category="strength")
    page = preview(worker, family, "Dee")
    assert "Is it easy to read?" in page
    assert "brothers and sisters" in page
    assert f'/map/#entry-{the_entry(family).pk}"' in page


def test_what_is_not_in_the_copy_is_not_looked_at(worker: Client, family: making.Household) -> None:
    add(worker, family, "Mia has contact with her siblings.", about=["Mia"], category="strength")
    page = preview(worker, family, "Kayla", "child")
    assert "Kinmap finds nothing hard in it." in page
    assert "brothers and sisters" not in page


def test_plain_and_quoted_words_are_left_alone(worker: Client, family: making.Household) -> None:
    add(worker, family, "Kayla says “I hate contact”.", about=["Kayla", "Mia", "Toby"], category="past_harm")
    assert "Kinmap finds nothing hard in it." in preview(worker, family, "Dee")


def test_a_long_list_names_only_the_hardest_and_says_how_many_more(worker: Client, family: making.Household) -> None:
    for number in range(27):
        add(worker, family, f"Contact {number} goes on.", about=["Kayla", "Mia", "Toby"], category="strength")
    assert "25 of 27 passages" in " ".join(preview(worker, family, "Dee").split())
