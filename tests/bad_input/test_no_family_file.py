"""A file that is not what it says, and family files that do not hold together: refused with line, column and reason."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from kinmap.access.roles import TEAM_MANAGER
from kinmap.casework.tests.family_file import family_file, ident
from kinmap.families.models import Family, Person
from kinmap.kit.identity import new_id
from tests import making
from tests.bad_input.conftest import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(making.user("Colin Prentice", role=TEAM_MANAGER))
    return client


def bring(client: Client, given: bytes, name: str = "family.json") -> Any:
    file = io.BytesIO(given)
    file.name = name
    return client.post("/families/import/", {"write": str(new_id()), "file": file})


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (picture(), "The file is not written in UTF-8"),
        (b"PK\x03\x04" + b"\x00" * 40, "This is not JSON"),
        (b"<html><script>alert(1)</script></html>", "This is not JSON"),
        (b"", "empty"),
    ],
)
def test_a_file_that_claims_to_be_a_family_is_refused_with_a_sentence(manager: Client, given: bytes, said: str) -> None:
    answer = bring(manager, given)
    assert answer.status_code == 422
    assert said in told(answer)
    assert not Family.objects.exists()


def missing_person(data: dict[str, Any]) -> str:
    data["families"]["members"][1]["person"] = str(new_id())
    return '"role": "child"'


def circle(data: dict[str, Any]) -> str:
    data["families"]["relationships"][2]["other"] = ident("mo")
    return "relationships"


def twice(data: dict[str, Any]) -> str:
    data["families"]["people"][1]["id"] = data["families"]["people"][0]["id"]
    return "id"


def unknown_version(data: dict[str, Any]) -> str:
    data["version"] = 9
    return "version"


@pytest.mark.parametrize(
    ("harm", "path", "said", "stands_there"),
    [
        (missing_person, "$.families.members[1].person", "No person in this file has this id.", '"'),
        (circle, "$.families.relationships[2]", "a circle of parents", "{"),
        (twice, "$.families.people[1].id", "The same id stands at", f'"{ident("kayla")}"'),
        (unknown_version, "$.version", "This version of the format is not known here", "9"),
    ],
)
def test_a_family_that_does_not_hold_together_is_refused_with_line_and_column(
    manager: Client, harm: Any, path: str, said: str, stands_there: str
) -> None:
    data = family_file()
    harm(data)
    text = json.dumps(data, indent=2, ensure_ascii=False)
    answer = bring(manager, text.encode())
    assert answer.status_code == 422
    words = told(answer)
    assert said in words
    assert f"({path})" in words
    line, column = (int(words.split(mark)[1].split()[0].strip(",(")) for mark in ("line ", "column "))
    assert text.split("\n")[line - 1][column - 1 :].startswith(stands_there)
    assert not Family.objects.exists()
    assert not Person.objects.filter(last_name="Larkin").exists()


def test_broken_json_is_refused_with_line_and_column(manager: Client) -> None:
    text = json.dumps(family_file(), indent=2)
    broken = text.replace('"version": 1,', '"version": ,', 1)
    answer = bring(manager, broken.encode())
    line = next(number for number, one in enumerate(broken.split("\n"), 1) if '"version": ,' in one)
    assert f"At line {line}, column 14: This is not JSON" in told(answer)


def test_what_is_missing_is_told_where_it_should_stand(manager: Client) -> None:
    data = family_file()
    del data["families"]["people"][0]["first_name"]
    text = json.dumps(data, indent=2)
    words = told(bring(manager, text.encode()))
    assert "($.families.people[0].first_name): This is missing." in words
    line = int(words.split("line ")[1].split(",")[0])
    assert text.split("\n")[line - 1].strip() == "{"
