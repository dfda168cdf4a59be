"""What the desk says of plans, as far as its reader may know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kinmap.casework.doors import reader_of, ties_of
from kinmap.planning.desk_lines import due_lines, unfinished_lines
from kinmap.planning.models import Plan, PlanVersion
from tests import making

pytestmark = pytest.mark.django_db


def test_a_plan_without_a_version_waits_on_the_desk_and_one_with_a_version_does_not() -> None:
    larkin = making.family("Larkin", children=["Kayla"])
    hannah = making.worker(of=larkin)
    plan = Plan.begin(family=larkin.family, kind="family", title="Our plan", children=[larkin["Kayla"]], by=hannah)
    reader = reader_of(hannah, ties_of(hannah))
    assert [line.words for line in unfinished_lines(hannah, reader)] == ["Our plan: no version fixed yet"]
    plan.fix_version(by=hannah)
    assert not unfinished_lines(hannah, reader)


def test_a_version_hidden_from_the_reader_leaves_no_mark_on_their_desk() -> None:
    larkin = making.family("Larkin", children=["Kayla"])
    hannah = making.worker(of=larkin)
    ruth = making.worker("Ruth", of=larkin, role=making.CONFERENCE_CHAIR, part="chair")
    plan = Plan.begin(family=larkin.family, kind="family", title="Our plan", children=[larkin["Kayla"]], by=hannah)
    reader = reader_of(ruth, ties_of(ruth))
    before = unfinished_lines(ruth, reader)
    PlanVersion(
        family=larkin.family, plan=plan, number=1, hidden_from=frozenset({ruth.person.pk})
    ).keep(by=hannah)  # fmt: skip
    assert unfinished_lines(ruth, reader) == before


def test_an_interim_plan_about_to_end_is_due() -> None:
    larkin = making.family("Larkin", children=["Kayla"])
    hannah = making.worker(of=larkin)
    ends = timezone.localdate() + timedelta(days=3)
    Plan.begin(
        family=larkin.family, kind="interim", title="For now", children=[larkin["Kayla"]], by=hannah, expires=ends
    )
    (line,) = due_lines(hannah, reader_of(hannah, ties_of(hannah)))
    assert line.words == "For now ends"
