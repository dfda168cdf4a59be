"""Adding an entry to the map."""

import pytest
from django.test import Client

from kinmap.access.models import TrailEntry, User
from kinmap.casework.models import TimelineEvent
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry, Informant
from kinmap.mapping.tests.writing import add, address, send, shown, the_entry
from tests import making
from tests.swap import assert_same, parsed, swap

pytestmark = pytest.mark.django_db


def test_words_and_a_child_are_enough(worker: Client, family: making.Household) -> None:
    response = add(worker, family, "He hit Mum.", about=["Mia"])
    entry = the_entry(family)
    assert response.status_code == 303
    assert response.headers["Location"] == f"{address(family)}#entry-{entry.pk}"
    assert "He hit Mum." in shown(worker, family)
    assert entry.children == frozenset({family["Mia"].pk})


def test_the_page_says_when_it_was_saved_without_a_script(worker: Client, family: making.Household) -> None:
    response = add(worker, family, "He hit Mum.")
    assert "data-saved>Saved " in worker.get(response.headers["Location"]).content.decode()


def test_one_tick_says_all_children_and_it_is_typed_once(worker: Client, family: making.Household) -> None:
    send(
        worker,
        address(family, "entries/"),
        category="strength",
        text="They are funny together.",
        **{"children-all": "on"},
    )
    assert the_entry(family).children == {family[child].pk for child in ("Kayla", "Mia", "Toby")}
    assert shown(worker, family).count("They are funny together.") == 1
    assert "They are funny together." in shown(worker, family, f"?child={family['Toby'].pk}")


def test_an_entry_leaves_its_version_its_trail_and_its_line_in_the_story(
    worker: Client, family: making.Household, hannah: User
) -> None:
    add(worker, family, "He hit Mum.")
    entry = the_entry(family)
    assert [row.history_user for row in entry.history.all()] == [hannah]
    assert TrailEntry.objects.filter(kind="map entry", subject_id=str(entry.pk), user_id=hannah.pk).count() == 1
    assert TimelineEvent.objects.get(subject=entry.pk).children == entry.children


@pytest.mark.parametrize(
    "category",
    [
        "past_harm",
        "danger_statement",
        "complicating_factor",
        "strength",
        "existing_safety",
        "goal",
        "next_step",
        "not_sure_yet",
    ],
)
def test_every_category_takes_an_entry(worker: Client, family: making.Household, category: str) -> None:
    add(worker, family, "Some words.", category=category)
    section = parsed(shown(worker, family)).select_one(f"#c-{category}")
    assert section is not None
    assert "Some words." in section.get_text()


def test_nothing_typed_is_lost_when_no_child_is_ticked(worker: Client, family: making.Household) -> None:
    response = send(worker, address(family, "entries/"), category="past_harm", text="He hit Mum.")
    page = parsed(response)
    assert response.status_code == 422
    assert page.select_one("#text-past_harm").text == "He hit Mum."  # type: ignore[union-attr]
    assert "Tick at least one child" in page.select_one("#children-past_harm-error").text  # type: ignore[union-attr]
    assert not Entry.objects.exists()


def test_empty_words_are_asked_for_beside_the_box(worker: Client, family: making.Household) -> None:
    response = send(
        worker, address(family, "entries/"), htmx=True, category="past_harm", text=" ", children=[str(family["Mia"].pk)]
    )
    page = parsed(response)
    assert response.status_code == 422
    assert "Enter the words for the map" in page.select_one("#text-past_harm-error").text  # type: ignore[union-attr]
    assert page.select_one(f"input[value='{family['Mia'].pk}']")["checked"] == ""  # type: ignore[index]


def test_the_same_form_sent_twice_is_one_entry(worker: Client, family: making.Household) -> None:
    write = str(new_id())
    first = add(worker, family, "He hit Mum.", write=write)
    again = add(worker, family, "He hit Mum.", write=write)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    assert the_entry(family).history.count() == 1


