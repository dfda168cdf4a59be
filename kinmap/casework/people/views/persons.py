"""Bringing somebody into the family; facts about them; their place in it."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.casework.people.asking import ask, locked, member_found, refusals_told, saved
from kinmap.casework.people.finding import chosen_in, look_for, may_be_the_same, reader_everywhere
from kinmap.casework.people.forms import PlaceForm
from kinmap.casework.people.opening import bring_into
from kinmap.casework.people.page import children_for, people_of
from kinmap.casework.people.words import adding, role_asked
from kinmap.families.forms import form_for
from kinmap.kit.people_field import people as people_set
from kinmap.live.once import came_before, once


def add(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Bring somebody in: whoever may have a record already is shown before a new one is made."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    user, role = cast(User, request.user), role_asked(request)
    form = form_for(role)(request.POST or None)
    if not form.is_valid():
        return ask(request, family, reader, form, **adding(role))
    everywhere = reader_everywhere(user)
    answer = look_for(request, form.asked(), reader=everywhere)
    here = people_set(one.person for one in people_of(family, reader).now)
    settled = form.settled_among(may_be_the_same(answer, but=here), told=bool(answer.ask))
    if not settled and not came_before(request, form):
        already = [found.person for found in answer.results.found if found.is_near and found.person.pk in here]
        return ask(request, family, reader, form, answer=answer, already=already, **adding(role))
    with refusals_told(form), once(request, form, family_id=family.pk, where="Somebody new in the family") as first:
        if first:
            known = chosen_in(form, reader=everywhere)
            bring_into(family, person=known, facts=form.facts(), role=role, by=user)
    return ask(request, family, reader, form, **adding(role)) if form.errors else saved(request, family)


def facts(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Facts about one person, a child's for that child alone."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    member = member_found(family, person_id, reader)
    person, user = member.person, cast(User, request.user)
    form = form_for(member.role)(request.POST or None, person=person)
    heading = f"About {person.called}"
    if not form.is_valid():
        return ask(request, family, reader, form, heading=heading, person=person)
    with once(request, form, family_id=family.pk, where=heading) as first:
        if first:
            version = form.cleaned_data["version"] or 0
            locked(person).describe(by=user, version=version, family_id=family.pk, **form.facts())
    return saved(request, family, person)


def place(request: HttpRequest, family_ref: str, person_id: UUID) -> HttpResponse:
    """Somebody's place in the family: who they are, whose matters they may be told about, who may see them here."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    member = member_found(family, person_id, reader)
    everybody = people_of(family, reader)
    children = [one.person for one in everybody.children if one.person.pk != person_id]
    form = PlaceForm(request.POST or None, family=family, reader=reader, children=children, member=member)
    form.offer_from_responsibility(children_for(everybody, member.person))
    heading = f"{member.person.called} in this family"
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where=heading) as first:
            if first:
                form.write_to(locked(member), by=cast(User, request.user))
        if not form.errors:
            return saved(request, family, member.person)
    return ask(request, family, reader, form, heading=heading, person=member.person)
