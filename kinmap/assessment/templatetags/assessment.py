"""``{% load assessment %}``: what other tools said, beside the map."""

from typing import Any

from django import template

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.assessment.models import ToolResult
from kinmap.families.models import Family

register = template.Library()


@register.inclusion_tag("assessment/other_tools.html")
def other_tools(family: Family, reader: Reader) -> dict[str, Any]:
    """A quiet list of other tools' results that this reader may see; nothing where there are none."""
    if not reader.may(Permission.ASSESS_READ):
        return {"results": []}
    rows = ToolResult.objects.readable_by(reader).filter(family=family).order_by("-on", "-recorded_at", "-id")
    return {"family": family, "results": list(rows)}
