"""The codes of the trail in plain words."""

from typing import Any
from uuid import UUID

import pytest

from kinmap.access.trail import TrailEntry, Verb
from kinmap.casework.trail.wording import accounts_in, reason_in_words, thing_in_words

COLIN = UUID("019b8d47-0340-7590-ab05-9a71d8ab7175")


class Somebody:
    name = "Colin Prentice"


def entry(verb: str, kind: str, reason: str = "") -> TrailEntry:
    return TrailEntry(verb=verb, kind=kind, reason=reason)


def why(verb: str, kind: str, reason: str, people: Any = None) -> str:
    return reason_in_words(entry(verb, kind, reason), people or {})


@pytest.mark.parametrize(
    ("verb", "kind", "thing"),
    [
        (Verb.LOOK, "family", "the record"),
        (Verb.GRANT, "access", "to the record"),
        (Verb.SIGN_IN, "account", ""),
        (Verb.REFUSED, "account", "an account"),
        (Verb.CREATE, "something new", "something new"),
    ],
)
def test_no_verb_and_noun_say_the_same_twice(verb: str, kind: str, thing: str) -> None:
    assert thing_in_words(entry(verb, kind)) == thing


@pytest.mark.parametrize(
    ("verb", "kind", "reason", "words"),
    [
        (Verb.LOOK, "family", "casework:copy_rule", "page “copy rule”"),
        (Verb.REFUSED, "family", "map_edit: mapping:add", "Write on the map: page “add”"),
        (Verb.BREAK_GLASS, "family", "danger", "A child is in danger now"),
        (Verb.LOOK, "office", "read_trail", "Read who looked at what"),
        (Verb.CREATE, "misfiled", "strike: wrong_family", "Strike it out for good: It belongs to another family"),
        (Verb.REVIEW, "opening", "not_right", "It was not right to open it"),
        (Verb.IMPORT, "family", "12 rows: people 4, entries 8", "12 rows: people 4, entries 8"),
        (Verb.LOOK, "family", "", ""),
    ],
)
def test_a_reason_is_said_in_the_words_of_its_list(verb: str, kind: str, reason: str, words: str) -> None:
    assert why(verb, kind, reason) == words


def test_who_asked_for_words_to_be_struck_out_is_named() -> None:
    reason = f"wrong_person; asked by {COLIN}"
    assert accounts_in(entry(Verb.STRIKE_OUT, "map entry", reason)) == {COLIN}
    said = why(Verb.STRIKE_OUT, "map entry", reason, {COLIN: Somebody()})
    assert said == "It is about somebody else; asked by Colin Prentice"
    assert why(Verb.STRIKE_OUT, "map entry", reason) == "It is about somebody else; asked by a former account"
