"""The steps of the main job, from the sign-in page to the copy on the table. Each is one act of a person.

``hands`` says how it is done; what is checked here is what that person must see before going on.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.journeys.hands import Hands

BORN = date(2018, 5, 3)
PARAGRAPH = (
    "Tara, Nan Jean and Hannah are worried that when Liam has been drinking, he will shout and break things. "
    "Elsie and the baby could be hurt."
)
SECRET = "Elsie told her teacher that she hides under the stairs"
STREET = "14 Lantern Row"


@dataclass
class Days:
    """The days that the story speaks of, counted from today so that it never grows old."""

    today: date
    due: date
    plan_ends: date
    lock: date


def days() -> Days:
    today = timezone.localdate()
    return Days(today, today + timedelta(60), today + timedelta(10), today + timedelta(2))


# --- Coming in ------------------------------------------------------------------------------------


def signs_in_as(hands: Hands, name: str) -> None:
    hands.go("/")
    hands.looks("sign-in")
    hands.press(hands.button(name))
    expect(hands.page.get_by_role("heading", name="My desk")).to_be_visible()
    hands.looks("desk")


def searches_and_finds_nobody(hands: Hands, name: str) -> None:
    hands.press(hands.link("Search"))
    hands.looks("search")
    hands.write(hands.box("Who are you looking for?"), name)
    hands.press(hands.button("Search", exact=True))
    expect(hands.page.get_by_role("heading", name="Nobody found")).to_be_visible()
    hands.looks("nobody-found")


def opens_the_family(hands: Hands) -> None:
    hands.press(hands.button("Open a new family"))
    expect(hands.box("First name")).to_have_value("Elsie")
    hands.looks("open-a-family")
    hands.date("Date of birth", BORN)
    hands.choose(hands.box("Gender"), "Girl")
    hands.tick(hands.box("Child protection"))
    hands.choose(hands.box("Legal basis"), "Enquiry")
    hands.press(hands.button("Open the family"))
    expect(hands.page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    hands.sees("Elsie Farrow")
    hands.looks("people")


# --- The people -----------------------------------------------------------------------------------


def adds_the_unborn_child(hands: Hands, when: Days) -> None:
    hands.press(hands.link("Add a child"))
    hands.write(hands.box("First name"), "Baby")
    hands.write(hands.box("Last name"), "Farrow")
    hands.tick(hands.box("Not yet"))
    hands.looks("an-unborn-child")
    hands.date("Due date", when.due)
    hands.press(hands.button("Save"))
    hands.sees("Baby Farrow")


def adds_a_parent(hands: Hands, first: str, last: str, gender: str) -> None:
    hands.press(hands.link("Add a parent or carer"))
    hands.looks("a-parent")
    hands.write(hands.box("First name"), first)
    hands.write(hands.box("Last name"), last)
    hands.choose(hands.box("Gender"), gender)
    hands.press(hands.button("Save"))
    hands.sees(f"{first} {last}")


def relates(hands: Hands, parent: str, kind: str, child: str) -> None:
    """On the parent's own page: they are the mother of that child."""
    hands.press(hands.link(parent))
    hands.press(hands.link("Add a relationship"))
    hands.looks("a-relationship")
    hands.choose(hands.box("They are"), kind)
    hands.choose(hands.box("Of whom?"), child)
    hands.press(hands.button("Save"))
    hands.sees(kind)
    hands.looks("a-person")
    hands.press(hands.link("All people of this family"))


def says_who_is_responsible(hands: Hands, child: str, parent: str, basis: str) -> None:
    hands.press(hands.link(child))
    hands.press(hands.link("Add who holds it"))
    hands.looks("parental-responsibility")
    hands.choose(hands.box("Who holds it?"), parent)
    hands.tick(hands.box(basis, exact=True))
    hands.press(hands.button("Save"))
    hands.sees(parent)
    hands.press(hands.link("All people of this family"))


def lets_them_be_told(hands: Hands, parent: str, describes: str) -> None:
    """The parent's place in the family: mum, and about which children she may be told."""
    hands.press(hands.link(parent))
    hands.press(hands.link("place in this family"))
    hands.write(hands.box("Who they are"), describes)
    for child in ("Elsie", "Baby"):
        hands.tick(hands.page.get_by_role("group", name="May be told about").get_by_label(child))
    hands.looks("place-in-the-family")
    hands.press(hands.button("Save"))
    hands.press(hands.link("All people of this family"))


def shields_the_address(hands: Hands, *, against: str) -> None:
    hands.press(hands.link("Add a household"))
    hands.write(hands.box("What do people call it?"), "Mum’s place")
    hands.write(hands.page.get_by_role("textbox", name="Address"), STREET)
    hands.write(hands.box("Postcode"), "NM9 0XX")
    hands.tick(hands.page.get_by_role("group", name="Never tell this address to").get_by_label(against))
    hands.looks("a-household")
    hands.press(hands.button("Save"))
    hands.sees(f"Never tell {against}")


