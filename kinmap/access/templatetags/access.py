"""``{% load access %}``: what the pages of signing in show."""

from typing import Any

from django import template
from django.template.context import RequestContext

from kinmap.access.demonstration import is_open, people_by_organisation
from kinmap.access.second_step.owed import owes
from kinmap.access.sign_on.asking import council
from kinmap.access.sign_on.provider import SignOn

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


@register.simple_tag
def single_sign_on() -> SignOn | None:
    """The council's single sign-on, for its button; nothing where there is none."""
    return council()


@register.simple_tag(takes_context=True)
def owes_second_step(context: RequestContext) -> bool:
    """Whether whoever is signed in has to set up a second step before anything else."""
    return owes(context.request)
