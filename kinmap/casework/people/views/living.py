"""Households with their shielded addresses, who lives there, and where a child learns."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.casework.people.asking import ask, locked, member_found, refusals_told, saved
from kinmap.casework.people.forms import HouseholdForm, SchoolForm
from kinmap.casework.people.households import household_found, open_household, rewrite_household
from kinmap.casework.people.page import people_of
from kinmap.families.forms import StayForm
from kinmap.families.models import Residence, SchoolPlace
from kinmap.live.once import once

SHIELD = "The address is stored once. Whoever may not know it sees no trace of this household, on a page or on paper."


def add_household(request: HttpRequest, family_ref: str) -> HttpResponse:
    """A household, with its address and who may know it."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    form = HouseholdForm(request.POST or None, family=family, reader=reader)
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where="A household") as first:
            if first:
                open_household(family, form, by=cast(User, request.user))
        if not form.errors:
            return saved(request, family)
    return ask(request, family, reader, form, heading="Add a household", lead=SHIELD)


def household(request: HttpRequest, family_ref: str, household_id: UUID) -> HttpResponse:
    """Correct a household's name, its address or the shield."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    found = household_found(household_id, reader=reader)
    form = HouseholdForm(request.POST or None, family=family, reader=reader, household=found)
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where=found.name) as first:
            if first:
                rewrite_household(locked(found), form, by=cast(User, request.user))
        if not form.errors:
            return saved(request, family)
    return ask(request, family, reader, form, heading=found.name, lead=SHIELD)


def stay(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Say where somebody lives, or stays for now."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    person = member_found(family, person_id, reader).person
    everybody = people_of(family, reader)
    households = [home.household for home in everybody.homes]
    stays = everybody.everybody[person.pk].stays_now
    form = StayForm(request.POST or None, households=households, stays=stays)
    heading = f"Where does {person.called} live or stay?"
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where=heading) as first:
            if first:
                Residence.move_in(person=person, by=cast(User, request.user), **form.moved())
        if not form.errors:
            return saved(request, family, person)
    return ask(request, family, reader, form, heading=heading, person=person, households=households)


def school(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Say where one child learns."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    child = member_found(family, person_id, reader).person
    places = people_of(family, reader).everybody[child.pk].schools_now
    form = SchoolForm(request.POST or None, family=family, reader=reader, places=places)
    heading = f"{child.called}'s school or nursery"
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where=heading) as first:
            if first:
                SchoolPlace.start(child=child, by=cast(User, request.user), family_id=family.pk, **form.start())
        if not form.errors:
            return saved(request, family, child)
    return ask(request, family, reader, form, heading=heading, person=child)
