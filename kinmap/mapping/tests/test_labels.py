"""Headings by stage: data that a council edits."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.access.roles import SYSTEM_ADMINISTRATOR
from kinmap.access.trail import TrailEntry
from kinmap.mapping.models import LabelSet
from kinmap.mapping.models.labels import shipped
from kinmap.mapping.tests.filling import filled, send, words_of
from tests import making

pytestmark = pytest.mark.django_db
HERE = "/settings/labels/"


@pytest.fixture
def keeper(client: Client) -> Client:
    """Somebody who looks after the settings."""
    client.force_login(making.user("Petra Novak", role=SYSTEM_ADMINISTRATOR))
    return client


def test_every_stage_shows_its_words(keeper: Client) -> None:
    told = words_of(keeper.get(HERE))
    for stage in shipped().values():
        assert stage["name"] in told
        assert stage["words"]["goal"] in told


def test_a_changed_heading_is_on_the_map_and_the_sets_at_once(
    keeper: Client, family: making.Household, worker: Client, hannah: User
) -> None:
    keeper.force_login(making.user("Petra Novak", role=SYSTEM_ADMINISTRATOR))
    assert send(keeper, f"{HERE}cp/", one_danger_statement="Big worry", strength="What we love").status_code == 303
    assert TrailEntry.objects.filter(kind="label set", subject_id="cp").count() == 1
    keeper.force_login(hannah)
    assert "What we love" in words_of(keeper.get(f"/families/{family.ref}/map/"))
    assert "Write a big worry" in words_of(keeper.get(f"/families/{family.ref}/statements/"))


def test_another_stage_keeps_its_words(keeper: Client) -> None:
    send(keeper, f"{HERE}cp/", goal="What we want")
    assert LabelSet.of_stage("cin").words == shipped()["cin"]["words"]


def test_an_empty_heading_is_not_saved(keeper: Client) -> None:
    page = send(keeper, f"{HERE}cp/", goal="")
    assert page.status_code == 422
    assert "Enter words for “Goals, several”" in words_of(page)
    assert not LabelSet.objects.exists()


@pytest.mark.parametrize("changed_before", [False, True])
def test_two_keepers_lose_no_word(keeper: Client, changed_before: bool) -> None:
    if changed_before:
        send(keeper, f"{HERE}cp/", tray="", goal="Earlier")
    mine = filled(keeper.get(f"{HERE}cp/"))
    send(keeper, f"{HERE}cp/", goal="Theirs")
    clash = keeper.post(f"{HERE}cp/", mine | {"goal": "Mine"})
    assert clash.status_code == 409
    assert "Theirs" in words_of(clash)
    assert "Mine" in words_of(clash)
    assert LabelSet.of_stage("cp").words["goal"] == "Theirs"


def test_every_change_keeps_the_words_before_it(keeper: Client) -> None:
    send(keeper, f"{HERE}lac/", goal="One")
    send(keeper, f"{HERE}lac/", goal="Two")
    found = LabelSet.objects.get()
    assert [version.words["goal"] for version in found.history.order_by("version")] == ["One", "Two"]


def test_only_those_who_look_after_settings_get_in(worker: Client) -> None:
    assert worker.get(HERE).status_code == 403
    assert worker.get(f"{HERE}cp/").status_code == 403


def test_a_stage_that_is_none_is_not_there(keeper: Client) -> None:
    assert keeper.get(f"{HERE}nonsense/").status_code == 404
