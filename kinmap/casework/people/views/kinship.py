"""Who is related to whom, who holds parental responsibility; and how a dated fact ends."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.casework.people.asking import ask, locked, member_found, refusals_told, saved
from kinmap.casework.people.ending import ending_found
from kinmap.casework.people.page import grown_ups, others_than, people_of
from kinmap.families.forms import EndForm, RelationshipForm, ResponsibilityForm
from kinmap.families.models import ParentalResponsibility, Relationship
from kinmap.live.once import once


def relate(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Say how this person is related to somebody else of the family; it is read from both ends."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    person = member_found(family, person_id, reader).person
    others = others_than(people_of(family, reader), person)
    form = RelationshipForm(request.POST or None, person=person, others=others)
    heading = f"How is {person.called} related?"
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where=heading) as first:
            if first:
                Relationship.say(**form.said(), by=cast(User, request.user), family_id=family.pk)
        if not form.errors:
            return saved(request, family, person)
    return ask(request, family, reader, form, heading=heading, person=person, lead=f"{person.name} is …")


def responsibility(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Say who holds parental responsibility for one child."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    child = member_found(family, person_id, reader).person
    everybody = people_of(family, reader)
    holders = {held.person_id for held in everybody.everybody[child.pk].responsible}
    offered = [one for one in grown_ups(everybody) if one.pk not in holders]
    form = ResponsibilityForm(request.POST or None, grown_ups=offered)
    heading = f"Parental responsibility for {child.called}"
    if form.is_valid():
        with once(request, form, family_id=family.pk, where=heading) as first:
            if first:
                ParentalResponsibility.hold(
                    child=child, by=cast(User, request.user), family_id=family.pk, **form.held()
                )
        return saved(request, family, child)
    return ask(request, family, reader, form, heading=heading, person=child)


def end(request: HttpRequest, family_ref: str, what: str, pk: UUID) -> HttpResponse:
    """Give a dated fact its last day; the row stays."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    ending, row = ending_found(what, pk, reader=reader)
    whose = ending.whose(row)
    form = EndForm(request.POST or None, initial={"version": row.version})
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where=ending.heading) as first:
            if first:
                version, on = form.cleaned_data["version"], form.cleaned_data["on"]
                locked(row).end(on=on, by=cast(User, request.user), version=version, family_id=family.pk)
        if not form.errors:
            return saved(request, family, whose)
    return ask(request, family, reader, form, heading=ending.heading, person=whose, lead=ending.words(row))
