"""A document that others can go on writing in: the same sheet as the press prints, as a Word file (DOCX).

A room lays its sheet out as blocks, in order; this module knows nothing of what they mean. Content is
always data: words are put into the file as text and are never read as markup. Headings are real headings,
tables have header rows, words in another language carry it, right-to-left words run from the right (``w:bidi``,
``w:rtl``), and the same blocks and the same time give the same bytes.

Office Open XML is ISO/IEC 29500. Opened by LibreOffice in the tests; Word itself is untried.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import docx as office
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kinmap.documents.press import FURNITURE, Copy, Paper, Words, direction, in_words, language_of, printable

#: The hues of the three questions and of the page, as the press has them (``press/furniture.typ``).
HUES = {"": "1D2B33", "worries": "6B2D4A", "working_well": "17594A", "needs_to_happen": "234A7D", "quiet": "4A5860"}

#: Type sizes in points: body, small, headings of the third, second and first level. Nothing that a family or a
#: child gets is smaller than 14 points.
SIZES: dict[Copy, tuple[float, float, float, float, float]] = {
    Copy.PROFESSIONAL: (10.5, 9, 12.5, 15, 22),
    Copy.FAMILY: (14, 14, 16, 19, 28),
    Copy.CHILD: (16, 16, 18, 21, 32),
}
#: Every office has it, and it is read without fuss; ours travels in the PDF alone.
FONT = "Arial"

#: Languages as Word calls them, where a country has to be named.
LOCALES = {"en": "en-GB", "ur": "ur-PK", "ar": "ar-SA", "cy": "cy-GB", "pl": "pl-PL", "fa": "fa-IR", "bn": "bn-BD"}

#: What follows w:bidi and w:pBdr among a paragraph's properties: the order is part of the standard.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_BORDER = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", *_AFTER_BIDI)

#: A property of a file may have so many letters (ISO/IEC 29500-2, core properties).
LONGEST_PROPERTY = 255

Piece = str | Words


@dataclass(frozen=True)
class Heading:
    """A heading of the second or third level, in the hue of its column."""

    words: str
    level: int = 2
    hue: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody said or wrote: a paragraph for each line they typed. ``mark`` stands before it, bold."""

    words: Piece
    mark: str = ""
    hue: str = ""
    large: bool = False
    #: Begins something new: a little room above it.
    apart: bool = False


@dataclass(frozen=True)
class Facts:
    """Labelled facts on one small line: "Said by Mr Adu   When about Easter 2026"."""

    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Notice:
    """One boxed line."""

    words: str


@dataclass(frozen=True)
class Table:
    """Rows under a header that is repeated on every page. ``about`` says what it holds, for whoever listens.

    ``widths``: shares of the page's width. ``tall``: rows high enough to write in by hand.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Sequence[Piece] | Piece]]
    about: str
    widths: Sequence[int] = ()
    hue: str = ""
    tall: bool = False


Block = Heading | Said | Facts | Notice | Table


def docx(sheet: Paper, blocks: Iterable[Block], *, at: datetime) -> bytes:
    """The sheet as a Word file: head, the blocks in order, foot. ``at`` is aware of its zone and stands in the file."""
    page = _Page(sheet)
    page.set_up(at)
    page.head()
    for block in blocks:
        page.put(block)
    page.foot()
    written = io.BytesIO()
    page.document.save(written)
    return _without_the_clock(written.getvalue())


def _without_the_clock(made: bytes) -> bytes:
    """The same archive with no time of its own on any member."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as there, zipfile.ZipFile(bare, "w") as here:
        for name in there.namelist():
            member = zipfile.ZipInfo(name)  # 1 January 1980
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            here.writestr(member, there.read(name))
    return bare.getvalue()


