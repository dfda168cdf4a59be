"""Who learns what of a visit: other children, private words, secret places."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kinmap.casework.copying import previewed
from kinmap.casework.models import TimelineEvent
from kinmap.documents import press
from kinmap.families.models import Address, FamilyMember, Household, Person
from kinmap.visits.models import Said, Seen, Visit, VisitAccount, VisitPlace
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


def page(client: Client, home: making.Household, name: str = "visits", *more: Any) -> str:
    return client.get(reverse(f"visits:{name}", args=[home.ref, *more])).content.decode()


def hide_child(home: making.Household, child: str, *, from_whom: Any) -> None:
    """The child's whole record, and place in the family, is kept from this account."""
    hidden = frozenset({Person.of(from_whom).pk})
    for row in (home[child], FamilyMember.objects.get(person=home[child])):
        row.hidden_from = hidden
        row.keep(by=None)


def test_a_colleague_from_whom_a_child_is_hidden_sees_the_visit_without_that_child(
    client: Client, home: making.Household
) -> None:
    hannah, joanne = making.worker("Hannah Osei", of=home), making.worker("Joanne Beckett", of=home)
    visit = making.visit(home, "Kayla", "Mia", words="I like cake.", text="Both were fine.", place="Kayla's new place",
                         by=hannah)  # fmt: skip
    hide_child(home, "Kayla", from_whom=joanne)
    client.force_login(joanne)
    for shown in (page(client, home), page(client, home, "visit", visit.pk), page(client, home, "write_up", visit.pk)):
        assert "Mia" in shown
        assert "Kayla" not in shown
        assert "Both were fine." not in shown
    reader = making.eyes_of(joanne)
    assert {part.child_id for part in Seen.objects.readable_by(reader)} == {home["Mia"].pk}
    assert not VisitAccount.objects.readable_by(reader).exists()
    assert not VisitPlace.objects.readable_by(reader).exists()
    assert not TimelineEvent.objects.readable_by(reader).filter(kind="visit").exists()


def test_what_that_colleague_writes_leaves_the_hidden_child_and_words_where_they_were(
    client: Client, home: making.Household
) -> None:
    hannah, joanne = making.worker("Hannah Osei", of=home), making.worker("Joanne Beckett", of=home)
    visit = making.visit(home, "Kayla", "Mia", words="I like cake.", text="Both were fine.", by=hannah)
    hide_child(home, "Kayla", from_whom=joanne)
    client.force_login(joanne)
    at = reverse("visits:write_up", args=[home.ref, visit.pk])
    form = client.get(at).context["form"]
    mia = f"c-{home['Mia'].pk.hex}"
    sent = {"write": form["write"].value(), "stamp": form["stamp"].value(), "kind": "home", "sharing": "family_all",
            "on-day": visit.on.day, "on-month": visit.on.month, "on-year": visit.on.year, "text": "Mia was fine.",
            f"{mia}-seen": "yes", f"{mia}-words": "I like cake.", f"{mia}-words_sharing": "family_all",
            "place_sharing": "family_all"}  # fmt: skip
    assert client.post(at, sent).status_code == 303
    assert set(VisitAccount.objects.values_list("text", flat=True)) == {"Both were fine.", "Mia was fine."}
    assert Seen.objects.get(child=home["Kayla"]).seen is True
    assert Said.objects.filter(part__child=home["Kayla"], words="I like cake.").exists()


def test_a_childs_part_that_is_kept_from_a_writer_stays_as_it_is(client: Client, home: making.Household) -> None:
    hannah, joanne = making.worker("Hannah Osei", of=home), making.worker("Joanne Beckett", of=home)
    visit = making.visit(home, "Kayla", "Mia", by=hannah)
    part = Seen.objects.get(child=home["Kayla"])
    part.manner, part.hidden_from = "In her room.", frozenset({Person.of(joanne).pk})
    part.keep(by=hannah)
    client.force_login(joanne)
    at = reverse("visits:write_up", args=[home.ref, visit.pk])
    for said in ("", "no"):
        form = client.get(at).context["form"]
        sent = {"write": form["write"].value(), "stamp": form["stamp"].value(), "kind": "home", "sharing": "family_all",
                "on-day": visit.on.day, "on-month": visit.on.month, "on-year": visit.on.year,
                "place_sharing": "family_all", f"c-{home['Mia'].pk.hex}-seen": "yes",
                f"c-{home['Kayla'].pk.hex}-seen": said}  # fmt: skip
        assert client.post(at, sent).status_code == 303
        part.refresh_from_db()
        assert (part.seen, part.manner, part.taken_off) == (True, "In her room.", False)


