"""The heads of the trail, written every few minutes for as long as a server process lives.

Each process has a thread that asks; whoever comes first writes, the others see that it was done (``access.heads``).
A writing that fails is logged and tried again: nobody's work stops for it, and ``kinmap verify-trail`` tells.
"""

import logging
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import Error, connection

from kinmap.access import heads

EVERY = timedelta(minutes=5)
log = logging.getLogger(__name__)


def keep(worker: Any) -> None:
    """Begin, in a process that has just started (gunicorn's ``post_worker_init``)."""
    Thread(target=_again_and_again, name="heads of the trail", daemon=True).start()


def _again_and_again() -> None:
    never = Event()
    while True:
        once()
        never.wait(EVERY.total_seconds() / 5)


def once() -> None:
    """Write if it is time, and give the connection back."""
    try:
        heads.write(unless_since=EVERY)
    except (OSError, Error):
        log.exception("The heads of the trail could not be written to %s.", heads.folder())
    finally:
        connection.close()
