"""Sharing levels of one item (domain.md §9.2) and who is admitted by a level alone.

A level admits kinds of reader; being *named* on an item admits a person whatever the level; being in
``hidden_from`` shuts a person out whatever else is true. Deny beats allow.
"""

from collections.abc import Iterable

from django.db import models


class Sharing(models.TextChoices):
    """Who may see one item, from the whole family to a sealed list."""

    FAMILY_ALL = "family_all", "Family and everyone helping them"
    PARENT_ONLY = "parent_only", "Only the parents or carers I name"
    CHILD_PRIVATE = "child_private", "Private to the child and their workers"
    NETWORK = "network", "Only the people I name, and workers"
    PROFESSIONALS = "professionals", "Professionals only"
    NAMED_AGENCIES = "named_agencies", "Only the agencies I name, and workers"
    RESTRICTED = "restricted", "Restricted: the chair and the people I name"
    SEALED = "sealed", "Sealed: only the people I name"


class ReaderKind(models.TextChoices):
    """Who is about to see the words."""

    COLLEAGUE = "colleague", "Council worker"
    CHAIR = "chair", "Conference chair"
    AGENCY = "agency", "Partner agency"
    PARENT = "parent", "Parent or carer"
    CHILD = "child", "Child"
    NETWORK = "network", "Family and friends"


_WORKERS = frozenset(
    {
        Sharing.FAMILY_ALL,
        Sharing.PARENT_ONLY,
        Sharing.CHILD_PRIVATE,
        Sharing.NETWORK,
        Sharing.PROFESSIONALS,
        Sharing.NAMED_AGENCIES,
    }
)

LEVELS_ADMITTED: dict[ReaderKind, frozenset[Sharing]] = {
    ReaderKind.COLLEAGUE: _WORKERS,
    ReaderKind.CHAIR: _WORKERS | {Sharing.RESTRICTED},
    ReaderKind.AGENCY: frozenset({Sharing.FAMILY_ALL, Sharing.PROFESSIONALS}),
    ReaderKind.PARENT: frozenset({Sharing.FAMILY_ALL}),
    ReaderKind.CHILD: frozenset({Sharing.FAMILY_ALL, Sharing.CHILD_PRIVATE}),
    ReaderKind.NETWORK: frozenset({Sharing.FAMILY_ALL}),
}


def strictest(levels: Iterable[str]) -> Sharing:
    """The level for something made of several: it admits no kind of reader whom one of these shuts out.

    Where two admit workers and different others besides (``CHILD_PRIVATE``, ``PROFESSIONALS``), workers remain.
    """
    chosen = [Sharing(one) for one in levels]
    admitting = {one: {kind for kind, admitted in LEVELS_ADMITTED.items() if one in admitted} for one in chosen}
    everywhere = set.intersection(*admitting.values())
    return next((one for one in chosen if admitting[one] == everywhere), Sharing.NAMED_AGENCIES)
