"""Who can do what: drawn from the roles themselves, open to everybody, under the council's own names."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.access.models import RoleName
from kinmap.access.permissions import Permission
from kinmap.access.roles import ROLES, SYSTEM_ADMINISTRATOR
from kinmap.casework.roles.table import table
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db
OPENS_A_FAMILY = {Permission.FAMILY_READ, Permission.MAP_READ, Permission.PLAN_READ}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_everybody_reads_every_role_in_sentences() -> None:
    shown = signed_in(making.user("Gemma Tate", role=making.PARTNER)).get(reverse("casework:roles")).content.decode()
    for role in ROLES.values():
        assert role.name in shown
        assert role.description in shown.replace("&#x27;", "'")


def test_everybody_sees_which_role_is_theirs() -> None:
    shown = signed_in(making.user("Hannah Osei", role=making.PRACTITIONER)).get(reverse("casework:roles"))
    assert shown.content.decode().count("Your role") == 1


def test_every_act_is_somebodys_and_stands_in_the_table() -> None:
    rows = table(ROLES.values())
    assert [act for act, _ in rows] == [act.label for act in Permission]
    assert [act for act, holders in rows if not holders] == []


def test_a_role_that_opens_no_family_may_do_nothing_to_one() -> None:
    for role in ROLES.values():
        if "Opens no family" in role.description:
            assert not role.permissions & OPENS_A_FAMILY, role.code


def test_a_system_administrator_reads_no_content() -> None:
    acts = [act for act, holders in table(ROLES.values()) if SYSTEM_ADMINISTRATOR in holders]
    assert acts == ["Change labels and settings"]


def test_the_council_calls_a_role_what_the_law_calls_it_and_everybody_sees_the_name() -> None:
    admin, hannah = (
        making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR),
        making.user("Hannah", role=ROLES["lead_practitioner"]),
    )
    page = reverse("casework:role", args=["lead_practitioner"])
    sent = {"write": str(new_id()), "version": "0", "name": "Family Help Lead Practitioner", "second_step": "yes"}
    assert signed_in(admin).post(page, sent).status_code == 303
    assert signed_in(admin).post(page, sent).status_code == 303
    assert "Family Help Lead Practitioner" in signed_in(hannah).get(reverse("casework:roles")).content.decode()
    assert RoleName.objects.get().version == 1


def test_two_names_at_once_are_both_shown() -> None:
    admin = making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR)
    page = reverse("casework:role", args=["auditor"])
    signed_in(admin).post(page, {"write": str(new_id()), "version": "0", "name": "Checker", "second_step": "yes"})
    typed = {"write": str(new_id()), "version": "0", "name": "Inspector", "second_step": "yes"}
    answer = signed_in(admin).post(page, typed)
    assert answer.status_code == 409
    assert "Checker" in answer.content.decode()
    assert "Inspector" in answer.content.decode()


def test_an_empty_name_is_asked_for_and_a_role_that_is_none_is_not_there() -> None:
    admin = signed_in(making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR))
    empty = admin.post(
        reverse("casework:role", args=["auditor"]), {"write": str(new_id()), "version": "0", "name": " "}
    )
    assert empty.status_code == 422
    assert "Enter a name" in empty.content.decode()
    assert admin.get(reverse("casework:role", args=["king"])).status_code == 404


def test_a_practitioner_renames_nothing() -> None:
    hannah = signed_in(making.user("Hannah Osei", role=making.PRACTITIONER))
    assert hannah.get(reverse("casework:role", args=["auditor"])).status_code == 403
