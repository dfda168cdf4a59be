"""Watches every request of every test: whoever writes a case record leaves a trail entry.

It reads the statements as they pass and asks the database nothing, so that tests may count queries.
"""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponse

TRAIL = "access_trailentry"
#: Tables whose rows are no act on a case: receipts and kept words of repeated writes.
NO_ACT = ("live_",)
SIGN_IN = ("/accounts/",)
WRITE = re.compile(r'^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+["`]?(\w+)', re.IGNORECASE)

#: Requests that wrote and left no trail entry; emptied before and read after each test.
untrailed: list[str] = []


def rooms_tables() -> frozenset[str]:
    """The tables of Kinmap's own rooms, history included."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("kinmap.")
    )


class TrailWatch:
    """Outermost middleware of tests, under the test client and the live server alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        written: set[str] = set()

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if found := WRITE.match(sql):
                written.add(found[1])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            response = self.get_response(request)
        acts = {table for table in written & rooms_tables() if not table.startswith(NO_ACT) and table != TRAIL}
        if acts and TRAIL not in written and response.status_code < 400 and not request.path.startswith(SIGN_IN):
            untrailed.append(f"{request.method} {request.path} wrote {', '.join(sorted(acts))}")
        return response
