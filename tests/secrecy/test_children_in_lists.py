"""A family's children are asked for in two ways; both say the same to every reader."""

import pytest

from kinmap.casework.doors import reader_for, reader_of, ties_of
from kinmap.families.models import FamilyMember, Person
from tests.secrecy.building import Accounts, build, whole
from tests.secrecy.making_worlds import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(900, 908))
def test_the_quick_way_for_long_lists_finds_the_same_children(seed: int) -> None:
    world = make(seed)
    accounts = Accounts.open(world)
    family = build(whole(world), world, accounts)
    asked = 0
    for eyes in world.eyes:
        if eyes.account:
            user = accounts.users[eyes.account]
            reader = reader_of(user, ties_of(user, family_id=family.pk))
        else:
            reader = reader_for(Person.objects.get(pk=eyes.person), family)
        slow = FamilyMember.objects.readable_by(reader).filter(role=FamilyMember.Role.CHILD)
        assert set(FamilyMember.objects.children_readable_by(reader)) == set(slow), f"seed {seed}, {eyes.name}"
        asked += slow.count()
    assert asked
