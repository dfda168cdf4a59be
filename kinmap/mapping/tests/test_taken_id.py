"""A form whose id belongs to something else already: nothing is said of that, and no word is lost."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.live.models import KeptWords
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.writing import add
from tests import making

pytestmark = pytest.mark.django_db


def test_the_id_of_another_familys_entry_changes_nothing_and_keeps_the_words(
    worker: Client, family: making.Household, hannah: User
) -> None:
    other = making.family("Rahman", children=["Aisha"])
    theirs = other.map.add_entry(category="strength", text="They cook.", children=[other["Aisha"]], by=hannah)  # type: ignore[union-attr]
    answer = add(worker, family, "He hit Mum.", write=str(theirs.pk))
    assert (answer.status_code, b"They cook." in answer.content) == (409, False)
    assert b"He hit Mum." in answer.content
    assert KeptWords.objects.get(author=hannah).words["text"] == "He hit Mum."
    assert Entry.objects.get().text == "They cook."
