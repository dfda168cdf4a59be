"""Every layout of the map, and the map through everybody's eyes, tells of nothing that is hidden from whoever looks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kinmap.mapping.lens import LAYOUTS
from tests.secrecy.building import REF, Accounts, for_eyes
from tests.secrecy.crawling import same_but_for_passing
from tests.secrecy.making_worlds import make
from tests.secrecy.test_outputs import PROVE, compared, counted, fixed_ids

__all__ = ["counted"]
SEEDS = range(2000, 2050 if PROVE else 2001)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("who", [0, 1, 3, 4], ids=["worker", "chair", "granted", "emergency"])
def test_no_layout_tells_of_what_is_hidden(seed: int, who: int, counted: Callable[[int], None]) -> None:
    world = make(seed)
    eyes = world.eyes[who]
    here = f"/families/{REF}/map/"
    asked = [{"layout": one} for one in LAYOUTS]
    asked += [{"layout": one, "child": str(child)} for one in LAYOUTS for child in world.children]
    asked += [{"layout": "family", "reader": str(other.person)} for other in world.eyes]

    def read(family: Any, accounts: Accounts) -> dict[str, str]:
        client = Client()
        client.force_login(accounts.users[eyes.account])
        found = {}
        for query in asked:
            answer = client.get(here, query)
            text = same_but_for_passing(answer.content.decode(), fixed_ids(world))
            found[str(query)] = f"{answer.status_code}\n{text}"
        return found

    counted(compared(world, eyes, for_eyes(eyes, world), read))
