"""A thousand random tamperings with the trail by somebody who has the database and not the key: all are found."""

from random import Random
from typing import Any

import pytest
from django.utils import timezone

from kinmap.access import heads
from tests.proofs.conftest import FULL
from tests.trail_made import Tamperer, add, look, tampering

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
TIMES = 1000 if FULL else 40


@pytest.fixture
def covered(settings: Any, tmp_path: Any) -> dict[str, int]:
    """Twenty chains, some begun before there was a key, with heads written three times and entries after them."""
    settings.KINMAP_TRAIL_HEADS = tmp_path / "heads"
    random = Random(418)
    chains = ["house", *(f"{number:032x}" for number in range(1, 20))]
    for number, chain in enumerate(chains):
        for _ in range(random.randrange(1, 12) if number % 4 == 0 else 0):
            add(chain, random, plain=True)
    heads.write()
    covered: dict[str, int] = {}
    for _ in range(3):
        for chain in chains:
            for _ in range(random.randrange(1, 9)):
                covered[chain] = add(chain, random).number
        heads.write()
    for chain in chains[::2]:
        add(chain, random)
    return covered


def test_every_tampering_back_to_the_last_head_is_found(covered: dict[str, int], told: Any) -> None:
    assert look().faults == []
    kinds: dict[str, int] = {}
    started = timezone.now()
    for seed in range(TIMES):
        with tampering():
            done = Tamperer(Random(seed), covered).do_one()
            found = look().faults
            assert found, f"tampering {seed} was not seen: {done}"
        kinds[done.split()[0]] = kinds.get(done.split()[0], 0) + 1
    assert look().faults == []
    assert len(kinds) == 12
    seconds = (timezone.now() - started).total_seconds()
    told(f"Trail: {TIMES} random tamperings of {len(kinds)} kinds, all found, in {seconds:.0f} s.")


def test_what_was_written_after_the_last_head_is_found_too_unless_it_is_the_very_end(covered: dict[str, int]) -> None:
    """Said honestly: the end of a chain that no head covers can be cut off without a trace."""
    somebody = Tamperer(Random(1), covered)
    chain = next(chain for chain, number in covered.items() if len(somebody.rows(chain)) > number)
    rows = somebody.rows(chain)
    with tampering():
        somebody.write(chain, [*rows[:-1], somebody.changed(rows[-1])])
        assert [fault.number for fault in look().faults] == [len(rows)]
    before = look().uncovered
    with tampering():
        somebody.write(chain, rows[:-1])
        report = look()
    assert (report.faults, report.uncovered) == ([], before - 1)
