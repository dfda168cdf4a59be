"""A filed copy is read only by those who may see everybody whose name is printed in it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.documents.models import Issue
from kinmap.families.models import FamilyMember, Person
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Judgment, Round, Scale
from kinmap.planning.models import Plan, PlanAction
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filing_cabinet(tmp_path: Any, settings: Any) -> None:
    settings.KINMAP_FILES = tmp_path


@pytest.fixture
def larkin() -> making.Household:
    return making.family("Larkin", children=["Kayla"], parents=["Dee"], network=["Sandie"])


@pytest.fixture
def colin(larkin: making.Household) -> Any:
    """A colleague who must not know that Sandie helps."""
    colin = making.worker("Colin Baptiste", of=larkin)
    place = FamilyMember.objects.get(person=larkin["Sandie"])
    place.restrict(sharing="family_all", named=(), hidden_from={Person.of(colin).pk})
    place.keep(by=None)
    return colin


@pytest.fixture
def hannah(larkin: making.Household) -> Any:
    return making.worker("Hannah Osei", of=larkin)


def given(client: Client, larkin: making.Household, by: Any, document: str) -> Issue:
    client.force_login(by)
    way = [larkin.ref, document, "family", larkin["Dee"].pk]
    words = client.get(reverse("casework:preview", args=way)).context["form"]["words"].value()
    client.post(reverse("casework:give", args=way), {"write": str(new_id()), "how": "by_hand", "words": words})
    return Issue.objects.get()


def met_by(client: Client, larkin: making.Household, user: Any, issue: Issue) -> int:
    client.force_login(user)
    return client.get(reverse("casework:filed_pdf", args=[larkin.ref, issue.pk])).status_code


def said(larkin: making.Household, by: Any) -> None:
    larkin.map.add_entry(  # type: ignore[union-attr]
        category="strength", text="She rings each night.", children=[larkin["Kayla"]], by=by, said_by=larkin["Sandie"]
    )


def put(larkin: making.Household, by: Any) -> None:
    scale = Scale.write(
        family=larkin.family, zero_text="0", ten_text="10", by=by, kind="safety", children={larkin["Kayla"].pk}
    )
    held = Round.open(family=larkin.family, scales=[scale], held_on=scale.recorded_at.date(), given_in="", by=by)
    Judgment.give(scale=scale, round=held, person=larkin["Sandie"], value=None, reason="", by=by)
    held.show(by=by)


def does(larkin: making.Household, by: Any) -> None:
    plan = Plan.begin(family=larkin.family, kind="family", title="Our plan", children=[larkin["Kayla"]], by=by)
    PlanAction(
        family=larkin.family, plan=plan, text="A new lock.", owner=larkin["Sandie"], children=plan.children
    ).write(by=by)


def agrees(larkin: making.Household, by: Any) -> None:
    plan = Plan.begin(family=larkin.family, kind="family", title="Our plan", children=[larkin["Kayla"]], by=by)
    plan.fix_version(by=by).answered(by=by, person_id=larkin["Sandie"].pk, answer="yes")


@pytest.mark.parametrize(("document", "act"), [("map", said), ("map", put), ("plan", does), ("plan", agrees)])
def test_somebody_hidden_from_a_colleague_does_not_reach_them_by_a_filed_copy(
    client: Client, larkin: making.Household, hannah: Any, colin: Any, document: str, act: Any
) -> None:
    act(larkin, hannah)
    issue = given(client, larkin, hannah, document)
    assert met_by(client, larkin, hannah, issue) == 200
    assert met_by(client, larkin, colin, issue) == 404


def test_a_copy_that_names_nobody_hidden_is_read_by_colleagues(
    client: Client, larkin: making.Household, hannah: Any, colin: Any
) -> None:
    larkin.map.add_entry(category="strength", text="Roasts.", children=[larkin["Kayla"]], by=hannah)  # type: ignore[union-attr]
    issue = given(client, larkin, hannah, "map")
    assert met_by(client, larkin, colin, issue) == 200
