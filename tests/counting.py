"""How many queries a page takes: counted, never timed."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def without_the_lock(asked: CaptureQueriesContext) -> int:
    """The queries that both databases ask: PostgreSQL takes a lock besides where SQLite's writers stand in line."""
    return sum("pg_advisory_xact_lock" not in query["sql"] for query in asked.captured_queries)


def queries_of(client: Client, where: str) -> int:
    """The queries of one look at a page that is shown. What is remembered after a first look is remembered first."""
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)
