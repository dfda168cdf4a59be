"""A child who is hidden from a colleague takes everything about them along, whatever its own level says."""

from typing import Any

import pytest
from django.test import Client

from kinmap.access.permissions import Permission
from kinmap.casework.doors import admit
from kinmap.families.models import FamilyMember, Person
from kinmap.kit.people_field import people
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def larkin() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Toby"], parents=["Dee"], stage="cin")


@pytest.fixture
def colin(larkin: making.Household, client: Client) -> Any:
    """He knows Toby's father, so that Toby is hidden from him."""
    colin = making.worker("Colin Baptiste", of=larkin)
    place = FamilyMember.objects.get(person=larkin["Toby"])
    place.restrict(sharing="family_all", named=(), hidden_from={Person.of(colin).pk})
    place.keep(by=None)
    client.force_login(colin)
    return colin


def write(larkin: making.Household, text: str, *about: str) -> None:
    children = people(larkin[child] for child in about)
    larkin.map.add_entry(category="strength", text=text, children=children, by=None)  # type: ignore[union-attr]


def test_what_is_written_about_a_hidden_child_is_hidden_too(
    client: Client, larkin: making.Household, colin: Any
) -> None:
    write(larkin, "Kayla dances.", "Kayla")
    write(larkin, "Toby draws foxes.", "Toby")
    write(larkin, "They share a room.", "Kayla", "Toby")
    shown = client.get(f"/families/{larkin.ref}/map/").content.decode()
    assert "Kayla dances." in shown
    assert "foxes" not in shown
    assert "share a room" not in shown


def test_a_hidden_child_is_no_filter_and_among_nobodys_children(larkin: making.Household, colin: Any) -> None:
    _, reader = admit(colin, larkin.ref, to=Permission.MAP_READ)
    assert reader.child_ids == {larkin["Kayla"].pk}


def test_a_locked_child_is_among_the_children_of_nobody_but_those_named(larkin: making.Household) -> None:
    hannah, colin = making.worker("Hannah Osei", of=larkin), making.worker("Colin Baptiste", of=larkin)
    larkin["Toby"].restrict(sharing="sealed", named={Person.of(hannah).pk}, hidden_from=())
    larkin["Toby"].keep(by=None)
    toby = larkin["Toby"].pk
    assert toby in admit(hannah, larkin.ref, to=Permission.MAP_READ)[1].child_ids
    assert toby not in admit(colin, larkin.ref, to=Permission.MAP_READ)[1].child_ids
