"""Who sees which people, relationships, homes and schools: deny beats allow, and both ends count."""

from datetime import date

import pytest

from kinmap.access.sharing import Sharing
from kinmap.families.models import (
    Address,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)
from kinmap.families.models.living import sleeps_tonight
from tests import making

pytestmark = pytest.mark.django_db

ALL = (Person, FamilyMember, Relationship, ParentalResponsibility, Address, Household, Residence, SchoolPlace)


@pytest.fixture
def larkin():
    """Kayla with Craig, Toby with Shane; all live with Dee, who is now at a refuge."""
    made = making.family("Larkin", children=["Kayla", "Toby"], parents=["Dee", "Craig", "Shane"])
    told(made, "Craig", "Kayla")
    told(made, "Shane", "Toby")
    for parent, child in (("Dee", "Kayla"), ("Dee", "Toby"), ("Craig", "Kayla"), ("Shane", "Toby")):
        Relationship(person=made[parent], other=made[child], kind="parent").keep(by=None)
        ParentalResponsibility(person=made[parent], child=made[child], basis="mother").keep(by=None)
    Relationship(person=made["Kayla"], other=made["Toby"], kind="half_sibling").keep(by=None)
    for child in ("Kayla", "Toby"):
        SchoolPlace(child=made[child], name=f"{child}'s school").keep(by=None)
    return made


def told(made, parent, *children):
    place = FamilyMember.objects.get(family=made.family, person=made[parent])
    place.may_be_told_about(*(made[child] for child in children), by=making.user())


def household(made, name, *living, **guard):
    address = Address(lines=f"{name} Street", postcode="NM1 1AA", **guard).keep(by=None)
    home = Household(family=made.family, name=name, address=address).keep(by=None)
    for one in living:
        Residence(person=made[one], household=home).keep(by=None)
    return home


def agency(made, *children):
    user = making.partner(of=made, children=list(children))
    return making.eyes_of(user)


def called(rows, name):
    return sorted(getattr(row, name).first_name for row in rows)


def test_an_agency_invited_to_one_child_sees_no_brother_or_sister(larkin):
    reader = agency(larkin, "Kayla")
    assert "Toby" not in called(FamilyMember.objects.readable_by(reader), "person")
    assert "Kayla" in called(FamilyMember.objects.readable_by(reader), "person")
    assert not Relationship.objects.readable_by(reader).filter(other=larkin["Toby"]).exists()
    assert not Relationship.objects.readable_by(reader).filter(kind="half_sibling").exists()
    assert called(ParentalResponsibility.objects.readable_by(reader), "child") == ["Kayla", "Kayla"]
    assert called(SchoolPlace.objects.readable_by(reader), "child") == ["Kayla"]


def test_a_father_sees_only_his_own_children(larkin):
    reader = making.eyes_for(larkin, "Craig")
    people = {person.first_name for person in Person.objects.readable_by(reader)}
    assert "Kayla" in people
    assert "Toby" not in people
    assert called(SchoolPlace.objects.readable_by(reader), "child") == ["Kayla"]


def test_a_grown_up_who_may_be_told_about_nobody_sees_no_child(larkin):
    told(larkin, "Shane")
    reader = making.eyes_for(larkin, "Shane")
    assert not FamilyMember.objects.readable_by(reader).filter(role="child").exists()
    assert not SchoolPlace.objects.readable_by(reader).exists()


def test_a_relationship_needs_both_its_ends(larkin):
    mine = making.eyes_for(larkin, "Craig")
    assert called(Relationship.objects.readable_by(mine).filter(person=larkin["Dee"]), "other") == ["Kayla"]
    larkin["Dee"].hidden_from = frozenset({larkin["Craig"].pk})
    larkin["Dee"].keep(by=None)
    assert not Relationship.objects.readable_by(mine).filter(person=larkin["Dee"]).exists()


