"""Nothing at all: a message beside the box, nothing saved, nothing broken."""

import pytest
from django.test import Client

from kinmap.kit.identity import new_id
from kinmap.live.models import Draft
from kinmap.mapping.models import Entry
from tests import making
from tests.bad_input.conftest import Typing, told


@pytest.mark.parametrize("blank", ["", "   ", "\n\n\t", "\u200b\u200b", "\x00\x07"])
def test_an_entry_without_words_is_asked_for_them(type_: Typing, blank: str) -> None:
    answer = type_(blank)
    assert answer.status_code == 422
    assert "Enter the words" in told(answer)
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("page", ["story/event/", "people/add/", "plan/begin/", "work/stage/"])
def test_a_form_sent_empty_comes_back_with_what_is_missing(client: Client, home: making.Household, page: str) -> None:
    where = f"/families/{home.ref}/{page}"
    shown = client.get(where)
    if shown.status_code == 404:
        pytest.fail(f"There is no page {page}")
    answer = client.post(where, {"write": str(new_id())})
    assert answer.status_code == 422
    assert told(answer)
    assert not Draft.objects.exists()
