"""The trail only grows, is chained, and knows every write and every look."""

import base64
import hmac
import json
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from kinmap.access.models import TrailEntry, chain_of
from kinmap.access.trail import record
from tests import making

pytestmark = pytest.mark.django_db


def chain(family_id: Any = None) -> list[TrailEntry]:
    return list(TrailEntry.objects.filter(chain=chain_of(family_id)).order_by("number"))


def is_whole(entries: list[TrailEntry]) -> bool:
    """What whoever has the key can check by hand: numbers without a gap, each digest over the one before."""
    before = ""
    for number, entry in enumerate(entries, 1):
        words = [entry.previous, entry.chain, entry.number, entry.at.isoformat(), str(entry.user_id), entry.verb,
                 entry.kind, entry.subject_id, entry.reason, entry.address, str(entry.id)]  # fmt: skip
        said = b"entry\0" + json.dumps(words, ensure_ascii=False).encode()
        mac = hmac.digest(settings.KINMAP_TRAIL_KEY_FILE.read_text().strip().encode(), said, "sha256")
        digest = "k1." + base64.urlsafe_b64encode(mac).decode().rstrip("=")
        if (entry.number, entry.previous, entry.digest) != (number, before, digest):
            return False
        before = entry.digest
    return True


def test_each_entry_is_chained_to_the_one_before() -> None:
    home = making.family()
    for number in range(5):
        record(by=None, verb="change", kind="map entry", family_id=home.family.pk, subject_id=number)
    entries = chain(home.family.pk)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert is_whole(entries)


def test_each_family_has_a_chain_of_its_own_and_what_belongs_to_none_has_one() -> None:
    one, two = making.family(), making.family()
    record(by=None, verb="search", kind="person")
    assert {entry.chain for entry in TrailEntry.objects.all()} == {one.family.pk.hex, two.family.pk.hex, "house"}
    assert all(is_whole(chain(family_id)) for family_id in (one.family.pk, two.family.pk, None))


def test_an_entry_that_was_altered_or_taken_out_is_seen() -> None:
    for number in range(4):
        record(by=None, verb="look", kind="family", subject_id=number)
    entries = chain()
    assert is_whole(entries)
    altered = [*entries]
    altered[1].reason = "something else"
    assert not is_whole(altered)
    assert not is_whole(chain()[:1] + chain()[2:])


@pytest.mark.parametrize("sql", [
    "UPDATE access_trailentry SET reason = 'nothing happened'", "DELETE FROM access_trailentry",
    "UPDATE access_trailentry SET number = number + 1", "DELETE FROM access_trailentry WHERE number = 1",
])  # fmt: skip
def test_the_database_itself_refuses_to_change_or_remove_an_entry(sql: str) -> None:
    record(by=None, verb="look", kind="family")
    with (
        pytest.raises(DatabaseError, match="The trail only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert TrailEntry.objects.count() == 1


def test_an_entry_cannot_be_saved_a_second_time() -> None:
    entry = record(by=None, verb="look", kind="family")
    entry.reason = "nothing happened"
    with pytest.raises(DatabaseError, match="The trail only grows"), transaction.atomic():
        entry.save()


def test_no_two_entries_of_a_chain_have_the_same_number() -> None:
    entry = record(by=None, verb="look", kind="family")
    entry.pk, entry._state.adding = making.person("Somebody").pk, True
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save(force_insert=True)


def test_an_act_that_was_undone_leaves_no_entry() -> None:
    def undone() -> None:
        with transaction.atomic():
            record(by=None, verb="change", kind="map entry")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert not TrailEntry.objects.exists()


def test_the_trail_points_at_nothing_and_so_outlives_everything() -> None:
    assert not [field.name for field in TrailEntry._meta.get_fields() if field.is_relation]


def test_every_look_at_a_family_is_recorded_with_who_and_from_where() -> None:
    home = making.family()
    hannah = making.worker("Hannah Osei", of=home)
    client = Client()
    client.force_login(hannah)
    client.get(f"/families/{home.ref}/work/", REMOTE_ADDR="10.1.2.3")
    entry = chain(home.family.pk)[-1]
    assert (entry.verb, entry.kind, entry.user_id, entry.reason, entry.address) == (
        "look", "family", hannah.pk, "casework:work", "10.1.2.3",
    )  # fmt: skip


def test_a_look_that_was_refused_is_recorded_too() -> None:
    home = making.family()
    stranger = making.user("Mina Farouk")
    client = Client()
    client.force_login(stranger)
    client.get(f"/families/{home.ref}/work/")
    refused = TrailEntry.objects.get(verb="refused")
    assert (refused.user_id, refused.subject_id) == (stranger.pk, home.ref)


def test_signing_out_is_recorded() -> None:
    hannah = making.user("Hannah Osei")
    client = Client()
    client.force_login(hannah)
    client.post("/accounts/logout/", REMOTE_ADDR="10.1.2.3")
    entry = TrailEntry.objects.get(kind="session", reason="signed out")
    assert (entry.user_id, entry.address) == (hannah.pk, "10.1.2.3")


def test_a_forged_form_is_recorded_for_whoever_is_signed_in_and_for_nobody_else() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/accounts/login/", {"login": "a@b.example"}).status_code == 403
    assert not TrailEntry.objects.filter(kind="form").exists()
    hannah = making.user("Hannah Osei")
    client.force_login(hannah)
    answer = client.post("/accounts/logout/")
    assert answer.status_code == 403
    assert "was not accepted" in answer.content.decode()
    entry = TrailEntry.objects.get(kind="form")
    assert (entry.verb, entry.user_id, entry.reason) == ("refused", hannah.pk, "check against forged requests")


def test_a_long_reason_is_cut_and_never_refused() -> None:
    assert len(record(by=None, verb="look", kind="family", reason="x" * 900).reason) == 200
