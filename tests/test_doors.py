"""Who gets in where: every address, every persona, an item they may see and one that is hidden from them.

The table in ``tests/doors/table.py`` is the truth to check against; an address that it does not name fails.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from kinmap.kit.identity import new_id
from tests.doors.items import Named
from tests.doors.personas import PERSONAS, STRANGERS
from tests.doors.table import ABOUT_NO_CHILD, DOORS, WHO, Door
from tests.doors.world import ADDRESSES, CHILD, World, address

pytestmark = pytest.mark.django_db
SIGNED_IN = PERSONAS[1:]
KINDS_OF_READER = ("this_child", "chair", "practitioner", "manager")
#: A form that was sent with nothing in it.
NO_WORDS = {"csrfmiddlewaretoken": "x"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once; each test undoes what it did. Nobody is sent out for having been idle while all doors are tried."""
    a_day = override_settings(KINMAP_IDLE_MINUTES=24 * 60)
    with a_day, django_db_blocker.unblock(), transaction.atomic():
        yield World.make()
        transaction.set_rollback(True)
    connection.close()


def knock(client: Client, method: str, where: str, **how: Any) -> HttpResponse:
    """One request, undone afterwards."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer: HttpResponse = client.get(where, **how) if method == "get" else client.post(where, NO_WORDS, **how)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def expected(door: Door, persona: str, method: str) -> int:
    """What the table says that this persona gets."""
    met = WHO[door.who][persona]
    behind: int = getattr(door, method)
    if met == "302":
        return 302  # to sign-in, before anything else is asked
    if behind == 405:
        return 405
    about_her_sister = bool(door.item) and door.item not in ABOUT_NO_CHILD and door.who.startswith("family")
    if met == "in" and persona == "other_child" and about_her_sister:
        return 404  # the item is about the other child
    return behind if met == "in" else int(met)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(ADDRESSES) == set(DOORS)


def test_every_address_that_names_an_item_is_tried_with_one() -> None:
    for name, door in DOORS.items():
        pattern = ADDRESSES[name].pattern
        named = set(getattr(pattern, "converters", {})) - {"family_ref", "record_ref"} - set(door.words)
        assert bool(named) == bool(door.item) or door.item == "letter", f"{name} names {named}"


@pytest.mark.parametrize("name", DOORS)
def test_everybody_gets_what_the_table_says(world: World, name: str) -> None:
    door = DOORS[name]
    wrong = []
    for persona in PERSONAS:
        where = address(name, door, world.items_of(persona, "seen"), world.ref("here"))
        for method in ("get", "post"):
            answer = knock(world.clients[persona], method, where)
            if answer.status_code != expected(door, persona, method):
                wrong.append(f"{persona} {method}: {answer.status_code}, not {expected(door, persona, method)}")
            if persona == "nobody" and WHO[door.who][persona] == "302" and name != "account_logout":
                assert answer["Location"].startswith("/accounts/login/?next="), answer["Location"]
    assert not wrong, f"{name}: " + "; ".join(wrong)


OF_NO_FAMILY = ("account", "letter", "council question", "council page", "opening to review")
WITH_ITEM = [name for name, door in DOORS.items() if door.item and door.item not in OF_NO_FAMILY]
ENDS = ("end place", "end relationship", "end responsibility", "end stay", "end school")
KINDS = {
    "casework:end": ENDS,
    "planning:item": ("plan rule", "plan trigger", "plan action"),
    "planning:withdraw": ("plan rule", "plan trigger", "plan action"),
    "planning:add_item": ("plan with rule", "plan with trigger", "plan with action"),
}


def missing(items: Named, door: Door) -> Named:
    """The same address with ids of things that never were."""
    never = {key: new_id() if isinstance(value, UUID) else value for key, value in items[door.item].items()}
    return {**items, door.item: never}


@pytest.mark.parametrize("name", WITH_ITEM)
def test_an_item_that_is_hidden_or_of_another_family_is_as_if_it_were_not_there(world: World, name: str) -> None:
    wrong = []
    for door in of_each_kind(name):
        for persona in SIGNED_IN:
            if WHO[door.who][persona] != "in" or persona not in KINDS_OF_READER:
                continue
            for which in ("hidden", "elsewhere"):
                items = world.items_of(persona, which)
                found = [items, missing(items, door)]
                for method, how in every_way(door):
                    answers = [
                        knock(world.clients[persona], method, address(name, door, one, world.ref("here")), **how)
                        for one in found
                    ]
                    if [answer.status_code for answer in answers] != [404, 404]:
                        wrong.append(f"{persona} {method} {which} {door.item}: {answers[0].status_code}")
                    elif answers[0].content != answers[1].content:
                        wrong.append(f"{persona} {method} {which} {door.item}: another page than for what is not there")
    assert not wrong, f"{name}: " + "; ".join(wrong)


def of_each_kind(name: str) -> list[Door]:
    """The row, once for each kind of item that its address may name."""
    door = DOORS[name]
    return [Door(door.who, door.get, door.post, kind, door.words) for kind in KINDS.get(name, (door.item,))]


def every_way(door: Door) -> list[tuple[str, dict[str, Any]]]:
    """Read and written, as a page and as a part for htmx."""
    methods = [method for method in ("get", "post") if getattr(door, method) != 405]
    return [(method, how) for method in methods for how in ({}, {"headers": {"HX-Request": "true"}})]


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.who.startswith("family")])
def test_a_stranger_gets_the_same_bytes_for_a_family_and_for_none(world: World, name: str) -> None:
    door = DOORS[name]
    for persona in STRANGERS:
        items = world.items_of(persona, "seen")
        for method, how in every_way(door):
            here, nowhere = (
                knock(world.clients[persona], method, address(name, door, items, ref), **how)
                for ref in (world.ref("here"), "NOSUCH1")
            )
            assert here.status_code == nowhere.status_code == 404, f"{persona} {method}"
            assert here.content == nowhere.content, f"{persona} {method}"


@pytest.mark.parametrize("door", [door for door in WHO if door.startswith("family")])
def test_a_stranger_is_never_told_that_a_right_is_missing(door: str) -> None:
    for persona in STRANGERS:
        assert WHO[door][persona] == "404"


@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_sent_by_a_stranger_changes_nothing(world: World, stranger: str) -> None:
    where = reverse("mapping:entries", args=[world.ref("here")])
    typed = {"write": str(new_id()), "category": "strength", "text": "x", "children": str(new_id())}
    asked = world.clients[stranger].post(where, typed)
    assert asked.status_code == 404


SENT: list[tuple[str, str, Callable[[World], dict[str, Any]]]] = [
    ("mapping:entries", "", lambda world: {
        "category": "strength", "text": "They came.", "children": [str(world.knocking.household[CHILD].pk)]}),
    ("mapping:withdraw", "entry", lambda world: {"version": 1}),
    ("planning:withdraw", "plan rule", lambda world: {"version": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "item", "typed"), SENT)
def test_whoever_is_let_in_is_heard(
    world: World, name: str, item: str, typed: Callable[[World], dict[str, Any]]
) -> None:
    door = DOORS[name]
    for persona in (one for one in SIGNED_IN if WHO[door.who][one] == "in"):
        where = address(name, door, world.seen, world.ref("here"))
        with transaction.atomic():
            answer = world.clients[persona].post(where, {"write": str(new_id()), **typed(world)})
            transaction.set_rollback(True)
        assert answer.status_code == 303, f"{persona}: {answer.status_code}"
