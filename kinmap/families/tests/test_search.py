"""Search finds whom it should, and nobody of whom the searcher must not know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinmap.access.sharing import Sharing
from kinmap.families.asked import Asked
from kinmap.families.models import Address, FamilyMember, Household, NameKey, Residence
from kinmap.families.search import search
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def larkin():
    family = making.family("Larkin", children=["Kayla", "Mia"], parents=["Deanne"])
    family["Mia"].describe(by=making.user(), born=date(2018, 5, 3), number="NM100200")
    family["Deanne"].describe(by=making.user(), known_as="Dee")
    return family


def eyes(user):
    return making.eyes_of(user)


@pytest.fixture
def hannah(larkin):
    return eyes(making.worker("Hannah Osei", of=larkin))


@pytest.fixture
def stranger():
    return eyes(making.user("Una Stranger"))


def names(results):
    return [found.person.name for found in results.found]


def look(words, reader):
    return search(Asked.of(words), reader=reader)


@pytest.mark.parametrize("words", ["Mia Larkin", "larkin, mia", "MIA LARKIN", "Mya Larken", "Mia Larkni"])
def test_a_name_is_found_in_any_order_and_although_misspelt(larkin, hannah, words):
    assert names(look(words, hannah))[0] == "Mia Larkin"


def test_somebody_is_found_by_what_people_call_them(larkin, hannah):
    assert names(look("Dee Larkin", hannah))[0] == "Deanne Larkin"


def test_a_new_name_is_found_and_the_old_one_no_longer(larkin, hannah):
    larkin["Kayla"].describe(by=making.user(), last_name="Doyle")
    assert names(look("Kayla Doyle", hannah)) == ["Kayla Doyle"]
    assert not NameKey.objects.filter(person=larkin["Kayla"], key="larkin").exists()


@pytest.mark.parametrize("words", ["3 May 2018", "03/05/18", "5/3/2018", "NM100200", "nm100200"])
def test_somebody_is_found_by_date_of_birth_or_number(larkin, hannah, words):
    assert names(look(words, hannah)) == ["Mia Larkin"]


def test_a_swapped_date_says_so(larkin, hannah):
    assert look("5/3/2018", hannah).found[0].because == ("date of birth, day and month swapped",)


def test_an_unborn_child_is_found_by_the_due_date(larkin, hannah):
    baby = making.person("Baby", "Larkin", due=date(2027, 3, 3))
    larkin.family.welcome(baby, role="child", by=None)
    assert names(look("3 March 2027", hannah)) == ["Baby Larkin"]


def test_a_family_is_found_by_its_reference(larkin, hannah):
    assert set(names(look(larkin.ref, hannah))) == {"Kayla Larkin", "Mia Larkin", "Deanne Larkin"}


def lives(household, person, *, postcode="NM4 2AB", **guard):
    address = Address(lines="1 Beck Row", postcode=postcode, **guard).keep(by=None)
    home = Household(family=household.family, name="Home", address=address).keep(by=None)
    return Residence(person=person, household=home).keep(by=None)


@pytest.mark.parametrize("words", ["NM4", "nm4 2", "NM42AB"])
def test_somebody_is_found_by_the_beginning_of_a_postcode(larkin, hannah, words):
    lives(larkin, larkin["Mia"])
    assert names(look(words, hannah)) == ["Mia Larkin"]


def test_a_shielded_address_finds_nobody_for_whoever_is_shut_out(larkin, hannah):
    lives(larkin, larkin["Mia"], hidden_from=frozenset({hannah.person_id}))
    assert names(look("NM4", hannah)) == []


def test_a_stranger_learns_that_a_record_exists_and_nothing_else(larkin, stranger):
    found = look("Mia Larkin", stranger)
    assert found.found == ()
    assert found.elsewhere == {larkin.family.pk}


@pytest.mark.parametrize("words", ["Mia", "Larkin", "3 May 2018", "Mia Larsen-Holm", "Lar"])
def test_a_stranger_learns_nothing_from_a_loose_match(larkin, stranger, words):
    found = look(words, stranger)
    assert (found.found, found.elsewhere) == ((), frozenset())


@pytest.mark.parametrize("words", ["Mia 3 May 2018", "NM100200"])
def test_a_number_or_a_name_with_its_date_of_birth_is_a_close_match(larkin, stranger, words):
    assert look(words, stranger).elsewhere == {larkin.family.pk}


def test_a_stranger_cannot_try_postcodes_on_a_shielded_address(larkin, stranger):
    lives(larkin, larkin["Mia"], sharing=Sharing.PROFESSIONALS)
    assert look("Mia NM4", stranger).elsewhere == frozenset()
    lives(larkin, larkin["Mia"], postcode="NM9 1AA")
    assert look("Mia NM9", stranger).elsewhere == {larkin.family.pk}


def hide(noun, **guard):
    for name, value in guard.items():
        setattr(noun, name, value)
    noun.keep(by=None)


@pytest.mark.parametrize("of", ["person", "place"])
@pytest.mark.parametrize("how", ["hidden from them", "sealed", "restricted"])
@pytest.mark.parametrize("who", ["hannah", "stranger"])
@pytest.mark.parametrize("words", ["Mia Larkin", "NM100200", "Mia 3/5/2018", "Mia NM4"])
def test_nobody_hidden_is_ever_found_and_the_queries_do_not_tell(larkin, request, of, how, who, words):
    user = making.user("Hal Searcher")
    making.person("Hal", "Searcher", account=user)
    if who == "hannah":
        making.allocate(user, larkin, children=["Kayla"])
    reader = eyes(user)
    lives(larkin, larkin["Mia"])
    place = FamilyMember.objects.get(person=larkin["Mia"])
    guards = {
        "hidden from them": {"hidden_from": frozenset({reader.person_id})},
        "sealed": {"sharing": Sharing.SEALED},
        "restricted": {"sharing": Sharing.RESTRICTED},
    }
    hide(larkin["Mia"] if of == "person" else place, **guards[how])
    with CaptureQueriesContext(connection) as hidden:
        found = look(words, reader)
    assert "Mia Larkin" not in names(found)
    assert found.elsewhere == frozenset()
    # The same family without her: the same answer by the same statements.
    larkin["Mia"].describe(by=making.user(), first_name="Zebedee", last_name="Quux", number=None, born=None)
    Residence.objects.filter(person=larkin["Mia"]).delete()
    with CaptureQueriesContext(connection) as absent:
        without = look(words, reader)
    assert (names(found), found.elsewhere) == (names(without), without.elsewhere)
    assert [query["sql"] for query in hidden] == [query["sql"] for query in absent]


def test_somebody_in_two_families_is_found_once_with_both(larkin, hannah):
    other = making.family("Pike", children=["Sam"])
    other.family.welcome(larkin["Mia"], role="child", by=None)
    assert look("Mia Larkin", hannah).elsewhere == {other.family.pk}
    user = making.worker("Both", of=larkin)
    making.allocate(user, other)
    found = look("Mia Larkin", eyes(user)).found
    assert [len(one.places) for one in found if one.person == larkin["Mia"]] == [2]


def test_professionals_are_not_what_search_is_for(larkin, hannah):
    teacher = making.person("Anita", "Desai")
    larkin.family.welcome(teacher, role="professional", by=None)
    assert names(look("Anita Desai", hannah)) == []


def test_nothing_asked_is_nothing_found_and_nothing_queried(hannah, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert look("", hannah).found == ()


def test_search_asks_the_database_four_times_however_many_there_are(larkin, hannah, django_assert_num_queries):
    lives(larkin, larkin["Mia"])
    with django_assert_num_queries(4):
        look("Mia Larkin 3/5/2018 NM4", hannah)
    for number in range(12):
        larkin.family.welcome(making.person("Mia", f"Larkin{number}"), role="relative", by=None)
    with django_assert_num_queries(4):
        look("Mia Larkin 3/5/2018 NM4", hannah)


def test_only_council_staff_can_search(larkin):
    with pytest.raises(ValueError, match="council staff"):
        look("Mia Larkin", eyes(making.partner(of=larkin, children=["Mia"])))
