"""A document as a Word file: real headings and tables, words as data, the same bytes, opened by LibreOffice whole."""

import dataclasses
import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx as office
import pytest
from docx.oxml.ns import qn
from PIL import Image

from kinmap.documents import press
from kinmap.documents.editable import Block, Facts, Heading, Notice, Said, Table, docx
from kinmap.documents.press import Copy, Paper, Words

AT = datetime(2026, 9, 22, 15, 30, tzinfo=UTC)


def logo() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 100), (20, 90, 120)).save(drawn, "PNG")
    return drawn.getvalue()


def sheet(**changes: Any) -> Paper:
    facts: dict[str, Any] = {
        "title": "The form", "family": "Larkin family", "made_for": "Dee", "prepared_by": "Hannah Osei", "made_at": AT,
        "copy": Copy.PROFESSIONAL, "document_id": "K7Q29F",
    }  # fmt: skip
    return Paper(**facts | changes)


BLOCKS: list[Block] = [
    Notice("Not yet shared with the family"),
    Heading("What are we worried about?", hue="worries"),
    Heading("Past harm", level=3, hue="worries"),
    Said(Words("He broke the door.\nShe hid."), mark="Danger statement 1", apart=True),
    Facts([("Said by", "Mr Adu"), ("When", "about Easter 2026")]),
    Said(Words("میں پہلے چھپاتی تھی۔")),
    Said(Words("Mae ŵyn yn y tŷ.", "cy")),
    Table(("Who", "Number"), [("Dee", "7"), ([Words("فہرست"), "mum"], "4")], "Everybody’s numbers", widths=(3, 1)),
]


def opened(made: bytes) -> Any:
    return office.Document(io.BytesIO(made))


def everything(document: Any) -> str:
    """All text of the body, tables included, in order."""
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def test_headings_are_headings_of_their_level() -> None:
    document = opened(docx(sheet(), BLOCKS, at=AT))
    found = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "The form"), ("Heading 2", "What are we worried about?"), ("Heading 3", "Past harm"),
    ]  # fmt: skip


def test_a_table_has_a_header_row_that_is_repeated_and_says_what_it_holds() -> None:
    (table,) = opened(docx(sheet(), BLOCKS, at=AT)).tables
    properties = table.rows[0]._tr.trPr
    assert properties.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == "Everybody’s numbers"


def test_the_file_says_its_title_language_author_and_time() -> None:
    document = opened(docx(sheet(), BLOCKS, at=AT))
    told = document.core_properties
    assert (told.title, told.author, told.language) == ("The form – Larkin family", "Hannah Osei", "en-GB")
    assert (told.created.replace(tzinfo=UTC), told.comments) == (AT, "")
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_right_to_left_words_run_from_the_right_in_their_language() -> None:
    document = opened(docx(sheet(), BLOCKS, at=AT))
    (urdu,) = [one for one in document.paragraphs if "چھپاتی" in one.text]
    (run,) = urdu.runs
    assert urdu._p.pPr.find(qn("w:bidi")) is not None
    assert run._r.rPr.find(qn("w:rtl")) is not None
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ur-PK"
    (welsh,) = [one for one in document.paragraphs if "ŵyn" in one.text]
    assert welsh._p.pPr is None or welsh._p.pPr.find(qn("w:bidi")) is None
    assert welsh.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "cy-GB"


def test_each_typed_line_is_a_paragraph_of_its_own() -> None:
    texts = [one.text for one in opened(docx(sheet(), BLOCKS, at=AT)).paragraphs]
    assert texts.index("She hid.") == texts.index("He broke the door.") + 1


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "{{ family }} {% include 'x' %}", '#read("/etc/passwd")', "=HYPERLINK(1)",
     "a & b < c", "</w:t></w:r>", "🙂 → ✓", "x" * 300],
)  # fmt: skip
def test_whatever_is_typed_is_there_as_it_was_typed(hostile: str) -> None:
    blocks = [
        Said(Words(hostile)),
        Heading(hostile),
        Facts([(hostile, hostile)]),
        Table((hostile,), [(hostile,)], hostile),
    ]
    document = opened(docx(sheet(title=hostile, family=hostile, made_for=hostile), blocks, at=AT))
    assert everything(document).count(hostile) >= 7


def test_controls_overrides_and_half_letters_are_left_out_or_shown() -> None:
    told = everything(opened(docx(sheet(), [Said(Words("a\x00b\x1b he did \u202enot\u202c \ud83d \uffff"))], at=AT)))
    assert "ab he did not \ufffd \ufffd" in told


def test_nothing_on_a_familys_or_childs_copy_is_smaller_than_14_points() -> None:
    for copy in (Copy.FAMILY, Copy.CHILD):
        document = opened(docx(sheet(copy=copy), BLOCKS, at=AT))
        sizes = {run.font.size.pt for part in document.paragraphs for run in part.runs if run.font.size}
        sizes |= {
            document.styles[name].font.size.pt for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Footer")
        }
        assert min(sizes) >= 14


def test_every_page_says_whose_it_is_for_whom_when_and_which_document() -> None:
    foot = opened(docx(sheet(), BLOCKS, at=AT)).sections[0].footer.paragraphs[0]
    for wanted in ("Larkin family", "Made for Dee", "22 September 2026", "Document K7Q29F"):
        assert wanted in foot.text
    assert [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_councils_head_stands_first_and_its_logo_is_said_in_words() -> None:
    head = press.Letterhead(name="Northmoor Council", address="Town Hall\nNM1 1AA", logo=logo(), logo_words="Two hills")
    document = opened(docx(sheet(letterhead=head), BLOCKS, at=AT))
    assert [one.text for one in document.paragraphs[1:4]] == ["Northmoor Council", "Town Hall", "NM1 1AA"]
    (drawn,) = document.inline_shapes
    assert drawn._inline.docPr.get("descr") == "Two hills"


def test_the_same_sheet_and_time_give_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    one = docx(sheet(), BLOCKS, at=AT)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert docx(sheet(), BLOCKS, at=AT) == one
    assert docx(dataclasses.replace(sheet(), made_for="Craig"), BLOCKS, at=AT) != one


def test_the_file_keeps_no_trace_of_the_machine_that_made_it() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(sheet(), BLOCKS, at=AT))) as archive:
        names = archive.namelist()
        assert not any("thumbnail" in name for name in names)
        assert b"<Application>Kinmap</Application>" in archive.read("docProps/app.xml")
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed, so no Word file was opened.")
def test_libreoffice_opens_it_with_nothing_lost(tmp_path: Path) -> None:
    made = tmp_path / "form.docx"
    made.write_bytes(docx(sheet(), BLOCKS, at=AT))
    words = "".join(opened_by_libreoffice(made).split())
    for wanted in ("Theform", "Pastharm", "Hebrokethedoor.", "Shehid.", "میںپہلےچھپاتیتھی۔", "ŵyn", "Dee7", "فہرست"):
        assert wanted in words.replace("\t", "")


def opened_by_libreoffice(made: Path) -> str:
    """The file's text as LibreOffice reads it."""
    command = ["soffice", f"-env:UserInstallation={(made.parent / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(made.parent), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return made.with_suffix(".txt").read_text(encoding="utf-8-sig")
