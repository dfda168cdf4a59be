"""Files that come in: nothing that acts, unfolds without end or is two things at once gets past the box."""

import zlib
from collections.abc import Collection
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kinmap.kit import forms
from kinmap.kit.arrived import PAPERS, PICTURES, Kind, NotTaken, Taken, endings, looked_at

PDF = b"%%PDF-1.7\n1 0 obj\n<< /Type /Catalog %s >>\nendobj\ntrailer << /Root 1 0 R >>\n%%%%EOF"
RELS = '<Relationship Type="http://x/attachedTemplate" Target="http://elsewhere/t.dotm" TargetMode="External"/>'


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue()


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A packed document with these parts."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as box:
        for name, text in parts.items():
            box.writestr(name, text)
    return written.getvalue()


def word(more: dict[str, bytes | str] | None = None) -> bytes:
    return archive({"word/document.xml": "<w/>", **(more or {})})


def odt(name: str) -> bytes:
    return archive({"content.xml": "<o/>", name: "x"})


def packed_away(objects: bytes) -> bytes:
    """A PDF whose objects are packed, so that their words do not stand in it."""
    body = zlib.compress(objects)
    head = b"<< /Type /ObjStm /Filter /FlateDecode /Length %d >>" % len(body)
    return b"%PDF-1.7\n1 0 obj\n" + head + b"\nstream\n" + body + b"\nendstream"


def refused(content: bytes, name: str, kinds: Collection[Kind] = PAPERS) -> str:
    with pytest.raises(NotTaken) as told:
        looked_at(content, claims=name, kinds=kinds)
    return str(told.value)


@pytest.mark.parametrize(
    "acting",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", b"/AA << /O << /S /Launch /F (cmd.exe) >> >>",
        b"/Names << /EmbeddedFiles 2 0 R >>", b"/AcroForm << /XFA 3 0 R >>", b"/Annots [ << /Subtype /RichMedia >> ]",
        b"/A << /S /SubmitForm /F (http://elsewhere) >>", b"/A << /S /J#61vaScript /JS 4 0 R >>",
    ],
    ids=["script", "launch", "file inside", "xfa", "rich media", "sends itself", "script, disguised"],
)  # fmt: skip
def test_a_pdf_that_acts_is_refused_open_or_packed_away(acting: bytes) -> None:
    for sent in (PDF % acting, packed_away(b"1 0 << " + acting + b" >>")):
        assert refused(sent, "letter.pdf").startswith("This PDF carries a program or another file in it.")


def test_a_pdf_that_only_opens_at_a_page_is_taken_in() -> None:
    sent = PDF % b"/OpenAction [3 0 R /Fit] /Title (About JavaScript) /Launched true"
    assert looked_at(sent, claims="letter.pdf").content == sent
    assert looked_at(packed_away(b"1 0 << /Type /Page >>"), claims="letter.pdf").kind == Kind.PDF


def test_a_locked_pdf_cannot_be_looked_into_and_is_refused() -> None:
    assert refused(PDF % b"/Encrypt 5 0 R", "letter.pdf").startswith("This PDF is locked.")


def test_a_pdf_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kinmap.kit.arrived.MOST_SEARCHED", 1_000_000)
    assert refused(packed_away(b"\x00" * 5_000_000), "letter.pdf").startswith("This PDF unfolds to more")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (word({"word/vbaProject.bin": b"macro"}), "plan.docx"),
        (word({"word/activeX/activeX1.xml": "<a/>"}), "plan.docx"),
        (word({"word/embeddings/oleObject1.bin": b"ole"}), "plan.docx"),
        (word({"word/_rels/settings.xml.rels": RELS}), "plan.docx"),
        (odt("Basic/Standard/Module1.xml"), "plan.odt"), (odt("Scripts/python/run.py"), "plan.odt"),
    ],
    ids=["macro", "activex", "object", "template from elsewhere", "basic", "script"],
)  # fmt: skip
def test_a_document_with_a_program_in_it_is_refused(sent: bytes, name: str) -> None:
    assert refused(sent, name).startswith("This document carries a program in it")


def test_a_document_that_unfolds_to_more_than_a_machine_can_hold_is_refused_without_unfolding_it() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as box:
        box.writestr("word/document.xml", "<w/>")
        for number in range(3):
            box.writestr(f"word/media/{number}.xml", b"\x00" * 70_000_000)
    assert len(bomb.getvalue()) < 500_000
    assert refused(bomb.getvalue(), "plan.docx").startswith("This document unfolds to more")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (PDF % b"" + archive({"page.html": "<script>x</script>"}), "two.pdf"), (b"MZ\x90\x00" + word(), "two.docx"),
        (PDF % b"" + word(), "two.docx"), (b"<html>" + PDF % b"", "two.pdf"), (b"GIF89a/*" + picture(), "two.png"),
        (picture("JPEG"), "two.png"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.png"),
    ],
    ids=["pdf and zip", "program and word", "pdf and word", "page and pdf", "gif and script", "jpeg as png", "svg"],
)  # fmt: skip
def test_a_file_that_is_two_things_at_once_is_refused(sent: bytes, name: str) -> None:
    assert "it is something else" in refused(sent, name)


def test_what_is_carried_behind_a_picture_is_gone() -> None:
    taken = looked_at(picture() + b"<script>alert(1)</script>" + archive({"a.txt": "x"}), claims="van.png")
    assert b"script" not in taken.content
    assert b"PK\x03\x04" not in taken.content


@pytest.mark.parametrize(
    "name", ["drawing.svg", "page.html", "run.exe", "letter.doc", "plan.docm", "noending", ".htaccess"]
)
def test_other_kinds_are_refused_and_it_is_said_which_ones_are_taken(name: str) -> None:
    told = refused(b"anything", name)
    assert told == "This kind of file is not taken in. Choose a PDF, PNG, JPEG, DOCX, ODT or plain text file."
    assert refused(b"anything", name, PICTURES) == "This kind of file is not taken in. Choose a PNG or JPEG file."
    assert refused(b"anything", name, [Kind.JSON]) == "This kind of file is not taken in. Choose a JSON file."


def test_a_picture_of_more_dots_than_are_asked_for_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(NotTaken, match="too many dots"):
        looked_at(picture(size=(300, 200)), claims="a.png", dots=50_000)


class OneFile(forms.KitForm):
    file = forms.FileField(label="Logo", kinds=PICTURES, most=1_000_000)


def test_the_box_answers_what_the_file_is_and_says_beside_it_why_not() -> None:
    form = OneFile({}, {"file": SimpleUploadedFile("../../etc/van.PNG", picture(), content_type="text/html")})
    assert form.is_valid(), form.errors
    taken = form.cleaned_data["file"]
    assert isinstance(taken, Taken)
    assert (taken.kind, taken.name) == (Kind.PNG, "van.PNG")
    for content, name, told in (
        (b"", "a.png", "This file is empty"), (b"x" * 1_000_001, "a.png", "larger than 1 MB"),
        (b"<svg/>", "a.svg", "not taken in"), (picture(), "a.jpg", "something else"),
    ):  # fmt: skip
        form = OneFile({}, {"file": SimpleUploadedFile(name, content)})
        assert told in str(form.errors["file"])
    assert OneFile({}, {}).errors["file"] == ["Choose a file"]


def test_the_box_offers_what_it_takes() -> None:
    assert OneFile().fields["file"].widget.attrs["accept"] == ".png,.jpg,.jpeg" == endings(PICTURES)
