"""A file made to hurt is refused with a sentence, in one pass over it."""

import io
from typing import Any

import pytest

from kinmap.casework.exchange import Refused, opened, opening

ONE_PERSON = '{"kinmap":"family","version":1,"families":{"family":{},"people":[{"named":[%s]}],"members":[]}}'


def refused(text: str) -> str:
    with pytest.raises(Refused) as told:
        opened(io.BytesIO(text.encode()))
    return str(told.value)


@pytest.mark.parametrize("storeys", [40, 450, 900, 100_000])
def test_a_list_in_a_list_in_a_list_is_refused(storeys: int) -> None:
    deep = "[" * storeys + "]" * storeys
    assert refused(ONE_PERSON % f"{deep},{deep}") == "$: The file is nested too deeply."


class Name(str):
    """A name that tells how often it was compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Name.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_name_that_stands_twice_is_found_without_comparing_every_name_with_every_other() -> None:
    Name.compared = 0
    made = opening._object([*((Name(f"k{number}"), 1) for number in range(300)), (Name("k299"), 2)])
    assert isinstance(made, opening._Twice)
    assert made.name == "k299"
    assert Name.compared < 3_000


def test_whether_a_list_holds_the_same_twice_is_asked_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_pair(_: Any) -> bool:
        raise AssertionError("each item is compared with every other")

    monkeypatch.setattr("jsonschema._keywords.uniq", every_pair)
    one = '"0197a3c2-1b2c-7def-8a90-1234567890ab"'
    person = f'{{"id":{one},"first_name":"Kayla","named":[{one},{one}]}}'
    family = f'{{"id":{one},"ref":"KM1","name":"Larkin"}}'
    data = f'{{"kinmap":"family","version":1,"families":{{"family":{family},"people":[{person}],"members":[]}}}}'
    assert refused(data) == "$.families.people[0].named: The same stands twice in this list."
