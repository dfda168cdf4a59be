"""Logs say where something went wrong and never whose words it was about."""

import logging
import sys

import pytest

from kinmap.config.logs import PlainFormatter, settings_for_logs

pytestmark = pytest.mark.once


def logged_error(error: Exception, cause: Exception | None = None) -> str:
    """What the log says when a view ends with this error."""
    try:
        try:
            if cause:
                raise cause
        finally:
            raise error
    except Exception:  # noqa: BLE001 - as Django does at its outermost
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/",), sys.exc_info()
        )
        return PlainFormatter("%(message)s").format(record)


def test_an_error_is_logged_without_its_words():
    said = logged_error(ValueError("Key (name)=(Mia Larkin) already exists."))
    assert "Mia" not in said
    assert "builtins.ValueError" in said
    assert "test_logs.py" in said


def test_the_error_before_it_is_logged_without_its_words_too():
    said = logged_error(RuntimeError("about Mia"), cause=KeyError("12 Hawthorn Close"))
    assert "Mia" not in said
    assert "Hawthorn" not in said
    assert "builtins.KeyError" in said


def test_no_handler_sends_a_request_by_mail():
    handlers = settings_for_logs()["handlers"]
    assert {handler["class"] for handler in handlers.values()} == {"logging.StreamHandler"}
