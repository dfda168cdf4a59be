"""The provider of the tests: started once, asked over real HTTP, and somebody's browser that goes there and back."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from django.test import Client

from build_tools.setup import node_and_npm

HERE = Path(__file__).resolve().parent
BACK = "http://testserver/accounts/council/back/"
#: Who has an account with the council, by the name that never changes there.
PEOPLE: dict[str, dict[str, Any]] = {
    "hannah": {"oid": "0a1", "email": "hannah@northmoor.example", "email_verified": True, "name": "Hannah Osei"},
    "somebody": {"oid": "0a2", "email": "somebody@northmoor.example", "email_verified": True},
    "unsure": {"oid": "0a3", "email": "hannah@northmoor.example", "email_verified": False},
    "successor": {"oid": "0a4", "email": "hannah@northmoor.example", "email_verified": True},
    "two steps": {"oid": "0a5", "email": "hannah@northmoor.example", "email_verified": True, "amr": ["pwd", "mfa"]},
}


@dataclass
class Council:
    """The provider, and what a browser does there."""

    issuer: str
    browser: requests.Session = field(default_factory=requests.Session)

    def gets_wrong(self, **claims: Any) -> None:
        """The next token says this instead of the truth; ``by="a stranger"`` signs it with another key."""
        requests.get(f"{self.issuer}/wrong", params={"told": json.dumps(claims)}, timeout=10).raise_for_status()

    def back_from(self, answer: Any, sub: str) -> str:
        """Where the browser is sent at the end, after signing in there as somebody."""
        where = answer["Location"]
        for _ in range(8):
            if where.startswith("http://testserver"):
                return str(where)
            if "/interaction/" in where:
                where = f"{where}/as/{sub}"
            there = self.browser.get(where, allow_redirects=False, timeout=10)
            where = requests.compat.urljoin(there.url, there.headers["Location"])
        raise AssertionError(f"sent round and round: {where}")

    def enter(self, client: Client, sub: str, *, to: str = "/") -> Any:
        """There and back; what Kinmap answers at the end."""
        asked = client.get("/accounts/council/", {"next": to})
        return client.get(self.back_from(asked, sub).removeprefix("http://testserver"))


@contextmanager
def serving(**around: str) -> Iterator[str]:
    """The issuer's address while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    node, _ = node_and_npm()
    command = [node, str(HERE / "provider.mjs"), str(port), BACK, json.dumps(PEOPLE)]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **around}
    )
    try:
        assert server.stdout is not None
        while (line := server.stdout.readline()) != "ready\n":
            assert line, "The OpenID provider did not start"
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(10)
        assert server.stdout is not None
        server.stdout.close()