def test_somebody_whose_place_is_hidden_is_gone_as_an_end_too(larkin):
    place = FamilyMember.objects.get(family=larkin.family, person=larkin["Dee"])
    place.hidden_from = frozenset({larkin["Craig"].pk})
    place.keep(by=None)
    reader = making.eyes_for(larkin, "Craig")
    assert not Person.objects.readable_by(reader).filter(pk=larkin["Dee"].pk).exists()
    assert not Relationship.objects.readable_by(reader).filter(person=larkin["Dee"]).exists()
    assert not ParentalResponsibility.objects.readable_by(reader).filter(person=larkin["Dee"]).exists()


def test_a_shielded_address_takes_its_household_and_stays_away_altogether(larkin):
    household(larkin, "Refuge", "Dee", "Kayla", hidden_from=frozenset({larkin["Craig"].pk}))
    reader = making.eyes_for(larkin, "Craig")
    assert not Address.objects.readable_by(reader).exists()
    assert not Household.objects.readable_by(reader).exists()
    assert not Residence.objects.readable_by(reader).exists()


def test_an_address_is_not_read_through_another_door_than_its_households(larkin):
    home = household(larkin, "Home", "Kayla")
    home.hidden_from = frozenset({larkin["Craig"].pk})
    home.keep(by=None)
    assert not Address.objects.readable_by(making.eyes_for(larkin, "Craig")).exists()


def test_addresses_of_other_families_are_nobodys_business(larkin):
    other = making.family("Other", children=["Sam"])
    household(other, "Elsewhere", "Sam")
    hannah = making.worker(of=larkin)
    assert not Address.objects.readable_by(making.eyes_of(hannah)).exists()


def test_an_agency_does_not_learn_where_a_brother_was_placed(larkin):
    household(larkin, "Placement", "Toby")
    shared = household(larkin, "Home", "Kayla", "Toby")
    reader = agency(larkin, "Kayla")
    assert list(Household.objects.readable_by(reader)) == [shared]
    assert called(Residence.objects.readable_by(reader), "person") == ["Kayla"]


def test_council_staff_see_a_household_before_anybody_lives_there(larkin):
    household(larkin, "New")
    hannah = making.worker(of=larkin)
    assert Household.objects.readable_by(making.eyes_of(hannah)).count() == 1


def test_a_stay_that_is_hidden_does_not_show_the_household_by_itself(larkin):
    home = household(larkin, "Aunt's")
    Residence(person=larkin["Kayla"], household=home, sharing=Sharing.RESTRICTED).keep(by=None)
    assert not Household.objects.readable_by(agency(larkin, "Kayla")).exists()


def test_a_hidden_child_has_no_school_either(larkin):
    larkin["Kayla"].hidden_from = frozenset({larkin["Craig"].pk})
    larkin["Kayla"].keep(by=None)
    assert not SchoolPlace.objects.readable_by(making.eyes_for(larkin, "Craig")).exists()


@pytest.mark.parametrize("noun", ALL)
def test_a_stranger_reads_nothing(larkin, noun):
    household(larkin, "Home", "Dee", "Kayla")
    stranger = making.user("Una Stranger")
    assert noun.objects.exists()
    assert not noun.objects.readable_by(making.eyes_of(stranger)).exists()


@pytest.mark.parametrize("noun", ALL)
@pytest.mark.parametrize("how", ["hidden", "sealed"])
def test_each_noun_obeys_its_own_guard(larkin, noun, how):
    household(larkin, "Home", "Dee", "Kayla")
    hannah = making.worker(of=larkin)
    reader = making.eyes_of(hannah)
    row = noun.objects.readable_by(reader).exclude(pk=reader.person_id).first()
    row.hidden_from = frozenset({reader.person_id}) if how == "hidden" else frozenset()
    row.sharing = Sharing.SEALED if how == "sealed" else Sharing.FAMILY_ALL
    row.keep(by=None)
    assert not noun.objects.readable_by(reader).filter(pk=row.pk).exists()


def test_where_a_child_sleeps_tonight_is_the_stay_for_now_before_the_home(larkin):
    home = Residence(kind="home", started=date(2026, 1, 1))
    staying = Residence(kind="staying", started=date(2026, 6, 14))
    assert sleeps_tonight([home, staying]) == [staying]
    assert sleeps_tonight([home]) == [home]
    assert sleeps_tonight([]) == []
