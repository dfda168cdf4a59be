"""Reading a finished PDF in tests: its letters, and what a screen reader would say in which order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf


def letters_of(pdf: bytes) -> str:
    """All letters in the order of drawing, without spaces: where a line breaks does not matter."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _close("".join(text for page in document.pages for _, text in _pieces(page)))


def read_aloud(pdf: bytes) -> str:
    """The letters in the order of the tags, without spaces and without the page's furniture."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pieces: dict[tuple[tuple[int, int], int], str] = {}
        for page in document.pages:
            for mark, text in _pieces(page):
                key = (page.obj.objgen, mark)
                pieces[key] = pieces.get(key, "") + text
        return _close("".join(pieces.get(key, "") for key in _marks(document.Root.StructTreeRoot, (0, 0))))


def type_sizes(pdf: bytes) -> set[float]:
    """Every size of type that a document uses, in points."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            round(float(operands[1]), 2)
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tf"
        }


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [page.mediabox for page in document.pages]
        return [(round(float(box[2]) / 72 * 25.4), round(float(box[3]) / 72 * 25.4)) for box in boxes]


def places(pdf: bytes) -> list[tuple[int, float, float]]:
    """Where each run of letters begins: page, and points from its left and upper edge."""
    found: list[tuple[int, float, float]] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            height = float(page.mediabox[3])
            kept, now, written = [], pikepdf.Matrix(), pikepdf.Matrix()
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "q":
                        kept.append(now)
                    case "Q":
                        now = kept.pop()
                    case "cm":
                        now = pikepdf.Matrix(*(float(it) for it in operands)) @ now
                    case "Tm":
                        written = pikepdf.Matrix(*(float(it) for it in operands)) @ now
                    case "Tj" | "TJ":
                        found.append((number, written.e, height - written.f))
    return found


def spoken(pdf: bytes) -> list[str]:
    """The texts that stand for drawings."""
    return _all(pdf, "/Alt")


def languages(pdf: bytes) -> set[str]:
    """Every language that a part of the document says it is in."""
    return set(_all(pdf, "/Lang"))


def tags(pdf: bytes) -> list[str]:
    """The kinds of all tags."""
    return [kind.removeprefix("/") for kind in _all(pdf, "/S")]


def _all(pdf: bytes, key: str) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(item[key]) for item in document.objects if isinstance(item, pikepdf.Dictionary) and key in item]


def _close(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def _marks(node: pikepdf.Object, page: tuple[int, int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The marked pieces below a tag, in order, each with its page."""
    if isinstance(node, int):
        yield page, node
    elif isinstance(node, pikepdf.Array):
        for child in node:
            yield from _marks(child, page)
    elif isinstance(node, pikepdf.Dictionary):
        here = node.Pg.objgen if "/Pg" in node else page
        if "/MCID" in node:
            yield here, int(node.MCID)
        elif "/K" in node:
            yield from _marks(node.K, here)


def _pieces(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Each piece of text with the number of the mark that holds it (-1 for the page's furniture)."""
    fonts = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    font: dict[int, str] = {}
    marks: list[int] = []
    # A letter drawn in two strokes (ŵ as w and a roof) says what it is; its strokes are not letters.
    told: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                font = fonts[str(operands[0])]
            case "BDC" | "BMC":
                facts = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
                marks.append(int(facts["/MCID"]) if "/MCID" in facts else marks[-1] if marks else -1)
                told.append("/ActualText" in facts)
                if told[-1]:
                    yield marks[-1], str(facts["/ActualText"])
            case "EMC":
                marks.pop()
                told.pop()
            case "Tj" | "TJ" if not any(told):
                for piece in operands[0] if str(operator) == "TJ" else operands:
                    if isinstance(piece, pikepdf.String):
                        yield marks[-1] if marks else -1, _decoded(bytes(piece), font)


def _decoded(codes: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Which letter each code of a font means."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                letters[code] = start[:-1] + chr(ord(start[-1]) + step)
    return letters
