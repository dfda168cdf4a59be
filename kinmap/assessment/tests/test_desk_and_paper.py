"""What of this room lies on a desk, and what of it is printed for whom."""

from datetime import timedelta
from typing import Any

import pytest

from kinmap.assessment.desk_lines import due_lines, for_a_manager
from kinmap.assessment.models import Assessment, Referral
from kinmap.assessment.preparing import prepare_assessment
from kinmap.assessment.sheets import ASSESSMENT
from kinmap.assessment.tests.writing import TODAY, signed_in
from kinmap.casework.copying import copy_for
from kinmap.casework.doors import desk_readers
from kinmap.documents import press
from kinmap.documents.tests.reading import letters_of
from tests import making

pytestmark = pytest.mark.django_db
OPEN: dict[str, Any] = {"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset()}


@pytest.fixture
def house() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])


@pytest.fixture
def hannah(house: making.Household) -> Any:
    return making.worker("Hannah Osei", of=house)


def begun(
    house: making.Household, by: Any, *, days: int, guard: dict[str, Any] = OPEN,
    children: tuple[str, ...] = ("Kayla", "Mia"),
) -> Assessment:  # fmt: skip
    since = TODAY - timedelta(days=days)
    return Assessment.begin(
        family=house.family, children=frozenset(house[child].pk for child in children), counted_from=since,
        started=since, analysis="A secret sentence.", guard=guard, by=by,
    )  # fmt: skip


def lines(kind: Any, user: Any) -> list[str]:
    return [line.words for reader in desk_readers(user) for line in kind(user, reader)]


def test_a_limit_lies_on_the_desk_when_it_comes_near_or_has_passed(house: making.Household, hannah: Any) -> None:
    begun(house, hannah, days=5)
    assert lines(due_lines, hannah) == []
    begun(house, hannah, days=100)
    assert lines(due_lines, hannah) == ["Single assessment to be authorised"]
    assert "secret" not in str(lines(due_lines, hannah))


def test_a_referral_that_waits_lies_there_until_it_is_decided(house: making.Household, hannah: Any) -> None:
    referral = Referral.receive(
        family=house.family, children=frozenset({house["Mia"].pk}), received=TODAY, source="6", reason="x", by=hannah,
        guard=OPEN,
    )  # fmt: skip
    assert lines(due_lines, hannah) == ["Decide on the referral"]
    referral.decide(children=[house["Mia"]], decision="assessment", need="N1", on=TODAY, reason="", by=hannah)
    assert lines(due_lines, hannah) == []


def test_an_assessment_that_was_sent_lies_on_the_managers_desk_alone(house: making.Household, hannah: Any) -> None:
    colin = making.worker("Colin", of=house, role=making.TEAM_MANAGER)
    assessment = begun(house, hannah, days=5)
    for child in ("Kayla", "Mia"):
        assessment.assess(house[child], by=hannah, factors="3B", outcome="cin", outcome_why="Help is wanted.")
    assessment.send(on=TODAY, by=hannah)
    assert lines(for_a_manager, colin) == ["Assessment to authorise"]
    assert lines(for_a_manager, hannah) == []


def test_whoever_takes_contacts_has_them_on_the_desk_without_any_family(house: making.Household) -> None:
    nell = making.user("Nell", role=making.FRONT_DOOR)
    making.contact(nell)
    assert "From: School" in signed_in(nell).get("/").content.decode()


# --- On paper --------------------------------------------------------------------------------------


def paper(house: making.Household, by: Any, name: str, copy: str) -> Any:
    return prepare_assessment(copy_for(house.family, preparer=making.eyes_of(by), person=house[name], copy=copy))


def test_a_parents_copy_holds_the_words_but_not_the_childs_own(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah, days=5)
    assessment.assess(house["Mia"], by=hannah, child_view="He is loud.", factors="3B")
    prepared = paper(house, hannah, "Dee", "family")
    text = letters_of(press.pdf(ASSESSMENT, prepared.sheet, at=prepared.sheet.made_at))
    for words in ("Asecretsentence.", "Draft."):
        assert words in text
    assert "Heisloud." not in text
    assert "What Mia says" in [left.what for left in prepared.left_out]


def test_a_child_reads_what_they_said_themselves(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah, days=5, children=("Mia",))
    assessment.assess(house["Mia"], by=hannah, child_view="He is loud.", factors="3B")
    assert "He is loud." in repr(paper(house, hannah, "Mia", "child").sheet)


def test_what_is_hidden_from_a_parent_is_on_no_copy_of_theirs_and_told_to_the_preparer(
    house: making.Household, hannah: Any
) -> None:
    begun(house, hannah, days=5, guard={**OPEN, "hidden_from": frozenset({house["Shane"].pk})})
    prepared = paper(house, hannah, "Shane", "family")
    assert not prepared.sheet.exists
    assert "secret" not in repr(prepared.sheet)
    assert [left.why for left in prepared.left_out] == [f"hidden from {house['Shane'].name}"]
