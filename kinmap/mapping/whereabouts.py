"""Where an entry of the map stands, for lower rooms that show its words."""

from typing import Any

from django.urls import reverse


def address_of_entry(ref: str, entry: Any) -> str:
    """The map of the family with this reference, at this entry."""
    return f"{reverse('mapping:map', args=[ref])}#entry-{entry.pk}"
