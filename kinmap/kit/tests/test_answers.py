"""How views answer, with htmx and without."""

import json
import re

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory

from kinmap.kit import answers

SOURCE = "<html>before {% partialdef part inline %}the part{% endpartialdef %} after</html>"


@pytest.fixture
def template(monkeypatch, tmp_path):
    engine = engines["django"].engine
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "page.html").write_text(SOURCE)
    monkeypatch.setattr(engine, "dirs", [str(tmp_path)])
    for loader in engine.template_loaders:
        loader.reset()
    yield "room/page.html#part"
    for loader in engine.template_loaders:
        loader.reset()


def asked(**headers):
    request = RequestFactory().get("/", headers=headers)
    request._messages = CookieStorage(request)
    return request


def words(response):
    return " ".join(response.content.decode().split())


def test_without_a_script_a_part_is_its_whole_page(template):
    assert words(answers.part(asked(), template, {})) == "<html>before the part after</html>"


def test_htmx_gets_the_part_alone(template):
    assert words(answers.part(asked(hx_request="true"), template, {})) == "the part"


def test_going_back_in_history_asks_for_the_whole_page(template):
    request = asked(hx_request="true", hx_history_restore_request="true")
    assert words(answers.part(request, template, {})).startswith("<html>")


def test_a_cache_does_not_mix_part_and_page_up(template):
    for request in (asked(), asked(hx_request="true")):
        assert "HX-Request" in answers.part(request, template, {}).headers["Vary"]


def test_saved_says_the_time_on_the_wall(template):
    response = answers.part(asked(hx_request="true"), template, {}, saved=True)
    told = json.loads(response.headers["HX-Trigger"])
    assert re.fullmatch(r"\d{1,2}:\d\d", told["saved"]["at"])


def test_a_message_comes_with_its_status(template):
    assert answers.part(asked(hx_request="true"), template, {}, status=422).status_code == 422
    assert answers.page(asked(), "room/page.html", {}, status=404).status_code == 404


def test_done_leads_on_so_that_a_reload_sends_nothing_twice():
    response = answers.done(asked(), "/families/LAR-1/")
    assert (response.status_code, response.headers["Location"]) == (303, "/families/LAR-1/")


def test_done_tells_htmx_to_leave_the_page():
    response = answers.done(asked(hx_request="true"), "/families/LAR-1/")
    assert response.headers["HX-Redirect"] == "/families/LAR-1/"
    assert response.status_code == 200


def test_what_was_done_is_said_on_the_next_page():
    request = asked()
    answers.done(request, "/", said="Saved 10:42")
    assert [str(message) for message in request._messages] == ["Saved 10:42"]
