"""Files that come in from outside: what they really are, and that nothing in them acts by itself.

What a file claims to be is not believed. Its bytes say what it is; a picture is opened and written anew without what
cameras hide in it (the place where it was taken); a paper that carries a program, another file or a lock is refused.
Nothing is unpacked: of an archive only the list of what it holds is read, and the few parts that are looked into are
read no further than is needed.
"""

import re
import zlib
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, is_zipfile

import puremagic
from django.db import models
from PIL import Image, ImageOps

#: The most that one file may be, in bytes.
MOST = 10_000_000
#: The most dots of a picture: a small file may unfold to more than a machine can hold.
MOST_DOTS = 40_000_000
#: The most that a packed document may unfold to, in bytes, and how many parts it may have.
MOST_UNPACKED, MOST_PARTS = 200_000_000, 5_000
#: The most that is unfolded of one PDF while it is searched, in bytes.
MOST_SEARCHED = 50_000_000


class NotTaken(ValueError):
    """A file that cannot be taken in; the message is a sentence for whoever chose it."""


class Kind(models.TextChoices):
    """The kinds of file that are taken in."""

    PDF = "pdf", "PDF"
    PNG = "png", "Picture (PNG)"
    JPEG = "jpeg", "Picture (JPEG)"
    DOCX = "docx", "Word document"
    ODT = "odt", "OpenDocument text"
    TEXT = "txt", "Plain text"
    JSON = "json", "JSON"


PICTURES = (Kind.PNG, Kind.JPEG)
PAPERS = (Kind.PDF, *PICTURES, Kind.DOCX, Kind.ODT, Kind.TEXT)
_ENDINGS = {
    "pdf": Kind.PDF, "png": Kind.PNG, "jpg": Kind.JPEG, "jpeg": Kind.JPEG, "docx": Kind.DOCX, "odt": Kind.ODT,
    "txt": Kind.TEXT, "json": Kind.JSON,
}  # fmt: skip
#: What must be inside a document that is packed like an archive, so that another archive is not taken for one.
_INSIDE = {Kind.DOCX: "word/document.xml", Kind.ODT: "content.xml"}
#: Parts of a packed document that run, or hold a program: macros, ActiveX, other programs' objects, scripts.
_ACTING_PARTS = re.compile(r"vbaproject|vbadata|/activex/|oleobject|^basic/|^scripts/", re.IGNORECASE)
#: Words of PDF that make it act, or carry another file; each ends where a PDF name may end.
_ACTING_WORDS = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)(?=[\s/<>\[\]()%]|$)"
)
_LOCKED = re.compile(rb"/Encrypt(?=[\s/<>\[\]()%]|$)")
_STREAM = re.compile(rb"/ObjStm\b.{0,600}?stream\r?\n", re.DOTALL)


class Taken(NamedTuple):
    """A file that was looked at: what it is, the bytes to keep, and what it was called."""

    kind: Kind
    content: bytes
    name: str = ""


def endings(kinds: Collection[Kind]) -> str:
    """For a file box: the endings of these kinds, ".png,.jpg"."""
    return ",".join(f".{ending}" for ending, kind in _ENDINGS.items() if kind in kinds)


def looked_at(
    content: bytes, *, claims: str, kinds: Collection[Kind] = PAPERS, most: int = MOST, dots: int = MOST_DOTS
) -> Taken:
    """See what a file really is. ``claims``: its name, whose ending must agree.

    ``most`` is in bytes; ``dots`` are a picture's, which comes back written anew: upright, and with nothing in it
    but the picture. Raises ``NotTaken``.
    """
    ending = claims.rpartition(".")[2].lower()
    claimed = _ENDINGS.get(ending)
    if claimed is None or claimed not in kinds:
        raise NotTaken(f"This kind of file is not taken in. Choose {_one_of(kinds)}.")
    if not content:
        raise NotTaken("This file is empty.")
    if len(content) > most:
        raise NotTaken(f"This file is larger than {most // 1_000_000} MB, the most that fits.")
    if not _is(content, claimed):
        raise NotTaken(f"This file says that it is “.{ending}”, but it is something else.")
    if claimed in PICTURES:
        return Taken(claimed, _written_anew(content, claimed, dots), claims)
    _refuse_what_acts(content, claimed)
    return Taken(claimed, content, claims)


