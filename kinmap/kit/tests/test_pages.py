"""The frame of every page, and the pages for when something is not as it should be."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.views import defaults

from kinmap.kit.navigation import Link, navigation

REQUEST = RequestFactory()


class Somebody:
    is_authenticated = True

    def __str__(self):
        return "Ada Okafor"


def base(**context):
    return BeautifulSoup(render_to_string("kit/base.html", context), "html.parser")


def draw(source, **context):
    return Template("{% load kit %}" + source).render(Context(context))


def test_the_page_can_be_skipped_to_its_content():
    page = base()
    link = page.select_one("body > a")
    assert link["href"] == "#main"
    assert page.select_one("main #main")


def test_the_page_says_that_kinmap_is_independent():
    assert "independent of Elia and is not endorsed by it" in base().footer.text


@override_settings(KINMAP_DEMO=True)
def test_invented_people_are_called_invented():
    assert "invented people" in base().select_one(".kit-ribbon").text


@override_settings(KINMAP_DEMO=False)
def test_real_people_are_not():
    assert base().select_one(".kit-ribbon") is None


def test_nothing_is_inline_and_nothing_comes_from_elsewhere():
    page = base(user=Somebody())
    assert page.select("[style], [onclick], [onload], style, script:not([src])") == []
    addresses = [element.get("src") or element["href"] for element in page.select("script, link, img")]
    assert all(address.startswith("/static/") for address in addresses)
    assert len(addresses) == 4


def test_htmx_is_told_to_swap_messages_in_and_to_keep_no_history():
    config = json.loads(base().select_one("meta[name=htmx-config]")["content"])
    assert config["historyCacheSize"] == 0
    assert config["allowEval"] is False
    swapped = {
        code: next(rule["swap"] for rule in config["responseHandling"] if re.search(rule["code"], code))
        for code in ("200", "204", "303", "403", "404", "409", "422", "500")
    }
    assert swapped == {
        "200": True, "204": False, "303": True, "403": False, "404": False, "409": True, "422": True, "500": False
    }  # fmt: skip


def test_somebody_signed_in_sees_their_name_and_the_ways_on(monkeypatch):
    monkeypatch.setattr(navigation, "_things", {})
    navigation.put(Link(name="Leave", order=1, url_name="account_logout"))
    navigation.put(Link(name="Nowhere", order=2, url_name="no-such-page"))
    header = base(user=Somebody()).header
    assert "Ada Okafor" in header.text
    assert [link.text for link in header.select("nav a")] == ["Leave", "Sign out"]


def test_a_stranger_sees_no_navigation():
    assert base().header.select("nav") == []


def test_the_title_says_that_there_is_a_mistake():
    class Form:
        errors = {"name": ["Enter a name"]}

    assert base(form=Form()).title.text.startswith("Error: ")
    assert not base().title.text.startswith("Error: ")


@pytest.mark.parametrize(
    ("view", "status", "says"),
    [
        (defaults.bad_request, 400, "nothing was saved"),
        (defaults.permission_denied, 403, "Your role does not include this"),
        (defaults.page_not_found, 404, "We show the same page for both"),
    ],
)
def test_a_refusal_says_in_plain_words_what_to_do(view, status, says):
    response = view(REQUEST.get("/families/LAR-1/"), Exception("LAR-1 is restricted"))
    assert response.status_code == status
    assert says in response.content.decode()
    assert "LAR-1" not in response.content.decode()


def test_not_there_and_not_yours_are_the_same_bytes():
    there = defaults.page_not_found(REQUEST.get("/families/LAR-1/"), Exception("not yours"))
    not_there = defaults.page_not_found(REQUEST.get("/families/XYZ-9/map/?q=1"), Exception("no such family"))
    assert there.content == not_there.content


def test_our_own_mistakes_do_not_need_anything_that_might_be_broken():
    response = defaults.server_error(REQUEST.get("/"))
    assert response.status_code == 500
    assert "What you typed should still be there" in response.content.decode()


def test_an_old_page_says_how_to_save_the_words():
    assert "Your words are not lost yet" in render_to_string("403_csrf.html")


def test_icons_are_drawings_beside_words_and_never_read_out():
    for name in (
        "worries", "working_well", "needs_to_happen", "scale", "hidden", "locked", "child", "plan", "print",
        "history", "move", "link", "plus", "edit", "unsure", "search", "calendar", "home", "disputed", "check",
    ):  # fmt: skip
        svg = BeautifulSoup(
            Template("{% load kit %}{% icon name %}").render(Context({"name": name})), "html.parser"
        ).svg
        assert svg["aria-hidden"] == "true"
        assert svg.select("path, circle")


def test_spoken_words_are_marked_off_and_escaped():
    page = BeautifulSoup(
        draw("{% said by='Mia, 6' lang='ur' %}{{ words }}{% endsaid %}", words="I <hide>"), "html.parser"
    )
    assert page.select_one("blockquote").text == "I <hide>"
    assert page.select_one("blockquote")["lang"] == "ur"
    assert page.figcaption.text == "Mia, 6"
    assert draw("{{ words|quoted }}", words="“No.”") == '<q class="kit-quoted">No.</q>'


def test_typed_paragraphs_stay_paragraphs_and_markup_stays_words():
    drawn = draw("{{ words|paragraphs }}", words="One\ntwo\n\n\n<b>three</b>\n")
    assert drawn == '<p class="govuk-body">One<br>two</p><p class="govuk-body">&lt;b&gt;three&lt;/b&gt;</p>'


def test_tabs_mark_the_page_that_one_is_on():
    page = BeautifulSoup(
        draw("{% tabs items label='Family' %}", items=[("Map", "/m", True), ("Plan", "/p", False)]), "html.parser"
    )
    assert page.nav["aria-label"] == "Family"
    assert [link.text for link in page.select("[aria-current=page]")] == ["Map"]


def test_two_notices_on_a_page_have_different_ids():
    page = BeautifulSoup(draw("{% notice 'A' %}a{% endnotice %}{% notice 'B' %}b{% endnotice %}"), "html.parser")
    ids = [title["id"] for title in page.select("h2")]
    assert len(set(ids)) == 2
    assert [box["aria-labelledby"] for box in page.select("[data-module]")] == ids
