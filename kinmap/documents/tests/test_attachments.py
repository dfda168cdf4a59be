"""Files that come in: what they really are, what is taken out of them, and that the bytes stay the same."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.http import Http404
from PIL import Image

from kinmap.documents.models import Attachment
from kinmap.kit.arrived import MOST, Kind, NotTaken, looked_at
from tests import making

GPS = 0x8825


def picture(kind: str = "JPEG", *, turned: int = 1, size: tuple[int, int] = (40, 20)) -> bytes:
    """A small picture that says where it was taken and which way up it is."""
    drawn = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Invented camera"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (53.0, 47.0, 0.0)
    written = BytesIO()
    drawn.save(written, kind, exif=exif)
    return written.getvalue()


def packed(**files: str) -> bytes:
    """An archive with these files in it."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return written.getvalue()


def test_a_picture_is_written_anew_without_the_place_where_it_was_taken() -> None:
    sent = picture()
    assert dict(Image.open(BytesIO(sent)).getexif().get_ifd(GPS))
    taken = looked_at(sent, claims="bruise.JPG")
    kept = Image.open(BytesIO(taken.content))
    assert not kept.getexif()
    assert not {"exif", "comment", "xmp", "photoshop"} & kept.info.keys()
    assert b"Invented camera" not in taken.content
    assert kept.size == (40, 20)


def test_a_picture_that_was_held_sideways_stands_upright_afterwards() -> None:
    kept = Image.open(BytesIO(looked_at(picture(turned=6), claims="map.jpg").content))
    assert kept.size == (20, 40)


def test_a_png_loses_the_words_hidden_in_it_too() -> None:
    taken = looked_at(picture("PNG"), claims="drawing.png")
    assert taken.kind == Kind.PNG
    assert not Image.open(BytesIO(taken.content)).info


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF", "report.pdf"),
        ("Dee sagte: es ist gut. اردو".encode(), "notes.txt"),
        (packed(word__document_xml="<w/>", Content_Types_xml="<t/>"), "plan.docx"),
        (packed(content_xml="<o/>", mimetype="application/vnd.oasis.opendocument.text"), "plan.odt"),
    ],
)
def test_papers_are_taken_in_byte_for_byte(content: bytes, name: str) -> None:
    assert looked_at(content, claims=name).content == content


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"%PDF-1.7 something", "photo.jpg", "something else"),
        (b"MZ\x90\x00\x03", "letter.pdf", "something else"),
        (picture(), "drawing.png", "something else"),
        (packed(evil_exe="x"), "letter.docx", "something else"),
        (b"\x00\x01\x02", "notes.txt", "something else"),
        ("ä".encode("latin-1"), "notes.txt", "something else"),
        (b"<html><script>x</script>", "page.html", "not taken in"),
        (b"#!/bin/sh", "run", "not taken in"),
        (b"", "empty.pdf", "empty"),
        (b"%PDF-" + b"x" * MOST, "large.pdf", "larger than 10 MB"),
        (picture()[:200], "broken.jpg", "cannot be read"),
    ],
)
def test_a_file_that_claims_to_be_something_else_is_refused_in_a_sentence(content: bytes, name: str, told: str) -> None:
    with pytest.raises(NotTaken, match=told):
        looked_at(content, claims=name)


def test_a_picture_of_more_dots_than_a_machine_can_hold_is_refused() -> None:
    written = BytesIO()
    Image.new("1", (9000, 9000)).save(written, "PNG", optimize=True)
    with pytest.raises(NotTaken, match="too many dots"):
        looked_at(written.getvalue(), claims="huge.png")


@pytest.fixture
def kept(db: None, tmp_path: Path, settings: object) -> tuple[making.Household, Attachment]:
    """A file that only Hannah may read, on the Larkins' record."""
    settings.KINMAP_FILES = tmp_path  # type: ignore[attr-defined]
    house = making.family("Larkin", children=["Kayla", "Mia"])
    hannah = making.worker("Hannah Osei", of=house)
    like = house.map.add_entry(  # type: ignore[union-attr]
        category="strength", text="x", children=[house["Kayla"]], by=hannah, sharing="professionals"
    )
    taken = looked_at(b"%PDF-1.7 x", claims="x.pdf")
    return house, Attachment.take_in(
        taken, name="C:\\letters\\Dr Fenwick.pdf", family=house.family, like=like, by=hannah
    )


def test_a_file_is_as_secret_as_what_it_belongs_to(kept: tuple[making.Household, Attachment]) -> None:
    house, attachment = kept
    assert attachment.children == frozenset({house["Kayla"].pk})
    school = making.partner("Joel Burton", of=house, children=["Kayla"])
    other_school = making.partner("Anita Desai", of=house, children=["Mia"])
    assert Attachment.found(attachment.pk, reader=making.eyes_of(school)) == attachment
    for eyes in (making.eyes_of(other_school), making.eyes_for(house, "Dee")):
        with pytest.raises(Http404):
            Attachment.found(attachment.pk, reader=eyes)


def test_a_file_lies_under_its_id_and_is_handed_out_under_a_name_that_says_nothing(
    kept: tuple[making.Household, Attachment],
) -> None:
    _, attachment = kept
    assert attachment.name == "Dr Fenwick.pdf"
    assert attachment.path.name == attachment.pk.hex
    assert "Fenwick" not in attachment.filename
    assert attachment.filename.endswith(".pdf")
    assert attachment.content() == b"%PDF-1.7 x"


def test_bytes_that_were_changed_on_disk_are_noticed(kept: tuple[making.Household, Attachment]) -> None:
    _, attachment = kept
    attachment.path.write_bytes(b"%PDF-1.7 y")
    with pytest.raises(ValueError, match="digest differs"):
        attachment.content()


def test_bytes_are_never_written_over_others(kept: tuple[making.Household, Attachment]) -> None:
    _, attachment = kept
    with pytest.raises(FileExistsError):
        attachment.put_down(b"%PDF-1.7 x")
    with pytest.raises(ValueError, match="digest differs"):
        attachment.put_down(b"other bytes")


def test_a_file_follows_the_secrecy_of_what_it_belongs_to(kept: tuple[making.Household, Attachment]) -> None:
    house, attachment = kept
    by = making.user("Somebody")
    like = house.map.add_entry(category="strength", text="y", children=[house["Mia"]], by=by, sharing="restricted")  # type: ignore[union-attr]
    attachment.follow(like, by=by)
    attachment.refresh_from_db()
    assert (attachment.sharing, attachment.children) == ("restricted", frozenset({house["Mia"].pk}))
    assert attachment.version == 2
