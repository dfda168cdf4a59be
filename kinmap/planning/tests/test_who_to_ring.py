"""Lines of "who to ring" become a name, a number and when to ring it."""

import pytest

from kinmap.planning.preparing import _calls


@pytest.mark.parametrize(
    ("line", "who", "number", "when"),
    [
        ("Sandie: 01632 960123", "Sandie", "01632 960123", ""),
        ("Sandie 01632 960141, day or night", "Sandie", "01632 960141", "day or night"),
        ("999 first, if anybody is in danger", "first, if anybody is in danger", "999", ""),
        ("Nana Mo and Alan 01632 960118, day or night", "Nana Mo and Alan", "01632 960118", "day or night"),
        ("Hannah Osei, +44 7700 900456 in office hours", "Hannah Osei", "+44 7700 900456", "in office hours"),
        ("Auntie Farah", "Auntie Farah", "", ""),
    ],
)
def test_a_line_says_who_which_number_and_when(line: str, who: str, number: str, when: str) -> None:
    (call,) = _calls(line)
    assert (call.who, call.number, call.when) == (who, number, when)


def test_empty_lines_are_nobody() -> None:
    assert not list(_calls("\n \n"))
