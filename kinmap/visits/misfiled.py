"""How the account of a visit that was misfiled is struck out: that there was a visit stays, its words go."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import Misfilable
from kinmap.visits.models import Said, Seen, VisitAccount, VisitPlace

BOXES = (("purpose", "What it was for"), ("text", "What was seen and said"), ("reason", "Why it was not made"),
         ("present_words", "Who else was there"))  # fmt: skip


def said_by_account(account: VisitAccount) -> Iterator[tuple[str, str]]:
    """What was written of the visit as a whole."""
    for name, heading in BOXES:
        if words := getattr(account, name):
            yield heading, words


def hanging_on(account: VisitAccount) -> Iterator[Any]:
    """Where it was; how each of its children was met and what they said."""
    yield from VisitPlace.objects.filter(account=account)
    for part in Seen.objects.filter(visit_id=account.visit_id, child__in=account.children).order_by("id"):
        yield part
        yield from Said.objects.filter(part=part).order_by("id")


MISFILED = Misfilable(
    name="visit-account",
    words="what was written of a visit",
    noun=VisitAccount,
    needs=Permission.VISIT_READ,
    said=said_by_account,
    address=lambda ref, account: reverse("visits:visit", args=[ref, account.visit_id]),
    hanging=hanging_on,
    own_words=(Said,),
    becomes={"text": "Struck out"},
    documents=frozenset({"visits"}),
    order=30,
)
