"""The press: turns a sheet of plain words into a tagged PDF, in process.

A room hands over a *sheet* (a frozen dataclass, a kind of :class:`Paper`) that already holds only
what its reader may see, and the layout that sets it (``<room>/press/<name>.typ``). The press knows
no family, no database and no permission.

Three promises, each held by a test:

* Content is always data. Words travel as JSON and are never read as markup, so ``#read("…")``,
  ``<script>`` and ``*stars*`` are printed as they were typed.
* Every document is PDF/UA-1 and PDF/A-2a: tagged, titled, with languages and embedded fonts.
* The same sheet and the same time give the same bytes, so that what was handed over can be
  compared with its digest for ever.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

import typst

#: Everything a layout may import lies below the package: the shared furniture is
#: ``/documents/press/furniture.typ`` from every room. Nothing above it can be read.
ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).resolve().parent / "fonts"

#: Families that layouts name. A missing one would change line breaks silently, so it is an error.
FONT_FAMILIES = (
    "Atkinson Hyperlegible",
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Nastaliq Urdu",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Math",
    "Noto Sans Symbols 2",
    "Noto Emoji",
)

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

#: Stands where a letter was that none of our fonts can draw; the copy says so in words.
NO_GLYPH = "\u25af"

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})

#: Overrides that would print the words after them backwards, so that "not" could be moved in a
#: sentence without a trace. A reader could not see it; they never belong in a record.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_URDU_LETTERS = frozenset("ٹڈڑےںہھ")
_BREAK_HERE = "\u200b"  # zero-width space
_LONG_RUN = re.compile(r"[!-~\u00a1-\u024f]{22,}")  # Latin only: elsewhere a cut could part a letter from its mark
_NOT_DRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.IGNORECASE)


class PressError(Exception):
    """A document could not be made. The message is a sentence for the person who asked for it."""


class Copy(StrEnum):
    """Whom a copy is made for (domain.md §1.1, §2.5)."""

    FAMILY = "family"  #: large plain type, plain headings
    PROFESSIONAL = "professional"
    CHILD = "child"  #: about one child, kind and plain


@dataclass(frozen=True)
class Words:
    """What somebody said or wrote, printed exactly.

    ``language`` is a BCP 47 tag ("ur", "cy", "pl"); empty means unknown: the direction then follows
    the first strong letter, as Unicode's bidirectional algorithm does (UAX #9, rules P2 and P3).
    """

    text: str
    language: str = ""


#: Words of the furniture that every document shares. A council or a translation replaces any of
#: them through ``Paper.headings``.
FURNITURE: Mapping[str, str] = MappingProxyType(
    {
        "made_for": "Made for",
        "about_child": "About",
        "prepared_by": "Prepared by",
        "made_on": "Date",
        "page": "Page",
        "of": "of",
        "document": "Document",
        "nothing": "Nothing written here yet",
        "said_by": "Said by",
        "known": "How we know",
        "when": "When",
        "about": "About",
        "other_view": "Seen differently",
        "not_drawn": "Some letters could not be printed. Each is shown as \u25af. Ask for them in another form.",
    }
)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Whose paper it is: the council's name, its address (a line each) and its logo, all of them optional."""

    name: str = ""
    address: str = ""
    #: A PNG; nothing when there is none.
    logo: bytes = b""
    #: What the logo shows, for whoever listens to the page.
    logo_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every printed sheet carries. Rooms add their own fields by inheriting."""

    #: The room's own headings, beside the furniture's; ``headings`` replaces single ones.
    WORDS: ClassVar[Mapping[str, str]] = MappingProxyType({})

    #: Name of the document, also the PDF's title: "Our map", "Safety plan".
    title: str
    #: The family as this reader knows it: a display name or the reference. Printed on every page.
    family: str
    #: Whom this copy was made for, as they like to be called. Printed on every page.
    made_for: str
    #: Who prepared it, with role if that helps the reader.
    prepared_by: str
    #: When it was made; aware of its zone. Printed as "22 September 2026"; also the PDF's date.
    made_at: datetime
    #: Which of the three copies.
    copy: Copy
    #: Short identity of this document, shown at the foot: enough to find it in the filing cabinet.
    document_id: str
    #: Only in a child's copy: the child's name as the child likes it.
    about_child: str = ""
    #: Language of the furniture and headings (BCP 47).
    language: str = "en"
    #: The council's own name, address and logo, at the head of the first page.
    letterhead: Letterhead | None = None
    #: Replacements for the words of the furniture and of the room's layout.
    headings: Mapping[str, str] = dataclasses.field(default_factory=dict)


def in_words(day: date) -> str:
    """A date as people say it: ``22 September 2026``."""
    return f"{day.day} {day:%B %Y}"


def direction(words: Words) -> str:
    """``"rtl"`` or ``"ltr"``: by the language if it is known, else by the first strong letter."""
    if words.language:
        return "rtl" if words.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
    for letter in words.text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def pdf(layout: Path, sheet: Paper, *, at: datetime) -> bytes:
    """The sheet set by the layout, as PDF/UA-1 and PDF/A-2a.

    ``at`` is the time written into the file and must be aware of its zone; the same sheet, layout
    and time give the same bytes. A letter that no font of ours can draw is printed as ``▯`` and the
    last page says so. Raises :class:`PressError` with a sentence.
    """
    if at.tzinfo is None:
        raise PressError("A document needs a time that is aware of its zone.")
    data = _plain(sheet)
    missing: set[str] = set()
    for _ in range(9):
        try:
            return _Plate.of(layout).strike(_json(data, missing), at)
        except typst.TypstError as error:
            undrawn = _undrawn(error)
            if not undrawn - missing:
                raise PressError(f"The {layout.stem} could not be printed: {error.message}") from error
            missing |= undrawn
    raise PressError(f"The {layout.stem} could not be printed: too many letters have no font.")


def warm(layouts: Iterable[Path] = ()) -> None:
    """Load the fonts and read the layouts (all of them, unless named) before anybody waits.

    Raises :class:`PressError` when fonts or a layout are missing or broken.
    """
    for layout in sorted(layouts) or sorted(ROOT.glob("*/press/*.typ")):
        if layout.parent.parent.name == "documents" or layout.name.startswith("_"):
            continue  # what layouts are made of
        try:
            _Plate.of(layout).strike("null", datetime.fromisoformat("2026-01-01T00:00+00:00"))
        except typst.TypstError as error:
            raise PressError(f"The layout {layout.name} is broken: {error.message}") from error


def kept() -> frozenset[Path]:
    """The layouts that are ready."""
    return frozenset(_Plate.ready)


class _Plate:
    """One layout kept ready. Compilers keep what they have parsed; one prints at a time."""

    ready: ClassVar[dict[Path, _Plate]] = {}
    _keeping: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, layout: Path) -> None:
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(
            layout, root=ROOT, font_paths=fonts(), ignore_system_fonts=True, sys_inputs={"data": "null"}
        )

    @classmethod
    def of(cls, layout: Path) -> _Plate:
        with cls._keeping:
            if layout not in cls.ready:
                if not layout.is_file():
                    raise PressError(f"There is no layout {layout.name}.")
                cls.ready[layout] = cls(layout)
            return cls.ready[layout]

    def strike(self, data: str, at: datetime) -> bytes:
        with self._lock:
            made = self._compiler.compile(
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=STANDARDS,
                timestamp=int(at.timestamp()),
            )
        if not isinstance(made, bytes):
            raise PressError("The press gave no document.")
        return made


@cache
def fonts() -> typst.Fonts:
    """Our fonts and no others: a font of the machine would change the bytes from one to the next."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS] if FONTS.is_dir() else []
    )
    missing = [name for name in FONT_FAMILIES if name not in found.families()]
    if missing:
        raise PressError(
            f"The fonts for printing are missing ({', '.join(missing)}). Run “make setup”, then try again."
        )
    return found


