"""How prompts are used: counts for practice leads, small ones left out, and what the council sets."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kinmap.access.roles import PRACTICE_LEAD
from kinmap.guidance.models import PromptCount, PromptSetting
from kinmap.mapping.tests.filling import send, words_of
from tests import making

pytestmark = pytest.mark.django_db
HERE = "/guidance/prompts/"


@pytest.fixture
def lead(client: Client) -> Client:
    """A practice lead."""
    client.force_login(making.user("Petra Novak", role=PRACTICE_LEAD))
    return client


def row(client: Client, says: str) -> list[str]:
    page = BeautifulSoup(client.get(HERE).content, "html5lib")
    found = next(one for one in page.select("tbody tr") if says in one.text)
    return [cell.text for cell in found.select("td")]


def test_counts_are_shown_and_numbers_from_one_to_four_are_not(lead: Client) -> None:
    for _ in range(5):
        PromptCount.add(shown=["label"], taken_up=["label"])
    PromptCount.add(waved_away=["label"])
    assert row(lead, "A label does the work") == ["5", "5", "under 5"]
    assert row(lead, "Who did it?") == ["0", "0", "0"]


def test_what_is_older_than_a_year_is_not_counted(lead: Client) -> None:
    for _ in range(6):
        PromptCount(month=timezone.localdate() - timedelta(days=400), shown=["label"]).save()
    assert row(lead, "A label does the work") == ["0", "0", "0"]


def test_an_id_says_nothing_of_when_it_was_counted() -> None:
    PromptCount.add(shown=["label"])
    assert PromptCount.objects.get().pk.version == 4


def test_nothing_to_count_writes_nothing() -> None:
    PromptCount.add()
    assert not PromptCount.objects.exists()


def test_the_weeks_are_set_here_and_a_wrong_number_is_refused(lead: Client) -> None:
    assert send(lead, HERE, weeks="0").status_code == 422
    assert send(lead, HERE, weeks="8").status_code == 303
    assert PromptSetting.today().weeks_without_words == 8
    assert 'value="8"' in lead.get(HERE).content.decode()


def test_only_those_who_look_after_settings_get_in(client: Client) -> None:
    client.force_login(making.user("Hannah Osei"))
    assert client.get(HERE).status_code == 403
    assert "How prompts are used" not in words_of(client.get("/guidance/"))
