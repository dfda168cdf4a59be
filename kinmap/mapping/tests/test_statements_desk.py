"""What one's desk says about maps."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.models import User
from kinmap.casework.doors import desk_readers
from kinmap.mapping.categories import Category
from kinmap.mapping.desk_lines import due, unfinished
from kinmap.mapping.models import Round, Scale
from kinmap.mapping.tests.larkin import put
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def lines(kind: Any, user: User) -> list[tuple[str, str]]:
    return [(line.family_name, line.words) for reader in desk_readers(user) for line in kind(user, reader)]


def begun(family: making.Household, by: User) -> None:
    """Two worries, one with its scale and an open round; no goals."""
    for number in range(2):
        statement = put(family, by, Category.DANGER_STATEMENT, f"A secret worry {number}.", ["Kayla"])
    scale = Scale.write(family=family.family, statement=statement, zero_text="0", ten_text="10", by=by)
    Round.open(family=family.family, scales=[scale], held_on=TODAY - timedelta(1), given_in="", by=by)


def test_unfinished_sets_and_open_rounds_lie_on_the_desk_without_their_words(
    family: making.Household, hannah: User
) -> None:
    begun(family, hannah)
    told = lines(unfinished, hannah)
    assert [words for _, words in told][:2] == ["2 worries have no goal yet", "One worry has no scale yet"]
    assert told[2][1].startswith("Numbers of ")
    assert "secret" not in str(told)


def test_finished_withdrawn_and_other_peoples_sets_do_not(family: making.Household, hannah: User) -> None:
    statement = put(family, hannah, Category.DANGER_STATEMENT, "Done.", ["Kayla"])
    put(family, hannah, Category.GOAL, "Its goal.", ["Kayla"], answers=statement)
    Scale.write(family=family.family, statement=statement, zero_text="0", ten_text="10", by=hannah)
    put(family, hannah, Category.DANGER_STATEMENT, "Gone.", ["Kayla"]).withdraw(by=hannah)
    begun(making.family("Rahman", children=["Kayla"]), hannah)
    assert lines(unfinished, hannah) == []


def test_next_steps_are_due_when_late_or_near(family: making.Household, hannah: User) -> None:
    for text, days, facts in (
        ("Late step", -3, {}), ("Near step", 5, {}), ("Far step", 60, {}), ("Done step", 1, {"done_on": TODAY}),
    ):  # fmt: skip
        put(family, hannah, Category.NEXT_STEP, text, ["Kayla"], due=TODAY + timedelta(days), **facts)
    put(family, hannah, Category.NEXT_STEP, "Some day", ["Kayla"])
    assert [words for _, words in lines(due, hannah)] == ["Late step", "Near step"]
    (reader,) = desk_readers(hannah)
    assert [line.late for line in due(hannah, reader)] == [True, False]


def test_a_step_hidden_from_me_is_not_on_my_desk(family: making.Household, hannah: User) -> None:
    put(family, hannah, Category.NEXT_STEP, "Hidden", ["Kayla"], due=TODAY, hidden_from=frozenset({hannah.person.pk}))
    assert lines(due, hannah) == []


def test_an_agency_is_not_told_what_it_cannot_finish(family: making.Household, hannah: User) -> None:
    begun(family, hannah)
    assert lines(unfinished, making.partner(of=family, children=["Kayla"])) == []


def test_ten_families_ask_the_database_no_more_than_one(family: making.Household, hannah: User) -> None:
    def asked() -> int:
        (reader,) = desk_readers(hannah)
        with CaptureQueriesContext(connection) as queries:
            unfinished(hannah, reader)
            due(hannah, reader)
        return len(queries)

    begun(family, hannah)
    one = asked()
    for number in range(9):
        another = making.family(f"Family {number}", children=["Kayla"])
        making.allocate(hannah, another)
        begun(another, hannah)
    assert asked() == one
