"""Control characters are dropped, and what would turn the direction of writing is refused with the words kept."""

import pytest

from kinmap.live.models import Draft
from kinmap.mapping.models import Entry
from tests.bad_input.conftest import Typing, told, typed_on


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ufeff"])
def test_what_nobody_can_see_is_left_out_without_a_word(type_: Typing, sign: str) -> None:
    assert type_(f"Dee rang{sign} Nana.").status_code == 303
    assert Entry.objects.get().text == "Dee rang Nana."
    assert "Dee rang Nana." in type_.cards()


@pytest.mark.parametrize("sign", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_what_turns_the_direction_of_writing_is_refused_and_the_words_stay(type_: Typing, sign: str) -> None:
    answer = type_(f"He said he would {sign}never{sign} come back.")
    assert answer.status_code == 422
    assert "a hidden character that changes the direction of writing" in told(answer)
    assert "never" in typed_on(answer, "text")
    assert not Entry.objects.exists()
    assert "never" in Draft.objects.get().typed.said[0].text
