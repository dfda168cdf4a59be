"""How a contact or a referral that was misfiled is struck out: that there was one stays, its words go."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from kinmap.access.permissions import Permission
from kinmap.assessment.models import Caller, Contact, ContactChild, ContactDecision, Referral, ReferralDecision
from kinmap.casework.shelves import Misfilable


def said_by_contact(contact: Contact) -> Iterator[tuple[str, str]]:
    """What somebody told us, and who else lives or helps there."""
    yield "What we were told", contact.reason
    if contact.others:
        yield "Who else lives or helps there", contact.others


def hanging_on_contact(contact: Contact) -> Iterator[Any]:
    """The children as they were named, who told us, what was decided."""
    for noun in (ContactChild, Caller, ContactDecision):
        yield from noun.objects.filter(contact=contact).order_by("id")


def said_by_referral(referral: Referral) -> Iterator[tuple[str, str]]:
    """Why the children were referred."""
    yield "Why", referral.reason


def hanging_on_referral(referral: Referral) -> Iterator[Any]:
    """What was decided for each child."""
    yield from ReferralDecision.objects.filter(referral=referral).order_by("id")


CONTACT = Misfilable(
    name="contact", words="a contact", noun=Contact, needs=Permission.ASSESS_READ, said=said_by_contact,
    address=lambda ref, contact: reverse("assessment:contact_on_record", args=[ref, contact.pk]),
    hanging=hanging_on_contact, documents=frozenset({"assessment"}), order=50,
)  # fmt: skip
REFERRAL = Misfilable(
    name="referral", words="a referral", noun=Referral, needs=Permission.ASSESS_READ, said=said_by_referral,
    address=lambda ref, referral: reverse("assessment:referral", args=[ref, referral.pk]),
    hanging=hanging_on_referral, documents=frozenset({"assessment"}), order=51,
)  # fmt: skip
MISFILED = (CONTACT, REFERRAL)