class _Page:
    """One document while it is written."""

    def __init__(self, sheet: Paper) -> None:
        self.sheet = sheet
        self.words = {**FURNITURE, **sheet.WORDS, **sheet.headings}
        self.body, self.small, *self.levels = SIZES[sheet.copy]
        self.document: Document = office.Document()
        self.width = 210 - 2 * 18

    # --- the file ---

    def set_up(self, at: datetime) -> None:
        told, moment = self.document.core_properties, at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        told.title = printable(f"{self.sheet.title} – {self.sheet.family}")[:LONGEST_PROPERTY]
        told.author = told.last_modified_by = printable(self.sheet.prepared_by)[:LONGEST_PROPERTY]
        told.created = told.modified = moment
        told.language, told.revision = self._locale(self.sheet.language), 1
        told.comments = told.subject = told.keywords = told.category = told.version = ""
        package = self.document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[key]
            elif relation.reltype.endswith("/extended-properties"):
                relation.target_part._blob = _APPLICATION
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin, section.bottom_margin = Mm(16), Mm(20)
        self._styles()
        compat = self.document.settings.element
        if compat.find(qn("w:compat")) is None:
            compat.append(parse_xml(_COMPATIBLE))

    def _styles(self) -> None:
        styles = self.document.styles
        sizes = {"Normal": self.body, "Heading 3": self.levels[0], "Heading 2": self.levels[1],
                 "Heading 1": self.levels[2], "Footer": self.small}  # fmt: skip
        for name, size in sizes.items():
            style = styles[name]
            self._look(style.element.get_or_add_rPr(), size)
            style.font.size, style.font.bold = Pt(size), name.startswith("Heading") or None
            style.font.color.rgb = RGBColor.from_string(HUES["quiet" if name == "Footer" else ""])
            space = style.paragraph_format
            space.space_before = Pt({"Heading 2": 16, "Heading 3": 10}.get(name, 0))
            space.space_after = Pt(6 if name.startswith("Heading") else 0 if name == "Footer" else 5)
        plain = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        language = plain.find(qn("w:lang"))
        if language is None:
            language = plain.makeelement(qn("w:lang"), {})
            plain.append(language)
        language.set(qn("w:val"), self._locale(self.sheet.language))
        language.set(qn("w:bidi"), "ar-SA")

    def _look(self, properties: Any, size: float) -> None:
        """Our font in every script; the template's theme fonts would win over a plain name."""
        fonts = properties.get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
        after = ("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs",
                 "w:em", "w:lang")  # fmt: skip
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        there = OxmlElement("w:szCs")
        there.set(qn("w:val"), str(int(size * 2)))
        properties.insert_element_before(there, *after)

    def _locale(self, language: str) -> str:
        return LOCALES.get(language.split("-")[0].lower(), language)

    # --- head and foot ---

    def head(self) -> None:
        sheet = self.sheet
        if sheet.letterhead is not None:
            self._letterhead()
        self._text(self.document.add_heading(level=1), sheet.title)
        about = f"{self.words['about_child']} {sheet.about_child}" if sheet.about_child else sheet.family
        standing = str(getattr(sheet, "standing", ""))
        self._text(self.document.add_paragraph(), " · ".join(filter(None, (about, standing))), bold=True)
        made = [(self.words["made_for"], sheet.made_for), (self.words["made_on"], in_words(sheet.made_at))]
        if sheet.prepared_by:
            made.append((self.words["prepared_by"], sheet.prepared_by))
        self.put(Facts(made))
        if getattr(sheet, "notice", ""):
            self.put(Notice(str(getattr(sheet, "notice", ""))))

    def _letterhead(self) -> None:
        letter = self.sheet.letterhead
        assert letter is not None  # noqa: S101 - asked before
        if letter.logo:
            place = self.document.add_paragraph()
            place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            drawn = place.add_run().add_picture(io.BytesIO(letter.logo), height=Mm(15))
            if drawn.width > Mm(60):
                drawn.height, drawn.width = Length(int(drawn.height * Mm(60) / drawn.width)), Mm(60)
            said = drawn._inline.docPr
            said.set("descr", printable(letter.logo_words))
            said.set("name", "Logo")
        for line, bold in ((letter.name, True), *((line, False) for line in letter.address.splitlines())):
            if line.strip():
                place = self.document.add_paragraph()
                place.alignment, place.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.RIGHT, Pt(0)
                self._text(place, line, bold=bold, size=self.small)

    def foot(self) -> None:
        sheet = self.sheet
        place = self.document.sections[0].footer.paragraphs[0]
        self._text(place, sheet.family, bold=True)
        told = f"   {self.words['made_for']} {sheet.made_for}   {in_words(sheet.made_at)}   "
        self._text(place, f"{told}{self.words['document']} {sheet.document_id}   {self.words['page']} ")
        self._field(place, "PAGE")
        self._text(place, f" {self.words['of']} ")
        self._field(place, "NUMPAGES")

    def _field(self, place: Paragraph, name: str) -> None:
        place._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )

    # --- blocks ---

    def put(self, block: Block) -> None:
        match block:
            case Heading():
                self._text(self.document.add_heading(level=block.level), block.words, hue=block.hue)
            case Said():
                apart = Pt(8 if block.apart else 0)
                if block.mark:
                    mark = self.document.add_paragraph()
                    mark.paragraph_format.space_before, apart = apart, Pt(0)
                    mark.paragraph_format.keep_with_next, mark.paragraph_format.space_after = True, Pt(1)
                    self._text(mark, block.mark, bold=True, hue=block.hue)
                for line in self._lines(block.words):
                    said = self.document.add_paragraph()
                    said.paragraph_format.space_before, apart = apart, Pt(0)
                    self._say(said, line, size=self.body * 1.12 if block.large else None)
            case Facts():
                place = self.document.add_paragraph()
                for number, (label, words) in enumerate(block.facts):
                    self._text(place, f"{'     ' if number else ''}{label} ", bold=True, size=self.small, hue="quiet")
                    self._text(place, words, size=self.small)
            case Notice():
                place = self.document.add_paragraph()
                border = parse_xml(_BORDER)
                place._p.get_or_add_pPr().insert_element_before(border, *_AFTER_BORDER)
                self._text(place, block.words, bold=True)
            case Table():
                self._table(block)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(block.header))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.LEFT, False
        shares = list(block.widths) or [1] * len(block.header)
        widths = [Mm(self.width * share / sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        told = table._tbl.tblPr
        for tag, words in (("w:tblCaption", block.header[0]), ("w:tblDescription", block.about)):
            caption = OxmlElement(tag)
            caption.set(qn("w:val"), printable(words))
            told.append(caption)
        look = told.find(qn("w:tblLook"))
        if look is not None:
            look.set(qn("w:firstRow"), "1")
            look.set(qn("w:firstColumn"), "0")
        self._row(table.rows[0], block.header, widths, header=True, hue=block.hue)
        for cells in block.rows:
            self._row(table.add_row(), cells, widths, tall=block.tall)
        gap = self.document.add_paragraph()
        gap.paragraph_format.space_after = Pt(2)

    def _row(
        self, row: Any, cells: Sequence[Any], widths: Sequence[Any], *, header: bool = False, hue: str = "",
        tall: bool = False,
    ) -> None:  # fmt: skip
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if tall and not header:
            row.height = Mm(14)
        if header:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, said, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            self._cell(cell, said, bold=header, hue=hue)

    def _cell(self, cell: _Cell, said: Sequence[Piece] | Piece, *, bold: bool, hue: str) -> None:
        pieces = [said] if isinstance(said, str | Words) else list(said)
        place: Paragraph | None = cell.paragraphs[0]
        for piece in pieces:
            for line in self._lines(piece):
                here = place if place is not None else cell.add_paragraph()
                here.paragraph_format.space_after, here.paragraph_format.space_before = Pt(2), Pt(2)
                self._say(here, line, bold=bold, hue=hue)
                place = None

    # --- words ---

    def _lines(self, piece: Piece) -> list[Words]:
        whole = piece if isinstance(piece, Words) else Words(piece, self.sheet.language)
        lines = printable(whole.text).split("\n")
        return [Words(line, whole.language) for line in lines if line.strip()]

    def _say(
        self, place: Paragraph, words: Words, *, bold: bool = False, size: float | None = None, hue: str = ""
    ) -> None:
        rightward = direction(words) == "rtl"
        if rightward:
            place._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        run = self._text(place, words.text, bold=bold, size=size, hue=hue)
        language = language_of(words)
        if rightward:
            run.font.rtl, run.font.cs_bold = True, bold or None
        if language and language != self.sheet.language.split("-")[0].lower():
            told = OxmlElement("w:lang")
            told.set(qn("w:bidi" if rightward else "w:val"), self._locale(language))
            run._r.get_or_add_rPr().append(told)

    def _text(
        self, place: Paragraph, words: str, *, bold: bool = False, size: float | None = None, hue: str = ""
    ) -> Run:
        run = place.add_run(printable(words).replace("\n", " "))
        if bold:
            run.bold = True
        if size is not None:
            run.font.size = Pt(size)
        if hue:
            run.font.color.rgb = RGBColor.from_string(HUES[hue])
        return run


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>Kinmap</Application></Properties>'
)
_COMPATIBLE = (
    f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_BORDER = (
    f"<w:pBdr {nsdecls('w')}>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="10" w:space="6" w:color="1D2B33"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pBdr>"
)
