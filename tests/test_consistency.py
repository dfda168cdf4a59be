"""The house rules' checker finds each breach, says what to do instead, and is content with the rest."""

from pathlib import Path

import pytest

from build_tools import consistency

pytestmark = pytest.mark.once

VIEWS = Path("kinmap/mapping/views.py")
VERBS = Path("kinmap/mapping/models/map.py")
PAGE = Path("kinmap/mapping/templates/mapping/map.html")


@pytest.mark.parametrize(
    ("where", "text", "said"),
    [
        (VIEWS, "def page(request):\n    return Map.objects.all()\n", ".objects in a view"),
        (VIEWS, "def page(request):\n    return get_object_or_404(Map)\n", "get_object_or_404 in a view"),
        (VIEWS, "class Page:\n    pass\n", "a view is a function"),
        (VIEWS, "def page(request):\n" + "    ask()\n" * 26, "has 26 lines"),
        (VERBS, "def tidy(self):\n    self.entries.filter(done=True).update(done=False)\n", "skips versions"),
        (VERBS, "def add(self):\n    Entry.objects.bulk_create([])\n", "skips versions"),
    ],
)
def test_a_breach_in_python_is_found(where, text, said):
    assert any(said in finding for finding in consistency.about_python(where, text))


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (VIEWS, "def page(request):\n" + "    ask()\n" * 25),
        (VIEWS, 'def page(request):\n    """What it shows."""\n' + "    ask()\n" * 25),
        (VERBS, "def words(self):\n    context.update(child=self.child)\n"),
        (Path("kinmap/mapping/tests/test_map.py"), "Entry.objects.filter(id=1).update(version=2)\n"),
    ],
)
def test_what_is_in_order_is_left_alone(where, text):
    assert list(consistency.about_python(where, text)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('<p style="color: red">', "inline style"),
        ("<button onclick='go()'>", "inline style or script"),
        ("<script>go()</script>", "inline script"),
        ('<img src="https://elsewhere.example/x.png">', "somebody else's server"),
    ],
)
def test_what_the_content_security_policy_would_refuse_is_found(line, said):
    assert any(said in finding for finding in consistency.about_a_template(PAGE, line))


def test_a_script_of_our_own_and_data_in_json_are_in_order():
    lines = '<script src="{% static \'build/kinmap.js\' %}"></script>\n<script type="application/json">{}</script>\n'
    assert list(consistency.about_a_template(PAGE, lines)) == []


def test_a_generated_migration_may_be_long():
    assert not list(consistency.about_any_file(Path("kinmap/kit/migrations/0001_initial.py"), "x\n" * 500))


def test_a_long_file_a_homeless_file_and_unfinished_work_are_found():
    said = " ".join(consistency.about_any_file(Path("kinmap/kit/utils.py"), "# TO" + "DO later\n" + "x\n" * 400))
    assert "401 lines" in said
    assert "collects what has no home" in said
    assert "finish it" in said
