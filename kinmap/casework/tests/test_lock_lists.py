"""Who stands on the list of a lock, for somebody from whom one of them is hidden."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.roles import TEAM_MANAGER
from kinmap.casework.models import AccessGrant
from kinmap.families.models import Person, RecordLock
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla"], parents=["Dee"])


def hidden_colleague(home: making.Household, *, from_whom: User) -> User:
    """Somebody who was given access, and of whose person one manager may not know."""
    xavier, hannah = making.user("Xavier Unseen"), making.worker("Hannah Osei", of=home)
    person = Person.of(xavier)
    person.restrict(sharing="family_all", named=(), hidden_from={Person.of(from_whom).pk})
    person.keep(by=hannah)
    AccessGrant.give(
        family=home.family, account=xavier, purpose="cover", words="Words.", by=hannah,
        until=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip
    return xavier


def test_whoever_is_hidden_is_not_named_there_and_stays_on_it_when_it_is_changed(home: making.Household) -> None:
    colin = making.worker("Colin Prentice", of=home, role=TEAM_MANAGER)
    joanne = making.worker("Joanne Beckett", of=home, role=TEAM_MANAGER)
    xavier = hidden_colleague(home, from_whom=colin)
    held = RecordLock.put_on(family=home.family, kind="staff", words="", may_open=[xavier.pk, colin.pk], by=joanne)
    client = Client()
    client.force_login(colin)
    page = client.get(reverse("casework:access", args=[home.ref])).content.decode()
    assert "Joanne Beckett" in page
    assert "Xavier" not in page
    typed = {"write": str(uuid4()), "kind": "adoption", "words": "", "may_open": [str(joanne.pk)],
             "version": held.version}  # fmt: skip
    there = reverse("casework:lock", args=[home.ref])
    assert "Xavier" not in client.get(there).content.decode()
    assert client.post(there, typed).status_code == 303
    assert RecordLock.objects.get().may_open == {xavier.pk, colin.pk, joanne.pk}
