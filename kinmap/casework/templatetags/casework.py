"""``{% load casework %}``: the banner and the tabs of a family's pages."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse

from kinmap.access.reader import Reader
from kinmap.casework.banner import by_stage, children_in_short
from kinmap.casework.shelves import tabs_for
from kinmap.families.models import Family

register = template.Library()


@register.inclusion_tag("casework/banner.html")
def family_banner(family: Family, reader: Reader) -> dict[str, Any]:
    """The family's name and reference, and the children whose matters this reader may see."""
    return {"family": family, "stages": by_stage(children_in_short(family, reader))}


@register.inclusion_tag("kit/components/tabs.html", takes_context=True)
def family_tabs(context: RequestContext) -> dict[str, Any]:
    """The pages of this family that the reader may open, with the one they are on marked."""
    family, reader = context["family"], context["reader"]
    here = context.request.path if context.get("request") else ""
    links = [(tab.words, reverse(tab.url_name, args=[family.ref])) for tab in tabs_for(reader)]
    return {
        "label": f"Pages of the {family.name}",
        "items": [(words, href, here.startswith(href)) for words, href in links],
    }
