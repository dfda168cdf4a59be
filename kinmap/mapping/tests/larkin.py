"""A rich map for tests and for looking at: the Larkin family of the practice guide (domain.md §12B), shortened."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.families.models import FamilyMember
from kinmap.kit.people_field import people
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, Judgment, Round, Scale
from tests import making

CHILDREN = ["Kayla", "Reece", "Mia", "Toby", "Isla"]


def larkin() -> tuple[making.Household, User]:
    """The family and Hannah, its social worker; the map has every category, disputes, secrets and numbers."""
    family = making.family("Larkin", children=CHILDREN, parents=["Dee", "Craig", "Shane"])
    hannah = making.worker("Hannah Osei", of=family)
    for first, known_as, describes in (
        ("Maureen", "Nana Mo", "mum's mum"),
        ("Jodie", "", "mum's sister"),
        ("Sandie", "", "neighbour"),
        ("Emmanuel", "", "breakfast club"),
    ):
        family.people[known_as or first] = made = making.person(first, "Larkin", known_as=known_as)
        family.family.welcome(made, role=FamilyMember.Role.NETWORK, by=None, describes=describes)
    _worries(family, hannah)
    _well(family, hannah)
    _needs(family, hannah)
    _numbers(family, hannah)
    return family, hannah


def put(
    family: making.Household, by: User, category: str, text: str, about: list[str] | None = None, **facts: Any
) -> Entry:
    """One entry; all five children unless some are named."""
    assert family.map is not None
    children = people(family[child] for child in about or CHILDREN if child in family.people)
    return family.map.add_entry(category=category, text=text, children=children, by=by, **facts)


def _worries(family: making.Household, by: User) -> None:
    harm = put(
        family,
        by,
        Category.PAST_HARM,
        "On Saturday 13 June Shane broke in, punched Mum in the face and pushed Kayla into the worktop. "
        "Kayla’s wrist was "
        "broken. Reece, Mia, Toby and Isla heard or saw it; Reece rang 999 from the cupboard.",
        source=Entry.Source.RECORD,
        said_by_words="Police log and hospital notes",
        event_date=date(2026, 6, 13),
        date_precision="exact",
        parts={"who_did": "Shane Varley", "how_often": "Eighth time police have come since 2021"},
    )
    harm.dispute(words="She fell; Kayla slipped. I never touched them.", person=family["Shane"], by=by)
    drinking = put(
        family,
        by,
        Category.PAST_HARM,
        "When she is frightened Dee drinks. About weekly since February. On 2 May Isla was in a soaked "
        "nappy at eleven, Dee "
        "asleep on the sofa and Kayla off school feeding the little ones.",
        about=["Kayla", "Toby", "Isla"],
        said_by=family["Nana Mo"],
        source=Entry.Source.SAW,
        event_date=date(2026, 5, 1),
        date_precision="month",
    )
    drinking.dispute(words="Not weekly. Five or six times.", person=family["Dee"], by=by)
    put(
        family,
        by,
        Category.PAST_HARM,
        "Reece fell asleep in class five times since Easter, “listening for the gate”.",
        about=["Reece"],
        said_by=family["Emmanuel"],
        source=Entry.Source.WAS_TOLD,
        event_date=date(2026, 4, 1),
        date_precision="about",
    )
    family.people["DS1"] = put(
        family,
        by,
        Category.DANGER_STATEMENT,
        "Hannah, DC Martin Lowe, Nana Mo, Craig and Dee herself are worried that Shane will come to the "
        "house or find them, hurt "
        "Dee again, and that Kayla or Reece will try to stop him. Any child could be badly injured or "
        "killed, as nearly "
        "happened on 13 June; and even when he is not there they live listening for him.",
    )
    family.people["DS1"].dispute(words="There is no danger.", person=family["Shane"], by=by)
    family.people["DS2"] = put(
        family,
        by,
        Category.DANGER_STATEMENT,
        "Hannah, Gemma, Nana Mo and Dee are worried that when Dee is scared or sad she will drink until "
        "she can’t wake. Isla "
        "could choke, fall or be left hungry; Kayla could be the one looking after four children and have "
        "nobody to look "
        "after her.",
        about=["Kayla", "Toby", "Isla"],
    )
    family.people["DS3"] = put(
        family,
        by,
        Category.DANGER_STATEMENT,
        "Mr Adu, Mrs Desai, Hannah and Dee are worried the children will go on carrying what they saw "
        "alone, and think it is "
        "their fault or their job to stop it.",
        about=["Kayla", "Reece", "Mia", "Toby"],
    )
    put(
        family,
        by,
        Category.COMPLICATING_FACTOR,
        "Services never put seven calls together; three different assessments were closed.",
        parts={"kind": "agency"},
    )
    put(family, by, Category.COMPLICATING_FACTOR, "£1,140 rent arrears, and Shane’s name is on the tenancy.")
    secret = put(
        family,
        by,
        Category.COMPLICATING_FACTOR,
        "“I’m scared to go home, but don’t tell Mum, she’ll drink.”",
        about=["Kayla"],
        said_by=family["Kayla"],
        source=Entry.Source.CHILD_SAID,
        sharing=Sharing.CHILD_PRIVATE,
        hidden_from=people([family["Dee"]]),
    )
    secret.told_by(name="Priya Nair", reason="Kayla asked her not to say", by=by)


def _well(family: making.Household, by: User) -> None:
    put(family, by, Category.STRENGTH, "The children are close and funny together.")
    put(
        family,
        by,
        Category.STRENGTH,
        "Dee’s Sunday roasts; Nana’s house full of cousins.",
        said_by=family["Mia"],
        source=Entry.Source.CHILD_SAID,
    )
    put(
        family,
        by,
        Category.STRENGTH,
        "Craig phones every Tuesday and Sunday.",
        about=["Kayla", "Reece"],
        said_by=family["Craig"],
    )
    put(
        family,
        by,
        Category.EXISTING_SAFETY,
        "Four nights since January Dee rang Nana as soon as Shane texted, and all of them slept at Nana’s.",
        answers=family["DS1"],
        said_by=family["Nana Mo"],
        source=Entry.Source.SAW,
        parts={"how_many_times": "Four: 12 January, 8 February, 21 March, 9 May", "who_confirms": "Nana and Kayla"},
    )
    put(
        family,
        by,
        Category.EXISTING_SAFETY,
        "Reece rang 999, as he had practised with Sandie twice in spring.",
        answers=family["DS1"],
        about=["Reece"],
    )
    put(family, by, Category.EXISTING_SAFETY, "Dee never misses a dentist’s appointment.")
    put(
        family,
        by,
        Category.NOT_SURE_YET,
        "Lorraine was passing messages. She says she has stopped.",
        said_by_words="Tash, mum’s friend",
    )


def _needs(family: making.Household, by: User) -> None:
    goal = put(
        family,
        by,
        Category.GOAL,
        "Shane stays away and leaves Dee and the children alone, and the police and court hold him to it. "
        "If he doesn’t, Dee, the "
        "children and their people all know what to do: the children are with a safe adult within two "
        "minutes and 999 is rung, "
        "so nobody is hurt and nobody is alone with it.",
        answers=family["DS1"],
    )
    put(
        family,
        by,
        Category.GOAL,
        "Whoever is looking after the children has had nothing to drink and wakes to Isla; Dee has people to "
        "ring before she pours a glass.",
        answers=family["DS2"],
        about=["Kayla", "Toby", "Isla"],
    )
    today = timezone.localdate()
    put(
        family,
        by,
        Category.NEXT_STEP,
        "Sandie and Reece practise the dinosaur signal again.",
        owner=family["Sandie"],
        due=today + timedelta(days=5),
        answers=goal,
        about=["Reece", "Toby"],
    )
    put(
        family,
        by,
        Category.NEXT_STEP,
        "Print the Christmas week rota and put it on the fridge.",
        owner=family["Jodie"],
        due=today + timedelta(days=12),
    )


NUMBERS = {
    "Dee": 7,
    "Kayla": 6,
    "Reece": 7,
    "Mia": 7,
    "Nana Mo": 7,
    "Craig": 6,
    "Sandie": 7,
    "Shane": 8,
    "Jodie": "5.5",
    "Emmanuel": "6.5",
}


def _numbers(family: making.Household, by: User) -> None:
    everyone = people(family[child] for child in CHILDREN)
    held = Round(family=family.family, children=everyone, held_on=date(2026, 9, 22)).keep(by=by)
    scale = Scale(
        family=family.family,
        statement=family["DS1"],
        children=everyone,
        zero_text="Shane will hurt someone again any day; the children can’t be here",
        ten_text="The goal is fully met and services stop",
    ).keep(by=by)
    overall = Scale(
        family=family.family,
        kind=Scale.Kind.OVERALL,
        children=everyone,
        zero_text="So dangerous that the children cannot live at home tonight",
        ten_text="Safe enough that we can step away",
    ).keep(by=by)
    for name, value in NUMBERS.items():
        Judgment.give(scale=scale, round=held, person=family[name], value=Decimal(value), reason="…", by=by)
    Judgment.give(scale=scale, round=held, person=family["Toby"], value=None, reason="", by=by)
    for name, value in {"Dee": 6, "Nana Mo": 5, "Kayla": 4}.items():
        Judgment.give(scale=overall, round=held, person=family[name], value=Decimal(value), reason="…", by=by)
    held.show(by=by)
    waiting = Round(family=family.family, children=everyone).keep(by=by)
    Judgment.give(scale=scale, round=waiting, person=family["Dee"], value=Decimal(8), reason="…", by=by)
