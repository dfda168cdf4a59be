"""Opening a file: from bytes to data of the right form, or a refusal that says where and why."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any, NoReturn, cast
from uuid import UUID

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from jsonschema.exceptions import best_match

from kinmap.casework.exchange.refusal import Refused
from kinmap.casework.exchange.schema import VERSION, family_schema
from kinmap.casework.exchange.values import FIRST_YEAR, LAST_YEAR, SOMETHING

MOST_BYTES = 100_000_000
MOST_STOREYS = 30
MOST_WRONG = 1_000  # mistakes among which the most telling one is looked for
TOP = "$"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Line ends and tabs are words' own; every other control character, half a character, and what turns writing round.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

formats = FormatChecker(formats=())


@formats.checks("date", raises=ValueError)
def is_day(value: object) -> bool:
    """A day such as 2026-06-18 that the calendar has."""
    return not isinstance(value, str) or (bool(_DAY.fullmatch(value)) and _in_our_years(date.fromisoformat(value)))


@formats.checks("date-time", raises=(ValueError, OverflowError))
def is_moment(value: object) -> bool:
    """A moment such as 2026-06-18T10:42:00+01:00."""
    if not isinstance(value, str):
        return True
    return bool(_MOMENT.fullmatch(value)) and _in_our_years(datetime.fromisoformat(value).date())


@formats.checks("uuid", raises=ValueError)
def is_uuid(value: object) -> bool:
    """A UUID in its usual form, small letters."""
    return not isinstance(value, str) or bool(_UUID.fullmatch(value))


@formats.checks("email")
def is_email(value: object) -> bool:
    """An e-mail address, roughly: it is only ever compared with those of accounts."""
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


def _in_our_years(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


class _Twice(dict[str, Any]):
    """An object in which one name stood twice; reading on would lose what stood there first."""

    name = ""


def opened(source: Path | str | IO[bytes]) -> dict[str, Any]:
    """The file's data, of exactly the published form. Raises ``Refused``."""
    data = _parsed(_bytes(source))
    _check_words(data)
    if not isinstance(data, dict) or data.get("kinmap") != "family":
        raise Refused(TOP, "This is not a family from Kinmap: it does not begin with “kinmap”: “family”.")
    version = data.get("version")
    if version != VERSION or isinstance(version, bool | float):
        raise Refused(f"{TOP}.version", f"This version of the format is not known here; only {VERSION} is.")
    wrong = best_match(islice(_validator().iter_errors(data), MOST_WRONG))
    if wrong is not None:
        raise _refusal(wrong)
    return data


def _bytes(source: Path | str | IO[bytes]) -> bytes:
    if isinstance(source, Path | str):
        with Path(source).open("rb") as file:
            given = file.read(MOST_BYTES + 1)
    else:
        given = source.read(MOST_BYTES + 1)
    if len(given) > MOST_BYTES:
        raise Refused(TOP, f"The file is larger than {MOST_BYTES // 1_000_000} MB, the most that is taken in.")
    return given


