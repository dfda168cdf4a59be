"""Thoughts about an entry's words: beside its card, while writing, waved away, counted."""

import pytest
from django.test import Client

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.guidance.models import PromptCount
from kinmap.kit.identity import new_id
from kinmap.kit.people_field import people
from kinmap.mapping.models import Entry, Waved
from kinmap.mapping.tests.filling import filled, words_of
from kinmap.mapping.tests.writing import add, address, edited, send, shown, the_entry
from tests import making

pytestmark = pytest.mark.django_db
WEAK = "Long history of neglect."
BETTER = "On 2 May Dean pushed Kayla into the wall twice. She cut her lip and cried."


def about(family: making.Household, entry: Entry, rest: str = "thoughts/") -> str:
    return address(family, f"entries/{entry.pk}/{rest}")


def counted(what: str) -> set[str]:
    return {code for row in PromptCount.objects.order_by("pk") for code in getattr(row, what)}


def test_weak_words_are_saved_and_their_thoughts_stand_beside_the_card(
    worker: Client, family: making.Household
) -> None:
    assert add(worker, family, WEAK).status_code == 303
    assert " on what it says" in shown(worker, family)
    told = words_of(worker.get(about(family, the_entry(family))))
    assert "“neglect” is a label" in told
    assert "Who did it?" in told


def test_better_words_have_none(worker: Client, family: making.Household) -> None:
    add(worker, family, BETTER)
    assert "on what it says" not in shown(worker, family)
    assert "There is nothing more to ask" in words_of(worker.get(about(family, the_entry(family))))


def test_each_leads_to_its_standard(worker: Client, family: making.Household) -> None:
    add(worker, family, WEAK)
    assert '/guidance/harm/"' in worker.get(about(family, the_entry(family))).content.decode()


def test_one_tap_waves_it_away_for_everybody_until_the_words_change(
    worker: Client, family: making.Household, hannah: User
) -> None:
    add(worker, family, WEAK)
    entry = the_entry(family)
    assert send(worker, about(family, entry, "wave/label/")).status_code == 303
    colleague = Client()
    colleague.force_login(making.worker("Gemma Tate", of=family))
    assert "is a label" not in words_of(colleague.get(about(family, entry)))
    assert "Who did it?" in words_of(colleague.get(about(family, entry)))
    send(worker, about(family, entry, ""), **edited(entry, text="Neglect since March."))
    assert "“Neglect” is a label" in words_of(colleague.get(about(family, entry)))


def test_waving_twice_is_the_same_as_once(worker: Client, family: making.Household) -> None:
    add(worker, family, WEAK)
    where, write = about(family, the_entry(family), "wave/label/"), str(new_id())
    for again in (write, write, str(new_id())):
        assert send(worker, where, write=again).status_code == 303
    assert Waved.objects.count() == 1


def test_a_code_that_no_prompt_has_waves_nothing_away(worker: Client, family: making.Household) -> None:
    add(worker, family, BETTER)
    send(worker, about(family, the_entry(family), "wave/label/"))
    assert not Waved.objects.exists()


def test_a_link_not_asked_for_now_is_asked_for_no_more(worker: Client, family: making.Household) -> None:
    add(worker, family, "Dee loves bedtime stories.", category="existing_safety")
    assert "Which worry did this protect" in shown(worker, family)
    send(worker, about(family, the_entry(family), "wave/safety_link/"))
    assert "Which worry did this protect" not in shown(worker, family)


def test_what_is_shown_taken_up_and_waved_away_is_counted_without_words(
    worker: Client, family: making.Household
) -> None:
    add(worker, family, WEAK)
    entry = the_entry(family)
    assert {"label", "who_did", "when"} <= counted("shown")
    assert not counted("taken_up")
    send(worker, about(family, entry, "wave/label/"))
    assert counted("waved_away") == {"label"}
    page = filled(worker.get(address(family, f"entries/{entry.pk}/")))
    worker.post(address(family, f"entries/{entry.pk}/"), page | {"text": BETTER})
    assert {"who_did", "when", "impact"} <= counted("taken_up")
    fields = {field.name for field in PromptCount._meta.get_fields()}
    assert fields == {"id", "month", "shown", "taken_up", "waved_away"}


def test_saving_by_itself_while_somebody_types_is_not_counted(worker: Client, family: making.Household) -> None:
    add(worker, family, BETTER)
    entry = the_entry(family)
    send(worker, about(family, entry, "as-you-go/"), htmx=True, **edited(entry, text="Neg"))
    assert not counted("shown")


def test_while_writing_nothing_is_saved_and_the_words_are_looked_at(worker: Client, family: making.Household) -> None:
    sent = {"category": "past_harm", "text": "The siblings were hit.", "children": [str(family["Kayla"].pk)]}
    part = worker.post(address(family, "entries/thoughts/"), sent, headers={"HX-Request": "true"})
    told = words_of(part)
    assert "Say who did it." in told
    assert "brothers and sisters" in told
    assert 'name="met" value="' in part.content.decode()
    assert not Entry.objects.exists()
    assert not PromptCount.objects.exists()


def test_a_prompt_met_while_writing_and_gone_at_saving_was_taken_up(worker: Client, family: making.Household) -> None:
    add(worker, family, BETTER, met="label,when,nonsense")
    assert counted("taken_up") == {"label", "when"}
    assert counted("shown") == {"label", "when"}


def test_a_reader_without_the_right_sees_no_thoughts(client: Client, family: making.Household, worker: Client) -> None:
    add(worker, family, WEAK)
    client.force_login(making.partner(of=family, children=["Kayla"]))
    assert "on what it says" not in shown(client, family)
    assert client.get(about(family, the_entry(family))).status_code == 403


def test_thoughts_about_what_one_may_not_see_are_not_there(
    client: Client, family: making.Household, hannah: User
) -> None:
    secret = family.map.add_entry(  # type: ignore[union-attr]
        category="past_harm", text=WEAK, children=people([family["Kayla"]]), by=hannah, sharing=Sharing.SEALED,
        named=frozenset(), hidden_from=frozenset(),
    )  # fmt: skip
    client.force_login(making.worker("Gemma Tate", of=family))
    assert client.get(about(family, secret)).status_code == 404
    assert send(client, about(family, secret, "wave/label/")).status_code == 404
    assert not Waved.objects.exists()


def test_prompts_never_stop_a_statement_from_being_saved(worker: Client, family: making.Household) -> None:
    where = f"/families/{family.ref}/statements/new/"
    sent = filled(worker.get(where)) | {"text": "Neglect.", "children": [str(family["Kayla"].pk)]}
    assert worker.post(where, sent).status_code == 303
    page = worker.get(f"/families/{family.ref}/statements/")
    assert "Begin with the people who are worried, by name." in words_of(page)
    entry = the_entry(family)
    back = send(worker, about(family, entry, "wave/names_first/"), back="statements")
    assert f"statements/#set-{entry.pk}" in back["Location"]
    assert "Begin with the people" not in words_of(worker.get(f"/families/{family.ref}/statements/"))
