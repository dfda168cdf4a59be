"""Questions to take along as a browser sends them."""

from typing import Any

from django.test import Client

from kinmap.access.models import User
from kinmap.kit.identity import new_id
from kinmap.mapping.models import PinnedQuestion
from tests import making

HTMX = {"HX-Request": "true"}


def at(family: making.Household, rest: str = "") -> str:
    """An address of the family's questions."""
    return f"/families/{family.ref}/questions/{rest}"


def pinned(
    family: making.Household, by: User, text: str = "Who wakes first?", *, about: list[str], **facts: Any
) -> Any:
    """A question that waits."""
    children = [family[child].pk for child in about]
    return PinnedQuestion.pin(family=family.family, text=text, children=children, by=by, **facts)


def take(client: Client, family: making.Household, *codes: str, heading: str = "existing_safety",
         about: list[str], htmx: bool = False, **more: Any) -> Any:  # fmt: skip
    """Tick questions of the bank and take them along."""
    sent = {"write": str(new_id()), "questions": list(codes), "children": [str(family[one].pk) for one in about]} | more
    return client.post(at(family, f"take/{heading}/"), sent, headers=HTMX if htmx else {})


def answer(client: Client, family: making.Household, pin: PinnedQuestion, text: str, **more: Any) -> Any:
    """Write the answer, leaving what the form brings along as it is."""
    sent = {
        "write": str(new_id()), "category": pin.category, "text": text, "sharing": pin.sharing,
        "children": [str(child) for child in pin.children], "named": [str(one) for one in pin.named],
        "hidden_from": [str(one) for one in pin.hidden_from], "said_by": str(pin.whom_id or ""),
    } | more  # fmt: skip
    return client.post(at(family, f"{pin.pk}/answer/"), sent)
