"""Worker processes share nothing with the database: two that spoke over one line would mix up people's words."""

import re
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.proofs.installation import BASE, Installation
from tests.proofs.writer import Writer


def sockets_of(pid: int) -> set[str]:
    """The kernel's numbers of the sockets that a process holds."""
    held = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed while we looked
            if found := re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink())):
                held.add(found[1])
    return held


def connected() -> set[str]:
    """The numbers of every TCP socket that is a conversation, not one that waits for visitors."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return {line.split()[9] for line in lines if line.split()[3] == "01"}


@pytest.mark.skipif(not BASE.startswith("postgres"), reason="several workers need PostgreSQL")
def test_no_two_workers_speak_to_the_database_over_one_line(place: Installation, people: Any) -> None:
    with place.serving(workers=3) as server:
        for number, who in enumerate(people[:6]):
            writer = Writer(who, Random(number), port=server.port)
            assert writer.write_once(), writer.wrong
            writer.hang_up()
        talking = connected()
        held = [sockets_of(pid) & talking for pid in server.processes()]
    assert len(held) == 4
    assert any(held[1:]), "no worker holds a line: this test sees nothing"
    shared = [one & other for at, one in enumerate(held) for other in held[at + 1 :]]
    assert not any(shared), "two processes hold the same line to the database"
