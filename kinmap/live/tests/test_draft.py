"""A draft is replaced while one types, and nothing that stood in it is lost by that."""

from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from kinmap.access.models import TrailEntry
from kinmap.kit.identity import new_id
from kinmap.live.models import Draft, NotYours, Receipt, TooLong
from kinmap.live.models.typed import Box, Typed, guessed
from tests import making

pytestmark = pytest.mark.django_db

LONG = "Dee rang Nana before she drank, and Mia went next door with Toby and stayed until the morning."


def said(*texts: str) -> Typed:
    return Typed(tuple(Box(f"box{number}", "Words", True, (text,)) for number, text in enumerate(texts)))


def keep(pk: UUID, author: Any, *texts: str, **facts: Any) -> Draft | None:
    return Draft.keep(pk, by=author, typed=said(*texts), page="/x/", action="/x/", **facts)


@pytest.fixture
def hannah() -> Any:
    return making.user("Hannah Osei")


def test_what_is_typed_on_replaces_what_stood_there(hannah: Any) -> None:
    pk = new_id()
    keep(pk, hannah, "Dee rang")
    keep(pk, hannah, "Dee rang Nana")
    draft = Draft.objects.get()
    assert [box.text for box in draft.typed.said] == ["Dee rang Nana"]
    assert draft.earlier == []


def test_a_hundred_keeps_leave_one_trail_entry(hannah: Any) -> None:
    pk = new_id()
    for end in range(1, 40):
        keep(pk, hannah, LONG[:end])
    assert TrailEntry.objects.filter(kind="draft", subject_id=str(pk)).count() == 1
    assert TrailEntry.objects.get(kind="draft").reason == ""


def test_a_box_emptied_by_mistake_keeps_what_stood_in_it(hannah: Any) -> None:
    pk = new_id()
    keep(pk, hannah, LONG, "A note.")
    keep(pk, hannah, "", "A note.")
    draft = Draft.objects.get()
    assert [old.said[0].text for old in draft.earlier_versions()] == [LONG]
    keep(pk, hannah, "Something short", "A note.")
    keep(pk, hannah, "", "A note.")
    assert [old.said[0].text for old in Draft.objects.get().earlier_versions()] == [LONG]


def test_words_taken_away_letter_by_letter_are_kept_as_well(hannah: Any) -> None:
    pk = new_id()
    for end in range(len(LONG), 0, -7):
        keep(pk, hannah, LONG[:end])
    assert [old.said[0].text for old in Draft.objects.get().earlier_versions()] == [LONG]


def test_two_texts_in_turn_are_both_kept_once(hannah: Any) -> None:
    pk = new_id()
    other = "Shane came to the gate on Sunday night and shouted until the neighbours came out."
    for end in range(40, 80, 10):
        keep(pk, hannah, LONG[:end])
        keep(pk, hannah, other[:end])
    earlier = [old.said[0].text for old in Draft.objects.get().earlier_versions()]
    assert LONG[:70] in earlier
    assert len(earlier) <= 2


def test_a_word_put_right_leaves_no_second_text(hannah: Any) -> None:
    pk = new_id()
    keep(pk, hannah, LONG)
    keep(pk, hannah, LONG.replace("next door", "to Nana"))
    assert Draft.objects.get().earlier == []


def test_a_form_without_words_begins_no_draft(hannah: Any) -> None:
    assert keep(new_id(), hannah, "  ", "") is None
    assert not Draft.objects.exists()
    assert not TrailEntry.objects.exists()


def test_nobody_else_reads_or_writes_it(hannah: Any) -> None:
    joanne = making.user("Joanne Beckett")
    pk = new_id()
    keep(pk, hannah, LONG)
    with pytest.raises(NotYours):
        keep(pk, joanne, "Mine now")
    with pytest.raises(Http404):
        Draft.found(pk, by=joanne)
    with pytest.raises(NotYours):
        Draft.objects.get().throw_away(by=joanne)
    assert not Draft.waiting_for(joanne).exists()
    Draft.saved([pk], by=joanne)
    assert Draft.objects.get().typed.said[0].text == LONG


def test_a_send_that_comes_after_its_write_was_done_begins_no_draft(hannah: Any) -> None:
    write = new_id()
    Receipt.sign(write, by=hannah, digest="x")
    assert keep(write, hannah, LONG, write=write) is None
    assert not Draft.objects.exists()


def test_once_saved_it_is_gone_but_for_a_long_passage_that_was_taken_out(hannah: Any) -> None:
    plain, revised = new_id(), new_id()
    keep(plain, hannah, LONG)
    keep(revised, hannah, LONG * 3)
    keep(revised, hannah, "Something quite different.")
    Draft.saved([plain, revised], by=hannah)
    (left,) = Draft.objects.all()
    assert left.pk == revised
    assert not Draft.waiting_for(hannah).exists()
    assert [old.said[0].text for old in Draft.laid_away(hannah).get().earlier_versions()] == [LONG * 3]


def test_thrown_away_it_can_be_brought_back_and_both_leave_a_trail_entry(hannah: Any) -> None:
    pk = new_id()
    keep(pk, hannah, LONG)
    draft = Draft.found(pk, by=hannah)
    for _ in range(2):
        draft.throw_away(by=hannah)
    assert not Draft.waiting_for(hannah).exists()
    keep(pk, hannah, LONG)  # a send that was still on its way
    assert not Draft.waiting_for(hannah).exists()
    Draft.found(pk, by=hannah).bring_back(by=hannah)
    assert Draft.waiting_for(hannah).get().typed.said[0].text == LONG
    verbs = TrailEntry.objects.filter(kind="draft").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["create", "withdraw", "change"]


def test_more_than_a_draft_holds_is_refused(hannah: Any) -> None:
    with pytest.raises(TooLong):
        keep(new_id(), hannah, "x" * 300_001)


@pytest.mark.parametrize("name", ["password", "new_password1", "csrfmiddlewaretoken", "write", "_draft", "_person"])
def test_what_is_no_words_is_never_kept(name: str) -> None:
    typed = Typed.from_json([{"name": name, "label": "", "words": True, "values": ["correct horse battery"]}])
    assert typed.boxes == ()
    assert guessed({name: ["correct horse battery"]}).boxes == ()


@pytest.mark.parametrize("sent", [{}, "words", [1], [{"name": "a", "values": "b"}], [{"name": 1, "values": []}]])
def test_what_is_no_list_of_boxes_is_refused(sent: Any) -> None:
    with pytest.raises(ValueError, match="not a"):
        Typed.from_json(sent)


def test_what_no_database_takes_is_left_out() -> None:
    typed = Typed.from_json([{"name": "text", "label": "", "words": True, "values": ["a\x00b\ud800c"]}])
    assert typed.boxes[0].text == "abc"


def test_codes_and_ids_are_not_taken_for_words() -> None:
    posted = {"text": ["Dee rang Nana."], "sharing": ["family_all"], "kind": ["home_visit"], "child": [str(new_id())]}
    assert [box.name for box in guessed(posted).boxes] == ["text"]
