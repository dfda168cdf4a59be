"""What every test shares: real databases, the trail watched, a real browser."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.test import Client, TransactionTestCase

from tests import trail_watch
from tests.quiet import quiet

# Random cases: a seeded share that is the same on every machine, or all of them in `make prove`.
hypothesis.settings.register_profile("share", derandomize=True, database=None, deadline=None, max_examples=30)
hypothesis.settings.register_profile("prove", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile("prove" if os.environ.get("KINMAP_PROVE") == "1" else "share")

# Playwright's synchronous interface keeps an event loop running in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).resolve().parent
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
CHROMIUM_FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium() -> str | None:
    """Where this machine keeps Chromium, or ``None``."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def _uses_a_database(item: pytest.Item) -> bool:
    """Whether a test of a room asks a database; one outside the rooms may start a server that does."""
    if not item.nodeid.startswith("kinmap/"):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db", "live_server"}
    )


@pytest.hookimpl(tryfirst=True)  # before pytest leaves out what is marked
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what no database can change; skips journeys, saying why, where there is no browser."""
    for item in items:
        if not _uses_a_database(item):
            item.add_marker(pytest.mark.once)
    if chromium() is not None:
        return
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed, so no journey was walked."))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says how many cases the secrecy property held for."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, [])]
    cases = sum(value for report in reports for name, value in report.user_properties if name == "secrecy cases")
    if cases:
        terminalreporter.write_line(f"Secrecy: {cases} cases, each one reader and one output.")
    for line in (value for report in reports for name, value in report.user_properties if name == "figures"):
        terminalreporter.write_line(str(line))


# --- The database ----------------------------------------------------------------------------------


@contextmanager
def _triggers_asleep() -> Iterator[None]:
    """Lets a test's rows be cleared away although the database refuses to change the trail."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            asleep = cursor.fetchall()
            for name, _ in asleep:
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace"
            )
            asleep = cursor.fetchall()
            for (table,) in asleep:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for row in asleep:
                cursor.execute(row[1] if connection.vendor == "sqlite" else f"ALTER TABLE {row[0]} ENABLE TRIGGER USER")


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_trail() -> Iterator[None]:
    """Tests with real transactions end with a flush, which the append-only triggers would refuse."""
    with pytest.MonkeyPatch.context() as patch:
        tear_down: Callable[[Any], None] = TransactionTestCase._fixture_teardown

        def flushed(case: Any) -> None:
            with _triggers_asleep():
                tear_down(case)

        # TestCase has a teardown of its own (it rolls back), so only real transactions come here.
        patch.setattr(TransactionTestCase, "_fixture_teardown", flushed)
        yield


@pytest.fixture(autouse=True, scope="session")
def _signed_in_wholly() -> Iterator[None]:
    """``client.force_login`` leaves what a real sign-in leaves: a proof, a second step that is settled, a clock."""
    with pytest.MonkeyPatch.context() as patch:
        login: Callable[..., None] = Client._login  # type: ignore[attr-defined]

        def signed_in(client: Any, user: Any, backend: Any = None) -> None:
            login(client, user, backend)
            session = client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session["account_authentication_methods_user"] = str(user.pk)
            session.update({"kinmap_second_step": True, "kinmap_seen": int(time.time())})
            session.save()

        patch.setattr(Client, "_login", signed_in)
        yield


@pytest.fixture(autouse=True)
def _every_write_leaves_a_trail() -> Iterator[None]:
    """Fails a test in which a request wrote a case record and left no trail entry."""
    trail_watch.untrailed.clear()
    yield
    assert not trail_watch.untrailed, "No trail entry: " + "; ".join(trail_watch.untrailed)


# --- The browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, never one that a test tool would download."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """British English, London time, a laptop's width."""
    return {
        **browser_context_args,
        "viewport": WIDE,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def open_browser(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """``open_browser(viewport=PHONE, …)``: a page in a browser of its own, signed in as nobody.

    A script error, or anything that the content security policy refused, fails the test at its end.
    """
    contexts = []
    wrong: list[str] = []

    def heard(message: Any) -> None:
        if "Content Security Policy" in message.text:
            wrong.append(message.text)

    def open_page(**differently: Any) -> Any:
        context = browser.new_context(**{**browser_context_args, **differently})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", heard)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, "The browser complained: " + "; ".join(wrong)


@pytest.fixture
def page(open_browser: Callable[..., Any]) -> Any:
    """A browser page at a laptop's width."""
    return open_browser()


@pytest.fixture
def phone(open_browser: Callable[..., Any]) -> Any:
    """A browser page 360 pixels wide, with touch."""
    return open_browser(viewport=PHONE, has_touch=True)


@pytest.fixture
def scriptless(open_browser: Callable[..., Any]) -> Any:
    """A browser page with JavaScript switched off."""
    return open_browser(java_script_enabled=False)


@pytest.fixture(params=["1280px", "360px"])
def screen(request: pytest.FixtureRequest, open_browser: Callable[..., Any]) -> Any:
    """A browser page at a laptop's width, then the same test at a phone's."""
    return open_browser(viewport=PHONE, has_touch=True) if request.param == "360px" else open_browser()


@pytest.fixture
def sign_in_browser(live_server: Any, client: Any) -> Callable[[Any, Any], None]:
    """``sign_in_browser(page, user)``: that page's browser is signed in as that user."""

    def sign_in(page: Any, user: Any) -> None:
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return sign_in


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """``axe(page)`` fails with what axe-core finds wrong on that page."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def check(page: Any) -> None:
        quiet(page)
        # What is scrolled half under the bar that stays in view is no small target: it is one finger's move away.
        where = page.evaluate("() => { const y = window.scrollY; window.scrollTo(0, 0); return y; }")
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags})",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        )
        page.evaluate("y => window.scrollTo(0, y)", where)
        wrong = [
            f"{rule['id']}: {rule['help']}: {[node['html'][:120] for node in rule['nodes']]}"
            for rule in found["violations"]
        ]
        assert not wrong, f"axe on {page.url}:\n" + "\n".join(wrong)

    return check
