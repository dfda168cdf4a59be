"""Other views, links and wordings beside an entry."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry, EntryLink, OtherView, Wording
from kinmap.mapping.tests.writing import HTMX, address, send, shown
from tests import making
from tests.swap import assert_same, parsed, swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def harm(family: making.Household, hannah: User) -> Entry:
    """Shane hit Mum: all three children."""
    children = [family[child] for child in ("Kayla", "Mia", "Toby")]
    return family.map.add_entry(
        category="past_harm", text="He hit Mum and broke Kayla’s wrist.", children=children, by=hannah
    )  # type: ignore[union-attr]


def at(family: making.Household, entry: Entry, act: str) -> str:
    return address(family, f"entries/{entry.pk}/{act}/")


def test_another_view_stands_beside_the_entry_as_large(worker: Client, family: making.Household, harm: Entry) -> None:
    page = parsed(shown(worker, family))
    sent = {"person": str(family["Shane"].pk), "words": "She fell.", "sharing": "family_all"}
    response = send(worker, at(family, harm, "other-view"), htmx=True, **sent)
    assert_same(swap(page, response), parsed(shown(worker, family)))
    card = page.select_one(f"#card-{harm.pk}")
    assert card is not None
    assert "Seen differently" in card.text
    assert "She fell." in card.text
    assert "Shane" in card.text


def test_a_view_is_somebodys(worker: Client, family: making.Household, harm: Entry) -> None:
    response = send(worker, at(family, harm, "other-view"), words="She fell.", sharing="family_all")
    assert response.status_code == 422
    assert "Choose who sees it differently" in response.content.decode()
    assert "She fell." in response.content.decode()


def test_a_view_sent_twice_stands_once(worker: Client, family: making.Household, harm: Entry) -> None:
    sent = {"person_words": "Shane’s mum", "words": "Lies.", "sharing": "family_all", "write": str(new_id())}
    for _ in range(2):
        send(worker, at(family, harm, "other-view"), **sent)
    assert OtherView.objects.count() == 1


def test_a_view_hidden_from_somebody_is_not_in_their_page(
    worker: Client, family: making.Household, harm: Entry
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    sent = {
        "person": str(family["Shane"].pk),
        "words": "She fell.",
        "sharing": "sealed",
        "named": [str(family["Dee"].pk)],
    }
    send(worker, at(family, harm, "other-view"), **sent)
    assert "She fell." in shown(worker, family)
    other = Client()
    other.force_login(colin)
    assert "She fell." not in shown(other, family)


def test_two_entries_are_linked_from_both_ends(
    worker: Client, family: making.Household, hannah: User, harm: Entry
) -> None:
    safety = family.map.add_entry(
        category="existing_safety", text="Reece rang 999.", children=[family["Mia"]], by=hannah
    )  # type: ignore[union-attr]
    page = parsed(shown(worker, family))
    response = send(worker, at(family, harm, "link"), htmx=True, other=str(safety.pk))
    assert_same(swap(page, response), parsed(shown(worker, family)))
    assert page.select_one(f"#card-{harm.pk} a[href='#entry-{safety.pk}']") is not None
    assert page.select_one(f"#card-{safety.pk} a[href='#entry-{harm.pk}']") is not None
    send(worker, at(family, safety, "link"), other=str(harm.pk))
    assert EntryLink.objects.count() == 1


def test_only_readable_entries_of_this_family_are_offered_to_link(
    worker: Client, family: making.Household, harm: Entry
) -> None:
    colin = making.worker("Colin Prentice", of=family)
    family.map.add_entry(
        category="strength", text="A sealed strength", children=[family["Mia"]], by=colin, sharing="sealed"
    )  # type: ignore[union-attr]
    elsewhere = making.family("Rahman", children=["Yusuf"])
    other = elsewhere.map.add_entry(category="strength", text="Theirs", children=[elsewhere["Yusuf"]], by=colin)  # type: ignore[union-attr]
    form = worker.get(at(family, harm, "link"), headers=HTMX).content.decode()
    assert "A sealed strength" not in form
    assert "Theirs" not in form
    assert send(worker, at(family, harm, "link"), other=str(other.pk)).status_code == 422


def test_a_partner_reads_the_wording_for_its_child_and_never_the_entry(
    worker: Client, family: making.Household, harm: Entry
) -> None:
    partner = Client()
    partner.force_login(making.partner(of=family, children=["Mia"]))
    assert "He hit Mum" not in shown(partner, family)
    response = send(
        worker, at(family, harm, "wording"), text="Mia heard her mum being hurt.", children=[str(family["Mia"].pk)]
    )
    assert response.status_code == 303
    page = shown(partner, family)
    assert "Mia heard her mum being hurt." in page
    assert "Kayla" not in page
    assert "He hit Mum" not in page
    assert "Readers of Mia read:" in shown(worker, family)


def test_a_wording_never_reaches_whom_the_entry_shuts_out(
    worker: Client, family: making.Household, harm: Entry
) -> None:
    partner = making.partner(of=family, children=["Mia"])
    send(worker, at(family, harm, "wording"), text="Mia heard it.", children=[str(family["Mia"].pk)])
    browser = Client()
    browser.force_login(partner)
    assert "Mia heard it." in shown(browser, family)
    harm.restrict(sharing="family_all", named=[], hidden_from=[partner.person.pk])
    harm.keep(by=None)
    assert "Mia heard it." not in shown(browser, family)


def test_a_wording_for_all_children_is_not_needed(worker: Client, family: making.Household, harm: Entry) -> None:
    sent = {"text": "…", "children-all": "on"}
    response = send(worker, at(family, harm, "wording"), **sent)
    assert response.status_code == 422
    assert "Untick at least one child" in response.content.decode()
    assert not Wording.objects.exists()


@pytest.mark.parametrize("act", ["more", "move", "withdraw", "other-view", "link", "wording"])
def test_every_act_works_on_a_page_of_its_own(worker: Client, family: making.Household, harm: Entry, act: str) -> None:
    response = worker.get(at(family, harm, act))
    assert response.status_code == 200
    assert "<html" in response.content.decode()
    assert "He hit Mum" in response.content.decode()
