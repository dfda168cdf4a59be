"""A worker searches, opens a family, and writes down dad, a household and an address that dad must not know."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kinmap.families.models import Family, FamilyMember, Household, Residence
from tests import making

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_search_to_a_shielded_address(
    screen: Page, sign_in_browser: Callable[..., None], live_server: Any, axe: Callable[[Page], None]
) -> None:
    page = screen
    # Given a worker who has no family yet
    sign_in_browser(page, making.user("Hannah Osei", team=making.team()))
    # When she searches for a child whom nobody knows
    page.goto(f"{live_server.url}/search/")
    axe(page)
    page.get_by_label("Who are you looking for?").fill("Mia Larkin")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("heading", name="Nobody found")).to_be_visible()
    axe(page)
    # and opens a new family
    page.get_by_role("button", name="Open a new family").click()
    expect(page.get_by_label("First name")).to_have_value("Mia")
    axe(page)
    page.get_by_role("group", name="Date of birth").get_by_label("Day").fill("3")
    page.get_by_role("group", name="Date of birth").get_by_label("Month").fill("5")
    page.get_by_role("group", name="Date of birth").get_by_label("Year").fill("2018")
    page.get_by_label("Child protection").check()
    page.get_by_label("Legal basis").select_option("s47")
    page.get_by_role("button", name="Open the family").click()
    # Then the child is there
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Mia Larkin")).to_be_visible()
    axe(page)
    # When dad is added
    page.get_by_role("link", name="Add a parent or carer").click()
    axe(page)
    page.get_by_label("First name").fill("Shane")
    page.get_by_label("Last name").fill("Varley")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Shane Varley")).to_be_visible()
    # and a household whose address he must not know
    page.get_by_role("link", name="Add a household").click()
    page.get_by_label("What do people call it?").fill("Mum's new place")
    page.get_by_label("Address (optional)").fill("Refuge")
    page.get_by_label("Postcode").fill("nm90xx")
    page.get_by_role("group", name="Never tell this address to").get_by_label("Shane Varley").check()
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Never tell Shane Varley")).to_be_visible()
    # and Mia sleeps there
    page.get_by_role("link", name="Mia Larkin").click()
    axe(page)
    page.get_by_role("link", name="Add where Mia lives or stays").click()
    page.get_by_label("Mum's new place").check()
    page.get_by_label("Staying here for now").check()
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Tonight: Mum's new place")).to_be_visible()
    page.get_by_role("link", name="All people of this family").click()
    axe(page)
    # Then it stands in the record as she wrote it
    family = Family.objects.get()
    household = Household.objects.get()
    assert household.address is not None
    assert household.address.postcode == "NM9 0XX"
    assert household.address.hidden_from == {FamilyMember.objects.get(family=family, role="parent").person_id}
    assert Residence.objects.get().kind == "staying"
