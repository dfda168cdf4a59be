"""A set of people in a row: who is in it, and whether nobody else is."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from kinmap.casework.models import TimelineEvent
from kinmap.kit.people_field import FEW
from tests import making

pytestmark = pytest.mark.django_db


def event(*children: UUID) -> TimelineEvent:
    home = making.family()
    return TimelineEvent(
        family=home.family, children=frozenset(children), on=timezone.localdate(), kind="told", text="Something."
    ).keep(by=None)


@pytest.mark.parametrize("others", [0, 1, FEW - 2, FEW, FEW + 1, 1500])
def test_a_row_is_within_a_set_of_any_size_only_when_nobody_in_it_is_outside(others: int) -> None:
    kayla, reece, mia = uuid4(), uuid4(), uuid4()
    event(kayla, reece)
    crowd = {uuid4() for _ in range(others)}
    rows = TimelineEvent.objects.all()
    assert rows.filter(children__within={kayla, reece} | crowd).count() == 1
    assert rows.filter(children__within={kayla, reece, mia} | crowd).count() == 1
    assert rows.filter(children__within={kayla} | crowd).count() == 0
    assert rows.filter(children__within=crowd).count() == 0


@pytest.mark.parametrize("others", [0, 1500])
def test_an_empty_set_is_within_every_set(others: int) -> None:
    event(uuid4())
    rows = TimelineEvent.objects.all()
    assert rows.filter(hidden_from__within={uuid4() for _ in range(others)}).count() == 1


@pytest.mark.parametrize("others", [2, 1500])
def test_whoever_is_not_within_is_found_by_asking_the_other_way_round(others: int) -> None:
    kayla = uuid4()
    event(kayla)
    crowd = {uuid4() for _ in range(others)}
    assert TimelineEvent.objects.exclude(children__within=crowd).count() == 1
    assert TimelineEvent.objects.exclude(children__within=crowd | {kayla}).count() == 0


def test_somebody_is_found_in_a_set_by_id() -> None:
    kayla, reece = uuid4(), uuid4()
    event(kayla, reece)
    rows = TimelineEvent.objects.all()
    assert rows.filter(children__has=kayla).count() == 1
    assert rows.filter(children__has=uuid4()).count() == 0


@pytest.mark.parametrize("others", [0, 1, 1500])
def test_a_row_is_among_a_set_of_ids_sent_as_one_value(others: int) -> None:
    mine, other = event(uuid4()), event(uuid4())
    crowd = frozenset(uuid4() for _ in range(others))
    rows = TimelineEvent.objects.all()
    assert set(rows.filter(pk__among=crowd | {mine.pk})) == {mine}
    assert set(rows.filter(family__among=crowd | {mine.family_id, other.family_id})) == {mine, other}
    assert set(rows.filter(family_id__among=crowd | {other.family_id})) == {other}
    assert set(rows.exclude(pk__among=crowd | {mine.pk})) == {other}
    assert not rows.filter(pk__among=crowd)


def test_nothing_is_among_nobody() -> None:
    event(uuid4())
    assert not TimelineEvent.objects.filter(pk__among=frozenset())
    assert TimelineEvent.objects.exclude(family__among=frozenset()).count() == 1
