"""The prompts keep finding what the practice guide asks about, in both halves of the labelled statements."""

import pytest

from bench import prompt_figures
from kinmap.guidance.prompts.kinds import kinds

pytestmark = pytest.mark.once

#: Below the figures of the day on which they were written, so that a word list can change; not so far that it shows.
PRECISION, RECALL = 0.93, 0.94


@pytest.mark.parametrize("half", prompt_figures.HALVES)
def test_precision_and_recall_stay_above_the_floor(half: str) -> None:
    found = prompt_figures.score(half)
    assert found.precision >= PRECISION, found.misses
    assert found.recall >= RECALL, found.misses


def test_there_are_more_than_two_hundred_statements_and_half_of_them_are_set_aside() -> None:
    aside, tuned = (len(prompt_figures.statements(half)) for half in ("set_aside", "tuning"))
    assert aside + tuned >= 200
    assert abs(aside - tuned) <= 2


def test_every_label_is_a_prompt_and_no_statement_stands_twice() -> None:
    rows = [row for half in prompt_figures.HALVES for row in prompt_figures.statements(half)]
    known = {kind.name for kind in kinds}
    assert {code for row in rows for code in row["fires"]} <= known
    assert len({row["text"] for row in rows}) == len(rows)


def test_each_half_has_good_statements_of_every_kind() -> None:
    for half in prompt_figures.HALVES:
        good = {row["kind"] for row in prompt_figures.statements(half) if not row["fires"]}
        assert good == {"past_harm", "danger_statement", "goal", "existing_safety", "strength"}