def says_where_she_sleeps(hands: Hands, child: str) -> None:
    hands.press(hands.link(child))
    hands.press(hands.link(f"Add where {child.split()[0]} lives or stays"))
    hands.tick(hands.box("Mum’s place"))
    hands.press(hands.button("Save"))
    hands.sees("Mum’s place")
    hands.press(hands.link("All people of this family"))
    hands.looks("people-complete")


# --- The map --------------------------------------------------------------------------------------


def add_box(hands: Hands, category: str) -> Locator:
    return hands.page.locator(f"#add-{category}")


def card(hands: Hands, words: str) -> Locator:
    return hands.page.locator(".map-item", has_text=words)


def opens_the_tab(hands: Hands, name: str) -> None:
    """Another page of the family. Waits for it: one may be on that tab already, on a page under it."""
    with hands.page.expect_event("domcontentloaded", timeout=60_000):
        hands.press(hands.page.get_by_role("link", name=name, exact=True).first)


def writes_on_the_map(hands: Hands, category: str, words: str, *children: str) -> None:
    """One entry, in the box under its heading, for one child or for all."""
    box = add_box(hands, category)
    hands.write(box.get_by_role("textbox"), words)
    for child in children:
        hands.tick(box.get_by_label(child))
    hands.press(hands.button("Add", exact=True, within=box))
    expect(hands.page.locator(f"#c-{category}")).to_contain_text(words)
    expect(hands.page.locator("#saved")).to_contain_text("Saved")


def writes_what_dad_must_not_read(hands: Hands, dad: str) -> None:
    """The whole form: who said it, and from whom it is hidden."""
    box = add_box(hands, "past_harm")
    hands.write(box.get_by_role("textbox"), SECRET)
    hands.tick(box.get_by_label("Elsie"))
    hands.press(hands.button("Say more", within=box))
    form = hands.page.locator("form.map-edit")
    expect(form.get_by_label("In the family’s words")).to_have_value(SECRET)
    hands.choose(form.get_by_label("Who said it?"), "Elsie")
    hands.press(form.locator("summary", has_text="Who may see this"))
    hands.press(form.locator("summary", has_text="Hide it from somebody"))
    hands.tick(form.get_by_role("group", name="Hide it from").get_by_label(dad))
    hands.looks("say-more")
    hands.press(hands.button("Add", exact=True, within=form))
    expect(card(hands, SECRET).locator(".map-card__text")).to_have_text(SECRET)


def moves_by_hand(hands: Hands, words: str, category: str, heading: str) -> None:
    """Without dragging: the Move link, a choice, a press."""
    hands.press(card(hands, words).get_by_role("link", name="Move"))
    choice = hands.box("Where does it belong?")
    hands.looks("moving")
    hands.choose(choice, heading)
    hands.press(hands.button("Move it there"))
    expect(hands.page.locator(f"#c-{category}")).to_contain_text(words)


def disputes(hands: Hands, words: str, who: str, view: str) -> None:
    hands.press(card(hands, words).get_by_role("link", name="More"))
    hands.press(hands.link("Somebody sees it differently"))
    hands.choose(hands.box("Who sees it differently?"), who)
    hands.write(hands.box("What do they say"), view)
    hands.looks("another-view")
    hands.press(hands.button("Set their view beside it"))
    expect(card(hands, words)).to_contain_text(view)


def links_safety_to_its_danger(hands: Hands, words: str) -> None:
    hands.press(card(hands, words).get_by_role("link", name="Choose the worry"))
    form = hands.page.locator("form.map-edit")
    hands.choose(form.get_by_label("Which worry did this protect"), "1.")
    hands.looks("linking-safety")
    hands.press(hands.button("Save", exact=True, within=form))
    expect(card(hands, words)).to_contain_text("Answers")


# --- Statement, goal, scale, numbers ---------------------------------------------------------------


def writes_the_danger_statement(hands: Hands) -> None:
    hands.press(hands.button("Write a danger statement"))
    hands.looks("statement")
    for child in ("Elsie", "Baby"):
        hands.tick(hands.page.locator(".guided__questions").get_by_label(child, exact=True))
    hands.write(hands.box("Who is worried?"), "Tara, Nan Jean and Hannah")
    hands.write(hands.box("When, or in what situation?"), "Liam has been drinking")
    hands.write(hands.box("What do they fear somebody will do?"), "he will shout and break things")
    hands.write(hands.box("What could happen to which child?"), "Elsie and the baby could be hurt")
    hands.press(hands.button("Make the paragraph from these"))
    expect(hands.box("The statement, as you would read it aloud")).to_have_value(PARAGRAPH)
    hands.looks("statement-made")
    hands.press(hands.button("Save", exact=True))
    expect(hands.page.locator(".set__statement")).to_have_text(PARAGRAPH)
    expect(hands.page.locator(".kit-badge--unfinished")).to_have_text("Unfinished")
    hands.looks("statement-without-goal")


