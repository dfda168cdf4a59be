"""Filling in forms of this room, as a browser sends them."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from tests import making

TODAY = timezone.localdate()


def on(name: str, day: date = TODAY) -> dict[str, str]:
    """A day in its three boxes."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def signed_in(user: Any) -> Client:
    """A browser of this account."""
    client = Client()
    client.force_login(user)
    return client


def sent(**typed: Any) -> dict[str, Any]:
    """A form with the id of this act of writing."""
    return {"write": str(uuid4()), **typed}


def about(house: making.Household, *children: str, sharing: str = "family_all") -> dict[str, Any]:
    """Which children, and who may see it."""
    return {"children": [str(house[child].pk) for child in children], "sharing": sharing}
