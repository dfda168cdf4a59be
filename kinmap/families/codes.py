"""Ethnicity and disability: the codes of the children in need census, with names in plain words."""

import json
import re
from pathlib import Path

_CODES = json.loads(Path(__file__).with_name("codes.json").read_text(encoding="utf-8"))

ETHNICITY: dict[str, str] = _CODES["ethnicity"]
DISABILITY: dict[str, str] = _CODES["disability"]
NO_DISABILITY = "NONE"
#: Answers that say nothing about a person: they are not repeated on a page.
SAYS_NOTHING = frozenset({"NOBT"})


def ethnicity_in_words(code: str) -> str:
    """The name of a code, or the code itself when it is none of ours."""
    return "" if code in SAYS_NOTHING else ETHNICITY.get(code, code)


def disability_codes(stored: str) -> list[str]:
    """The codes in a stored list, "LD,AUT"."""
    return [code for code in re.split(r"[\s,;]+", stored) if code]


def disability_in_words(stored: str) -> str:
    """The names of stored codes, in one line."""
    names = (DISABILITY.get(code, code) for code in disability_codes(stored))
    return ", ".join(name if at == 0 else name[:1].lower() + name[1:] for at, name in enumerate(names))
