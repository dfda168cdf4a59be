"""Installations for proofs: one is made and peopled once, each proof gets a copy."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.proofs.installation import BASE, Installation, address_of, as_owner

MEMORY = Path("/dev/shm")
NUMBERS = itertools.count(1)
FULL = os.environ.get("KINMAP_PROVE") == "1"


def _new(*, like: Installation | None = None) -> Installation:
    """A place of its own; empty, or a copy of another."""
    data = Path(tempfile.mkdtemp(prefix="kinmap-proof-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    if like is not None:
        shutil.copytree(like.data, data, dirs_exist_ok=True)
    if not BASE.startswith("postgres"):
        return Installation(data)
    name = f"proof_{os.getpid()}_{next(NUMBERS)}"
    as_owner(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like.name}"' if like is not None else ""))
    return Installation(data, address_of(name))


@pytest.fixture(scope="session")
def _template() -> Iterator[tuple[Installation, Any]]:
    place = _new()
    done = place.kinmap("migrate", "--quiet")
    assert done.returncode == 0, done.stderr
    people = place.peopled("50")
    yield place, people
    place.remove()


@pytest.fixture
def new_place() -> Iterator[Callable[[], Installation]]:
    """``new_place()``: an installation in which nothing is, not even tables."""
    made: list[Installation] = []

    def make() -> Installation:
        made.append(_new())
        return made[-1]

    yield make
    for place in made:
        place.remove()


@pytest.fixture
def place(_template: tuple[Installation, Any]) -> Iterator[Installation]:
    """An installation with ten families and fifty workers, five for each family."""
    made = _new(like=_template[0])
    yield made
    made.remove()


@pytest.fixture
def people(_template: tuple[Installation, Any]) -> Any:
    """The workers of ``place``: their sessions, families and children."""
    return _template[1]


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """``told(line)``: one line of figures, repeated when all tests are over."""
    return lambda line: record_property("figures", line)