def test_the_same_id_with_other_words_keeps_both(worker: Client, family: making.Household) -> None:
    write = str(new_id())
    add(worker, family, "He hit Mum.", write=write)
    response = add(worker, family, "He hit Mum and Kayla.", write=write, htmx=True)
    page = parsed(response)
    assert response.status_code == 409
    assert page.select_one("#text-past_harm").text == "He hit Mum and Kayla."  # type: ignore[union-attr]
    assert page.select_one("#add-past_harm input[name=write]")["value"] != write  # type: ignore[index]
    assert the_entry(family).text == "He hit Mum."


@pytest.mark.parametrize("query", ["", "?child=Mia"])
def test_the_swapped_page_is_what_a_reload_shows(worker: Client, family: making.Household, query: str) -> None:
    query = query.replace("Mia", str(family["Mia"].pk))
    add(worker, family, "Shane will come back.", category="danger_statement", about=["Mia"])
    page = parsed(shown(worker, family, query))
    response = add(worker, family, "He hit Mum.", about=["Mia", "Toby"], query=query, htmx=True)
    assert_same(swap(page, response), parsed(shown(worker, family, query)))
    assert '"saved"' in response.headers["HX-Trigger"]


def test_saying_more_keeps_what_was_typed_and_saves_nothing(worker: Client, family: making.Household) -> None:
    response = send(
        worker,
        address(family, "entries/more/"),
        category="existing_safety",
        text="Dee rang Nana.",
        children=[str(family["Mia"].pk)],
    )
    page = parsed(response)
    assert response.status_code == 200
    assert "Dee rang Nana." in page.select_one("textarea[name=text]").text  # type: ignore[union-attr]
    assert page.select_one(f"input[name=children][value='{family['Mia'].pk}'][checked]") is not None
    assert page.select_one("textarea[name=part_how_many_times]") is not None
    assert not Entry.objects.exists()


def test_the_whole_form_takes_everything_that_an_entry_says(
    worker: Client, family: making.Household, hannah: User
) -> None:
    danger = family.map.add_entry(
        category="danger_statement", text="He will come back.", children=[family["Mia"]], by=hannah
    )  # type: ignore[union-attr]
    send(
        worker,
        address(family, "entries/"),
        category="existing_safety",
        text="Dee rang Nana.",
        sharing="professionals",
        children=[str(family["Mia"].pk)],
        said_by=str(family["Dee"].pk),
        source="saw",
        answers=str(danger.pk),
        part_how_many_times="Four nights",
        hidden_from=[str(family["Shane"].pk)],
        **{"when-month": "March", "when-year": "2026", "when-about": "on"},
    )
    entry = the_entry(family, category="existing_safety")
    assert (entry.said_by, entry.source, entry.answers) == (family["Dee"], "saw", danger)
    assert (str(entry.event_date), entry.date_precision) == ("2026-03-01", "about")
    assert entry.parts == {"how_many_times": "Four nights"}
    assert (entry.sharing, entry.hidden_from) == ("professionals", {family["Shane"].pk})
    page = shown(worker, family)
    assert "Dee · saw or heard it · about March 2026" in page
    assert "Professionals only" in page
    assert "hidden from Shane" in page
    assert "Four nights" in page


def test_a_private_name_is_seen_by_nobody_but_whoever_wrote_it(worker: Client, family: making.Household) -> None:
    send(
        worker,
        address(family, "entries/"),
        category="past_harm",
        text="She was alone.",
        sharing="family_all",
        source="was_told",
        children=[str(family["Mia"].pk)],
        informant_name="Mrs Bell",
        informant_reason="She asked us not to say",
    )
    assert Informant.objects.get().sharing == "sealed"
    assert "Told by Mrs Bell" in shown(worker, family)
    colleague = Client()
    colleague.force_login(making.worker("Colin Prentice", of=family))
    page = shown(colleague, family)
    assert "Mrs Bell" not in page
    assert "Told by someone whose name we must keep private" in page
    entry = the_entry(family)
    form = colleague.get(address(family, f"entries/{entry.pk}/")).content.decode()
    assert "Mrs Bell" not in form
