"""The People page and a person's own page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.casework.people.asking import member_found
from kinmap.casework.people.page import people_of
from kinmap.families.models import FamilyMember
from kinmap.kit import answers


@require_safe
def people(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Children first, then everybody else, then the households."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    context = {
        "family": family, "reader": reader, "people": people_of(family, reader),
        "may_edit": reader.may(Permission.FAMILY_EDIT), "role": FamilyMember.Role,
        "may_join": reader.may(Permission.JOIN),
    }  # fmt: skip
    return answers.page(request, "casework/people/people.html", context)


@require_safe
def person(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Everything about one person of the family, each fact with the link that changes it."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    member = member_found(family, person_id, reader)
    context = {
        "family": family, "reader": reader, "one": people_of(family, reader).everybody[member.person_id],
        "may_edit": reader.may(Permission.FAMILY_EDIT), "may_join": reader.may(Permission.JOIN),
    }  # fmt: skip
    return answers.page(request, "casework/people/person.html", context)
