"""Addresses of the People page and of opening a family; casework's own urls take them in."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from kinmap.casework.joining import views as joining
from kinmap.casework.people.ending import ENDINGS
from kinmap.casework.people.views import kinship, living, opening, people, persons


class WhatEnds(StringConverter):
    """The kinds of dated fact that can end, and nothing else."""

    regex = "|".join(ENDINGS)


register_converter(WhatEnds, "what_ends")

PEOPLE = "families/<str:family_ref>/people/"
PERSON = f"{PEOPLE}<uuid:person_id>/"

urlpatterns = [
    path("families/new/", opening.open_family_page, name="open_family"),
    path(PEOPLE, people.people, name="people"),
    path(f"{PEOPLE}add/", persons.add, name="add_person"),
    path(f"{PEOPLE}households/add/", living.add_household, name="add_household"),
    path(f"{PEOPLE}households/<uuid:household_id>/", living.household, name="household"),
    path(f"{PEOPLE}end/<what_ends:what>/<uuid:pk>/", kinship.end, name="end"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}facts/", persons.facts, name="person_facts"),
    path(f"{PERSON}place/", persons.place, name="person_place"),
    path(f"{PERSON}related/", kinship.relate, name="person_related"),
    path(f"{PERSON}responsibility/", kinship.responsibility, name="person_responsibility"),
    path(f"{PERSON}stays/", living.stay, name="person_stays"),
    path(f"{PERSON}school/", living.school, name="person_school"),
    path(f"{PERSON}same/", joining.same_person, name="same_person"),
    path(f"{PERSON}same/<uuid:other_id>/", joining.two_records, name="two_records"),
]
