"""An edit never takes a child off a plan or an item whom its writer could not tick: that would open it to others."""

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.families.models import FamilyMember
from kinmap.planning.models import Plan, PlanRule
from kinmap.planning.tests.test_plan_page import begun, plan_words, rule_words
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def larkin() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def plan(larkin: making.Household, client: Client) -> Plan:
    """A plan for both, before Mia moved to another family."""
    hannah = making.worker("Hannah Osei", of=larkin)
    client.force_login(hannah)
    made = begun(larkin, hannah)
    PlanRule(family=larkin.family, plan=made, text="Doors are locked.", who="Dee", children=made.children).write(
        by=hannah
    )
    place = FamilyMember.objects.get(person=larkin["Mia"])
    place.ended = place.recorded_at.date()
    place.keep(by=None)
    return made


def test_changing_a_plan_keeps_a_child_who_is_not_offered(client: Client, larkin: making.Household, plan: Plan) -> None:
    sent = plan_words(larkin, title="Our new plan", children=[str(larkin["Kayla"].pk)], version=1)
    client.post(reverse("planning:change", args=[larkin.ref, plan.pk]), sent)
    changed = Plan.objects.get()
    assert (changed.title, changed.children) == ("Our new plan", plan.children)


def test_changing_a_rule_keeps_a_child_who_is_not_offered(client: Client, larkin: making.Household, plan: Plan) -> None:
    rule = PlanRule.objects.get()
    sent = rule_words(larkin, text="Every door.", children=[str(larkin["Kayla"].pk)], version=1)
    client.post(reverse("planning:item", args=[larkin.ref, "rule", rule.pk]), sent)
    changed = PlanRule.objects.get()
    assert (changed.text, changed.children) == ("Every door.", plan.children)
