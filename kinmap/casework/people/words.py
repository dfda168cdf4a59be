"""What the forms of the People page are called."""

from typing import Any

from django.http import HttpRequest

from kinmap.families.models import FamilyMember

Role = FamilyMember.Role

_ADDING = {
    Role.CHILD: ("Add a child", "A child may belong to two families. If there is a record already, choose it."),
    Role.PARENT: ("Add a parent or carer", "Whose matters they may be told about is asked afterwards."),
    Role.RELATIVE: ("Add a relative", ""),
    Role.NETWORK: ("Add a friend or neighbour", ""),
    Role.PROFESSIONAL: (
        "Add a professional",
        "This records who helps the family and opens nothing to them: that is said on the Work page.",
    ),
    Role.OTHER: ("Add somebody else", ""),
}


def role_asked(request: HttpRequest) -> FamilyMember.Role:
    """The part in the family that the button asked for; a relative when the address was typed by hand."""
    asked = request.GET.get("role", "")
    return Role(asked) if asked in Role.values else Role.RELATIVE


def adding(role: FamilyMember.Role) -> dict[str, Any]:
    """Heading and first sentence of the form that brings somebody in."""
    heading, lead = _ADDING[role]
    return {"heading": heading, "lead": lead}
