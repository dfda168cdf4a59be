"""On which line of the file a refused place stands, so that whoever wrote the file finds it in their editor."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # there, and in no list of types

_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[(\d+)\]|\['([^']*)'\]")
_BLANK = re.compile(r"[ \t\n\r]*")
_READ = json.JSONDecoder().raw_decode


def line_and_column(text: str, path: str) -> tuple[int, int]:
    """Where the value at a JSON path begins; for one that is missing, where the object begins that lacks it.

    ``text`` is a file that could be parsed; both numbers are counted from 1.
    """
    at = _skip(text, 0)
    for name, number, odd in _STEP.findall(path):
        inside = _in_list(text, at, int(number)) if number else _in_object(text, at, name or odd)
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _after_value(text: str, at: int) -> int:
    return _skip(text, _READ(text, at)[1])


def _in_object(text: str, at: int, name: str) -> int | None:
    """Where the value of that name begins in the object that begins here."""
    if text[at : at + 1] != "{":
        return None
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = scanstring(text, at + 1)
        at = _skip(text, _skip(text, at) + 1)
        if key == name:
            return at
        at = _after_value(text, at)
        at = _skip(text, at + 1) if text[at : at + 1] == "," else at
    return None


def _in_list(text: str, at: int, number: int) -> int | None:
    """Where that item begins in the list that begins here."""
    if text[at : at + 1] != "[":
        return None
    at = _skip(text, at + 1)
    for _ in range(number):
        if text[at : at + 1] in ("]", ""):
            return None
        at = _after_value(text, at)
        at = _skip(text, at + 1) if text[at : at + 1] == "," else at
    return None if text[at : at + 1] in ("]", "") else at
