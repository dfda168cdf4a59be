"""A council's own name, address and logo on its documents."""

import io
from typing import Any

import pytest
from PIL import Image

from kinmap.documents.models import Letterhead, drawn_anew
from kinmap.documents.models.letterhead import KEPT_SIZE
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cabinet(tmp_path: Any, settings: Any) -> None:
    settings.KINMAP_FILES = tmp_path


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), **more: Any) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, (20, 90, 120)).save(drawn, kind, **more)
    return drawn.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_as_a_png_that_fits(kind: str) -> None:
    with Image.open(io.BytesIO(drawn_anew(picture(kind, (3000, 400))))) as kept:
        assert kept.format == "PNG"
        assert kept.width <= KEPT_SIZE[0]
        assert kept.height <= KEPT_SIZE[1]


def test_nothing_hidden_in_the_file_is_kept() -> None:
    about = Image.Exif()
    about[0x010E] = "a secret place"
    assert b"secret" not in drawn_anew(picture("JPEG", exif=about))


def test_without_one_nothing_is_printed() -> None:
    assert Letterhead.today().for_paper() is None


def test_every_version_keeps_the_logo_that_it_had() -> None:
    admin = making.user(role=making.SYSTEM_ADMINISTRATOR)
    first, second = drawn_anew(picture()), drawn_anew(picture(size=(90, 90)))
    Letterhead.today().rewrite(by=admin, name="Northmoor", logo_words="A bar", picture=first)
    today = Letterhead.today().rewrite(by=admin, logo_words="A square", picture=second)
    assert today.picture() == second
    old = Letterhead.history.get(version=1)
    assert old.instance.picture() == first


def test_a_lost_logo_does_not_stop_a_document() -> None:
    admin = making.user(role=making.SYSTEM_ADMINISTRATOR)
    Letterhead.today().rewrite(by=admin, name="Northmoor", logo="0" * 64, logo_words="A bar")
    paper = Letterhead.today().for_paper()
    assert paper is not None
    assert paper.logo == b""
