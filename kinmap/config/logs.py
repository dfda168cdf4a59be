"""Logs that hold nothing above ``plain``: where something went wrong, never whose words it was about."""

import logging
import traceback
from types import TracebackType


class PlainFormatter(logging.Formatter):
    """Writes an error's kind and the lines of code it passed, without its message.

    A database's message quotes the row it refused ("Key (name)=(…) already exists"), which would
    put a child's name into a log file that many people may read.
    """

    def formatException(  # noqa: N802 - the name is the standard library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The chain of errors by their kinds, each with its frames."""
        kind, error, frames = ei
        if kind is None or error is None:
            return ""
        lines = [f"{kind.__module__}.{kind.__qualname__} (message withheld)"]
        lines += [entry.rstrip("\n") for entry in traceback.format_tb(frames)]
        cause = error.__cause__ or error.__context__
        if cause is not None and cause is not error:
            lines += ["after:", self.formatException((type(cause), cause, cause.__traceback__))]
        return "\n".join(lines)


def settings_for_logs() -> dict[str, object]:
    """Django's ``LOGGING``: warnings and errors to the console; addresses without their query."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "kinmap.config.logs.PlainFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # No e-mail of errors: it would carry the request. Django's own handlers are replaced.
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # A 404 or 403 is in the trail where it matters; as a log line it says only who typed what.
            "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            # It warns of every HEAD request, which Django answers like a GET and the server cuts short.
            "gunicorn.http.wsgi": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            # The SQL log would hold the words themselves.
            "django.db.backends": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        },
    }
