"""Random files of families that share some people, with readers of every kind, for the property of joining.

Every text is a word that no other row carries, so that what somebody can read is a set of words, whatever
ids the rows have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.access.roles import CONFERENCE_CHAIR, PARTNER, PRACTITIONER, TEAM_MANAGER
from kinmap.casework.doors import reader_for, reader_of, ties_of
from kinmap.casework.models import Agreement, Allocation, Involvement, TimelineEvent
from kinmap.families.models import (
    Address,
    Family,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)
from kinmap.mapping.models import Entry, Judgment, Map, OtherView, Round, Scale
from kinmap.planning.models import Plan, PlanRule
from tests import making
from tests.secrecy.world import LEVELS

START = date(2026, 3, 2)
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"


@dataclass
class Files:
    """Some files, their people and everybody who reads them."""

    dice: Random
    boss: User
    families: list[Family] = field(default_factory=list)
    children: dict[UUID, list[Person]] = field(default_factory=dict)
    adults: dict[UUID, list[Person]] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def word(self) -> str:
        """A word nobody else says, unlike every other."""
        while True:
            made = "".join(self.dice.choice(CONSONANTS) + self.dice.choice(VOWELS) for _ in range(5))
            if made not in self.said:
                self.said.add(made)
                return made

    def some(self, people: Iterable[Person], least: int = 0) -> frozenset[UUID]:
        """Some of these people."""
        ids = sorted(one.pk for one in people)
        return frozenset(self.dice.sample(ids, self.dice.randint(min(least, len(ids)), len(ids))))

    def guard(self, people: Iterable[Person], secrecy: float = 0.4) -> dict[str, Any]:
        """A level, names and denials; never from the manager who joins, so that there is something to see."""
        if self.dice.random() > secrecy:
            return {}
        here = list(people)
        named = self.some(here) if self.dice.random() < 0.4 else frozenset()
        hidden = self.some(here) if self.dice.random() < 0.5 else frozenset()
        return {"sharing": self.dice.choice(LEVELS), "named": named, "hidden_from": hidden - named}

    def keep(self, model: type[models.Model], **facts: Any) -> Any:
        """Write one row."""
        return model(**facts).keep(by=self.boss)  # type: ignore[attr-defined]


def make_files(seed: int, *, number: int = 2) -> Files:
    """Two or three files; some children and grown-ups belong to more than one of them."""
    east = making.team("East team")
    files = Files(Random(seed), making.user("Boss", role=TEAM_MANAGER, team=east))
    shared: list[Person] = []
    for _ in range(number):
        family = Family(ref=Family.new_ref(), name=files.word().title()).keep(by=files.boss)
        files.families.append(family)
        known = [one for one in shared if files.dice.random() < 0.5]
        files.children[family.pk] = [one for one in known if one.due is None and one.born is not None]
        files.adults[family.pk] = [one for one in known if one.born is None]
        for _ in range(files.dice.randint(1, 2)):
            child = _person(files, born=START - timedelta(days=files.dice.randint(500, 5000)))
            files.children[family.pk].append(child)
        for _ in range(files.dice.randint(1, 3)):
            files.adults[family.pk].append(_person(files))
        shared += [one for one in files.children[family.pk] + files.adults[family.pk] if one not in shared]
        _places(files, family)
        _workers(files, family, east)
        _facts(files, family)
    return files


def _person(files: Files, **facts: Any) -> Person:
    details = {name: files.word() for name in ("note", "phone", "languages") if files.dice.random() < 0.4}
    return making.person(files.word().title(), files.word().title(), **details, **facts)


def _places(files: Files, family: Family) -> None:
    dice = files.dice
    everybody = files.children[family.pk] + files.adults[family.pk]
    for child in files.children[family.pk]:
        files.keep(FamilyMember, family=family, person=child, role="child", **files.guard(everybody, 0.15))
        if dice.random() < 0.8:
            stage = dice.choice(["early_help", "cin", "cp"])
            files.keep(Involvement, family=family, child=child, stage=stage, basis="s17", started=START,
                       reason=files.word(), **files.guard(everybody, 0.3))  # fmt: skip
    for adult in files.adults[family.pk]:
        files.keep(FamilyMember, family=family, person=adult, role=dice.choice(["parent", "network", "relative"]),
                   describes=files.word(), children=files.some(files.children[family.pk]),
                   **files.guard(everybody, 0.25))  # fmt: skip


def _workers(files: Files, family: Family, east: Any) -> None:
    children = files.children[family.pk]
    roles = (("worker", PRACTITIONER, "social_worker"), ("chair", CONFERENCE_CHAIR, "chair"))
    for _, role, part in roles:
        user = making.user(files.word().title(), role=role)
        files.users.append(user)
        for child in children:
            Allocation.allocate(family=family, child=child, worker=Person.of(user), part=part, by=user, team=east,
                                started=START)  # fmt: skip
    agency = making.user(files.word().title(), role=PARTNER, organisation=making.school())
    files.users.append(agency)
    Allocation.allocate(family=family, child=files.dice.choice(children), worker=Person.of(agency), part="partner",
                        by=agency, started=START)  # fmt: skip


def _facts(files: Files, family: Family) -> None:
    dice, keep = files.dice, files.keep
    children, adults = files.children[family.pk], files.adults[family.pk]
    everybody = [*children, *adults, *(Person.of(user) for user in files.users)]
    Map.of(family, by=files.boss)
    if dice.random() < 0.3:
        files.boss.__dict__.pop("_codes_today", None)
    for adult in adults:
        child = dice.choice(children)
        keep(Relationship, person=adult, other=child, kind=dice.choice(["parent", "step_parent", "friend"]),
             words=files.word(), **files.guard(everybody))  # fmt: skip
        if dice.random() < 0.4 and not ParentalResponsibility.objects.filter(person=adult, child=child).exists():
            keep(ParentalResponsibility, person=adult, child=child, basis="court_order", **files.guard(everybody))
    address = keep(Address, lines=files.word(), postcode="NM1 1AA", **files.guard(everybody))
    home = keep(Household, family=family, name=files.word(), address=address, **files.guard(everybody, 0.2))
    for one in dice.sample(children + adults, min(2, len(children + adults))):
        keep(Residence, person=one, household=home, note=files.word(), started=START, **files.guard(everybody, 0.3))
    keep(SchoolPlace, child=dice.choice(children), name=files.word(), **files.guard(everybody))
    keep(Agreement, family=family, child=dice.choice(children), given_by=dice.choice(adults), words=files.word(),
         started=START, **files.guard(everybody))  # fmt: skip
    for _ in range(dice.randint(1, 3)):
        keep(TimelineEvent, family=family, on=START, kind="told", text=files.word(), children=files.some(children, 1),
             **files.guard(everybody))  # fmt: skip
    for category in ("danger_statement", "strength", "goal"):
        entry = keep(Entry, family=family, category=category, text=files.word(), children=files.some(children, 1),
                     said_by=dice.choice([None, *adults]), **files.guard(everybody))  # fmt: skip
        keep(OtherView, family=family, entry=entry, person=dice.choice(adults), words=files.word(),
             **files.guard(everybody))  # fmt: skip
        if category == "danger_statement":
            _numbers(files, family, entry, everybody)
    plan = keep(Plan, family=family, kind="family", title=files.word(), children=files.some(children, 1),
                **files.guard(everybody))  # fmt: skip
    keep(PlanRule, family=family, plan=plan, text=files.word(), who=files.word(), children=plan.children,
         **files.guard(everybody))  # fmt: skip


def _numbers(files: Files, family: Family, statement: Entry, everybody: list[Person]) -> None:
    about: dict[str, Any] = {"family": family, "children": statement.children}
    scale = files.keep(Scale, **about, statement=statement, zero_text=files.word(), ten_text=files.word())
    gathered = files.keep(Round, **about, held_on=START, given_in=files.word(), scales=[str(scale.pk)],
                          shown_at=making.timezone.now())  # fmt: skip
    for adult in files.adults[family.pk]:
        files.keep(Judgment, **about, scale=scale, round=gathered, person=adult, halves=8, reason=files.word(),
                   given_on=START, **files.guard(everybody, 0.2))  # fmt: skip


# --- What somebody can read: words, and who is named with them ---------------------------------------


def nouns() -> list[Any]:
    """Every noun with words that says who may read it."""
    return [
        model for model in apps.get_models()
        if model.__module__.startswith("kinmap.") and not hasattr(model, "instance_type")
        and hasattr(model._default_manager, "readable_by") and model is not Family
    ]  # fmt: skip


def eyes_on(user: User, families: Iterable[Family]) -> list[Reader]:
    """A user's eyes: on each family's pages, and over all of them for council staff."""
    ties = [tie for family in families for tie in ties_of(user, family_id=family.pk)]
    readers = [reader_of(user, some) for family in families if (some := [t for t in ties if t.family_id == family.pk])]
    return [*readers, reader_of(user, ties)] if user.is_council_staff() and ties else readers


def eyes_for(person: Person, families: Iterable[Family]) -> list[Reader]:
    """The eyes for which copies are made of somebody's own families."""
    here = FamilyMember.objects.filter(person=person, family__in=list(families), ended__isnull=True)
    return [reader_for(person, place.family) for place in here.select_related("family")]


def words_of(readers: Iterable[Reader], same: Mapping[UUID, UUID]) -> set[Any]:
    """Every word that these eyes can read, and each word together with whom it names, if they may see them."""
    found: set[Any] = set()
    for reader in readers:
        people_seen = set(Person.objects.readable_by(reader).values_list("pk", flat=True))
        for model in nouns():
            texts = [one for one in model._meta.concrete_fields
                     if isinstance(one, models.CharField | models.TextField) and not one.choices
                     and one.name not in ("named", "hidden_from", "children", "recorded_by_name")]  # fmt: skip
            people = [one for one in model._meta.concrete_fields if one.related_model is Person]
            for row in model._default_manager.readable_by(reader):
                said = {str(value) for one in texts if (value := getattr(row, one.attname))}
                said = {word for text in said for word in text.replace(";", " ").split()}
                found |= {word.lower() for word in said}
                named = {getattr(row, one.attname) for one in people} & people_seen
                found |= {(word.lower(), same.get(one, one)) for word in said for one in named}
    return found