def test_a_visit_to_a_hidden_child_alone_is_not_there_at_all(client: Client, home: making.Household) -> None:
    hannah, joanne = making.worker("Hannah Osei", of=home), making.worker("Joanne Beckett", of=home)
    visit = making.visit(home, "Kayla", by=hannah)
    hide_child(home, "Kayla", from_whom=joanne)
    client.force_login(joanne)
    assert client.get(reverse("visits:visit", args=[home.ref, visit.pk])).status_code == 404
    assert "No visit is written down yet." in page(client, home)


def test_words_private_to_a_child_are_in_no_copy_for_a_parent(home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    making.visit(home, "Kayla", text="All well.", by=hannah)
    part = Seen.objects.get()
    Said(family=home.family, part=part, words="I am scared.", sharing="child_private").keep(by=hannah)
    reader = making.eyes_of(hannah)
    told = {name: previewed(home.family, reader, document="visits", copy=copy, person=home[name].pk)
            for name, copy in (("Dee", "family"), ("Kayla", "child"), ("Mia", "child"))}  # fmt: skip
    assert "I am scared." not in repr(told["Dee"].prepared.sheet)
    assert "All well." in repr(told["Dee"].prepared.sheet)
    assert "I am scared." in repr(told["Kayla"].prepared.sheet)
    assert told["Mia"].prepared.sheet.visits == ()
    assert press.pdf(told["Kayla"].document.layout, told["Kayla"].prepared.sheet, at=told["Kayla"].wanted.at)


def test_a_shielded_address_does_not_come_out_through_a_visit(client: Client, home: making.Household) -> None:
    hannah, joanne = making.worker("Hannah Osei", of=home), making.worker("Joanne Beckett", of=home)
    shield = {"sharing": "sealed", "named": frozenset({Person.of(hannah).pk})}
    refuge = Address(lines="27 Linnet Way", postcode="NM9 6RW", **shield).keep(by=hannah)
    house = Household(family=home.family, name="Refuge", address=refuge, **shield).keep(by=hannah)
    visit = making.visit(home, "Mia", place="x", text="Warm.", by=hannah)
    VisitPlace.objects.update(words="", household=house)
    client.force_login(hannah)
    assert "Refuge" in page(client, home, "visit", visit.pk)
    client.force_login(joanne)
    shown = page(client, home, "visit", visit.pk) + page(client, home, "write_up", visit.pk) + page(client, home)
    assert "Refuge" not in shown
    assert "Linnet" not in shown
    assert "Warm." in shown


def test_a_shielded_address_cannot_be_typed(client: Client, home: making.Household) -> None:
    hannah = making.worker("Hannah Osei", of=home)
    refuge = Address(lines="27 Linnet Way", postcode="NM9 6RW", hidden_from=frozenset({home["Dee"].pk})).keep(by=None)
    Household(family=home.family, name="Refuge", address=refuge).keep(by=None)
    client.force_login(hannah)
    at = reverse("visits:write_new", args=[home.ref])
    answer = client.post(at, {"kind": "home", "place_words": "at 27 linnet way, nm9 6rw"})
    assert "This address is kept from somebody." in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_partner_agency_has_no_visits_and_its_story_tells_only_of_its_own_child(
    client: Client, home: making.Household
) -> None:
    anita = making.partner("Anita Desai", of=home, children=["Mia"])
    making.visit(home, "Kayla", "Mia", text="Warm.")
    client.force_login(anita)
    assert client.get(reverse("visits:visits", args=[home.ref])).status_code == 403
    assert "Visits" not in client.get(reverse("casework:story", args=[home.ref])).content.decode()
