"""When somebody else wrote first, both texts are kept and shown."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kinmap.live.middleware import ShowClashes
from kinmap.live.models import KeptWords
from kinmap.live.once import Clash
from tests import making

pytestmark = pytest.mark.django_db

TYPED = {
    "text": "Dee rang Nana\n\nbefore she drank.", "sharing": "family_all", "version": "3",
    "children": ["0190b0d0-0000-7000-8000-000000000000"], "said_by": "0190b0d0-0000-7000-8000-000000000000",
    "csrfmiddlewaretoken": "secret", "on-day": "13", "on-month": "6", "on-year": "2026",
}  # fmt: skip


def clash(theirs: str = "Dee rang nobody.") -> Clash:
    kept = KeptWords.keep(by=making.user(), family_id=None, where="An entry", address="/x/", words=TYPED)
    return Clash(kept=kept, theirs=theirs)


def answer(rf: RequestFactory, exception: Exception, **headers: Any) -> HttpResponse | None:
    request = rf.post("/x/", headers=headers)
    request.user = making.user()
    return ShowClashes(lambda _: HttpResponse()).process_exception(request, exception)


def test_a_clash_shows_what_is_there_now_and_what_was_written(rf: RequestFactory) -> None:
    response = answer(rf, clash())
    assert response is not None
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Dee rang nobody." in shown
    assert "Dee rang Nana</p>" in shown
    assert "before she drank." in shown
    assert "Both are kept" in shown


def test_ids_levels_and_tokens_are_not_shown_as_words(rf: RequestFactory) -> None:
    response = answer(rf, clash())
    assert response is not None
    shown = response.content.decode()
    assert "0190b0d0" not in shown
    assert "family_all" not in shown
    assert "secret" not in shown


def test_the_three_boxes_of_a_date_are_shown_as_one(rf: RequestFactory) -> None:
    response = answer(rf, clash())
    assert response is not None
    assert "13/6/2026" in response.content.decode()


def test_a_part_for_htmx_is_not_a_whole_page(rf: RequestFactory) -> None:
    response = answer(rf, clash(), HX_Request="true")
    assert response is not None
    assert response.status_code == 409
    assert "<html" not in response.content.decode()
    assert "Both are kept" in response.content.decode()


def test_the_way_back_leads_to_the_page_the_form_stood_on(rf: RequestFactory) -> None:
    response = answer(rf, clash(), referer="http://testserver/families/L1/map/?child=1")
    assert response is not None
    assert 'href="/families/L1/map/?child=1"' in response.content.decode()


def test_the_way_back_never_leads_to_another_site(rf: RequestFactory) -> None:
    response = answer(rf, clash(), referer="http://elsewhere.example/families/")
    assert response is not None
    assert "elsewhere" not in response.content.decode()


def test_other_mistakes_are_not_taken_for_a_clash(rf: RequestFactory) -> None:
    assert answer(rf, ValueError("something else")) is None
