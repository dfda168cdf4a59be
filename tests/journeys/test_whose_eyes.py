"""Two readers of one family in the demonstration partnership: each sees what is theirs, and nothing beside it."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import expect

from kinmap.desk.demonstration import demo
from kinmap.families.models import Family, Household
from tests.journeys import steps
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TABS = ["Map", "Worries and goals", "Plan", "People", "Story"]


@pytest.fixture
def larkin(demonstration_mode: None) -> Family:
    """The demonstration's first family, with everything that its file holds."""
    with transaction.atomic():
        demo()
    return Family.objects.get(name="Larkin family")


@pytest.fixture
def refuge(larkin: Family) -> list[str]:
    """Every line of the refuge's address: what five people know and nobody else may learn."""
    address = Household.objects.get(family=larkin, name="Refuge").address
    assert address is not None
    return [*(line for line in address.lines.splitlines() if line), address.postcode, "Refuge"]


def banner(hands: Hands) -> list[str]:
    expect(hands.page.locator(".family-banner")).to_be_visible()
    return hands.page.locator(".family-banner__first-name").all_inner_texts()


def reads_every_tab(hands: Hands, *never: str) -> None:
    """Every tab of the family, with every folded part open: none of these words is on any of them."""
    for tab in TABS:
        steps.opens_the_tab(hands, tab)
        source = hands.page.content()
        found = [words for words in never if words in source]
        assert not found, f"{tab} holds {found}"
        hands.looks(tab.lower().replace(" ", "-"))


@pytest.mark.parametrize("kind", ["mouse at 1280 px", "finger at 360 px"])
def test_a_partner_reads_of_two_children_and_never_where_their_mother_slept(
    kind: str, take_hands: Callable[[str], Hands], refuge: list[str]
) -> None:
    hands = take_hands(kind)
    # Given Anita Desai, who works with Mia and Toby at their school
    steps.signs_in_as(hands, "Anita Desai")
    # Then her desk has the family, with her two children only
    family = hands.page.locator(".desk__family", has_text="Larkin family")
    expect(family).to_contain_text("Mia")
    expect(family).not_to_contain_text("Kayla")
    # When she opens it and reads every tab
    hands.press(hands.link("Larkin family").first)
    assert sorted(banner(hands)) == ["Mia", "Toby"]
    # Then the refuge is nowhere, not in the source of a page either, and nothing can be written or printed
    reads_every_tab(hands, *refuge)
    expect(hands.link("Copies", exact=True)).to_have_count(0)
    expect(hands.page.locator("main form[method=post]")).to_have_count(0)
    # and there is nothing to search with: of other people's families she cannot even ask
    expect(hands.link("Search", exact=True)).to_have_count(0)
    assert hands.page.context.request.get(f"{hands.address}/search/?q={refuge[0]}").status == 403


def test_a_chair_reads_of_all_the_children_and_not_where_their_mother_slept(
    take_hands: Callable[[str], Hands], refuge: list[str]
) -> None:
    hands = take_hands("mouse at 1280 px")
    # Given Ruth Adeyemi, who chairs the conference
    steps.signs_in_as(hands, "Ruth Adeyemi")
    # When she opens the family and reads every tab
    hands.press(hands.link("Larkin family").first)
    # Then all five children are there, and the refuge is not
    assert sorted(banner(hands)) == ["Isla", "Kayla", "Mia", "Reece", "Toby"]
    reads_every_tab(hands, *refuge)
