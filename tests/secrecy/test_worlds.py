"""The rules said twice: what the database lets through equals what the plain oracle lets through."""

import os
from typing import Any

import pytest

from kinmap.casework.doors import reader_for, reader_of, ties_of
from kinmap.families.models import Person
from tests.secrecy.building import NOUNS, Accounts, build, whole
from tests.secrecy.making_worlds import make
from tests.secrecy.world import UNSAVED, World, without_what_is_hidden_from

CASES = 120 if os.environ.get("KINMAP_PROVE") else 8
ALWAYS_THERE = {"map"}


def seen_by_the_database(world: World, eyes: Any, family: Any, accounts: Accounts) -> set[Any]:
    if eyes.account:
        user = accounts.users[eyes.account]
        reader = reader_of(user, ties_of(user, family_id=family.pk))
    else:
        reader = reader_for(Person.objects.get(pk=eyes.person), family)
    found = set()
    for noun, model in NOUNS.items():
        if noun not in ALWAYS_THERE:
            found |= {(noun, pk) for pk in model.objects.readable_by(reader).values_list("pk", flat=True)}  # type: ignore[attr-defined]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(CASES))
def test_every_reader_is_given_exactly_what_the_rules_say(seed: int) -> None:
    world = make(seed)
    accounts = Accounts.open(world)
    family = build(whole(world), world, accounts)
    for eyes in world.eyes:
        if not Person.objects.filter(pk=eyes.person).exists():
            continue
        kept = without_what_is_hidden_from(eyes, world)
        told = [item for item in kept if item.shown or item.author == eyes.account]
        allowed = {(item.noun, item.id) for item in told if item.noun not in ALWAYS_THERE | UNSAVED}
        got = seen_by_the_database(world, eyes, family, accounts)
        assert got == allowed, f"seed {seed}, {eyes.name}: too much {got - allowed}, too little {allowed - got}"
