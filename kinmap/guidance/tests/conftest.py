"""Who reads and who looks after guidance in tests."""

import pytest
from django.test import Client

from kinmap.access.models import User
from tests import making


@pytest.fixture
def sam(db: None) -> User:
    """The practice lead, who looks after guidance."""
    return making.user("Sam Whitlock", role=making.PRACTICE_LEAD)


@pytest.fixture
def lead(sam: User) -> Client:
    """The practice lead's browser."""
    client = Client()
    client.force_login(sam)
    return client


@pytest.fixture
def reader(db: None) -> Client:
    """The browser of somebody from a partner agency: guidance holds no family, so they read all of it."""
    client = Client()
    client.force_login(making.user("Anita Desai", role=making.PARTNER, organisation=making.school()))
    return client
