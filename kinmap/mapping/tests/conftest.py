"""The family and the worker of most tests of the map."""

import pytest
from django.test import Client

from kinmap.access.models import User
from tests import making


@pytest.fixture
def family(db: None) -> making.Household:
    """Kayla, Mia and Toby with their mother Dee and their father Shane."""
    return making.family("Larkin", children=["Kayla", "Mia", "Toby"], parents=["Dee", "Shane"])


@pytest.fixture
def hannah(family: making.Household) -> User:
    """The children's social worker."""
    return making.worker("Hannah Osei", of=family)


@pytest.fixture
def worker(client: Client, hannah: User) -> Client:
    """Hannah's browser."""
    client.force_login(hannah)
    return client
