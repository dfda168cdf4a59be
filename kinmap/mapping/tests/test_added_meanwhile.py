"""What a colleague wrote while one was writing comes with the answer, under its own heading."""

from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.mapping.tests.writing import add, address, send, shown
from tests import making
from tests.swap import assert_same, parsed, swap

#: The module: the package's own name for it is taken by the view.
entries = import_module("kinmap.mapping.views.entries")
pytestmark = pytest.mark.django_db


def test_an_entry_that_a_colleague_added_meanwhile_has_its_place_in_the_answer(
    worker: Client, family: making.Household, hannah: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(worker, family, "He hit Mum.", about=["Mia"])
    page, gathered = parsed(shown(worker, family)), entries.before_writing

    def meanwhile(*asked: Any) -> Any:
        before = gathered(*asked)
        assert family.map is not None
        family.map.add_entry(category="strength", text="Kayla dances.", children=[family["Kayla"]], by=hannah)
        return before

    monkeypatch.setattr(entries, "before_writing", meanwhile)
    response = send(
        worker, address(family, "entries/"), htmx=True, category="past_harm", text="He broke the door.",
        children=[str(family["Mia"].pk)],
    )  # fmt: skip
    assert_same(swap(page, response), parsed(shown(worker, family)))
    assert "Kayla dances." in page.get_text()
