"""Every document of both demonstration families, in every copy, size and format: whole, tagged, titled, spoken.

One reader of each kind stands for the others. LibreOffice opens one Word file of each kind where it is installed;
Word itself is untried.
"""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx as office
import pikepdf
import pytest
from django.db import connection, transaction

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.copying import Preview, copies_offered, documents_for, previewed, recipients
from kinmap.casework.doors import admit
from kinmap.desk.demonstration import demo
from kinmap.documents.tests.reading import read_aloud, tags
from kinmap.documents.tests.test_editable import everything, opened_by_libreoffice

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FAMILIES = {"NM-1042": "hannah.osei", "NM-1017": "joanne.beckett"}
QPDF = shutil.which("qpdf")
#: Documents that an early help family, and no other, is offered.
OF_A_STAGE = {"early-help-plan"}
EVERY_PDF = {"map", "map-four-boxes", "harm-to-plan", "map-to-read", "form", "statements", "plan", "chronology"}


@dataclass(frozen=True)
class Made:
    """One copy as it would be handed over."""

    name: str
    shown: Preview
    format: str
    content: bytes


def copies_of(ref: str, account: str) -> Iterator[Made]:
    """Every document for one reader of each kind, in each size and format."""
    user = User.objects.get(email=f"{account}@northmoor.example")
    family, preparer = admit(user, ref, to=Permission.PRINT)
    readers: dict[str, Any] = {}
    for member in recipients(family, preparer):
        readers.setdefault(copies_offered(member), member)
    for copy, member in readers.items():
        for document in documents_for(family, preparer):
            for size in document.papers:
                shown = previewed(
                    family, preparer, document=document.name, copy=copy, person=member.person_id, size=size
                )
                for format in document.formats:
                    content = document.made(shown.prepared.sheet, at=shown.wanted.at, format=format)
                    yield Made(f"{ref} {document.name} {copy} {size} {format}", shown, format, content)


@pytest.fixture(scope="module")
def every(django_db_setup: Any, django_db_blocker: Any) -> Iterator[list[Made]]:
    """All copies of both families, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo(today=date(2026, 11, 12))
        yield [made for ref, account in FAMILIES.items() for made in copies_of(ref, account)]
        transaction.set_rollback(True)
    connection.close()


def figures_without_words(document: pikepdf.Pdf) -> int:
    """How many pictures of the document say nothing to whoever listens."""
    return sum(
        1
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and not str(item.get("/Alt", ""))
    )


def test_every_document_is_there_in_every_copy(every: list[Made]) -> None:
    names = {(made.shown.document.name, made.shown.wanted.copy) for made in every}
    for copy in ("family", "professional", "child"):
        assert {name for name, form in names if form == copy} >= EVERY_PDF | OF_A_STAGE
    sizes = {(made.shown.document.name, made.shown.wanted.size) for made in every}
    assert all((name, size) in sizes for name in ("map", "map-four-boxes", "harm-to-plan") for size in ("A3", "A4"))
    assert {made.shown.document.name for made in every if made.format == "docx"} >= {"form", "plan", "early-help-plan"}


def test_every_pdf_is_tagged_titled_and_spoken(every: list[Made]) -> None:
    for made in every:
        if made.format != "pdf":
            continue
        with pikepdf.open(io.BytesIO(made.content)) as document:
            assert document.Root.MarkInfo.Marked, made.name
            assert document.Root.Lang == "en", made.name
            assert document.Root.ViewerPreferences.DisplayDocTitle, made.name
            title = str(document.docinfo["/Title"])
            assert made.shown.prepared.sheet.title in title, made.name
            with document.open_metadata() as about:
                assert about["pdfuaid:part"] == "1", made.name
            assert figures_without_words(document) == 0, made.name
            assert not document.check_pdf_syntax(), made.name
        assert tags(made.content).count("H1") == 1, made.name


@pytest.mark.skipif(QPDF is None, reason="qpdf is not installed, so no PDF was checked by it.")
def test_every_pdf_passes_qpdf(every: list[Made], tmp_path: Path) -> None:
    paths = []
    for number, made in enumerate(every):
        if made.format == "pdf":
            paths.append(tmp_path / f"{number}.pdf")
            paths[-1].write_bytes(made.content)
    for path in paths:
        done = subprocess.run([str(QPDF), "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{every[int(path.stem)].name}: {done.stdout} {done.stderr}"


def words_in(sheet: Any) -> list[str]:
    """What people said or wrote, as the sheet holds it."""
    if hasattr(sheet, "text") and hasattr(sheet, "language"):
        return [sheet.text]
    if isinstance(sheet, tuple):
        return [words for one in sheet for words in words_in(one)]
    if hasattr(sheet, "__dataclass_fields__"):
        return [words for name in sheet.__dataclass_fields__ for words in words_in(getattr(sheet, name))]
    return []


def close(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def test_every_statement_is_in_its_pdf(every: list[Made]) -> None:
    for made in every:
        if made.format == "pdf":
            told = close(read_aloud(made.content))
            for words in words_in(made.shown.prepared.sheet):
                # letters of other scripts are drawn in shapes that do not read back one by one
                if words.isascii() and made.shown.document.name not in NOT_WHOLE:
                    assert close(words) in told, f"{made.name}: {words}"


#: The three columns and the way from harm to plan print no reasons; the reading view neither.
NOT_WHOLE = {"map", "map-four-boxes", "harm-to-plan", "map-to-read"}


def test_every_word_file_has_all_the_words_headings_and_header_rows(every: list[Made]) -> None:
    for made in every:
        if made.format != "docx":
            continue
        document = office.Document(io.BytesIO(made.content))
        told = close(everything(document))
        for words in words_in(made.shown.prepared.sheet):
            assert close(words) in told, f"{made.name}: {words}"
        assert document.core_properties.language == "en-GB", made.name
        assert made.shown.prepared.sheet.title in document.core_properties.title, made.name
        assert [one.style.name for one in document.paragraphs].count("Heading 1") == 1, made.name
        assert all(table._tbl.xpath(".//w:tr[1]//w:tblHeader") for table in document.tables), made.name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed, so no Word file was opened.")
def test_libreoffice_opens_each_kind_of_word_file_with_nothing_lost(every: list[Made], tmp_path: Path) -> None:
    kinds = {made.shown.document.name: made for made in every if made.format == "docx"}
    for name, made in kinds.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(made.content)
        told = close(opened_by_libreoffice(path))
        for words in words_in(made.shown.prepared.sheet):
            assert close(words) in told, f"{made.name}: {words}"


def test_each_copy_made_again_has_the_same_bytes(every: list[Made]) -> None:
    for made in every[::7]:
        again = made.shown.document.made(made.shown.prepared.sheet, at=made.shown.wanted.at, format=made.format)
        assert again == made.content, made.name
