"""The People page: what it shows of whom, to whom, and with how many questions to the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.access.roles import SYSTEM_ADMINISTRATOR
from kinmap.families.models import (
    Address,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Relationship,
    Residence,
    SchoolPlace,
)
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def larkin():
    made = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"], network=["Tash"])
    for child in ("Kayla", "Mia"):
        Relationship(person=made["Dee"], other=made[child], kind="parent").keep(by=None)
        ParentalResponsibility(person=made["Dee"], child=made[child], basis="mother").keep(by=None)
    return made


def at_home(made, name, *living, kind="home", guard=None):
    address = Address(lines=f"{name} Street", postcode="NM1 1AA", **(guard or {})).keep(by=None)
    home = Household(family=made.family, name=name, address=address).keep(by=None)
    for one in living:
        Residence(person=made[one], household=home, kind=kind, started=TODAY).keep(by=None)
    return home


def see(user, made, path=""):
    client = Client()
    client.force_login(user)
    return client.get(f"/families/{made.ref}/people/{path}")


def words(response):
    return " ".join(response.content.decode().split())


def test_children_stand_first_each_with_their_own_facts(larkin):
    larkin["Mia"].describe(by=making.user(), languages="English, Polish", ethnicity="MWBA", disability="LD,AUT")
    SchoolPlace(child=larkin["Mia"], name="Beckside Primary", year_group="Year 3").keep(by=None)
    page = see(making.worker(of=larkin), larkin)
    children = {one.person.first_name: one for one in page.context["people"].children}
    assert list(children) == ["Kayla", "Mia"]
    assert (children["Mia"].ethnicity, children["Mia"].disability) == ("White and Black African", "Learning, autism")
    assert children["Kayla"].ethnicity == ""
    shown = words(page)
    assert shown.index("Kayla Larkin") < shown.index("Parents and carers")
    assert "Beckside Primary, Year 3" in shown
    assert "English, Polish" in shown


def test_an_unborn_child_has_a_due_date_and_no_school(larkin):
    baby = making.person("Baby", "Larkin", due=date(2027, 3, 3))
    larkin.family.welcome(baby, role="child", by=None)
    page = see(making.worker(of=larkin), larkin)
    assert "Due 3 March 2027" in words(page)
    assert page.context["people"].children[-1].person == baby


def test_a_relationship_is_read_from_both_ends(larkin):
    larkin["Kayla"].describe(by=making.user(), gender="female")
    larkin["Dee"].describe(by=making.user(), gender="female")
    people = see(making.worker(of=larkin), larkin).context["people"].everybody
    assert people[larkin["Kayla"].pk].kin_lines == [("daughter of", "Dee")]
    assert people[larkin["Dee"].pk].kin_lines == [("mother of", "Kayla and Mia")]


def test_where_a_child_sleeps_tonight_is_told_apart_from_home(larkin):
    at_home(larkin, "Mum's house", "Mia", "Kayla")
    at_home(larkin, "Nana Mo's", "Mia", kind="staying")
    people = see(making.worker(of=larkin), larkin).context["people"].everybody
    tonight = {one.person.first_name: [stay.household.name for stay in one.tonight] for one in people.values()}
    assert tonight["Mia"] == ["Nana Mo's"]
    assert tonight["Kayla"] == ["Mum's house"]


def test_a_stay_that_has_ended_is_not_tonight(larkin):
    home = at_home(larkin, "Nana Mo's")
    Residence(person=larkin["Mia"], household=home, started=TODAY - timedelta(3), ended=TODAY).keep(by=None)
    assert not see(making.worker(of=larkin), larkin).context["people"].everybody[larkin["Mia"].pk].tonight


def test_a_shielded_household_leaves_no_trace_for_whoever_is_shut_out(larkin):
    shut_out = making.worker("Shut Out", of=larkin)
    guard = {"hidden_from": frozenset({shut_out.person.pk})}
    at_home(larkin, "Refuge", "Dee", "Mia", guard=guard)
    for path in ("", f"{larkin['Mia'].pk}/", f"{larkin['Dee'].pk}/", f"{larkin['Mia'].pk}/stays/"):
        shown = words(see(shut_out, larkin, path))
        assert "Refuge" not in shown
        assert "NM1" not in shown
    shown = words(see(making.worker("Let In", of=larkin), larkin))
    assert "Refuge" in shown
    assert "Shielded address" in shown
    assert "Never tell Shut Out" in shown


def test_an_agency_sees_the_child_it_was_invited_to_and_no_other(larkin):
    Relationship(person=larkin["Kayla"], other=larkin["Mia"], kind="sibling").keep(by=None)
    place = FamilyMember.objects.get(person=larkin["Dee"])
    assert place.children == {larkin["Kayla"].pk, larkin["Mia"].pk}
    teacher = making.partner(of=larkin, children=["Mia"])
    for path in ("", f"{larkin['Mia'].pk}/", f"{larkin['Dee'].pk}/"):
        page = see(teacher, larkin, path)
        assert page.status_code == 200
        assert "Kayla" not in words(page)
    assert see(teacher, larkin, f"{larkin['Kayla'].pk}/").status_code == 404


def test_an_agency_can_read_and_not_change(larkin):
    teacher = making.partner(of=larkin, children=["Mia"])
    assert "Add a child" not in words(see(teacher, larkin))
    for path in ("add/", "households/add/", f"{larkin['Mia'].pk}/facts/", f"{larkin['Mia'].pk}/related/"):
        assert see(teacher, larkin, path).status_code == 403


@pytest.mark.parametrize("path", ["", "add/", "households/add/"])
def test_a_stranger_finds_nothing(larkin, path):
    assert see(making.user(), larkin, path).status_code == 404
    assert see(making.user(role=SYSTEM_ADMINISTRATOR), larkin, path).status_code == 404


def test_somebody_of_another_family_has_no_page_here(larkin):
    other = making.family("Other", children=["Sam"])
    user = making.worker(of=larkin)
    making.allocate(user, other)
    assert see(user, larkin, f"{other['Sam'].pk}/").status_code == 404


def test_whoever_left_stands_apart(larkin):
    member = FamilyMember.objects.get(person=larkin["Tash"])
    member.end(on=TODAY, by=making.user())
    people = see(making.worker(of=larkin), larkin).context["people"]
    assert [one.person for one in people.past] == [larkin["Tash"]]
    assert larkin["Tash"] not in [one.person for one in people.now]


def test_a_half_sister_of_two_families_is_shown_once_in_each(larkin):
    other = making.family("Pike", children=["Sam"])
    other.family.welcome(larkin["Mia"], role="child", by=None)
    user = making.worker(of=larkin)
    making.allocate(user, other)
    for made in (larkin, other):
        page = see(user, made)
        assert [one.person for one in page.context["people"].children].count(larkin["Mia"]) == 1
    assert "Kayla" not in words(see(user, other))


def test_the_page_asks_as_many_questions_for_thirty_people_as_for_four(larkin):
    client = Client()
    client.force_login(making.worker(of=larkin))
    at_home(larkin, "Mum's house", "Kayla")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/families/{larkin.ref}/people/").status_code == 200
        return len(asked)

    few = queries()
    for number in range(13):
        child = making.person(f"Child{number}", "Larkin", born=date(2015, 1, 1))
        larkin.family.welcome(child, role="child", by=None)
        friend = making.person(f"Friend{number}")
        larkin.family.welcome(friend, role="network", by=None)
        larkin.people |= {child.first_name: child, friend.first_name: friend}
        at_home(larkin, f"House{number}", child.first_name, friend.first_name)
        Relationship(person=friend, other=child, kind="friend").keep(by=None)
        SchoolPlace(child=child, name="Beckside").keep(by=None)
    assert queries() == few
    assert few <= 18
