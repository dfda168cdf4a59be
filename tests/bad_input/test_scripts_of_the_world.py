"""Words from right to left, two directions in one sentence, small pictures: kept to the letter, on page and paper."""

import unicodedata

import pytest

from kinmap.documents.tests.reading import letters_of
from kinmap.mapping.models import Entry
from tests.bad_input.conftest import Typing

WORDS = {
    "Urdu": "ابو گھر نہیں آئے۔",
    "Arabic": "قالت إنها خائفة من الليل",
    "mixed": "Imran said “امی سو رہی تھیں” and went to Mrs Begum at 7:30 pm.",
    "emoji": "Mia drew 🏠👩‍👧 and said it was 😟, not 🙂.",
    "flag and skin": "🏴󠁧󠁢󠁷󠁬󠁳󠁿 👋🏽 1️⃣",
    "Bengali": "আমি ভয় পেয়েছিলাম",
    "combining": "Zoë, Siân, Łukasz, Nguyễn",
}


@pytest.mark.parametrize("kind", WORDS)
def test_it_is_kept_and_shown_to_the_letter(type_: Typing, kind: str) -> None:
    assert type_(WORDS[kind]).status_code == 303
    assert Entry.objects.get().text == WORDS[kind]
    assert WORDS[kind] in type_.cards()


@pytest.mark.parametrize("kind", ["mixed", "emoji", "combining"])
def test_it_is_printed(type_: Typing, kind: str, settings: object, tmp_path: object) -> None:
    type_(WORDS[kind])
    printed = unicodedata.normalize("NFC", letters_of(type_.printed()))
    for word in WORDS[kind].split():
        if word.isascii() or kind == "combining":
            assert "".join(word.split()) in printed, word