def _one_of(kinds: Collection[Kind]) -> str:
    names = {Kind.PDF: "PDF", Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.DOCX: "DOCX", Kind.ODT: "ODT",
             Kind.TEXT: "plain text", Kind.JSON: "JSON"}  # fmt: skip
    said = [name for kind, name in names.items() if kind in kinds]
    return f"a {', '.join(said[:-1])} or {said[-1]} file" if len(said) > 1 else f"a {said[0]} file"


def _is(content: bytes, kind: Kind) -> bool:
    if kind == Kind.JSON:
        return True  # whoever reads it says more exactly what is wrong, and where
    if kind == Kind.TEXT:
        return _is_text(content)
    if kind in _INSIDE:
        return content.startswith(b"PK\x03\x04") and _INSIDE[kind] in _parts(content)
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return False
    wanted = {Kind.PDF: {".pdf"}, Kind.PNG: {".png"}, Kind.JPEG: {".jpg", ".jpeg", ".jfif"}}[kind]
    if not found or found[0].extension.lower() not in wanted:
        return False
    return kind != Kind.PDF or not is_zipfile(BytesIO(content))  # one file that is two things


def _is_text(content: bytes) -> bool:
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\x00" not in words


def _parts(content: bytes) -> dict[str, int]:
    """What a packed document holds, with the size that each part says it has; nothing when it is no archive."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return {part.filename: part.file_size for part in archive.infolist()}
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return {}


def _refuse_what_acts(content: bytes, kind: Kind) -> None:
    if kind == Kind.PDF:
        _refuse_acting_pdf(content)
    elif kind in _INSIDE:
        _refuse_acting_parts(content)


def _refuse_acting_parts(content: bytes) -> None:
    parts = _parts(content)
    if len(parts) > MOST_PARTS or sum(parts.values()) > MOST_UNPACKED:
        raise NotTaken("This document unfolds to more than a machine can hold. Save it anew and choose it again.")
    if any(_ACTING_PARTS.search(name) for name in parts) or _fetches_a_template(content, parts):
        raise NotTaken(
            "This document carries a program in it (a macro or an object of another program). "
            "Save it without, or as a PDF, and choose that."
        )


def _fetches_a_template(content: bytes, parts: Collection[str]) -> bool:
    """Whether Word would fetch a template from elsewhere, and run what is in it, when the document is opened."""
    name = "word/_rels/settings.xml.rels"
    if name not in parts:
        return False
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(name) as part:
            told = part.read(1_000_000)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        return True  # it cannot be looked into
    return b"attachedTemplate" in told and re.search(rb"TargetMode\s*=\s*[\"']External", told) is not None


def _refuse_acting_pdf(content: bytes) -> None:
    for piece in _searched(content):
        plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), piece)
        if _LOCKED.search(plain):
            raise NotTaken("This PDF is locked. Save or print it to a new PDF without a lock, and choose that.")
        if _ACTING_WORDS.search(plain):
            raise NotTaken("This PDF carries a program or another file in it. Print it to a new PDF, and choose that.")


def _searched(content: bytes) -> Iterator[bytes]:
    """A PDF as it stands, and the parts of it that are packed so that their words cannot be read."""
    yield content
    room = MOST_SEARCHED
    for found in _STREAM.finditer(content):
        try:
            piece = zlib.decompressobj().decompress(content[found.end() :], room)
        except zlib.error:
            continue  # packed in another way, or damaged: nothing that a reader would take for objects
        room -= len(piece)
        if room <= 0:
            raise NotTaken("This PDF unfolds to more than a machine can hold. Print it to a new PDF, and choose that.")
        yield piece


def _written_anew(content: bytes, kind: Kind, dots: int) -> bytes:
    """The dots of a picture and nothing else: no place, no camera, no thumbnail of what was cut away."""
    format_ = {Kind.PNG: "PNG", Kind.JPEG: "JPEG"}[kind]
    try:
        with Image.open(BytesIO(content), formats=[format_]) as opened:
            if opened.width * opened.height > dots:
                raise NotTaken("This picture has too many dots. Make it smaller and choose it again.")
            upright = ImageOps.exif_transpose(opened)
            mode = "RGBA" if kind == Kind.PNG and upright.has_transparency_data else "RGB"
            drawn = upright.convert(mode)
            plain = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
    except NotTaken:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise NotTaken("This picture cannot be read. It may be damaged.") from broken
    written = BytesIO()
    plain.save(written, format_, **({"quality": 90} if kind == Kind.JPEG else {"optimize": True}))
    return written.getvalue()
