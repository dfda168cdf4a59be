"""Contacts at the front door: taken, decided, found a record for; and who may read them meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinmap.access.models import TrailEntry
from kinmap.access.sharing import Sharing
from kinmap.assessment.models import Caller, Contact, ContactChild, ContactDecision
from kinmap.assessment.tests.writing import TODAY, on, sent, signed_in
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, FamilyMember, Person
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def nell() -> Any:
    return making.user("Nell Abara", role=making.FRONT_DOOR)


def taken(**more: Any) -> dict[str, Any]:
    typed = {"source": "2A", "reason": "She came to school hungry.", "first_name_0": "Ruby", "last_name_0": "Tennant"}
    return sent(**{**typed, **on("received"), **on("born_0", TODAY - timedelta(days=2700)), **more})


def test_a_contact_is_taken_once_however_often_it_is_sent(nell: Any) -> None:
    client, form = signed_in(nell), taken(name="Colette Baines", first_name_1="Her brother", about_1="about two")
    assert [client.post("/contacts/new/", form).status_code for _ in range(2)] == [303, 303]
    contact = Contact.objects.get()
    assert [child.in_words for child in ContactChild.objects.filter(contact=contact)][1] == "Her brother, about two"
    shown = client.get(f"/contacts/{contact.pk}/").content.decode()
    assert "Ruby Tennant" in shown
    assert "Colette Baines" in shown


def test_a_contact_names_a_child_and_says_what_the_worry_is(nell: Any) -> None:
    answer = signed_in(nell).post("/contacts/new/", taken(first_name_0="", reason=""))
    assert answer.status_code == 422
    assert {"first_name_0", "reason"} <= answer.context["form"].errors.keys()
    assert "Tennant" in answer.content.decode(), "what was typed is still there"


def test_a_private_name_needs_its_reason(nell: Any) -> None:
    answer = signed_in(nell).post("/contacts/new/", taken(name="A neighbour", keep_private="on"))
    assert answer.context["form"].errors.keys() == {"private_why"}


def test_a_private_name_is_read_by_whoever_took_the_contact_and_by_nobody_else(nell: Any) -> None:
    signed_in(nell).post(
        "/contacts/new/", taken(name="Ivy Quist", keep_private="on", private_why="She was promised it.")
    )
    contact, other = Contact.objects.get(), making.user("Other", role=making.FRONT_DOOR)
    Person.of(other)
    assert "Ivy Quist" in signed_in(nell).get(f"/contacts/{contact.pk}/").content.decode()
    for page in ("", "decide/", "match/", "open/"):
        assert "Quist" not in signed_in(other).get(f"/contacts/{contact.pk}/{page}").content.decode()
    assert "promised" not in signed_in(other).get(f"/contacts/{contact.pk}/").content.decode()


def test_a_page_says_the_same_whether_no_name_was_given_or_it_is_private(nell: Any) -> None:
    private = making.contact(nell, caller={"name": "Ivy Quist", "private": True, "why": "Promised."})
    without = making.contact(nell)
    client = signed_in(making.user("Other", role=making.FRONT_DOOR))
    told = "No name is shown"
    assert all(told in client.get(f"/contacts/{one.pk}/").content.decode() for one in (private, without))


@pytest.mark.parametrize("role", [making.PRACTITIONER, making.CONFERENCE_CHAIR, making.SYSTEM_ADMINISTRATOR])
def test_whoever_does_not_take_contacts_sees_none(nell: Any, role: Any) -> None:
    contact = making.contact(nell)
    client = signed_in(making.user("Somebody", role=role))
    for page in ("/contacts/", "/contacts/new/", f"/contacts/{contact.pk}/", f"/contacts/{contact.pk}/decide/"):
        assert client.get(page).status_code == 403
    assert "Contacts waiting" not in client.get("/").content.decode()


def test_the_list_puts_what_is_due_first_and_what_is_late_is_called_late(nell: Any) -> None:
    making.contact(nell, child="Later")
    making.contact(nell, child="Sooner", received=TODAY - timedelta(days=9))
    shown = signed_in(nell).get("/contacts/").content.decode()
    assert shown.index("Sooner") < shown.index("Later")
    assert "Late" in shown[shown.index("Sooner") : shown.index("Later")]


def test_the_list_asks_the_same_of_the_database_however_long_it_is(nell: Any) -> None:
    def queries(number: int) -> int:
        for _ in range(number):
            making.contact(nell)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            signed_in(nell).get("/contacts/")
        return len(asked)

    signed_in(nell).get("/contacts/")
    assert queries(1) == queries(5)


def test_a_decision_is_a_row_with_who_and_when_and_a_second_one_stands_beside_it(nell: Any) -> None:
    contact, client = making.contact(nell), signed_in(nell)
    for decision, reason in (("advice", "Spoke to Mum."), ("referral", "She rang again.")):
        form = sent(decision=decision, reason=reason, **on("on"))
        assert client.post(f"/contacts/{contact.pk}/decide/", form).status_code == 303
    assert [row.decision for row in ContactDecision.objects.filter(contact=contact)] == ["advice", "referral"]
    assert TrailEntry.objects.filter(kind="decision on a contact", user_id=nell.pk).count() == 2


def test_a_late_decision_is_asked_why_and_stays_late(nell: Any) -> None:
    contact, client = making.contact(nell, received=TODAY - timedelta(days=20)), signed_in(nell)
    form = sent(decision="nfa", reason="Known and safe.", late_reason="The form lay in the wrong tray.", **on("on"))
    client.post(f"/contacts/{contact.pk}/decide/", form)
    shown = client.get(f"/contacts/{contact.pk}/").content.decode()
    assert "Done late" in shown
    assert "wrong tray" in shown


def test_nothing_is_decided_before_they_contacted_us(nell: Any) -> None:
    contact = making.contact(nell)
    form = sent(decision="nfa", reason="x", **on("on", TODAY - timedelta(days=1)))
    assert signed_in(nell).post(f"/contacts/{contact.pk}/decide/", form).status_code == 422


def test_words_are_put_right_and_a_clash_keeps_both(nell: Any) -> None:
    contact, client = making.contact(nell), signed_in(nell)
    form = sent(source="2A", reason="Hungry on four days.", version="1", **on("received"))
    assert client.post(f"/contacts/{contact.pk}/change/", form).status_code == 303
    late = sent(source="2A", reason="Hungry on five days.", version="1", **on("received"))
    answer = client.post(f"/contacts/{contact.pk}/change/", late)
    assert answer.status_code == 409
    assert "Hungry on four days." in answer.content.decode()
    assert "Hungry on five days." in answer.content.decode()


# --- Whom it is about ------------------------------------------------------------------------------


def test_a_child_with_a_record_that_is_open_is_offered_and_one_that_is_not_is_only_told_of(nell: Any) -> None:
    house = making.family("Tennant", children=["Ruby"])
    hannah = making.worker("Hannah Osei", of=house)
    contact = making.contact(nell)
    shown = signed_in(nell).get(f"/contacts/{contact.pk}/match/").content.decode()
    assert "A record exists" in shown
    assert "Ask Hannah Osei" in shown
    assert house.ref not in shown
    making.allocate(nell, house)
    assert house.ref in signed_in(nell).get(f"/contacts/{contact.pk}/match/").content.decode()
    assert hannah.name == "Hannah Osei"


def test_a_contact_on_a_record_is_read_there_and_no_longer_at_the_front_door(nell: Any) -> None:
    house = making.family("Tennant", children=["Ruby", "Sol"])
    manager = making.worker("Colin", of=house, role=making.TEAM_MANAGER)
    contact = making.contact(nell, caller={"name": "Colette Baines"})
    contact.decide(decision="referral", on=TODAY, reason="Go on.", by=nell)
    form = sent(children=[str(house["Ruby"].pk)], sharing="professionals")
    page = f"/families/{house.ref}/assessment/take/{contact.pk}/"
    assert [signed_in(manager).post(page, form).status_code for _ in range(2)] == [303, 303]
    assert signed_in(nell).get(f"/contacts/{contact.pk}/").status_code == 404
    assert "Tennant" not in signed_in(nell).get("/contacts/").content.decode()
    shown = signed_in(manager).get(f"/families/{house.ref}/assessment/").content.decode()
    assert "Colette Baines" in shown
    assert "Write the referral" in shown
    told = TimelineEvent.objects.filter(family=house.family, kind="contact")
    assert {event.children for event in told} == {frozenset({house["Ruby"].pk})}
    assert {event.sharing for event in told} == {Sharing.PROFESSIONALS}


def test_only_somebody_who_takes_contacts_and_works_with_the_family_puts_one_there(nell: Any) -> None:
    house, contact = making.family("Tennant", children=["Ruby"]), making.contact(nell)
    hannah, stranger = making.worker("Hannah", of=house), making.user("Other", role=making.FRONT_DOOR)
    page = f"/families/{house.ref}/assessment/take/{contact.pk}/"
    assert signed_in(hannah).get(page).status_code == 403
    assert signed_in(stranger).get(page).status_code == 404


def test_a_private_name_stays_private_on_the_record(nell: Any) -> None:
    house = making.family("Tennant", children=["Ruby"])
    hannah, manager = making.worker("Hannah", of=house), making.worker("Colin", of=house, role=making.TEAM_MANAGER)
    contact = making.contact(nell, caller={"name": "Ivy Quist", "private": True, "why": "Promised."})
    form = sent(children=[str(house["Ruby"].pk)], sharing="family_all")
    signed_in(manager).post(f"/families/{house.ref}/assessment/take/{contact.pk}/", form)
    for user in (hannah, manager):
        assert "Quist" not in signed_in(user).get(f"/families/{house.ref}/assessment/").content.decode()
    assert Caller.objects.get().sharing == Sharing.SEALED


def test_a_new_family_is_opened_from_a_contact_with_the_child_it_names(nell: Any) -> None:
    contact, client = making.contact(nell), signed_in(nell)
    page = f"/contacts/{contact.pk}/open/"
    assert client.get(page).context["form"]["last_name"].value() == "Tennant"
    form = sent(
        family_name="Tennant family", first_name="Ruby", last_name="Tennant", expected="born", gender="female",
        stage="cin", basis="s17", part="lead", **on("started"), **{"born-day": "", "born-month": "", "born-year": ""},
        **{"born-unknown": "on"},
    )  # fmt: skip
    answers = [client.post(page, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303], answers[0].content.decode()[:3000]
    family = Family.objects.get(name="Tennant family")
    contact.refresh_from_db()
    assert contact.family_id == family.pk
    assert "She came to school hungry." in client.get(f"/families/{family.ref}/assessment/").content.decode()


def test_a_restriction_of_a_contact_reaches_its_decisions_and_the_story(nell: Any) -> None:
    house = making.family("Tennant", children=["Ruby"], parents=["Dee", "Shane"])
    hannah = making.worker("Hannah", of=house)
    contact = making.contact(nell, caller={"name": "Colette"})
    contact.decide(decision="referral", on=TODAY, reason="Go on.", by=nell)
    guard = {"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset()}
    contact.put_on_record(house.family, children=frozenset({house["Ruby"].pk}), by=hannah, guard=guard)
    form = sent(source="2A", reason="Hungry.", version=str(contact.version), children=[str(house["Ruby"].pk)],
                sharing="family_all", hidden_from=[str(house["Shane"].pk)], **on("received"))  # fmt: skip
    page = f"/families/{house.ref}/assessment/contacts/{contact.pk}/"
    assert signed_in(hannah).post(page, form).status_code == 303
    shane, dee = making.eyes_for(house, "Shane"), making.eyes_for(house, "Dee")
    for noun in (Contact, ContactChild, ContactDecision, Caller, TimelineEvent):
        mine = noun.objects.filter(family=house.family)
        assert not mine.readable_by(shane).exists(), noun
        assert mine.readable_by(dee).exists(), noun


def test_a_child_who_is_hidden_from_a_reader_is_not_named_on_a_contact_that_they_read(nell: Any) -> None:
    house = making.family("Tennant", children=["Ruby", "Toby"], parents=["Dee"])
    hannah, colin = (making.worker(name, of=house) for name in ("Hannah", "Colin"))
    school = making.partner("Anita", of=house, children=["Ruby"])
    named = [{"first_name": "ruby"}, {"first_name": "Toby"}, {"first_name": "Tobey", "about": "her brother"}]
    contact = Contact.take(children=named, received=TODAY, source="2A", reason="Hungry.", by=nell)
    guard = {"sharing": "professionals", "named": frozenset(), "hidden_from": frozenset()}
    contact.put_on_record(house.family, children=frozenset({house["Ruby"].pk}), by=hannah, guard=guard)
    place = FamilyMember.objects.get(person=house["Toby"])
    place.restrict(sharing="family_all", named=(), hidden_from={Person.of(colin).pk})
    place.keep(by=None)
    page = f"/families/{house.ref}/assessment/"
    assert "Tobey" in signed_in(hannah).get(page).content.decode()
    text = signed_in(colin).get(page).content.decode()
    assert "Hungry." in text
    assert "ruby" in text
    assert "Tob" not in text
    seen = ContactChild.objects.readable_by(making.eyes_of(school))
    assert [child.first_name for child in seen] == ["ruby"]
