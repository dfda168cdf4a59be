"""``{% load access %}``: what the sign-in page shows."""

from typing import Any

from django import template
from django.template.context import RequestContext

from kinmap.access.demonstration import is_open, people_by_organisation

register = template.Library()


@register.inclusion_tag("access/demonstration.html", takes_context=True)
def demonstration_people(context: RequestContext) -> dict[str, Any]:
    """The demonstration people to choose from; nothing at all outside the demonstration."""
    request = context.request
    shown = is_open(request)
    return {
        "organisations": people_by_organisation() if shown else {}, "request": request,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip
