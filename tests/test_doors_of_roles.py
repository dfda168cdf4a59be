"""Every role at every door: let in to a family, each gets what its permissions say, and nothing more.

``tests/test_doors.py`` tries everybody whom ``tests/doors/table.py`` names; here the answer follows from the roles
themselves, so that a new role or permission is tried without anybody writing a row.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from kinmap.access.permissions import Permission as P  # noqa: N817
from kinmap.access.roles import ROLES
from kinmap.access.sharing import ReaderKind
from kinmap.families.models import Person, RecordLock
from tests import making
from tests.doors.table import DOORS, WHO
from tests.doors.world import CHILD, World, address

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What each door asks for. A door that is not here asks for nothing that a role gives.
ASKS = {
    "family: reads": P.FAMILY_READ, "family: writes map": P.MAP_EDIT, "family: edits": P.FAMILY_EDIT,
    "family: allocates": P.ALLOCATE, "family: locks": P.LOCK, "family: joins": P.JOIN,
    "family: authorises": P.AUTHORISE, "family: prints": P.PRINT, "family: hands over": P.HAND_OVER,
    "family: assesses": P.ASSESS_READ, "family: takes": P.TAKE_CONTACT, "family: visits": P.VISIT_READ,
    "family: in a group": P.GROUP_MAP, "office: contacts": P.TAKE_CONTACT, "office: search": P.SEARCH,
    "office: new family": P.FAMILY_CREATE, "office: import": P.IMPORT, "office: settings": P.SETTINGS,
    "office: trail": P.READ_TRAIL, "office: reviews": P.REVIEW_OPENINGS,
}  # fmt: skip
#: Doors at which it matters whose an item is, and those open to everybody or nobody.
ASKS_NOTHING = {"own seat", "office: emergency", "a review", "everybody's own", "entrance", "street", "walled up"}
#: Addresses whose row in the table says who comes in, and that ask for something narrower.
ASKS_FOR = {
    **dict.fromkeys(("new_round", "gather", "ask_next", "number", "mend", "show_round"), P.JUDGE),
    **dict.fromkeys(("begin", "done", "change", "fix", "agree", "end", "add_item", "item"), P.PLAN_EDIT),
    **dict.fromkeys(("decide_sharing", "put_decision_right", "withdraw_decision"), P.DECIDE_SHARING),
    "export": P.EXPORT,
}
ROOMS = {P.JUDGE: "mapping", P.PLAN_EDIT: "planning"}
#: What is somebody's own is tried in tests/test_doors.py.
OWN = {"own number", "own draft in a group", "kept words", "draft"}
#: What is written from a visit is there for those who may read visits.
FROM_A_VISIT = "mapping:from_visit"
SHARE = 1 if os.environ.get("KINMAP_PROVE") else 3


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once; each test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World.make()
        transaction.set_rollback(True)
    connection.close()


def asked_at(name: str) -> P:
    """The permission that an address asks for."""
    room, _, act = name.partition(":")
    narrower = ASKS_FOR.get(act)
    if narrower is not None and ROOMS.get(narrower, "casework") == room:
        return narrower
    return ASKS[DOORS[name].who]


def expected(name: str, held: frozenset[P]) -> int:
    """What somebody with these permissions meets there."""
    if asked_at(name) not in held:
        return 403
    return 404 if name == FROM_A_VISIT and P.VISIT_READ not in held else DOORS[name].get


def let_in(world: World, code: str) -> Client:
    """Somebody in this role who works with the family as their role does, and is on the list of its lock."""
    role, house = ROLES[code], world.knocking.household
    agency = role.reads_as == ReaderKind.AGENCY
    user = making.user(f"In the role {code}", role=role, organisation=making.school() if agency else None)
    Person.of(user)
    making.allocate(user, house, children=[CHILD] if agency else None, part="partner" if agency else "support_worker")
    lock = RecordLock.of(house.family)
    assert lock is not None
    lock.may_open = lock.may_open | {user.pk}
    lock.keep(by=user)
    client = Client()
    client.force_login(user)
    return client


def test_every_door_of_the_table_is_known_here() -> None:
    assert set(ASKS) | ASKS_NOTHING == set(WHO)
    assert not set(ASKS) & ASKS_NOTHING


@pytest.mark.parametrize("code", ROLES)
def test_each_role_gets_what_its_permissions_say(world: World, code: str) -> None:
    wrong = []
    tried = [name for name, door in DOORS.items() if door.who in ASKS and door.get != 405 and door.item not in OWN]
    with transaction.atomic():
        client, items = let_in(world, code), world.items_of("practitioner", "seen")
        for name in tried[sorted(ROLES).index(code) % SHARE :: SHARE]:
            door = DOORS[name]
            where = address(name, door, items, world.ref("here"))
            with transaction.atomic():
                met = client.get(where).status_code
                transaction.set_rollback(True)
            if met != (due := expected(name, ROLES[code].permissions)):
                wrong.append(f"{name}: {met}, not {due}")
        transaction.set_rollback(True)
    assert not wrong, f"{code}: " + "; ".join(wrong)
