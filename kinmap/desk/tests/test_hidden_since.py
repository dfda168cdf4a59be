"""Words of a form that was drawn with others' in it: shown while their author may see those, and kept always."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from kinmap.access.models import RoleHeld, User
from kinmap.access.roles import FRONT_DOOR, PRACTITIONER
from kinmap.assessment.models import Contact
from kinmap.casework.shelves import addressed
from kinmap.families.models import Person
from kinmap.kit.identity import new_id
from kinmap.live.models import Draft, KeptWords
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.writing import edited
from kinmap.supervision.models import GroupSession
from tests import making

pytestmark = pytest.mark.django_db
THEIRS = "Gran wrote that Shane sleeps in the van behind the mill."
MINE = f"{THEIRS} And Kayla knows it."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(client: Client, action: str, text: str = MINE) -> Draft:
    boxes = [{"name": "text", "label": "What happened?", "words": True, "values": [text]}]
    told = {
        "id": str(new_id()), "of": str(new_id()), "page": action, "action": action, "where": f"Change: {THEIRS[:30]}",
        "boxes": json.dumps(boxes),
    }  # fmt: skip
    assert client.post("/drafts/keep/", told, headers={"X-Requested-With": "kinmap"}).json()["kept"] is True
    return Draft.objects.latest("begun_at")


def everywhere(client: Client, draft: Draft) -> str:
    pages = ("/", "/drafts/", f"/drafts/{draft.pk}/")
    shown = "".join(client.get(page).content.decode() for page in pages)
    return shown + client.get("/drafts/waiting/", {"action": draft.action}).content.decode()


@pytest.fixture
def home() -> making.Household:
    return making.family("Larkin", children=["Kayla"])


@pytest.fixture
def hannah(home: making.Household) -> User:
    return making.worker("Hannah Osei", of=home)


@pytest.fixture
def entry(home: making.Household) -> Entry:
    joanne = making.worker("Joanne Beckett", of=home)
    return home.map.add_entry(category="past_harm", text=THEIRS, children=[home["Kayla"]], by=joanne)  # type: ignore[union-attr]


def hide(entry: Entry, *users: User) -> None:
    row = Entry.objects.get(pk=entry.pk)
    row.change(by=entry.recorded_by, hidden_from=frozenset(Person.of(user).pk for user in users))  # type: ignore[arg-type]


def test_a_draft_of_a_change_is_not_shown_while_the_entry_is_hidden_from_its_author(
    home: making.Household, hannah: User, entry: Entry
) -> None:
    client = signed_in(hannah)
    draft = typed(client, f"/families/{home.ref}/map/entries/{entry.pk}/")
    assert THEIRS in everywhere(client, draft)
    hide(entry, hannah)
    shown = everywhere(client, draft)
    assert THEIRS[:30] not in shown
    assert shown.count("Words about something that you may not see now") == 3
    assert client.post(f"/drafts/{draft.pk}/throw-away/").status_code == 403
    hide(entry)
    assert MINE in everywhere(client, draft)


def test_what_was_taken_out_of_such_a_draft_is_not_shown_either(
    home: making.Household, hannah: User, entry: Entry
) -> None:
    client = signed_in(hannah)
    draft = typed(client, f"/families/{home.ref}/map/entries/{entry.pk}/")
    draft.earlier = [{"at": timezone.now().isoformat(), "boxes": draft.fields}]
    draft.ended, draft.ended_at = Draft.Ended.SAVED, timezone.now()
    draft.save()
    assert THEIRS in everywhere(client, draft)
    hide(entry, hannah)
    assert THEIRS[:30] not in everywhere(client, draft)


def test_a_new_entry_is_its_authors_own_whatever_is_hidden(home: making.Household, hannah: User, entry: Entry) -> None:
    client = signed_in(hannah)
    draft = typed(client, f"/families/{home.ref}/map/entries/", "Kayla slept at Nana's.")
    hide(entry, hannah)
    assert "Kayla slept at Nana" in everywhere(client, draft)


def test_words_kept_from_a_clash_are_told_of_without_their_words_once_the_entry_is_hidden(
    home: making.Household, hannah: User, entry: Entry
) -> None:
    client = signed_in(hannah)
    path = f"/families/{home.ref}/map/entries/{entry.pk}/"
    answer = client.post(path, {**edited(entry, text=MINE, version=7), "write": str(new_id())})
    assert answer.status_code == 409
    assert KeptWords.objects.get(author=hannah).address == path
    assert MINE in client.get("/").content.decode()
    hide(entry, hannah)
    shown = client.get("/").content.decode()
    assert THEIRS[:30] not in shown
    assert "Words about something that you may not see now" in shown
    hide(entry)
    assert MINE in client.get("/").content.decode()


def test_words_about_a_contact_are_shown_while_somebody_may_take_contacts() -> None:
    mina = making.user("Mina Farouk", role=FRONT_DOOR)
    client = signed_in(mina)
    draft = typed(client, "/contacts/new/", "A neighbour hears Ruby Marsh cry at night.")
    assert "Ruby Marsh" in everywhere(client, draft)
    RoleHeld.objects.filter(user=mina).delete()
    mina.hold(PRACTITIONER, since=timezone.localdate())
    assert "Ruby Marsh" not in everywhere(client, draft)


def test_a_change_of_a_contact_is_not_shown_once_it_is_on_the_record_of_a_family_that_is_not_open(
    home: making.Household, hannah: User
) -> None:
    mina = making.user("Mina Farouk", role=FRONT_DOOR)
    contact = Contact.take(children=[{"first_name": "Kayla"}], received=timezone.localdate(), source="1A",
                           reason=THEIRS, by=hannah)  # fmt: skip
    client = signed_in(mina)
    draft = typed(client, f"/contacts/{contact.pk}/change/")
    assert THEIRS in everywhere(client, draft)
    guard = {"sharing": "professionals", "named": frozenset(), "hidden_from": frozenset()}
    contact.put_on_record(home.family, children=frozenset({home["Kayla"].pk}), by=hannah, guard=guard)
    assert THEIRS[:30] not in everywhere(client, draft)
    making.allocate(mina, home)
    assert THEIRS in everywhere(client, draft)


def seated(home: making.Household, hannah: User, gus: User) -> GroupSession:
    session = GroupSession.begin(
        family=home.family, held_on=timezone.localdate(), children=frozenset({home["Kayla"].pk}), by=hannah,
        headline="One child.", best_hope="A sentence.", asked="What do we miss?", sharing="professionals",
    )  # fmt: skip
    session.bring_in(gus, part="member", by=hannah)
    return session


def test_words_of_a_group_mapping_are_shown_while_its_door_opens(home: making.Household, hannah: User) -> None:
    gus = making.user("Gus Bloom")
    session = seated(home, hannah, gus)
    turn = session.ask_for("danger_statement", by=hannah)
    client = signed_in(gus)
    draft = typed(client, f"/group-mapping/{session.pk}/turns/{turn.pk}/draft/")
    assert MINE in everywhere(client, draft)
    session.close(by=hannah)
    assert THEIRS[:30] not in everywhere(client, draft)


def test_words_kept_from_a_clash_in_a_group_mapping_reach_whoever_has_only_a_seat(
    home: making.Household, hannah: User
) -> None:
    gus = making.user("Gus Bloom")
    session = seated(home, hannah, gus)
    turn = session.ask_for("danger_statement", by=hannah)
    turn.read_together(by=hannah)
    client = signed_in(gus)
    sent = {"write": str(new_id()), "text": "Gus is worried, too late.", "version": "1"}
    assert client.post(f"/group-mapping/{session.pk}/turns/{turn.pk}/draft/", sent).status_code == 409
    shown = client.get("/").content.decode()
    assert "Gus is worried, too late." in shown
    assert "Larkin" not in shown
    session.close(by=hannah)
    assert "Gus is worried, too late." not in client.get("/").content.decode()


#: Ids of what is nobody's story, or of one's own drafts; a joining is opened with the files and people that it joined.
NOT_GUARDED = {
    "access.session_id", "access.user_id", "casework.user_id", "supervision.user_id", "casework.join_id",
    "desk.draft_id", "desk.kept_id", "guidance.own_id", "guidance.page_id",
}  # fmt: skip


def every_id(patterns: Any, room: str = "", above: frozenset[str] = frozenset()) -> Iterator[str]:
    for pattern in patterns:
        here = above | {
            name for name, how in pattern.pattern.converters.items() if type(how).__name__ == "UUIDConverter"
        }
        if isinstance(pattern, URLPattern):
            yield from (f"{room}.{name}" for name in here)
        else:
            yield from every_id(pattern.url_patterns, pattern.app_name or room, here)


def test_every_id_in_an_address_has_somebody_who_guards_it() -> None:
    ours = {name for name in every_id(get_resolver().url_patterns) if name.partition(".")[0] in ROOMS}
    assert {name for name in ours if addressed.named(name) is None} == NOT_GUARDED


ROOMS = {"access", "assessment", "casework", "desk", "guidance", "mapping", "planning", "supervision", "visits"}
