"""From sign-in to the desk to a family, in a real browser."""

from typing import Any

import pytest
from django.utils import timezone

from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Person
from kinmap.kit.people_field import people
from kinmap.live.models import KeptWords
from tests import making

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home(settings: Any) -> making.Household:
    settings.KINMAP_DEMO = True
    home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
    hannah = making.worker("Hannah Osei", of=home)
    making.worker("Colin Prentice", of=home, role=making.TEAM_MANAGER)
    making.user("Mina Farouk")
    TimelineEvent.write(
        family=home.family, children=people([home["Mia"]]), on=timezone.localdate(), text="Mia drew a door.", by=hannah
    )
    return home


def test_one_press_from_sign_in_to_the_desk_and_one_more_to_the_family(
    home: making.Household, live_server: Any, screen: Any, axe: Any
) -> None:
    screen.goto(f"{live_server.url}/families/{home.ref}/work/")
    axe(screen)
    screen.get_by_role("button", name="Hannah Osei").click()
    screen.get_by_role("heading", name="My desk").wait_for()
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screen.get_by_role("link", name="Larkin family").click()
    screen.wait_for_url(f"**/families/{home.ref}/**")
    screen.get_by_role("link", name="Work", exact=True).click()
    screen.get_by_role("heading", name="Stages, team and agreements").wait_for()
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fact_is_written_with_who_may_see_it(
    home: making.Household, live_server: Any, screen: Any, axe: Any, sign_in_browser: Any
) -> None:
    sign_in_browser(screen, Person.objects.get(first_name="Hannah").account)
    screen.goto(f"{live_server.url}/families/{home.ref}/story/")
    axe(screen)
    screen.get_by_role("button", name="Add what happened").click()
    screen.get_by_role("button", name="Save").click()
    screen.get_by_role("heading", name="There is a problem").wait_for()
    axe(screen)
    screen.get_by_role("checkbox", name="Mia", exact=True).check()
    screen.get_by_label("What happened?").fill("Dee rang Nana before she drank.")
    if not screen.get_by_label("Only the people I name, and workers").is_visible():
        screen.get_by_text("Who may see this").click()
    assert not screen.get_by_role("checkbox", name="Dee Larkin (parent or carer)").first.is_visible()
    screen.get_by_label("Only the people I name, and workers").check()
    screen.get_by_role("checkbox", name="Dee Larkin (parent or carer)").first.check()  # the list has opened by itself
    axe(screen)
    screen.get_by_role("button", name="Save").click()
    screen.get_by_text("Dee rang Nana before she drank.", exact=True).wait_for()
    written = TimelineEvent.objects.get(text__startswith="Dee rang")
    assert (written.sharing, home["Dee"].pk in written.named) == ("network", True)


def test_everything_here_works_without_a_script(home: making.Household, live_server: Any, scriptless: Any) -> None:
    scriptless.goto(f"{live_server.url}/")
    scriptless.get_by_role("button", name="Hannah Osei").click()
    scriptless.get_by_role("link", name="Larkin family").click()
    scriptless.get_by_role("link", name="Work", exact=True).click()
    scriptless.get_by_role("button", name="Change stage").click()
    scriptless.get_by_role("checkbox", name="Kayla", exact=True).check()
    scriptless.get_by_label("Looked after").check()
    scriptless.get_by_label("Children Act 1989 s.20: accommodated").check()
    scriptless.get_by_role("button", name="Save the new stage").click()
    scriptless.get_by_text("Saved.").wait_for()
    stages = scriptless.locator(".work-child__now").all_inner_texts()
    assert sorted(stages) == ["Child protection", "Looked after"]


def test_words_that_lost_a_clash_are_read_copied_and_put_away(
    home: making.Household, live_server: Any, open_browser: Any, axe: Any, sign_in_browser: Any
) -> None:
    hannah = Person.objects.get(first_name="Hannah").account
    words = {"text": "Dee rang Nana before she poured a glass."}
    KeptWords.keep(by=hannah, family_id=home.family.pk, where="An entry on the map", address="/", words=words)
    page = open_browser(permissions=["clipboard-read", "clipboard-write"])
    sign_in_browser(page, hannah)
    page.goto(f"{live_server.url}/")
    axe(page)
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == words["text"]
    page.get_by_role("button", name="Put away").click()
    page.get_by_text("Put away. They are still kept.").wait_for()
    assert page.get_by_text("poured a glass").count() == 0


def test_a_clash_shows_both_texts_and_leads_on(
    home: making.Household, live_server: Any, screen: Any, axe: Any, sign_in_browser: Any
) -> None:
    hannah, colin = (Person.objects.get(first_name=name).account for name in ("Hannah", "Colin"))
    event = TimelineEvent.objects.get(text="Mia drew a door.")
    sign_in_browser(screen, hannah)
    screen.goto(f"{live_server.url}/families/{home.ref}/story/event/{event.pk}/")
    event.change(by=colin, text="Mia drew a black door.")
    screen.get_by_label("What happened?").fill("Mia drew a door with a window.")
    screen.get_by_role("button", name="Save").click()
    screen.get_by_role("heading", name="Both are kept").wait_for()
    axe(screen)
    for words in ("Mia drew a black door.", "Mia drew a door with a window."):
        assert screen.get_by_text(words, exact=True).first.is_visible()
    screen.get_by_role("link", name="your desk").click()
    screen.get_by_text("A fact of the family’s story").wait_for()


def test_a_manager_brings_somebody_in(
    home: making.Household, live_server: Any, screen: Any, axe: Any, sign_in_browser: Any
) -> None:
    sign_in_browser(screen, Person.objects.get(first_name="Colin").account)
    screen.goto(f"{live_server.url}/families/{home.ref}/work/")
    screen.get_by_role("button", name="Bring somebody in").click()
    screen.get_by_label("Name, or where they work").fill("farouk")
    screen.get_by_role("button", name="Find").click()
    axe(screen)
    screen.get_by_role("link", name="Mina Farouk").click()
    screen.get_by_role("checkbox", name="Mia", exact=True).check()
    axe(screen)
    screen.get_by_role("button", name="Bring them in").click()
    screen.get_by_role("link", name="End Mina Farouk’s work").click()
    axe(screen)
    screen.get_by_role("button", name="End it").click()
    screen.get_by_text("Who worked here before").click()
    assert screen.get_by_text("Mina Farouk, social worker").is_visible()
