"""Other tools' results: written as the tool says them, with a file that is what it says it is."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from kinmap.access.sharing import Sharing
from kinmap.assessment.models import ToolResult
from kinmap.assessment.tests.writing import about, on, sent, signed_in
from kinmap.documents.models import Attachment
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> making.Household:
    settings.KINMAP_FILES = tmp_path
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])


@pytest.fixture
def hannah(house: making.Household) -> Any:
    return making.worker("Hannah Osei", of=house)


def page(house: making.Household, more: str = "") -> str:
    return f"/families/{house.ref}/assessment/tools/{more}"


def filled(house: making.Household, **more: Any) -> dict[str, Any]:
    typed = {"tool": "dash", "level_said": "High", "done_by": "Leanne Fox", "summary": "It grew.", **on("on")}
    return sent(**{**typed, **about(house, "Kayla", "Mia", sharing=Sharing.PROFESSIONALS), **more})


def picture() -> bytes:
    written = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Invented camera"
    Image.new("RGB", (30, 20), "teal").save(written, "JPEG", exif=exif)
    return written.getvalue()


def test_a_result_is_written_once_with_its_file(house: making.Household, hannah: Any) -> None:
    client, form = signed_in(hannah), filled(house)
    for _ in range(2):
        file = SimpleUploadedFile("Dee at the refuge.JPG", picture(), "image/jpeg")
        assert client.post(page(house, "new/"), {**form, "file": file}).status_code == 303
    result = ToolResult.objects.get()
    assert (result.level, Attachment.objects.count()) == ("High", 1)
    answer = client.get(page(house, f"{result.pk}/file/"))
    assert b"Invented camera" not in answer.content
    assert answer["Content-Disposition"].startswith('attachment; filename="file-')
    assert "refuge" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"


DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content", "claims", "told"),
    [
        ("form.pdf", b"MZ not a pdf", "application/pdf", "something else"),
        ("van.png", b"Shane was at the van.", "image/png", "something else"),
        ("van.png", DRAWN, "image/png", "something else"),
        ("van.jpg", b"<!doctype html><script>alert(1)</script>", "image/jpeg", "something else"),
        ("van.svg", DRAWN, "image/svg+xml", "not taken in"),
    ],
)
def test_a_file_that_is_something_else_is_refused_beside_its_box_and_the_words_stay(
    house: making.Household, hannah: Any, name: str, content: bytes, claims: str, told: str
) -> None:
    file = SimpleUploadedFile(name, content, claims)
    answer = signed_in(hannah).post(page(house, "new/"), {**filled(house), "file": file})
    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors["file"])
    shown = BeautifulSoup(answer.content, "html5lib")
    box = shown.select_one("input[type=file][name=file]")
    assert box is not None
    beside = [shown.find(id=one) for one in str(box["aria-describedby"]).split()]
    assert any(told in one.get_text() for one in beside if one is not None)
    assert shown.select_one("textarea[name=summary]").text.strip() == "It grew."  # type: ignore[union-attr]
    assert not ToolResult.objects.exists()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew_and_a_script_carried_in_it_is_gone(
    house: making.Household, hannah: Any, kind: str
) -> None:
    written, name = BytesIO(), f"van.{'jpg' if kind == 'JPEG' else 'png'}"
    words = PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    Image.new("RGB", (30, 20), "teal").save(written, kind, **({"pnginfo": words} if kind == "PNG" else {}))
    file = SimpleUploadedFile(name, written.getvalue() + b"<script>alert(2)</script>")
    assert signed_in(hannah).post(page(house, "new/"), {**filled(house), "file": file}).status_code == 303
    answer = signed_in(hannah).get(page(house, f"{ToolResult.objects.get().pk}/file/"))
    assert b"script" not in answer.content
    assert Image.open(BytesIO(answer.content)).size == (30, 20)


def test_another_tool_needs_its_name(house: making.Household, hannah: Any) -> None:
    answer = signed_in(hannah).post(page(house, "new/"), filled(house, tool="other"))
    assert answer.context["form"].errors.keys() == {"tool_name"}


def test_a_new_file_takes_the_place_of_the_earlier_which_is_kept(house: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    client.post(page(house, "new/"), {**filled(house), "file": SimpleUploadedFile("a.txt", b"First")})
    result = ToolResult.objects.get()
    again = filled(house, version=str(result.version), sharing=Sharing.RESTRICTED)
    client.post(page(house, f"{result.pk}/"), {**again, "file": SimpleUploadedFile("b.txt", b"Second")})
    assert client.get(page(house, f"{result.pk}/file/")).content == b"Second"
    assert {one.content() for one in Attachment.objects.all()} == {b"First", b"Second"}
    assert {one.sharing for one in Attachment.objects.all()} == {Sharing.RESTRICTED}, "both follow its secrecy"


def test_a_file_hidden_from_a_colleague_is_not_there_for_them(house: making.Household, hannah: Any) -> None:
    other = making.worker("Mina Farouk", of=house)
    form = filled(house, hidden_from=[str(making.Person.of(other).pk)])
    signed_in(hannah).post(page(house, "new/"), {**form, "file": SimpleUploadedFile("a.txt", b"First")})
    result = ToolResult.objects.get()
    assert signed_in(other).get(page(house, f"{result.pk}/file/")).status_code == 404
    assert signed_in(other).get(page(house, f"{result.pk}/")).status_code == 404
    assert "DASH" not in signed_in(other).get(f"/families/{house.ref}/map/").content.decode()


def test_a_file_that_did_not_come_with_the_record_is_said_to_be_missing(house: making.Household, hannah: Any) -> None:
    signed_in(hannah).post(page(house, "new/"), {**filled(house), "file": SimpleUploadedFile("a.txt", b"First")})
    Attachment.objects.get().path.unlink()
    assert (
        "did not come with this record" in signed_in(hannah).get(f"/families/{house.ref}/assessment/").content.decode()
    )
    assert signed_in(hannah).get(page(house, f"{ToolResult.objects.get().pk}/file/")).status_code == 404


def test_the_map_lists_it_quietly_and_the_past_map_does_not(house: making.Household, hannah: Any) -> None:
    signed_in(hannah).post(page(house, "new/"), filled(house))
    shown = signed_in(hannah).get(f"/families/{house.ref}/map/").content.decode()
    assert "Other tools" in shown
    school = making.partner("Anita Desai", of=house, children=["Kayla", "Mia"])
    assert "Other tools" not in signed_in(school).get(f"/families/{house.ref}/map/").content.decode()
    # Turned to the family, the map shows what is theirs, and no score that only workers may read.
    for_the_family = signed_in(hannah).get(f"/families/{house.ref}/map/?layout=family").content.decode()
    assert "Other tools" not in for_the_family