def _parsed(given: bytes) -> Any:
    try:
        return json.loads(given.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError as wrong:
        line = given.count(b"\n", 0, wrong.start) + 1
        column = wrong.start - given.rfind(b"\n", 0, wrong.start)
        raise Refused(f"line {line}, column {column}", "The file is not written in UTF-8.") from wrong
    except json.JSONDecodeError as wrong:
        raise Refused(f"line {wrong.lineno}, column {wrong.colno}", f"This is not JSON: {wrong.msg}.") from wrong
    except RecursionError as wrong:
        raise Refused(TOP, "The file is nested too deeply.") from wrong
    except ValueError as wrong:
        raise Refused(TOP, "A number in this file cannot be read.") from wrong


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    twice = _Twice(made)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            twice.name = name
            break
        seen.add(name)
    return twice


def _no_number(_name: str) -> NoReturn:
    raise ValueError


def _check_words(data: Any) -> None:
    for path, value in walk(data):
        if isinstance(value, _Twice):
            raise Refused(path, f"“{_shown(value.name)}” stands twice in the same place.")
        if isinstance(value, dict) and any(_UNSEEN.search(name) for name in value):
            raise Refused(path, "A name here holds a character that cannot be seen.")
        if isinstance(value, str) and (found := _UNSEEN.search(value)):
            raise Refused(path, f"The words hold a character that cannot be seen (U+{ord(found[0]):04X}).")


def _shown(name: str) -> str:
    return _UNSEEN.sub("", name)[:60]


def walk(data: Any, path: str = TOP) -> Iterator[tuple[str, Any]]:
    """Every value of the data with its JSON path, in order; raises ``Refused`` for more storeys than any record has."""
    waiting = [(path, data, 0)]
    while waiting:
        here, value, storey = waiting.pop()
        if storey > MOST_STOREYS:
            raise Refused(TOP, "The file is nested too deeply.")
        yield here, value
        if isinstance(value, dict):
            inside = [(f"{here}{step(name)}", one, storey + 1) for name, one in value.items()]
        elif isinstance(value, list):
            inside = [(f"{here}[{number}]", one, storey + 1) for number, one in enumerate(value)]
        else:
            continue
        waiting.extend(reversed(inside))


def step(name: str) -> str:
    """One step of a JSON path: ``.name``, or ``['odd name']``."""
    return f".{name}" if re.fullmatch(r"[A-Za-z_]\w*", name) else f"['{_shown(name)}']"


def _each_once(_validator: Any, wanted: bool, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """``uniqueItems`` in one pass: the library compares every item with every other, hours for a hostile list."""
    if wanted and isinstance(instance, list):
        seen = {json.dumps(one, sort_keys=True) for one in instance}
        if len(seen) < len(instance):
            yield ValidationError("the same stands twice")


_Checker: Any = validators.extend(Draft202012Validator, {"uniqueItems": _each_once})  # type: ignore[no-untyped-call]


@cache
def _validator() -> Any:
    return _Checker(family_schema(), format_checker=formats)


FORMATS = {
    "date": f"This is not a day such as 2026-06-18, from {FIRST_YEAR} to {LAST_YEAR}.",
    "date-time": (
        f"This is not a moment with its offset, such as 2026-06-18T10:42:00+01:00, from {FIRST_YEAR} to {LAST_YEAR}."
    ),
    "uuid": "This is not an id: a UUID such as 0197a3c2-1b2c-7def-8a90-1234567890ab, in small letters.",
    "email": "This is not an e-mail address.",
}
KINDS = {
    "string": "text", "null": "null", "object": "an object", "array": "a list",
    "boolean": "true or false", "number": "a number", "integer": "a whole number",
}  # fmt: skip


def _kinds(wanted: Any) -> str:
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    return " or ".join(KINDS[kind] for kind in kinds)


def _codes(wanted: list[Any]) -> str:
    return ", ".join("null" if code is None else f"“{code}”" for code in wanted)


SENTENCES: dict[str, Callable[[Any], str]] = {
    "type": lambda wanted: f"This must be {_kinds(wanted)}.",
    "enum": lambda wanted: f"This must be one of: {_codes(wanted)}.",
    "const": lambda wanted: f"This must be “{wanted}”.",
    "format": lambda wanted: FORMATS[wanted],
    "pattern": lambda _: "This must say something.",
    "maxLength": lambda most: f"This is longer than {most} characters.",
    "minItems": lambda _: "This list must not be empty.",
    "uniqueItems": lambda _: "The same stands twice in this list.",
    "minimum": lambda least: f"This must be at least {least}.",
    "maximum": lambda most: f"This must be at most {most}.",
    "multipleOf": lambda parts: f"This must be a multiple of {parts}.",
}


def _refusal(wrong: ValidationError) -> Refused:
    path = TOP + "".join(f"[{one}]" if isinstance(one, int) else step(one) for one in wrong.absolute_path)
    keyword, instance, schema = str(wrong.validator), cast(Any, wrong.instance), cast(Any, wrong.schema)
    if keyword == "required":
        name = next(name for name in cast(Any, wrong.validator_value) if name not in instance)
        return Refused(f"{path}{step(name)}", "This is missing.")
    if keyword == "additionalProperties":
        name = next(name for name in instance if name not in schema["properties"])
        return Refused(f"{path}{step(name)}", f"“{_shown(name)}” is not known here.")
    if keyword == "pattern" and wrong.validator_value != SOMETHING:
        return Refused(path, f"This must be: {schema['description']}.")
    return Refused(path, SENTENCES[keyword](wrong.validator_value))


def as_id(text: str) -> UUID:
    """An id of the file as a UUID."""
    return UUID(text)
