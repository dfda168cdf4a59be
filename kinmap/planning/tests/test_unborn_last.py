"""A child not yet born stands last among the children, on both databases."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.planning.models import Plan
from tests import making

pytestmark = pytest.mark.django_db


def test_the_plan_names_the_unborn_child_last(client: Client) -> None:
    larkin = making.family("Larkin", children=["Elsie"], parents=["Dee"])
    hannah = making.worker(of=larkin)
    baby = making.person("Baby", "Larkin", due=date(2027, 3, 1))
    larkin.family.welcome(baby, role="child", by=hannah)
    Plan.begin(family=larkin.family, kind="family", title="Our plan", children=[larkin["Elsie"], baby], by=hannah)
    client.force_login(hannah)
    assert "For Elsie, Baby." in client.get(reverse("planning:plan", args=[larkin.ref])).content.decode()
