"""Small things that the pages of visits say."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from kinmap.casework.guard import IN_SHORT

register = template.Library()


@register.filter
def at(found: Mapping[Any, Sequence[Any]], key: Any) -> Sequence[Any]:
    """What stands under a key; nothing when nothing does."""
    return found.get(key, ())


@register.filter
def level(sharing: str) -> str:
    """A level in a word or two; nothing for the open one."""
    return IN_SHORT.get(sharing, "")
