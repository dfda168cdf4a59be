"""Changes on the People page: each kept with its author, refused with its words, and never over somebody else's."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import TrailEntry
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
from kinmap.live.models import KeptWords
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def on(name, day=TODAY):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.fixture
def larkin():
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])


@pytest.fixture
def hannah(larkin):
    return making.worker("Hannah Osei", of=larkin)


@pytest.fixture
def client(hannah):
    signed_in = Client()
    signed_in.force_login(hannah)
    return signed_in


def at(larkin, path):
    return f"/families/{larkin.ref}/people/{path}"


def send(client, larkin, path, **typed):
    return client.post(at(larkin, path), {"write": str(uuid4()), **typed})


def words(response):
    return " ".join(response.content.decode().split())


def test_somebody_new_is_brought_in_and_can_be_found(larkin, client):
    answer = send(client, larkin, "add/?role=relative", first_name="Maureen", last_name="Lark", known_as="Nana Mo",
                  gender="female")  # fmt: skip
    assert answer.status_code == 303
    member = FamilyMember.objects.get(person__known_as="Nana Mo")
    assert (member.role, member.family) == ("relative", larkin.family)
    assert "Maureen Lark" in words(client.get("/search/?q=nana mo"))
    assert TrailEntry.objects.filter(kind="person", subject_id=str(member.person_id), verb="create").exists()


def test_what_was_typed_is_still_there_when_something_is_missing(larkin, client):
    answer = send(client, larkin, "add/?role=relative", first_name="", last_name="Larkin", note="Alan's wife",
                  gender="female")  # fmt: skip
    assert answer.status_code == 422
    assert "Enter first name" in words(answer)
    assert "Alan&#x27;s wife" in words(answer)


def test_a_record_that_exists_is_offered_before_a_second_is_made(larkin, client, hannah):
    pike = making.family("Pike", children=["Sam"], parents=["Jordan"])
    making.allocate(hannah, pike)
    typed = {"first_name": "Jordan", "last_name": "Pyke", "gender": "male"}
    asked = send(client, larkin, "add/?role=parent", **typed)
    assert asked.status_code == 200
    assert "Jordan Pike" in words(asked)
    assert not Person.objects.filter(last_name="Pyke").exists()
    again = send(client, larkin, "add/?role=parent", looked="1", **typed)
    assert "Choose one of these" in words(again)
    chosen = send(client, larkin, "add/?role=parent", record=str(pike["Jordan"].pk), **typed)
    assert chosen.status_code == 303
    assert FamilyMember.objects.filter(person=pike["Jordan"]).count() == 2
    assert Person.objects.filter(first_name="Jordan").count() == 1


def test_a_new_record_is_made_when_it_was_none_of_these(larkin, client, hannah):
    making.allocate(hannah, making.family("Pike", children=["Sam"], parents=["Jordan"]))
    typed = {"first_name": "Jordan", "last_name": "Pike", "gender": "male", "record": "new"}
    assert send(client, larkin, "add/?role=parent", **typed).status_code == 303
    assert Person.objects.filter(first_name="Jordan").count() == 2


def test_nobody_is_brought_in_from_a_family_that_is_not_open(larkin, client):
    pike = making.family("Pike", children=["Sam"], parents=["Jordan"])
    typed = {"first_name": "Jordan", "last_name": "Pike", "gender": "male", "record": str(pike["Jordan"].pk)}
    asked = send(client, larkin, "add/?role=parent", **typed)
    assert asked.status_code == 200
    assert "A record exists" in words(asked)
    assert not FamilyMember.objects.filter(family=larkin.family, person=pike["Jordan"]).exists()


def test_sending_twice_adds_once(larkin, client):
    typed = {"write": str(uuid4()), "first_name": "Pat", "last_name": "Pike", "gender": "female"}
    for _ in range(2):
        assert client.post(at(larkin, "add/?role=relative"), typed).status_code == 303
    assert Person.objects.filter(first_name="Pat").count() == 1


def test_an_unborn_child_needs_a_due_date(larkin, client):
    typed = {"first_name": "Baby", "last_name": "Larkin", "expected": "unborn", "gender": "unstated", "record": "new"}
    assert "Enter the due date" in words(send(client, larkin, "add/?role=child", **typed))
    assert send(client, larkin, "add/?role=child", **typed, **on("due", date(2027, 3, 3))).status_code == 303
    baby = Person.objects.get(first_name="Baby")
    assert (baby.due, baby.born) == (date(2027, 3, 3), None)


def facts(person, **more):
    return {
        "version": str(person.version), "first_name": person.first_name, "last_name": person.last_name,
        "expected": "born", "gender": "female", **on("born", person.born), **more,
    }  # fmt: skip


def test_facts_of_one_child_change_for_that_child_alone(larkin, client):
    typed = facts(larkin["Mia"], ethnicity="BCRB", disability=["LD", "AUT"], languages="Patois", number="NM77")
    assert send(client, larkin, f"{larkin['Mia'].pk}/facts/", **typed).status_code == 303
    mia, kayla = Person.objects.get(pk=larkin["Mia"].pk), Person.objects.get(pk=larkin["Kayla"].pk)
    assert (mia.ethnicity, mia.disability, mia.languages, mia.number) == ("BCRB", "LD,AUT", "Patois", "NM77")
    assert (kayla.ethnicity, kayla.languages) == ("", "")
    assert mia.history.count() == 2


def test_nobody_has_a_disability_and_none(larkin, client):
    answer = send(client, larkin, f"{larkin['Mia'].pk}/facts/", **facts(larkin["Mia"], disability=["NONE", "LD"]))
    assert answer.status_code == 422


def test_a_number_in_use_is_refused_without_saying_whose_it_is(larkin, client):
    elsewhere = making.family("Elsewhere", children=["Hidden"])
    elsewhere["Hidden"].describe(by=making.user(), number="NM55")
    answer = send(client, larkin, f"{larkin['Mia'].pk}/facts/", **facts(larkin["Mia"], number="NM55"))
    assert answer.status_code == 422
    assert "in use already" in words(answer)
    assert "Elsewhere" not in words(answer)


def test_two_workers_at_once_lose_no_word(larkin, client, hannah):
    old = facts(larkin["Mia"], languages="Urdu")
    larkin["Mia"].describe(by=hannah, languages="Polish")
    answer = send(client, larkin, f"{larkin['Mia'].pk}/facts/", **old)
    assert answer.status_code == 409
    assert "Polish" in words(answer)
    assert Person.objects.get(pk=larkin["Mia"].pk).languages == "Polish"
    assert KeptWords.objects.get(author=hannah).words["languages"] == "Urdu"


def test_a_relationship_is_said_once_and_may_be_said_from_either_end(larkin, client):
    typed = {"kind": "of:parent", "other": str(larkin["Dee"].pk)}
    assert send(client, larkin, f"{larkin['Mia'].pk}/related/", **typed).status_code == 303
    said = Relationship.objects.get()
    assert (said.person, said.kind, said.other) == (larkin["Dee"], "parent", larkin["Mia"])


def test_a_relationship_cannot_be_said_to_somebody_outside_the_family(larkin, client):
    other = making.family("Other", children=["Sam"])
    typed = {"kind": "sibling", "other": str(other["Sam"].pk)}
    assert send(client, larkin, f"{larkin['Mia'].pk}/related/", **typed).status_code == 422


def test_parental_responsibility_is_held_for_one_child_and_ends(larkin, client, hannah):
    typed = {"person": str(larkin["Dee"].pk), "basis": "mother"}
    assert send(client, larkin, f"{larkin['Mia'].pk}/responsibility/", **typed).status_code == 303
    held = ParentalResponsibility.objects.get()
    assert (held.person, held.child) == (larkin["Dee"], larkin["Mia"])
    assert send(client, larkin, f"end/responsibility/{held.pk}/", version="1", **on("on")).status_code == 303
    assert ParentalResponsibility.objects.get().ended == TODAY


def test_nothing_ends_before_it_began_and_the_day_typed_is_kept(larkin, client):
    place = SchoolPlace(child=larkin["Mia"], name="Beckside", started=TODAY).keep(by=None)
    answer = send(client, larkin, f"end/school/{place.pk}/", version="1", **on("on", TODAY - timedelta(days=40)))
    assert answer.status_code == 422
    assert "cannot have ended before" in words(answer)
    assert SchoolPlace.objects.get().ended is None


def test_nothing_of_another_family_can_be_ended_from_here(larkin, client):
    other = making.family("Other", children=["Sam"])
    place = SchoolPlace(child=other["Sam"], name="Beckside").keep(by=None)
    assert send(client, larkin, f"end/school/{place.pk}/", version="1", **on("on")).status_code == 404


def place(member, **more):
    return {"version": str(member.version), "role": member.role, "sharing": "family_all", **more}


def test_whose_matters_somebody_may_be_told_about_is_decided_by_a_worker(larkin, client):
    member = FamilyMember.objects.get(person=larkin["Shane"])
    typed = place(member, describes="Mia's dad", children=[str(larkin["Mia"].pk)])
    assert send(client, larkin, f"{larkin['Shane'].pk}/place/", **typed).status_code == 303
    member.refresh_from_db()
    assert (member.children, member.describes) == ({larkin["Mia"].pk}, "Mia's dad")


def test_parental_responsibility_is_offered_and_not_decided(larkin, client):
    friend = making.person("Alan")
    larkin.family.welcome(friend, role="relative", by=None)
    ParentalResponsibility(person=friend, child=larkin["Mia"], basis="court_order").keep(by=None)
    form = client.get(at(larkin, f"{friend.pk}/place/")).context["form"]
    assert form["children"].value() == [larkin["Mia"].pk]
    assert FamilyMember.objects.get(person=friend).children == frozenset()


def test_an_address_is_kept_once_with_its_shield(larkin, client, hannah):
    typed = {"name": "Refuge", "address": "12 Elm Row", "postcode": "nm90xx", "sharing": "family_all",
             "hidden_from": [str(larkin["Shane"].pk)]}  # fmt: skip
    assert send(client, larkin, "households/add/", **typed).status_code == 303
    address = Address.objects.get()
    assert (address.postcode, address.hidden_from) == ("NM9 0XX", {larkin["Shane"].pk})
    assert Household.objects.get().address == address


def test_correcting_a_shield_keeps_people_the_writer_cannot_see_shut_out(larkin, client):
    unseen = making.person("Un", "Seen")
    address = Address(lines="12 Elm Row", hidden_from=frozenset({unseen.pk})).keep(by=None)
    home = Household(family=larkin.family, name="Refuge", address=address).keep(by=None)
    typed = {"name": "Refuge", "address": "12 Elm Road", "sharing": "family_all", "version": "1",
             "address_version": "1", "hidden_from": [str(larkin["Shane"].pk)]}  # fmt: skip
    assert send(client, larkin, f"households/{home.pk}/", **typed).status_code == 303
    address.refresh_from_db()
    assert address.hidden_from == {unseen.pk, larkin["Shane"].pk}
    assert (address.lines, address.version) == ("12 Elm Road", 2)


def test_an_address_changed_meanwhile_is_a_clash(larkin, client):
    address = Address(lines="12 Elm Row").keep(by=None)
    home = Household(family=larkin.family, name="Home", address=address).keep(by=None)
    address.correct(lines="14 Elm Row", postcode="", by=making.user())
    typed = {"name": "Home", "address": "13 Elm Row", "sharing": "family_all", "version": "1", "address_version": "1"}
    assert send(client, larkin, f"households/{home.pk}/", **typed).status_code == 409
    address.refresh_from_db()
    assert address.lines == "14 Elm Row"


def test_a_shield_without_an_address_is_refused(larkin, client):
    typed = {"name": "Somewhere", "sharing": "professionals"}
    assert send(client, larkin, "households/add/", **typed).status_code == 422
    assert not Household.objects.exists()


def test_a_household_behind_a_shield_cannot_be_opened_by_whoever_is_shut_out(larkin, client, hannah):
    address = Address(lines="12 Elm Row", hidden_from=frozenset({hannah.person.pk})).keep(by=None)
    home = Household(family=larkin.family, name="Refuge", address=address).keep(by=None)
    assert client.get(at(larkin, f"households/{home.pk}/")).status_code == 404


def test_moving_in_ends_what_was_ticked_and_nothing_else(larkin, client):
    old = Household(family=larkin.family, name="Mum's").keep(by=None)
    new = Household(family=larkin.family, name="Nana Mo's").keep(by=None)
    began = TODAY - timedelta(days=9)
    home = Residence(person=larkin["Mia"], household=old, started=began).keep(by=None)
    brief = Residence(person=larkin["Mia"], household=new, kind="staying", started=began).keep(by=None)
    typed = {"household": str(old.pk), "kind": "staying", "leaving": [str(brief.pk)], **on("started")}
    assert send(client, larkin, f"{larkin['Mia'].pk}/stays/", **typed).status_code == 303
    home.refresh_from_db()
    brief.refresh_from_db()
    assert (home.ended, brief.ended) == (None, TODAY)


def test_a_new_school_ends_the_old_one_and_may_be_shielded(larkin, client):
    old = SchoolPlace(child=larkin["Mia"], name="Beckside").keep(by=None)
    typed = {"name": "Hillcrest", "sharing": "family_all", "hidden_from": [str(larkin["Shane"].pk)],
             "leaving": [str(old.pk)], **on("started")}  # fmt: skip
    assert send(client, larkin, f"{larkin['Mia'].pk}/school/", **typed).status_code == 303
    old.refresh_from_db()
    assert old.ended == TODAY
    assert SchoolPlace.objects.get(name="Hillcrest").hidden_from == {larkin["Shane"].pk}
