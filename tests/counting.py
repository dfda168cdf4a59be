"""How many queries a page takes: counted, never timed."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, where: str) -> int:
    """The queries of one look at a page that is shown. What is remembered after a first look is remembered first."""
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)
