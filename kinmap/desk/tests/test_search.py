"""The search page: for council staff, nothing unasked, and of a closed record only that it exists and whom to ask."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kinmap.access.models import TrailEntry
from kinmap.access.roles import CONFERENCE_CHAIR, PRACTITIONER, SYSTEM_ADMINISTRATOR
from kinmap.families.models import Address, Household, Residence
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def larkin():
    family = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
    family["Mia"].describe(by=making.user(), born=date(2018, 5, 3), number="NM100200")
    return family


def see(user, **asked):
    client = Client()
    client.force_login(user)
    return client.get("/search/", asked)


def words(response):
    return " ".join(response.content.decode().split())


def test_nothing_is_listed_unasked(larkin):
    hannah = making.worker(of=larkin)
    for asked in ({}, {"q": ""}, {"q": " x "}):
        shown = words(see(hannah, **asked))
        assert "Larkin" not in shown
        assert "Open a new family" not in shown


def test_somebody_found_leads_to_their_family(larkin):
    shown = words(see(making.worker(of=larkin), q="larkin mya"))
    assert "Mia Larkin" in shown
    assert f"/families/{larkin.ref}/people/" in shown
    assert "Born 3 May 2018" in shown


def test_the_boxes_find_too(larkin):
    hannah = making.worker(of=larkin)
    born = {"born-day": "3", "born-month": "5", "born-year": "2018"}
    for boxes in ({"name": "Mia Larkin"}, born, {"number": "NM100200"}, {"number": larkin.ref}):
        assert "Mia Larkin" in words(see(hannah, **boxes))


def test_a_date_that_is_none_is_said_beside_the_box_and_nothing_is_lost(larkin):
    answer = see(making.worker(of=larkin), q="Mia", **{"born-day": "31", "born-month": "2", "born-year": "2018"})
    assert answer.status_code == 422
    assert 'value="Mia"' in words(answer)


def test_a_stranger_reads_that_a_record_exists_and_whom_to_ask_and_nothing_more(larkin):
    joanne = making.user("Joanne Beckett", team=making.team("West team"))
    making.allocate(joanne, larkin, part="lead")
    making.worker("Other Worker", of=larkin, part="support_worker")
    shown = words(see(making.user(), q="Mya Larkin"))
    assert "A record exists." in shown
    assert "Ask Joanne Beckett (West team)." in shown
    for secret in ("Mia", "2018", "NM100200", larkin.ref, "Other Worker", "Larkin family"):
        assert secret not in shown


def test_whoever_is_hidden_from_somebody_does_not_exist_for_them(larkin):
    user = making.user("Una Shutout")
    shut_out = making.person("Una", "Shutout", account=user)
    before = words(see(user, q="Zebedee Quux"))
    larkin["Mia"].hidden_from = frozenset({shut_out.pk})
    larkin["Mia"].keep(by=None)
    shown = words(see(user, q="Mia Larkin"))
    assert "A record exists" not in shown
    assert "Nobody found" in shown
    assert "Nobody found" in before


def test_a_hidden_person_costs_no_query_and_leaves_no_trail(larkin):
    user = making.user("Una Shutout")
    shut_out = making.person("Una", "Shutout", account=user)
    larkin["Mia"].hidden_from = frozenset({shut_out.pk})
    larkin["Mia"].keep(by=None)
    client = Client()
    client.force_login(user)

    def shape():
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "Mia Larkin 3/5/2018 NM4"})
        return [query["sql"].split("VALUES")[0] for query in queries if query["sql"].startswith(("SELECT", "INSERT"))]

    hidden = shape()
    larkin["Mia"].describe(by=making.user(), first_name="Zebedee", last_name="Quux", born=None)
    without = shape()
    assert len(hidden) == len(without) > 5
    about_people = [[sql for sql in shaped if '"families_' in sql] for shaped in (hidden, without)]
    assert about_people[0] == about_people[1]
    assert not TrailEntry.objects.filter(chain=larkin.family.pk.hex, verb="search").exists()


def test_a_search_is_in_the_trail_without_its_words(larkin):
    hannah, stranger = making.worker(of=larkin), making.user()
    see(hannah, q="Mia Larkin 3/5/2018")
    entry = TrailEntry.objects.get(user_id=hannah.pk, verb="search")
    assert (entry.kind, entry.reason) == ("people", "name, date of birth")
    see(stranger, q="Mia Larkin")
    told = TrailEntry.objects.get(user_id=stranger.pk, verb="search", kind="family")
    assert told.chain == larkin.family.pk.hex


@pytest.mark.parametrize("role", [SYSTEM_ADMINISTRATOR, CONFERENCE_CHAIR])
def test_a_role_that_does_not_search_is_refused(role):
    assert see(making.user(role=role), q="Mia").status_code == 403


def test_a_partner_agency_is_refused_whatever_role_it_holds(larkin):
    assert see(making.partner(of=larkin, children=["Mia"]), q="Mia").status_code == 403
    outsider = making.user(role=PRACTITIONER, organisation=making.school())
    assert see(outsider, q="Mia Larkin").status_code == 403


def test_the_word_search_is_shown_to_those_who_may(larkin):
    client = Client()
    client.force_login(making.worker(of=larkin))
    assert 'href="/search/"' in words(client.get("/"))
    client.force_login(making.partner(of=larkin, children=["Mia"]))
    assert 'href="/search/"' not in words(client.get("/"))


def test_a_shielded_address_is_no_way_to_find_anybody(larkin):
    hannah = making.worker(of=larkin)
    address = Address(lines="Refuge", postcode="NM9 6RW", hidden_from=frozenset({hannah.person.pk})).keep(by=None)
    home = Household(family=larkin.family, name="Refuge", address=address).keep(by=None)
    Residence(person=larkin["Mia"], household=home).keep(by=None)
    assert "Nobody found" in words(see(hannah, q="NM9"))
    assert "Mia Larkin" in words(see(making.worker("Let In", of=larkin), q="NM9"))


def test_what_was_typed_is_carried_to_the_new_family(larkin):
    shown = words(see(making.user(), q="Ann-Marie Bo 3/5/2018"))
    assert "/families/new/?first_name=Ann-Marie&amp;last_name=Bo" in shown


def test_strange_words_are_only_words(larkin):
    hannah = making.worker(of=larkin)
    for strange in ("%", "_' OR 1=1 --", "<b>Mia</b>", "🙂" * 50, "a" * 300):
        answer = see(hannah, q=strange)
        assert answer.status_code in (200, 422)
        assert "<b>Mia</b>" not in words(answer)
