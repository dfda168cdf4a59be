"""Every view that an address leads to begins with a named door; nothing is read or decided before it."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from kinmap.access.demonstration import open_demonstration
from kinmap.access.own import open_again, open_own
from kinmap.access.sign_on.door import open_sign_on
from kinmap.casework.doors import open_desk, open_family, open_office
from kinmap.casework.people.finding import open_search
from kinmap.guidance.doors import open_guidance
from kinmap.supervision.door import open_session
from tests.test_doors import ADDRESSES

pytestmark = pytest.mark.once

NAMED = (
    open_family,
    open_office,
    open_desk,
    open_search,
    open_guidance,
    open_demonstration,
    open_own,
    open_again,
    open_sign_on,
    open_session,
)
DOORS = {door.__name__ for door in NAMED}
#: Views of ours that have no door, each with its reason.
WITHOUT_A_DOOR: dict[str, str] = {}
OURS = {name: pattern for name, pattern in ADDRESSES.items() if pattern.callback.__module__.startswith("kinmap.")}


def first_statement(function: Callable[..., Any]) -> ast.stmt:
    """What a function does first, after saying what it is for."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function)))).body
    assert isinstance(tree, ast.FunctionDef)
    return tree.body[1] if ast.get_docstring(tree) else tree.body[0]


def door_of(function: Callable[..., Any]) -> str:
    """The door called by the first statement, or nothing."""
    first = first_statement(function)
    call = first.value if isinstance(first, ast.Assign | ast.Expr) else None
    called = call.func if isinstance(call, ast.Call) else None
    return called.id if isinstance(called, ast.Name) and called.id in DOORS else ""


@pytest.mark.parametrize("name", OURS)
def test_a_view_begins_with_a_named_door(name: str) -> None:
    view = OURS[name].callback
    assert inspect.isfunction(inspect.unwrap(view)), f"{name} is not a function"
    assert door_of(view) or name in WITHOUT_A_DOOR, f"{name} begins with: {ast.unparse(first_statement(view))}"


def test_the_door_of_search_is_the_offices_own() -> None:
    assert door_of(open_search) == "open_office"


def test_a_view_of_a_family_takes_the_familys_door() -> None:
    for name, pattern in OURS.items():
        if "<str:family_ref>" in str(pattern.pattern):
            assert door_of(pattern.callback) == "open_family", name


def test_only_signing_in_is_open_to_nobody() -> None:
    open_to_all = {name for name, pattern in OURS.items() if getattr(pattern.callback, "login_required", True) is False}
    at_the_entrance = {"access:demonstration_sign_in", "access:sign_on", "access:sign_on_back", "live:again"}
    assert open_to_all == at_the_entrance


def test_every_exception_is_still_one() -> None:
    assert all(name in OURS and not door_of(OURS[name].callback) for name in WITHOUT_A_DOOR)


def a_view_that_asks_first(request: Any) -> Any:
    """Shows what a breach looks like."""
    asked = request.GET
    open_desk(request)
    return asked


def test_a_view_that_asks_before_its_door_is_found() -> None:
    assert door_of(a_view_that_asks_first) == ""