def _json(data: object, missing: set[str]) -> str:
    text = json.dumps(data, ensure_ascii=False)
    if missing:
        # Keys of the sheet are plain ASCII, so only words are touched.
        text = text.translate(
            {ord(letter): NO_GLYPH for letter in missing if letter.isprintable() or ord(letter) > 127}
        )
        text = text[:-1] + ', "not_drawn": true}'
    return text


def _plain(value: object) -> object:
    """A sheet as JSON types. ``Words`` gain direction and language; dates become words."""
    match value:
        case Words():
            return _words(value)
        case str() if isinstance(value, Enum):
            return value.value
        case str():
            return clean(value)
        case datetime() | date():
            return in_words(value)
        case bool() | int() | float() | None:
            return value
        case bytes():
            return _picture(value)
        case Paper():
            fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
            return fields | {"headings": _plain({**FURNITURE, **value.WORDS, **value.headings})}
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise TypeError(f"A sheet holds plain words, not {type(value).__name__}.")


def _picture(png: bytes) -> str:
    """A PNG as a drawing in words (SVG), because bytes travel to the layouts as text; nothing for nothing.

    As numbers it would take a third of a second to read; so it takes none.
    """
    if not png:
        return ""
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    inside = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{inside}"/></svg>'
    )


def _words(words: Words) -> dict[str, str]:
    return {"text": clean(words.text), "lang": language_of(words), "dir": direction(words)}


def language_of(words: Words) -> str:
    """The language for whoever listens: the one that was said, else what right-to-left letters tell; else none."""
    language = words.language.split("-")[0].lower()
    if not language and direction(words) == "rtl":
        language = "ur" if _URDU_LETTERS & set(words.text) else "ar"
    return language if re.fullmatch(r"[a-z]{2,3}", language) else ""


def clean(text: str) -> str:
    """The text as it can be printed: composed letters, no controls, no direction overrides.

    A run without spaces, such as an address of a web page, is given places where a line may end:
    typst would otherwise let it run off the paper.
    """
    return _LONG_RUN.sub(_with_breaks, printable(text))


def printable(text: str) -> str:
    """The same without places for a line to end: for a file that sets its own lines."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_letter(letter) for letter in whole)


def _with_breaks(run: re.Match[str]) -> str:
    letters = run[0]
    return _BREAK_HERE.join(letters[at : at + 10] for at in range(0, len(letters), 10))


def _letter(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if letter in _BIDI_CONTROLS or unicodedata.category(letter) == "Cc":
        return ""
    return "\ufffd" if unicodedata.category(letter) == "Cs" or ord(letter) & 0xFFFE == 0xFFFE else letter


def _undrawn(error: typst.TypstError) -> set[str]:
    told = f"{error.message}\n{error.diagnostic}"
    letters: set[str] = set()
    for cluster in _NOT_DRAWN.findall(told):
        letters |= set(_ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], cluster))
    return letters
