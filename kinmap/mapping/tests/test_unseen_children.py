"""An edit never takes a child off an entry whom its writer could not tick: that would open it to others."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.families.models import FamilyMember
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry
from kinmap.mapping.tests.writing import address, edited, send
from tests import making

pytestmark = pytest.mark.django_db


def leaves(family: making.Household, child: str) -> None:
    """The child moved to another family, so no form offers them any more."""
    place = FamilyMember.objects.get(family=family.family, person=family[child])
    place.ended = place.recorded_at.date()
    place.keep(by=None)


@pytest.mark.parametrize("rest", ["", "as-you-go/"])
def test_changing_an_entry_keeps_a_child_who_is_not_offered(
    worker: Client, family: making.Household, hannah: User, rest: str
) -> None:
    both = frozenset({family["Mia"].pk, family["Toby"].pk})
    entry = family.map.add_entry(category="past_harm", text="He hit Mum.", children=both, by=hannah)  # type: ignore[union-attr]
    leaves(family, "Toby")
    words = edited(entry, text="He hit Mum twice.", children=[str(family["Mia"].pk)])
    send(worker, address(family, f"entries/{entry.pk}/{rest}"), **words)
    changed = Entry.objects.get(pk=entry.pk)
    assert (changed.text, changed.children) == ("He hit Mum twice.", both)


def test_an_entry_about_none_of_the_children_offered_can_still_be_put_right(
    worker: Client, family: making.Household, hannah: User
) -> None:
    entry = family.map.add_entry(category="past_harm", text="He hit Mum.", children=[family["Toby"]], by=hannah)  # type: ignore[union-attr]
    leaves(family, "Toby")
    send(worker, address(family, f"entries/{entry.pk}/"), **edited(entry, text="He hit Mum twice.", children=[]))
    changed = Entry.objects.get(pk=entry.pk)
    assert (changed.text, changed.children) == ("He hit Mum twice.", {family["Toby"].pk})


def test_changing_a_statement_keeps_a_child_who_is_not_offered(
    worker: Client, family: making.Household, hannah: User
) -> None:
    both = frozenset({family["Mia"].pk, family["Toby"].pk})
    entry = family.map.add_entry(category="danger_statement", text="Nana is worried.", children=both, by=hannah)  # type: ignore[union-attr]
    leaves(family, "Toby")
    sent = {
        "write": str(new_id()), "version": 1, "text": "Nana and Mo are worried.", "sharing": "family_all",
        "children": [str(family["Mia"].pk)],
    }  # fmt: skip
    worker.post(f"/families/{family.ref}/statements/{entry.pk}/", sent)
    changed = Entry.objects.get(pk=entry.pk)
    assert (changed.text, changed.children) == ("Nana and Mo are worried.", both)
