"""Somebody at a browser, and the council they work for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from kinmap.access.models import User
from tests import making
from tests.journeys.hands import Finger, Hands, Keys, Scriptless

#: A page of the demonstration is slow when many tests share two processors.
expect.set_options(timeout=15_000)

KINDS: dict[str, tuple[type[Hands], dict[str, Any]]] = {
    "mouse at 1280 px": (Hands, {}),
    "finger at 360 px": (Finger, {"viewport": {"width": 360, "height": 740}, "has_touch": True}),
    "no scripts": (Scriptless, {"java_script_enabled": False}),
    "keyboard alone": (Keys, {}),
}


@pytest.fixture
def demonstration_mode(settings: Any, tmp_path: Any) -> None:
    """Anybody may be chosen on the sign-in page, and filed copies lie in a folder of this test."""
    settings.KINMAP_DEMO = True
    settings.KINMAP_FILES = tmp_path


@pytest.fixture
def hannah(transactional_db: None) -> User:
    """A social worker of the East team, who works with no family yet."""
    made = making.user("Hannah Osei", team=making.team())
    made.job_title = "Social worker"
    made.save()
    return made


@pytest.fixture
def take_hands(
    demonstration_mode: None, live_server: Any, open_browser: Callable[..., Any], axe: Callable[[Any], None]
) -> Iterator[Callable[[str], Hands]]:
    """``take_hands("keyboard alone")``: a browser, and a way of using it. The console may say nothing wrong."""
    taken: list[Hands] = []

    def take(kind: str) -> Hands:
        hands, browser = KINDS[kind]
        label = kind.replace(" ", "-")
        taken.append(hands(open_browser(**browser), live_server.url, axe=axe, label=label))
        return taken[-1]

    yield take
    wrong = [each for hands in taken for each in hands.wrong]
    assert not wrong, "On the way: " + "\n".join(wrong)
