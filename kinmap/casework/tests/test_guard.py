"""Who may see this: levels, named people, denials, as a form asks for them."""

from typing import Any
from uuid import uuid4

import pytest

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.doors import admit
from kinmap.casework.guard import HINTS, IN_SHORT, GuardFields, people_choices
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit.people_field import people
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"], network=["Mo"])


def eyes(home: making.Household, user: Any) -> tuple[Family, Reader]:
    return admit(user, home.ref, to=Permission.FAMILY_READ)


def form(home: making.Household, user: Any, guarded: Any = None, **chosen: Any) -> GuardFields:
    family, reader = eyes(home, user)
    sent = {"write": str(uuid4()), "sharing": "family_all", **chosen}
    return GuardFields(sent, family=family, reader=reader, guarded=guarded)


def ids(*persons: Person) -> list[str]:
    return [str(person.pk) for person in persons]


def test_untouched_it_means_the_family_and_everyone_helping_them(home: making.Household) -> None:
    sent = form(home, making.worker("Hannah Osei", of=home))
    assert sent.is_valid()
    assert sent.guard() == {"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset()}


def test_everybody_of_the_family_is_offered_with_who_they_are(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    Person.of(anita).describe(by=anita, job_title="Safeguarding lead")
    offered = [words for _, words in people_choices(*eyes(home, hannah))]
    assert offered == [
        "Dee Larkin (parent or carer)", "Shane Larkin (parent or carer)", "Kayla Larkin (child)", "Mia Larkin (child)",
        "Mo Larkin (friend or neighbour)", "Anita Desai (Safeguarding lead, Beckside Primary)",
        "Hannah Osei (Northmoor Council)",
    ]  # fmt: skip


def test_somebody_who_has_left_the_family_can_still_be_shut_out(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    shane = FamilyMember.objects.get(person=home["Shane"])
    shane.ended = shane.recorded_at.date()
    shane.keep(by=None)
    sent = form(home, hannah, hidden_from=ids(home["Shane"]))
    assert sent.is_valid()
    assert sent.guard()["hidden_from"] == {home["Shane"].pk}


def test_somebody_hidden_from_the_writer_is_not_offered(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    place = FamilyMember.objects.get(person=home["Mo"])
    place.restrict(sharing="family_all", named=[], hidden_from=[Person.of(hannah).pk])
    place.keep(by=None)
    assert home["Mo"].pk not in dict(people_choices(*eyes(home, hannah)))


@pytest.mark.parametrize("level", ["parent_only", "network", "named_agencies", "sealed"])
def test_a_level_that_speaks_of_named_people_needs_one(home: making.Household, level: str) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    nobody = form(home, hannah, sharing=level)
    assert not nobody.is_valid()
    assert nobody.errors["named"] == ["Tick at least one person who may see it"]
    assert nobody.guard_is_set
    assert nobody.names_are_open
    assert form(home, hannah, sharing=level, named=ids(home["Dee"])).is_valid()


@pytest.mark.parametrize("level", ["family_all", "professionals", "child_private", "restricted"])
def test_the_other_levels_need_no_names(home: making.Household, level: str) -> None:
    assert form(home, making.worker("Hannah Osei", of=home), sharing=level).is_valid()


def test_to_seal_something_for_oneself_alone_is_refused(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    assert not form(home, hannah, sharing="sealed", named=ids(Person.of(hannah))).is_valid()


def test_nobody_is_both_named_and_shut_out(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    sent = form(home, hannah, sharing="network", named=ids(home["Dee"], home["Mo"]), hidden_from=ids(home["Dee"]))
    assert not sent.is_valid()
    assert "Dee Larkin" in sent.errors["hidden_from"][0]
    assert "Mo Larkin" not in sent.errors["hidden_from"][0]
    assert sent.hiding_is_open


def test_nobody_can_hide_a_thing_from_themselves(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    sent = form(home, hannah, hidden_from=ids(Person.of(hannah)))
    assert not sent.is_valid()


@pytest.mark.parametrize("level", ["restricted", "sealed", "network"])
def test_whoever_restricts_a_thing_is_not_locked_out_by_it(home: making.Household, level: str) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    sent = form(home, hannah, sharing=level, named=ids(home["Dee"]))
    assert sent.is_valid()
    event = TimelineEvent.write(
        family=home.family, children=people([home["Mia"]]), on=home.family.recorded_at.date(), text="Something.",
        by=hannah, **sent.guard(),
    )  # fmt: skip
    _, reader = eyes(home, hannah)
    assert list(TimelineEvent.objects.readable_by(reader)) == [event]


def test_a_manager_without_a_record_of_their_own_is_told_that_they_would_lock_themselves_out(
    home: making.Household,
) -> None:
    east = making.team("East team")
    making.worker("Hannah Osei", of=home, team=east)
    colin = making.user("Colin Prentice", role=making.TEAM_MANAGER, team=east)
    sent = form(home, colin, sharing="restricted", named=ids(home["Dee"]))
    assert not sent.is_valid()
    assert "you would not see it yourself" in sent.errors["sharing"][0]
    assert form(home, colin, sharing="network", named=ids(home["Dee"])).is_valid()


def test_an_edit_keeps_people_whom_the_writer_cannot_see(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    friend, foe = making.person("Some", "Friend"), making.person("Some", "Foe")
    event = TimelineEvent.write(
        family=home.family, children=people([home["Mia"]]), on=home.family.recorded_at.date(), text="Something.",
        by=None, sharing="network", named=people([friend]), hidden_from=people([foe, home["Shane"]]),
    )  # fmt: skip
    sent = form(home, hannah, guarded=event, sharing="network", hidden_from=[])
    assert sent.is_valid(), sent.errors
    assert sent.guard()["named"] == {friend.pk, Person.of(hannah).pk}
    assert sent.guard()["hidden_from"] == {foe.pk}


def test_a_restricted_thing_opens_the_block_when_it_is_edited(home: making.Household) -> None:
    family, reader = eyes(home, making.worker("Hannah Osei", of=home))
    event = TimelineEvent(sharing="restricted", named=people([home["Dee"]]))
    assert GuardFields(family=family, reader=reader, guarded=event).guard_is_set
    assert not GuardFields(family=family, reader=reader).guard_is_set


def test_every_level_has_a_hint_and_a_short_name() -> None:
    assert HINTS.keys() == IN_SHORT.keys() == set(Sharing.values)
