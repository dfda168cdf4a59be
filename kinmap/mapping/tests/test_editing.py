"""Editing an entry where it stands."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.kit.identity import new_id
from kinmap.live.models import KeptWords
from kinmap.mapping.models import Entry, Informant
from kinmap.mapping.tests.writing import HTMX, address, edited, send, shown, the_entry
from tests import making
from tests.swap import assert_same, parsed, swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(family: making.Household, hannah: User) -> Entry:
    """Shane hit Mum: about Mia and Toby."""
    children = [family["Mia"], family["Toby"]]
    return family.map.add_entry(category="past_harm", text="He hit Mum.", children=children, by=hannah)  # type: ignore[union-attr]


def here(family: making.Household, entry: Entry, rest: str = "") -> str:
    return address(family, f"entries/{entry.pk}/{rest}")


def test_the_form_opens_in_the_card_and_on_a_page_of_its_own(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    part = worker.get(here(family, entry), headers=HTMX)
    page = worker.get(here(family, entry))
    for answer in (part, page):
        form = parsed(answer).select_one(f"#edit-{entry.pk}")
        assert form is not None
        assert form.select_one("textarea[name=text]").text == "He hit Mum."  # type: ignore[union-attr]
        assert len(form.select("input[name=children][checked]")) == 2
    assert "<html" not in part.content.decode()
    assert "<html" in page.content.decode()


def test_changed_words_become_a_new_version_and_the_old_ones_stay(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    response = send(worker, here(family, entry), **edited(entry, text="He hit Mum in the kitchen."))
    assert response.status_code == 303
    assert [row.text for row in entry.history.order_by("version")] == ["He hit Mum.", "He hit Mum in the kitchen."]
    assert "He hit Mum in the kitchen." in shown(worker, family)


def test_saving_without_a_change_makes_no_version(worker: Client, family: making.Household, entry: Entry) -> None:
    send(worker, here(family, entry), **edited(entry))
    assert the_entry(family).version == 1
    assert entry.history.count() == 1


def test_the_swapped_page_is_what_a_reload_shows(
    worker: Client, family: making.Household, hannah: User, entry: Entry
) -> None:
    other = family.map.add_entry(category="strength", text="Good", children=[family["Mia"]], by=hannah)  # type: ignore[union-attr]
    entry.link_to(other, by=hannah)
    page = parsed(shown(worker, family))
    swap(page, worker.get(here(family, entry), headers=HTMX), target=f"#card-{entry.pk}")
    response = send(worker, here(family, entry), htmx=True, **edited(entry, text="He hit Mum in the kitchen."))
    assert_same(swap(page, response), parsed(shown(worker, family)))


def test_a_refused_form_keeps_the_words_and_says_what_is_missing(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    response = send(worker, here(family, entry), htmx=True, **edited(entry, children=[], text="He hit Mum hard."))
    assert response.status_code == 422
    assert "Tick at least one child" in response.content.decode()
    assert "He hit Mum hard." in response.content.decode()
    assert the_entry(family).text == "He hit Mum."


def test_two_people_at_once_lose_no_words(worker: Client, family: making.Household, hannah: User, entry: Entry) -> None:
    mine = edited(entry, text="He hit Mum twice.")
    the_entry(family).change(by=making.worker("Colin", of=family), text="He hit Mum and broke her cheekbone.")
    response = send(worker, here(family, entry), htmx=True, **mine)
    page = parsed(response)
    assert response.status_code == 409
    assert page.select_one("textarea[name=text]").text == "He hit Mum twice."  # type: ignore[union-attr]
    assert "He hit Mum and broke her cheekbone." in page.select_one("[data-clash]").text  # type: ignore[union-attr]
    assert the_entry(family).text == "He hit Mum and broke her cheekbone."
    assert KeptWords.objects.get(author=hannah).words["text"] == "He hit Mum twice."
    version, write = (page.select_one(f"input[name={name}]")["value"] for name in ("version", "write"))  # type: ignore[index]
    send(worker, here(family, entry), **{**mine, "text": "Both.", "version": version, "write": write})
    assert [row.text for row in entry.history.order_by("version")][-2:] == [
        "He hit Mum and broke her cheekbone.",
        "Both.",
    ]


def test_words_are_saved_as_one_goes(worker: Client, family: making.Household, entry: Entry) -> None:
    first = send(worker, here(family, entry, "as-you-go/"), htmx=True, **edited(entry, text="He hit Mum on"))
    state = parsed(first).select_one(f"#state-{entry.pk}")
    assert state is not None
    assert '"saved"' in first.headers["HX-Trigger"]
    sent = {name: state.select_one(f"input[name={name}]")["value"] for name in ("version", "write")}  # type: ignore[index]
    assert sent["version"] == "2"
    send(worker, here(family, entry, "as-you-go/"), htmx=True, **edited(entry, text="He hit Mum on Saturday.", **sent))
    assert [row.text for row in entry.history.order_by("version")] == [
        "He hit Mum.",
        "He hit Mum on",
        "He hit Mum on Saturday.",
    ]


def test_saving_as_one_goes_never_overwrites_somebody_else(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    the_entry(family).change(by=making.worker("Colin", of=family), text="Theirs.")
    clash = send(worker, here(family, entry, "as-you-go/"), htmx=True, **edited(entry, text="Mine."))
    state = parsed(clash)
    assert clash.status_code == 409
    assert "Theirs." in state.text
    held = {name: state.select_one(f"input[name={name}]")["value"] for name in ("version", "write", "held")}  # type: ignore[index]
    again = send(worker, here(family, entry, "as-you-go/"), htmx=True, **edited(entry, text="Mine, and more.", **held))
    assert again.status_code == 409
    assert the_entry(family).text == "Theirs."
    assert KeptWords.objects.count() == 1


def test_closing_shows_the_entry_and_whatever_names_it(
    worker: Client, family: making.Household, hannah: User, entry: Entry
) -> None:
    other = family.map.add_entry(category="strength", text="Good", children=[family["Mia"]], by=hannah)  # type: ignore[union-attr]
    entry.link_to(other, by=hannah)
    page = parsed(shown(worker, family))
    swap(page, worker.get(here(family, entry), headers=HTMX), target=f"#card-{entry.pk}")
    send(worker, here(family, entry, "as-you-go/"), htmx=True, **edited(entry, text="Changed while typing."))
    assert_same(swap(page, worker.get(here(family, entry, "card/"), headers=HTMX)), parsed(shown(worker, family)))


def test_people_whom_the_writer_may_not_see_stay_where_they_were(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    stranger = making.person("Lorraine", "Varley")
    entry.restrict(sharing="professionals", named=[], hidden_from=[stranger.pk])
    entry.keep(by=None)
    send(worker, here(family, entry), **edited(entry, text="Changed.", hidden_from=[str(family["Shane"].pk)]))
    assert the_entry(family).hidden_from == {stranger.pk, family["Shane"].pk}


def test_whoever_restricts_an_entry_is_never_locked_out(worker: Client, family: making.Household, entry: Entry) -> None:
    send(worker, here(family, entry), **edited(entry, sharing="sealed", named=[str(family["Dee"].pk)]))
    assert "He hit Mum." in shown(worker, family)
    colleague = Client()
    colleague.force_login(making.worker("Colin", of=family))
    assert "He hit Mum." not in shown(colleague, family)
    assert colleague.get(here(family, entry)).status_code == 404


def test_a_second_keeper_of_a_private_name_is_sent_to_the_first(
    worker: Client, family: making.Household, entry: Entry
) -> None:
    entry.told_by(name="Mrs Bell", reason="", by=making.worker("Colin", of=family))
    response = send(worker, here(family, entry), **edited(entry, informant_name="Mr Grey"))
    assert response.status_code == 422
    assert "Mrs Bell" not in response.content.decode()
    assert Informant.objects.get().name == "Mrs Bell"


def test_the_same_form_sent_twice_is_one_version(worker: Client, family: making.Household, entry: Entry) -> None:
    sent = edited(entry, text="He hit Mum twice.", write=str(new_id()))
    assert [send(worker, here(family, entry), **sent).status_code for _ in range(2)] == [303, 303]
    assert entry.history.count() == 2
