"""Ten megabytes in one statement, and a little more than fits: a sentence, no crash, and the words not lost."""

import io
import tracemalloc
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from kinmap.live.models import Draft
from kinmap.mapping.models import Entry
from tests import making
from tests.bad_input.conftest import Typing, told, typed_on

TEN_MEGABYTES = 10_000_000


def test_a_little_too_long_comes_back_whole_with_a_message(type_: Typing) -> None:
    words = "Dee rang Nana. " * 700
    answer = type_(words)
    assert answer.status_code == 422
    assert "10,499 characters long; the most that fits is 10,000. Nothing has been lost" in told(answer)
    assert typed_on(answer, "text").strip() == words.strip()
    assert Draft.objects.get().typed.said[0].text.strip() == words.strip()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_ten_megabytes_are_answered_with_a_sentence(type_: Typing, headers: dict[str, str]) -> None:
    text = "text=" + "x" * TEN_MEGABYTES
    answer = type_.client.post(type_.where, text, "application/x-www-form-urlencoded", headers=headers)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "This is more than can be sent at once" in page
    assert "your words are not lost" in page
    assert not Entry.objects.exists()


class Endless(io.RawIOBase):
    """A browser sending without end, one bit at a time; nothing of it is ever in memory as a whole."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        bit = min(self.left, 65_536 if size < 0 else size)
        self.left -= bit
        return b"x" * bit


def test_ten_megabytes_are_never_in_memory_and_all_are_taken_off_the_line(home: making.Household) -> None:
    sent = Endless(TEN_MEGABYTES)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "PATH_INFO": f"/families/{home.ref}/map/entries/", "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "wsgi.input": sent, "wsgi.url_scheme": "http", "CONTENT_LENGTH": str(TEN_MEGABYTES),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }  # fmt: skip
    handler = BaseHandler()
    handler.load_middleware()
    request = WSGIRequest(environ)
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # as the test client does
    tracemalloc.start()
    answer = handler.get_response(request)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 413
    assert sent.left == 0
    assert most < 5_000_000