def writes_the_goal(hands: Hands, words: str) -> None:
    hands.press(hands.link("Write its goal"))
    hands.looks("goal")
    hands.write(hands.box("The goal, as you would read it aloud"), words)
    hands.press(hands.button("Save", exact=True))
    hands.sees(words)


def adds_the_scale(hands: Hands) -> None:
    hands.press(hands.link("Add its scale"))
    hands.looks("scale")
    hands.press(hands.button("Save", exact=True))
    expect(hands.page.locator(".kit-badge--unfinished")).to_have_count(0)


def starts_a_round(hands: Hands) -> None:
    hands.press(hands.button("Start a round of numbers"))
    hands.write(hands.box("Where?"), "At the kitchen table")
    hands.looks("a-round")
    hands.press(hands.button("Start", exact=True))
    hands.looks("whose-turn")


def gives(hands: Hands, name: str, number: str, why: str) -> None:
    """One person takes the phone, gives a number with its reason, and puts it away."""
    hands.press(hands.page.locator(".gather__seat", has_text=name))
    hands.pick_number(number)
    hands.write(hands.box("Why there?"), why)
    hands.looks("a-number")
    hands.press(hands.button("Put it away"))
    expect(hands.page.get_by_role("heading", name="Hand it to the next person")).to_be_visible()
    hands.never_sees(why)


def shows_the_numbers(hands: Hands) -> None:
    hands.press(hands.button("Show everybody’s numbers together"))
    hands.looks("show-them")
    hands.press(hands.button("Show them"))
    expect(hands.page.locator(".spread__gap")).to_contain_text("Tara says 6, Elsie says 3")
    hands.looks("the-spread")


# --- The plan --------------------------------------------------------------------------------------


def begins_an_interim_plan(hands: Hands, when: Days) -> None:
    hands.press(hands.button("Begin a plan").first)
    hands.tick(hands.box("Interim"))
    hands.looks("begin-a-plan")
    hands.date("It ends on", when.plan_ends)
    hands.write(hands.box("What do you call it?"), "The plan until the conference")
    for child in ("Elsie", "Baby"):
        hands.tick(hands.page.get_by_role("group", name="Which children is it for?").get_by_label(child, exact=True))
    hands.write(hands.box("Who is with the children"), "Elsie is at Nan Jean’s at weekends.")
    hands.date("It starts on", when.today)
    hands.press(hands.button("Save the plan"))
    hands.sees("The plan until the conference")
    hands.looks("plan-begun")


def adds_a_rule(hands: Hands) -> None:
    hands.press(hands.link("Add a rule"))
    hands.looks("a-rule")
    hands.write(hands.box("What will people do?"), "Nan Jean sleeps over on Fridays and Saturdays.")
    hands.write(hands.box("Who does it?"), "Nan Jean")
    hands.write(hands.box("Who steps in if they cannot?"), "Auntie Kim")
    hands.choose(hands.box("Which worry is this for?"), "1.")
    hands.press(hands.button("Save", exact=True))
    hands.sees("Nan Jean sleeps over")


def adds_a_warning_sign(hands: Hands) -> None:
    hands.press(hands.link("Add a warning sign"))
    hands.looks("a-warning-sign")
    hands.write(hands.box("What is the warning sign?"), "Liam texts more than three times in an hour.")
    hands.write(hands.box("What do we do first?"), "Tara rings Nan Jean.")
    hands.press(hands.button("Save", exact=True))
    hands.sees("Liam texts more than three times")


def adds_something_to_do(hands: Hands, when: Days) -> None:
    hands.press(hands.link("Add something to do"))
    hands.looks("something-to-do")
    hands.write(hands.box("What needs doing?"), "Put a new lock on the back door.")
    hands.choose(hands.box("Who will do it?"), "Tara")
    hands.date("By when?", when.lock)
    hands.press(hands.button("Save", exact=True))
    hands.sees("Put a new lock")
    hands.looks("plan-complete")


# --- Copies ----------------------------------------------------------------------------------------


def looks_at_a_copy(hands: Hands, person: str, document: str = "The map in three columns") -> None:
    opens_the_tab(hands, "Copies")
    hands.looks("copies")
    hands.tick(hands.box(document))
    hands.choose(hands.box("Who is this copy for?"), person)
    hands.press(hands.button("Look at the copy"))
    hands.sees("What is left out, and why")


def hands_it_over(hands: Hands) -> None:
    hands.looks("preview-for-mum")
    hands.tick(hands.box("Given by hand"))
    hands.press(hands.button("Hand it over and file it"))
    hands.sees("Given by hand")
    hands.looks("handed-over")


def filed_bytes(hands: Hands, title: str) -> Any:
    """What the link of the filed copy gives to whoever opens it."""
    address = hands.page.locator(".copies__what").get_by_role("link", name=title).get_attribute("href")
    return hands.page.context.request.get(f"{hands.address}{address}")
